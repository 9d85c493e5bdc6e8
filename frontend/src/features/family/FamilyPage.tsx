import { useLingui } from "@lingui/react/macro";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Stack } from "@/components/Stack";
import { AccountSection } from "@/features/account/AccountSection";
import { isOwn, useRecords } from "@/lib/record";
import { CaredFor } from "./CaredFor";
import { WhoMayAct } from "./WhoMayAct";
import { useChanges } from "./useChanges";

/** Who may act for the patient whose record is open, and whom this account looks after. */
export function FamilyPage() {
  const { t } = useLingui();
  const { record, records } = useRecords();
  const changes = useChanges();
  const decides = record !== null && (record.access?.mayInvite ?? true);
  const cared = records.filter((one) => !isOwn(one));
  return (
    <AccountSection path="family" hasError={changes.problems.length > 0}>
      <Stack gap="wide">
        <ErrorSummary problems={changes.problems} />
        {decides ? <WhoMayAct record={record} changes={changes} /> : null}
        {cared.length > 0 ? <CaredFor records={cared} changes={changes} /> : null}
        {!decides && cared.length === 0 ? <p>{t`You have no record here and look after nobody.`}</p> : null}
      </Stack>
    </AccountSection>
  );
}
