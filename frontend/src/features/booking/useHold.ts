import { useCallback } from "react";
import { useClient, useMutation } from "urql";
import {
  ExtendHoldDocument,
  type HoldFieldsFragment,
  HoldSlotDocument,
  ReleaseHoldDocument,
  type SlotChoiceFragment,
} from "@/gql/graphql";
import { errorCode, type ErrorCode } from "@/lib/errors";
import { usePatientId } from "@/lib/record";
import { type HeldTime, useDraft } from "./draft";

/** A hold lasts ten minutes from the answer that gave it. */
const holdMs = 10 * 60_000;

export type HoldOutcome =
  | { kind: "held"; holdId: string }
  | { kind: "taken"; alternatives: SlotChoiceFragment[] }
  | { kind: "failed"; code: ErrorCode };

/** Keeping a time, keeping it longer, and giving it back. */
export function useHold() {
  const client = useClient();
  const patientId = usePatientId() ?? "";
  const { held, setHeld } = useDraft();
  const [{ fetching: isTaking }, hold] = useMutation(HoldSlotDocument);
  const [{ fetching: isExtending }, extendHold] = useMutation(ExtendHoldDocument);

  const release = useCallback(
    (holdId: string) => {
      // A hold that is not given back ends by itself: nobody has to wait for this.
      void client.mutation(ReleaseHoldDocument, { input: { holdId } }).toPromise();
    },
    [client],
  );

  const take = async (slotId: string, serviceId: string): Promise<HoldOutcome> => {
    if (held && held.slot.id === slotId && held.until > Date.now()) return { kind: "held", holdId: held.id };
    const { data, error } = await hold({ input: { slotId, serviceId, patientId } });
    if (!data) return { kind: "failed", code: errorCode(error) ?? "INTERNAL" };
    if (data.holdSlot.__typename === "SlotTaken") return { kind: "taken", alternatives: data.holdSlot.alternatives };
    // The old time is given back only once the new one is had.
    if (held && held.id !== data.holdSlot.hold.id) release(held.id);
    setHeld(keptUntil(data.holdSlot.hold));
    return { kind: "held", holdId: data.holdSlot.hold.id };
  };

  const extend = async (holdId: string): Promise<boolean> => {
    const { data } = await extendHold({ input: { holdId } });
    if (data) setHeld(keptUntil(data.extendHold.hold));
    return data !== undefined;
  };

  /** An answer the hold hung on has changed. */
  const giveBack = () => {
    if (held) release(held.id);
    setHeld(null);
  };

  return { held, take, extend, giveBack, isTaking, isExtending };
}

/** The server's clock and this device's may differ: never count more than the ten minutes there are. */
function keptUntil(hold: HoldFieldsFragment): HeldTime {
  const now = Date.now();
  const left = Date.parse(hold.expiresAt) - now;
  return { ...hold, until: now + (left > 0 ? Math.min(left, holdMs) : holdMs) };
}
