import { useLingui } from "@lingui/react/macro";
import { ActionLink } from "@/components/ActionLink";
import { Empty } from "@/components/Empty";
import { ListStates } from "@/components/ListStates";
import { Page } from "@/components/Page";
import { Row } from "@/components/Stack";
import { AdministratorStaffDocument } from "@/gql/graphql";
import { usePages } from "@/lib/usePages";
import { ForAdministrators } from "./ForAdministrators";
import { StaffAccountCard } from "./StaffAccountCard";

/** Who works here and can sign in, or could. */
export function StaffAccountsPage() {
  const { t } = useLingui();
  return (
    <ForAdministrators title={t`Staff accounts`}>
      <Page
        title={t`Staff accounts`}
        lead={<p>{t`Everyone who works here has an account of their own. Disable it on their last day.`}</p>}
      >
        <Row>
          <ActionLink to="/staff/accounts/new">{t`Add a member of staff`}</ActionLink>
        </Row>
        <Accounts />
      </Page>
    </ForAdministrators>
  );
}

function Accounts() {
  const { t } = useLingui();
  const pages = usePages({
    query: AdministratorStaffDocument,
    variables: { after: null },
    pick: (data) => data.staffAccounts,
  });
  return (
    <ListStates
      pages={pages}
      label={t`Staff accounts`}
      what={t`the staff accounts`}
      keyOf={(account) => account.id}
      render={(account) => <StaffAccountCard account={account} />}
      empty={
        <Empty title={t`No staff accounts yet`}>
          <p>{t`Those you add stand here, with what they may do and whether they can sign in.`}</p>
        </Empty>
      }
    />
  );
}
