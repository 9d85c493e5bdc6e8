import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Notice } from "@/components/Notice";
import { Row, Stack } from "@/components/Stack";
import { ResendVerificationDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { useFailureWords } from "./useFailureWords";

/** Has the link mailed that proves the address. */
export function ResendVerification({ address }: { address: string }) {
  const { t } = useLingui();
  const say = useFailureWords();
  const announce = useAnnounce();
  const [{ fetching }, resend] = useMutation(ResendVerificationDocument);
  const [problems, setProblems] = useState<Problem[]>([]);
  const [isSent, setSent] = useState(false);
  const words = t`We sent a link to ${address}. Open it to confirm the address; it works for three days.`;
  const send = async () => {
    const { data, error } = await resend({});
    setSent(data !== undefined);
    setProblems(data ? [] : [{ message: say(error) }]);
    if (data) announce(words);
  };
  return (
    <Stack>
      <ErrorSummary problems={problems} />
      {isSent ? <Notice><p>{words}</p></Notice> : null}
      <Row>
        <Button kind="secondary" onPress={() => void send()} isDisabled={fetching}>{t`Send the link to confirm it`}</Button>
      </Row>
    </Stack>
  );
}
