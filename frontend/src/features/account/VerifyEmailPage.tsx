import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import { ActionLink } from "@/components/ActionLink";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Page } from "@/components/Page";
import { Row, Stack } from "@/components/Stack";
import { VerifyEmailDocument } from "@/gql/graphql";
import { hasCode } from "@/lib/errors";
import { useSession } from "@/lib/session";
import { useFailureWords } from "./useFailureWords";
import { useLinkToken } from "./useLinkToken";

type State = "asking" | "verified" | "over";

/**
 * Where the link of a mail leads that asks whether an address is right. Opening
 * it proves nothing yet: programs that look into mail open links too.
 */
export function VerifyEmailPage() {
  const token = useLinkToken();
  const [state, setState] = useState<State>(token ? "asking" : "over");
  if (state === "verified") return <Verified />;
  if (state === "over") return <LinkIsOver />;
  return <Ask token={token} onState={setState} />;
}

function Ask({ token, onState }: { token: string; onState: (state: State) => void }) {
  const { t } = useLingui();
  const say = useFailureWords();
  const [{ fetching }, verify] = useMutation(VerifyEmailDocument);
  const [problems, setProblems] = useState<Problem[]>([]);
  const confirm = async () => {
    const { data, error } = await verify({ input: { token } });
    if (data) onState("verified");
    else if (hasCode(error, "EXPIRED")) onState("over");
    else setProblems([{ message: say(error) }]);
  };
  return (
    <Page
      title={t`Confirm your email address`}
      lead={<p>{t`With this you tell us that the address to which we sent the mail is yours. We write to it from then on.`}</p>}
      hasError={problems.length > 0}
    >
      <Stack>
        <ErrorSummary problems={problems} />
        <Row>
          <Button onPress={() => void confirm()} isDisabled={fetching}>{t`Confirm email address`}</Button>
        </Row>
      </Stack>
    </Page>
  );
}

function Verified() {
  const { t } = useLingui();
  const { state } = useSession();
  return (
    <Page title={t`Your email address is confirmed`} lead={<p>{t`From now on we write to this address about your account.`}</p>}>
      <Row>
        {state === "signedIn" ? <ActionLink to="/">{t`Continue`}</ActionLink> : <ActionLink to="/sign-in">{t`Sign in`}</ActionLink>}
      </Row>
    </Page>
  );
}

function LinkIsOver() {
  const { t } = useLingui();
  return (
    <Page
      title={t`This link does not work any more`}
      lead={<p>{t`It has been used, has run out, or was replaced by a newer one. Sign in and open “Email address” on your account's page to get a new one.`}</p>}
    >
      <Row>
        <ActionLink to="/account/email">{t`Get a new link`}</ActionLink>
      </Row>
    </Page>
  );
}
