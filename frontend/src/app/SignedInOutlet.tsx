import { useLingui } from "@lingui/react/macro";
import { Outlet } from "@tanstack/react-router";
import { Page } from "@/components/Page";
import { CallTheClinic } from "@/features/home/CallTheClinic";
import { usePath } from "@/lib/usePath";

/** Pages that are about the sign-in and not about a patient's record. */
const withoutRecord = ["/account", "/notifications"];

/** The page, unless it needs a record and this account has none. */
export function SignedInOutlet({ hasRecord }: { hasRecord: boolean }) {
  const { t } = useLingui();
  const path = usePath();
  if (hasRecord || withoutRecord.some((start) => path.startsWith(start))) return <Outlet />;
  return (
    <Page title={t`No record belongs to this account`}>
      <p>{t`These pages are for patients and those who care for them. You are signed in, but no patient's record is connected to your account.`}</p>
      <CallTheClinic />
    </Page>
  );
}
