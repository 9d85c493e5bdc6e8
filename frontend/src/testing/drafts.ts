import { slot } from "./appointments";

type Args<T> = { input: T };
type Answers = Record<string, string | null>;

/** What the clinic keeps of a booking, and the holds that pages leave and come back to. */
export function draftAnswers() {
  const drafts = new Map<string, Answers>();
  const stamps = { savedAt: slot(0).start, expiresAt: slot(1).start };
  return {
    bookingDraft: ({ patientId }: { patientId: string }): unknown => {
      const kept = drafts.get(patientId);
      return kept ? { patientId, ...kept, ...stamps } : null;
    },
    saveBookingDraft: ({ input: { patientId, ...given } }: Args<Answers & { patientId: string }>): unknown => {
      const changed = Object.entries(given).filter(([, answer]) => answer !== null && answer !== undefined);
      const kept = { ...drafts.get(patientId), ...Object.fromEntries(changed.map(([name, answer]) => [name, answer || null])) };
      drafts.set(patientId, kept);
      return { draft: { patientId, ...kept, ...stamps } };
    },
    dropBookingDraft: ({ input: { patientId } }: Args<{ patientId: string }>): unknown => {
      drafts.delete(patientId);
      return { dropped: true };
    },
    leaveHold: (_: Args<{ holdId: string }>): unknown => ({ keptUntil: slot(0).start }),
    resumeHold: ({ input }: Args<{ holdId: string }>): unknown => ({
      hold: { id: input.holdId, slot: slot(0), secondsLeft: 600, extensionsLeft: 10 },
    }),
  };
}
