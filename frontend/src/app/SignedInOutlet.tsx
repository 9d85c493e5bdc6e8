import { useLingui } from "@lingui/react/macro";
import { Navigate, Outlet } from "@tanstack/react-router";
import { Page } from "@/components/Page";
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
  const { t } = useLingui();
  const path = usePath();
  const role = useRole();
  const { record } = useRecords();
  const scope = scopeOfPage(path);
  if (record && scope && !isShared(record, scope)) return <NotShared record={record} scope={scope} />;
  if (record || withoutRecord.some((start) => path.startsWith(start))) return <Outlet />;
  if (role !== "PATIENT" && path === "/") return <Navigate to="/staff/patients" replace />;
  return (
    <Page title={t`No record belongs to this account`}>
      <p>{t`These pages are for patients and those who care for them. You are signed in, but no patient's record is connected to your account.`}</p>
      <CallTheClinic />
    </Page>
  );
}
