import { useLingui } from "@lingui/react/macro";
import { ActionLink } from "@/components/ActionLink";
import { Page } from "@/components/Page";
import { Row } from "@/components/Stack";
import { CallTheClinic } from "@/features/home/CallTheClinic";

/** Where the link of an invitation leads that cannot be accepted any more. */
export function InvitationIsOver() {
  const { t } = useLingui();
  return (
    <Page
      title={t`This invitation does not work any more`}
      lead={<p>{t`It has been used, was taken back, or has run out: an invitation can be accepted once and for seven days. If you accepted it yourself, sign in. Otherwise ask whoever invited you for a new one.`}</p>}
    >
      <Row>
        <ActionLink to="/sign-in">{t`Sign in`}</ActionLink>
      </Row>
      <CallTheClinic />
    </Page>
  );
}
