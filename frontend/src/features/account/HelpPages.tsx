import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { BackLink } from "@/components/BackLink";
import { Page } from "@/components/Page";
import { Stack } from "@/components/Stack";
import { CallTheClinic } from "@/features/home/CallTheClinic";

/** What the clinic does by phone for now, said plainly. */
function ByPhone({ title, lead, bring }: { title: string; lead: string; bring: ReactNode }) {
  const { t } = useLingui();
  return (
    <Page title={title} lead={<p>{lead}</p>} before={<BackLink to="/sign-in">{t`Back to sign in`}</BackLink>}>
      <Stack as="section" labelledBy="have-ready" gap="tight">
        <h2 id="have-ready">{t`Have this ready`}</h2>
        {bring}
      </Stack>
      <Stack as="section" labelledBy="call" gap="tight">
        <h2 id="call">{t`Call us`}</h2>
        <CallTheClinic />
      </Stack>
    </Page>
  );
}

export function CreateAccountPage() {
  const { t } = useLingui();
  return (
    <ByPhone
      title={t`Create Account`}
      lead={t`You cannot do this here yet. The clinic opens your account for you: call us.`}
      bring={<p>{t`Your clinic number, which stands on your letters and bills, and your date of birth.`}</p>}
    />
  );
}
