import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { ActionLink } from "@/components/ActionLink";
import { Page } from "@/components/Page";
import { Row, Stack } from "@/components/Stack";
import { CallTheClinic } from "@/features/home/CallTheClinic";

/** The same for everybody, whether there is somebody to write to or not. */
function Sent({ lead, children }: { lead: string; children: ReactNode }) {
  const { t } = useLingui();
  return (
    <Page title={t`Check your email`} lead={<p>{lead}</p>}>
      <Stack as="section" labelledBy="no-mail" gap="tight">
        <h2 id="no-mail">{t`If no mail comes`}</h2>
        <p>{t`It can take a few minutes. Look among unwanted mail too. We may have another address of yours on file, or none, or what you entered may not be what we have.`}</p>
        <CallTheClinic />
      </Stack>
      <Row>{children}</Row>
    </Page>
  );
}

export function UsernameSentPage() {
  const { t } = useLingui();
  return (
    <Sent lead={t`If what you entered is what we have on file, we have sent your username to your email address.`}>
      <ActionLink to="/sign-in">{t`Back to sign in`}</ActionLink>
      <ActionLink kind="quiet" to="/forgot-username">{t`Try again`}</ActionLink>
    </Sent>
  );
}

export function ResetSentPage() {
  const { t } = useLingui();
  return (
    <Sent lead={t`If we know this username or email address, we have sent a link to the email address on file. It works once, for 30 minutes; if you ask for several, the newest alone works.`}>
      <ActionLink to="/sign-in">{t`Back to sign in`}</ActionLink>
      <ActionLink kind="quiet" to="/forgot-password">{t`Try again`}</ActionLink>
    </Sent>
  );
}
