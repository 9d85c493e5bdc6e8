import { useState } from "react";
import type { Problem } from "@/components/ErrorSummary";
import { Failed } from "@/components/Failed";
import { BookingPersonDocument } from "@/gql/graphql";
import { useLingui } from "@lingui/react/macro";
import { usePatientId } from "@/lib/record";
import { useAsk } from "@/lib/useAsk";
import { DetailsForm } from "./DetailsForm";
import { FlowPage } from "./FlowPage";
import { useFlow } from "./useFlow";

/** Where the confirmation goes, and who pays. */
export function DetailsPage() {
  const { t } = useLingui();
  const flow = useFlow("details");
  const patientId = usePatientId() ?? "";
  const [problems, setProblems] = useState<Problem[]>([]);
  const { data, isLoading, isOffline, retry } = useAsk(BookingPersonDocument, { patientId });
  const person = data?.patient;
  return (
    <FlowPage flow={flow} hasError={problems.length > 0} isLoading={isLoading}>
      {() =>
        person ? (
          <DetailsForm flow={flow} person={person} problems={problems} onProblems={setProblems} />
        ) : (
          <Failed what={t`your contact details`} offline={isOffline} onRetry={retry} />
        )
      }
    </FlowPage>
  );
}
