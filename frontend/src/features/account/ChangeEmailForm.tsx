import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Notice } from "@/components/Notice";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { ChangeEmailDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { fieldProblems } from "@/lib/errors";
import { useFailureWords } from "./useFailureWords";
import { StepUpPlace, useStepUp } from "./useStepUp";

/** Another address for the account; it counts once the link that goes there was opened. */
export function ChangeEmailForm({ onProblems }: { onProblems: (hasProblems: boolean) => void }) {
  const { t } = useLingui();
  const stepUp = useStepUp();
  const announce = useAnnounce();
  const say = useFailureWords();
  const [{ fetching }, send] = useMutation(ChangeEmailDocument);
  const [email, setEmail] = useState("");
  const [sentTo, setSentTo] = useState("");
  const [problems, setProblems] = useState<Problem[]>([]);
  const words = t`We sent a link to ${sentTo}. Open it to confirm the address; until then we go on writing to the one from before.`;
  const show = (found: Problem[]) => {
    setProblems(found);
    onProblems(found.length > 0);
  };
  const badAddress = { fieldId: "newEmail", message: t`Enter an email address in the right form, like name@example.org` };

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const address = email.trim();
    if (!address) return show([{ fieldId: "newEmail", message: t`Enter an email address` }]);
    const { error } = await stepUp.guard(() => send({ input: { email: address } }));
    if (fieldProblems(error).length > 0) return show([badAddress]);
    if (error) return show([{ message: say(error) }]);
    show([]);
    setEmail("");
    setSentTo(address);
    announce(t`We sent a link to ${address}.`);
  };
  return (
    <StepUpPlace stepUp={stepUp}>
      <Stack as="section" labelledBy="change-email">
        <h2 id="change-email">{t`Change the address`}</h2>
        {sentTo ? <Notice><p>{words}</p></Notice> : null}
        <form onSubmit={(event) => void submit(event)} noValidate>
          <Stack>
            <ErrorSummary problems={problems} />
            <TextField
              id="newEmail"
              type="email"
              label={t`New email address`}
              value={email}
              onChange={setEmail}
              error={problems.find((problem) => problem.fieldId)?.message}
              autoComplete="email"
            />
            <Row>
              <Button type="submit" isDisabled={fetching}>{t`Change email address`}</Button>
            </Row>
          </Stack>
        </form>
      </Stack>
    </StepUpPlace>
  );
}
