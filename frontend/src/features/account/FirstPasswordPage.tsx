import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "@/components/Button";
import { Page } from "@/components/Page";
import { Row } from "@/components/Stack";
import { useSession } from "@/lib/session";
import { ChangePasswordForm } from "./ChangePasswordForm";

/** A password of one's own in place of the one that was given, before anything else. */
export function FirstPasswordPage() {
  const { t } = useLingui();
  const { check, end } = useSession();
  const [hasProblems, setHasProblems] = useState(false);
  return (
    <Page
      title={t`Choose a password of your own`}
      lead={<p>{t`The password that you signed in with was made for you, and others may have seen it. From now on you sign in with the one you choose here.`}</p>}
      hasError={hasProblems}
    >
      <ChangePasswordForm asksCurrent={false} onProblems={setHasProblems} onChanged={check} />
      <Row>
        <Button kind="secondary" onPress={() => void end("left")}>{t`Sign out`}</Button>
      </Row>
    </Page>
  );
}
