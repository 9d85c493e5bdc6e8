import { useState } from "react";
import { useQuery } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { Failed } from "@/components/Failed";
import { BookingPersonDocument } from "@/gql/graphql";
import { useLingui } from "@lingui/react/macro";
import { errorCode } from "@/lib/errors";
import { usePatientId } from "@/lib/session";
import { DetailsForm } from "./DetailsForm";
import { FlowPage } from "./FlowPage";
import { useFlow } from "./useFlow";

/** Where the confirmation goes, and who pays. */
export function DetailsPage() {
  const { t } = useLingui();
  const flow = useFlow("details");
  const patientId = usePatientId() ?? "";
  const [problems, setProblems] = useState<Problem[]>([]);
  const [{ data, fetching, error }, ask] = useQuery({ query: BookingPersonDocument, variables: { patientId } });
  const person = data?.patient;
  const retry = () => ask({ requestPolicy: "network-only" });
  return (
    <FlowPage flow={flow} hasError={problems.length > 0} isLoading={!person && fetching}>
      {() =>
        person ? (
          <DetailsForm flow={flow} person={person} problems={problems} onProblems={setProblems} />
        ) : (
          <Failed what={t`your contact details`} offline={errorCode(error) === "OFFLINE"} onRetry={retry} />
        )
      }
    </FlowPage>
  );
}
