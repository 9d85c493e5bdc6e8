import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { type AffectedFieldsFragment, BlockSlotsDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { instantOf } from "@/lib/dates";
import type { Decided } from "../schedules/Consequences";
import { minuteOf } from "../schedules/hours";
import { useRefusal } from "../schedules/useRefusal";

/** Hours of one day, as they are typed. */
export type TypedBlock = { date: string; from: string; to: string };

export type Tried = { changed: number; affected: readonly AffectedFieldsFragment[] };

const nothing: Decided = { affected: [], message: "" };

/** Blocks a practitioner's times on a day, and frees them again: tried first, then applied. */
export function useBlocking(practitionerId: string, timeZone: string, onDone: () => void) {
  const { t } = useLingui();
  const [problems, setProblems] = useState<Problem[]>([]);
  const [tried, setTried] = useState<Tried | null>(null);
  const [{ fetching }, send] = useMutation(BlockSlotsDocument);
  const announce = useAnnounce();
  const refusal = useRefusal();
  const ask = async (hours: TypedBlock, over: { unblock: boolean; dryRun: boolean }, { affected, message }: Decided) => {
    const at = (clock: string) => instantOf(hours.date, minuteOf(clock), timeZone);
    const { data, error } = await send({ input: { practitionerId, from: at(hours.from), to: at(hours.to), ...over, affected, message: message || null } });
    setProblems(error ? refusal(error) : []);
    return data?.blockSlots;
  };
  const see = async (hours: TypedBlock) => {
    const missing: Problem[] = [];
    if (!practitionerId) missing.push({ fieldId: "practitioner", message: t`Choose whose times to block` });
    if (!hours.date) missing.push({ fieldId: "date", message: t`Choose a day` });
    if (!hours.from) missing.push({ fieldId: "from", message: t`Say from when` });
    if (!hours.to) missing.push({ fieldId: "to", message: t`Say until when` });
    setProblems(missing);
    if (missing.length === 0) setTried((await ask(hours, { unblock: false, dryRun: true }, nothing)) ?? null);
  };
  const apply = async (hours: TypedBlock, decided: Decided) => {
    const done = await ask(hours, { unblock: false, dryRun: false }, decided);
    setTried(null);
    if (!done) return;
    announce(t`The times are blocked.`);
    onDone();
  };
  const free = async (hours: TypedBlock) => {
    if (!(await ask(hours, { unblock: true, dryRun: false }, nothing))) return;
    announce(t`The times are offered again.`);
    onDone();
  };
  return { problems, tried, see, apply, free, back: () => setTried(null), isBusy: fetching };
}
