import { useLingui } from "@lingui/react/macro";
import { Navigate, Outlet } from "@tanstack/react-router";
import { ActionLink } from "@/components/ActionLink";
import { Page } from "@/components/Page";
import { Row } from "@/components/Stack";
import { CallTheClinic } from "@/features/home/CallTheClinic";
import { isShared, useRecords } from "@/lib/record";
import { useRole } from "@/lib/session";
import { usePath } from "@/lib/usePath";
import { NotShared } from "./NotShared";
import { scopeOfPage } from "./sharedParts";

/** Pages that are about the sign-in and not about a patient's record. */
const withoutRecord = ["/account", "/notifications", "/staff"];

/** The page, unless it is about a record and this account has none, or about a part that is not shared with it. */
export function SignedInOutlet() {
  const path = usePath();
  const role = useRole();
  const { record } = useRecords();
  const scope = scopeOfPage(path);
  if (record && scope && !isShared(record, scope)) return <NotShared record={record} scope={scope} />;
  if (record || withoutRecord.some((start) => path.startsWith(start))) return <Outlet />;
  if (role !== "PATIENT" && path === "/") return <Navigate to="/staff/patients" replace />;
  return role === "PATIENT" ? <NobodyToLookAfter /> : <NoRecord />;
}

/** For a carer without a record of their own, once the last who let them in has ended it. */
function NobodyToLookAfter() {
  const { t } = useLingui();
  return (
    <Page title={t`You look after nobody now`}>
      <p>{t`No record is open to your account: access that somebody gave you has ended, or was never accepted. Whoever wants your help again can send you a new invitation; you accept it with this account.`}</p>
      <Row>
        <ActionLink kind="secondary" to="/account">{t`Go to your account`}</ActionLink>
      </Row>
      <CallTheClinic />
    </Page>
  );
}

function NoRecord() {
  const { t } = useLingui();
  return (
    <Page title={t`No record belongs to this account`}>
      <p>{t`These pages are for patients and those who care for them. You are signed in, but no patient's record is connected to your account.`}</p>
      <CallTheClinic />
    </Page>
  );
}
