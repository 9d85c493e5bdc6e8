import type { SaveBookingDraftInput } from "@/gql/graphql";
import type { DraftChange } from "./draftAnswers";

/** Answers on their way to the server, under the name of the booking they belong to. */
export type Saving = Omit<SaveBookingDraftInput, "patientId">;

/**
 * The answers that the server has not taken yet, and the name of each patient's
 * booking: a new one once it is booked or begun again, so that nothing that
 * comes late belongs to the next. It outlasts the pages, as a session may run
 * out while something is being sent.
 */
export function makeUnsaved() {
  const names = new Map<string, string>();
  const waiting = new Map<string, DraftChange>();
  const nameOf = (patientId: string): string => {
    const name = names.get(patientId) ?? crypto.randomUUID();
    names.set(patientId, name);
    return name;
  };
  return {
    nameOf,
    /** This page goes on with a booking that another one began. */
    goOn: (patientId: string, name: string) => void names.set(patientId, name),
    /** The booking is over: what belonged to it is not sent any more. */
    end: (patientId: string) => {
      names.delete(patientId);
      waiting.delete(patientId);
    },
    add: (patientId: string, change: DraftChange) => void waiting.set(patientId, { ...waiting.get(patientId), ...change }),
    take: (patientId: string): Saving | null => {
      const change = waiting.get(patientId);
      waiting.delete(patientId);
      return change ? { flowId: nameOf(patientId), ...change } : null;
    },
    /** It did not arrive: it goes with the next, unless it has changed since. */
    putBack: (patientId: string, { flowId, ...change }: Saving) => {
      if (flowId === names.get(patientId)) waiting.set(patientId, { ...change, ...waiting.get(patientId) });
    },
  };
}

export type Unsaved = ReturnType<typeof makeUnsaved>;
