import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { CreateCalendarFeedDocument, RevokeCalendarFeedDocument, SaveCalendarFeedDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { useStepUp } from "./useStepUp";

export type CalendarChanges = ReturnType<typeof useCalendarFeed>;

/** Making, changing and ending a calendar's address. A new one is known to this page alone, until it is left. */
export function useCalendarFeed(patientId: string) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const stepUp = useStepUp();
  const [making, create] = useMutation(CreateCalendarFeedDocument);
  const [saving, save] = useMutation(SaveCalendarFeedDocument);
  const [ending, revoke] = useMutation(RevokeCalendarFeedDocument);
  const [address, setAddress] = useState<string | null>(null);
  const [problems, setProblems] = useState<Problem[]>([]);
  const failed = (message: string) => setProblems([{ message }]);

  return {
    stepUp,
    address,
    problems,
    isBusy: making.fetching || saving.fetching || ending.fetching,
    make: async (detailedTitles: boolean) => {
      setProblems([]);
      const { data } = await stepUp.guard(() => create({ input: { patientId, detailedTitles } }));
      if (!data) return failed(t`The address could not be made. Try again in a moment.`);
      setAddress(new URL(data.createCalendarFeed.url, window.location.origin).href);
    },
    retitle: async (feedId: string, detailedTitles: boolean) => {
      setProblems([]);
      const { error } = await save({ input: { feedId, detailedTitles } });
      if (error) return failed(t`What your calendar shows could not be changed. Try again in a moment.`);
      announce(t`Your calendar shows this the next time it looks.`);
    },
    end: async (feedId: string) => {
      setProblems([]);
      const { error } = await revoke({ input: { feedId } });
      if (error) return failed(t`The address could not be ended and still works. Try again in a moment.`);
      setAddress(null);
      announce(t`The address works no more.`);
    },
  };
}
