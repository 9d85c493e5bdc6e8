import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { StaffCheckInDocument, StaffCompleteVisitDocument, StaffMarkNoShowDocument, type VisitAction } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { errorCode } from "@/lib/errors";
import type { SheetVisit } from "./useDaySheet";

export type VisitSteps = ReturnType<typeof useVisitSteps>;

/** What staff do as people come: here, missed, took place. */
export function useVisitSteps(onTaken: () => void) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const [checking, checkIn] = useMutation(StaffCheckInDocument);
  const [missing, markNoShow] = useMutation(StaffMarkNoShowDocument);
  const [completing, complete] = useMutation(StaffCompleteVisitDocument);
  const [problems, setProblems] = useState<Problem[]>([]);
  const sends: Record<VisitAction, (input: { appointmentId: string }) => Promise<{ error?: Parameters<typeof errorCode>[0] }>> = {
    CHECK_IN: (input) => checkIn({ input }),
    MARK_NO_SHOW: (input) => markNoShow({ input }),
    COMPLETE: (input) => complete({ input }),
  };
  /** True when it is done. */
  const take = async (action: VisitAction, { appointmentId, patient }: SheetVisit): Promise<boolean> => {
    setProblems([]);
    const { error } = await sends[action]({ appointmentId });
    const name = patient.fullName;
    // Also when another was first: it is shown as it stands now.
    onTaken();
    if (!error) {
      const said: Record<VisitAction, string> = {
        CHECK_IN: t`${name} is here.`,
        MARK_NO_SHOW: t`The visit of ${name} is marked as missed.`,
        COMPLETE: t`The visit of ${name} is completed.`,
      };
      announce(said[action]);
      return true;
    }
    const message = errorCode(error) === "CONFLICT"
      ? t`That cannot be done with the visit of ${name} any more. It is shown as it stands now.`
      : t`Nothing has changed for ${name}: that did not reach us. Try again in a moment.`;
    setProblems([{ message }]);
    return false;
  };
  return { take, problems, isBusy: checking.fetching || missing.fetching || completing.fetching };
}
