import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import type { SlotChoiceFragment } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { type HeldTime, useDraft } from "./draft";
import { useHold } from "./useHold";
import { useHoldWords } from "./holdWords";
import { useSlotNews } from "./useSlotNews";

export type Losing = {
  /** The time that was kept, and is somebody else's now. */
  lost: SlotChoiceFragment | null;
  /** The free times nearest to it, once they were asked for. */
  near: SlotChoiceFragment[];
  seekNear: (slot: SlotChoiceFragment) => Promise<void>;
};

/** The kind of visit, and the appointment that is to be moved, if any. */
type ForWhat = { serviceId: string | undefined; appointmentId?: string };

/**
 * Notices when the time that is kept goes to somebody else before its ten
 * minutes are over: the clinic may need it. What the news means is asked of the
 * server, as this page's own confirming is news too.
 */
export function useLostTime(held: HeldTime | null, forWhat: ForWhat, onHeld: (holdId: string) => void): Losing {
  const { t } = useLingui();
  const announce = useAnnounce();
  const { lost, lose, spent, confirming } = useDraft();
  const { resume, takeAnew } = useHold();
  const holdWords = useHoldWords();
  const [near, setNear] = useState<SlotChoiceFragment[]>([]);

  const isOurs = (id: string) => spent.current.has(id) || confirming.current === id;
  const look = async (time: HeldTime) => {
    if (isOurs(time.id) || (await resume(time.id)) !== "lost" || isOurs(time.id) || time.until <= Date.now()) return;
    setNear([]);
    lose(time);
    announce(t`The time has just been taken and is no longer kept for you. Nothing you typed is lost.`);
  };
  useSlotNews(
    { locationId: held?.slot.location.id ?? null, practitionerId: held?.slot.practitioner.id ?? null, departmentId: null },
    ({ slotId, status }) => {
      if (held && slotId === held.slot.id && status !== "HELD") void look(held);
    },
    () => void (held && look(held)),
    !held,
  );

  const seekNear = async (slot: SlotChoiceFragment) => {
    if (!forWhat.serviceId) return;
    const outcome = await takeAnew(slot.id, forWhat.serviceId, forWhat.appointmentId);
    if (outcome.kind === "held") return onHeld(outcome.holdId);
    setNear(outcome.kind === "taken" ? outcome.alternatives : []);
    announce(holdWords(outcome));
  };
  return { lost, near, seekNear };
}
