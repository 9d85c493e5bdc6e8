import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Card } from "@/components/Card";
import { type Fact, Facts } from "@/components/Facts";
import { Stack } from "@/components/Stack";
import { Tag } from "@/components/Tag";
import { StepUpPlace } from "@/features/account/useStepUp";
import type { StaffAccountFieldsFragment } from "@/gql/graphql";
import { dateTime } from "@/lib/dates";
import { useSession } from "@/lib/session";
import { ChangeForm } from "./ChangeForm";
import { ChangeButtons } from "./ChangeButtons";
import { FirstPassword } from "./FirstPassword";
import { type StaffChange, useStaffChange } from "./useStaffChange";
import { roleWords, staffStates } from "./words";

/** One account, with what can be done about it. */
export function StaffAccountCard({ account }: { account: StaffAccountFieldsFragment }) {
  const { i18n } = useLingui();
  const state = staffStates[account.state];
  return (
    <Card as="article" labelledBy={`name-${account.id}`}>
      <Stack>
        <h2 id={`name-${account.id}`}>{account.displayName}</h2>
        <p>
          <Tag strong={account.state === "DISABLED"}>{i18n._(state.label)}</Tag> {i18n._(state.meaning)}
        </p>
        <AccountFacts account={account} />
        <Actions account={account} />
      </Stack>
    </Card>
  );
}

function AccountFacts({ account }: { account: StaffAccountFieldsFragment }) {
  const { t, i18n } = useLingui();
  const facts: Fact[] = [
    { name: t`Username`, value: account.username },
    { name: t`Role`, value: i18n._(roleWords(account.role)) },
    { name: t`Email`, value: <Address account={account} /> },
    { name: t`Second factor`, value: account.hasSecondFactor ? t`Set up` : t`Not set up` },
    { name: t`Last used`, value: account.lastSeenAt ? dateTime(account.lastSeenAt) : t`Not lately` },
  ];
  return <Facts facts={facts} />;
}

function Address({ account }: { account: StaffAccountFieldsFragment }) {
  const { t } = useLingui();
  if (!account.email || account.emailVerified) return account.email ?? t`None noted`;
  return (
    <>
      {account.email}
      <br />
      {t`Not confirmed yet`}
    </>
  );
}

/** What can be done about an account that is somebody else's; one's own is changed where everybody changes theirs. */
function Actions({ account }: { account: StaffAccountFieldsFragment }) {
  const { t } = useLingui();
  const session = useSession();
  const change = useStaffChange(account);
  if (session.state === "signedIn" && session.viewer.account.id === account.id) {
    return (
      <p>
        {t`This is your own account.`} <Link to="/account">{t`Change how you sign in`}</Link>
      </p>
    );
  }
  return <StepUpPlace stepUp={change.stepUp}><Steps account={account} change={change} /></StepUpPlace>;
}

function Steps({ account, change }: { account: StaffAccountFieldsFragment; change: StaffChange }) {
  if (change.firstPassword) {
    return <FirstPassword account={account} password={change.firstPassword} heading="h3" onDone={change.done} />;
  }
  return change.kind ? <ChangeForm account={account} change={change} /> : <ChangeButtons account={account} change={change} />;
}
