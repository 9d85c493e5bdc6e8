import type { CombinedError } from "@urql/core";
import { useClient, useMutation } from "urql";
import {
  ExtendHoldDocument,
  type HoldFieldsFragment,
  HoldSlotDocument,
  LeaveHoldDocument,
  ReleaseHoldDocument,
  ResumeHoldDocument,
  type SlotChoiceFragment,
} from "@/gql/graphql";
import { whileLeaving } from "@/lib/client";
import { errorCode, type ErrorCode } from "@/lib/errors";
import { usePatientId } from "@/lib/record";
import { type HeldTime, useDraft } from "./draft";
import { isShownElsewhere } from "./holdTabs";

export type HoldOutcome =
  | { kind: "held"; holdId: string }
  | { kind: "taken"; alternatives: SlotChoiceFragment[] }
  | { kind: "failed"; code: ErrorCode };

/** How a hold stands after something was asked of it; failed says that it is not known. */
type Standing = "kept" | "lost" | "failed";

function standing(data: unknown, error: CombinedError | undefined): Standing {
  if (data) return "kept";
  return errorCode(error) === "EXPIRED" ? "lost" : "failed";
}

/** Keeping a time, keeping it longer, and giving it back. */
export function useHold() {
  const client = useClient();
  const patientId = usePatientId() ?? "";
  const { held, setHeld, lose, spent } = useDraft();
  const [{ fetching: isTaking }, hold] = useMutation(HoldSlotDocument);
  const [{ fetching: isExtending }, extendHold] = useMutation(ExtendHoldDocument);

  /** Gives a time back, unless another page of this browser still shows it. */
  const release = async (holdId: string): Promise<void> => {
    if (spent.current.has(holdId) || (await isShownElsewhere(holdId))) return;
    await client.mutation(ReleaseHoldDocument, { input: { holdId } }).toPromise();
  };

  /** Asks the server, whatever this page believes to have: for a new visit, or for moving that appointment there. */
  const takeAnew = async (slotId: string, serviceId: string, appointmentId?: string): Promise<HoldOutcome> => {
    const asked = Date.now();
    const { data, error } = await hold({ input: { slotId, serviceId, patientId, appointmentId: appointmentId ?? null } });
    if (!data) return { kind: "failed", code: errorCode(error) ?? "INTERNAL" };
    if (data.holdSlot.__typename === "SlotTaken") return { kind: "taken", alternatives: data.holdSlot.alternatives };
    // The old time is given back only once the new one is had.
    if (held && held.id !== data.holdSlot.hold.id) void release(held.id);
    setHeld(keptUntil(data.holdSlot.hold, asked));
    return { kind: "held", holdId: data.holdSlot.hold.id };
  };

  const take = async (slotId: string, serviceId: string, appointmentId?: string): Promise<HoldOutcome> => {
    if (held && held.slot.id === slotId && held.until > Date.now()) return { kind: "held", holdId: held.id };
    return takeAnew(slotId, serviceId, appointmentId);
  };

  const extend = async (holdId: string): Promise<Standing> => {
    const asked = Date.now();
    const { data, error } = await extendHold({ input: { holdId } });
    if (data) setHeld(keptUntil(data.extendHold.hold, asked));
    const now = standing(data, error);
    if (now === "lost" && held?.id === holdId) lose(held);
    return now;
  };

  /** What is a hold after a reload, or when its page is there again? Nobody pressed anything, so it is kept no longer. */
  const resume = async (holdId: string): Promise<Standing> => {
    const asked = Date.now();
    const { data, error } = await client.mutation(ResumeHoldDocument, { input: { holdId } }).toPromise();
    if (data) setHeld(keptUntil(data.resumeHold.hold, asked));
    return standing(data, error);
  };

  /** The page goes away and may come back. A hold that is not given back ends by itself: nobody waits for this. */
  const leave = (holdId: string) => {
    if (!spent.current.has(holdId)) void client.mutation(LeaveHoldDocument, { input: { holdId } }, whileLeaving).toPromise();
  };

  /** An answer the hold hung on has changed, or its pages are left. */
  const giveBack = async (): Promise<void> => {
    setHeld(null);
    if (held) await release(held.id);
  };

  /** The hold became an appointment: there is nothing to give back. */
  const spend = (holdId: string) => void spent.current.add(holdId);

  return { held, take, takeAnew, extend, resume, leave, giveBack, spend, isTaking, isExtending };
}

/**
 * Until when a time is kept, on this device's clock, be it right or wrong: the
 * server says how many seconds are left. They are counted from before it was
 * asked, so that what is shown never lasts longer than the hold.
 */
function keptUntil(hold: HoldFieldsFragment, asked: number): HeldTime {
  return { ...hold, until: asked + hold.secondsLeft * 1_000 };
}
