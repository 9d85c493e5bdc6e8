import { useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import { type ReachedAtFragment, RemovePhoneDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { PhoneCodeForm } from "./PhoneCodeForm";
import { PhoneForm } from "./PhoneForm";
import { useFailureWords } from "./useFailureWords";

type PhoneSectionProps = { points: ReachedAtFragment; onHasError: (hasError: boolean) => void };

/** The phone for texts: asked for, proven by a code, changed, removed. */
export function PhoneSection({ points, onHasError }: PhoneSectionProps) {
  const { t } = useLingui();
  const [isChanging, setChanging] = useState(false);
  const phone = points.phone;
  return (
    <Stack as="section" labelledBy="texts">
      <h2 id="texts">{t`Text messages`}</h2>
      {!points.texts ? <p>{t`This clinic sends no text messages.`}</p> : null}
      {points.texts && phone?.asked ? <PhoneCodeForm number={phone.asked} onHasError={onHasError} /> : null}
      {points.texts && phone?.number && !phone.asked ? <Texted number={phone.number} onChange={() => setChanging(true)} isChanging={isChanging} /> : null}
      {points.texts && !phone?.asked && (!phone?.number || isChanging) ? (
        <PhoneForm onHasError={onHasError} onSent={() => setChanging(false)} />
      ) : null}
    </Stack>
  );
}

type TextedProps = { number: string; onChange: () => void; isChanging: boolean };

function Texted({ number, onChange, isChanging }: TextedProps) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const say = useFailureWords();
  const [{ fetching, error }, remove] = useMutation(RemovePhoneDocument);
  const problem = say(error);
  useEffect(() => {
    if (problem) announce(problem);
  }, [announce, problem]);
  const press = async () => {
    const { data } = await remove({});
    if (data) announce(t`We no longer text you.`);
  };
  return (
    <>
      <p>{t`We text you at ${number}.`}</p>
      <ErrorSummary problems={error ? [{ message: problem }] : []} />
      <Row>
        {isChanging ? null : <Button kind="secondary" onPress={onChange}>{t`Change the number`}</Button>}
        <Button kind="secondary" onPress={() => void press()} isDisabled={fetching}>{t`Stop texts`}</Button>
      </Row>
    </>
  );
}
