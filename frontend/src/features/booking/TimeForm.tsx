import { useLingui } from "@lingui/react/macro";
import { type ReactNode, type SyntheticEvent, useRef, useState } from "react";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Stack } from "@/components/Stack";
import type { SlotChoiceFragment } from "@/gql/graphql";
import { longDate, time } from "@/lib/dates";
import { Alternatives } from "./Alternatives";
import styles from "./booking.module.css";
import { FreeDays } from "./FreeDays";
import { type Answers, anyDoctor } from "./flow";
import { useHoldWords } from "./holdWords";
import { NoFreeTimes } from "./NoFreeTimes";
import type { FreeTimes } from "./useFreeTimes";
import { useHold } from "./useHold";

type TimeFormProps = {
  /** For what the time is, and the hold that keeps one already. */
  answers: Pick<Answers, "doctor" | "service" | "hold">;
  /** The appointment that is to be moved there, if any. */
  appointmentId?: string;
  free: FreeTimes;
  /** The time that was chosen before a reload. */
  chosenBefore?: string;
  /** A time is chosen, or none any more. */
  onChoose?: (slotId: string | undefined) => void;
  problems: Problem[];
  onProblems: (problems: Problem[]) => void;
  onHeld: (holdId: string) => Promise<void>;
  /** What to do when nothing is free, as buttons and links. */
  waysOut: ReactNode;
};

/** Free times by day. Going on with one keeps it for the person. */
export function TimeForm({ answers, appointmentId, free, chosenBefore, onChoose, problems, onProblems, onHeld, waysOut }: TimeFormProps) {
  const { t } = useLingui();
  const { held, take, isTaking } = useHold();
  const holdWords = useHoldWords();
  const kept = answers.hold === held?.id ? held : null;
  const [value, setValue] = useState<string | null>(chosenBefore ?? (kept ? `kept ${kept.slot.id}` : null));
  const [takingId, setTakingId] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const [instead, setInstead] = useState<SlotChoiceFragment[]>([]);

  const choose = (to: string | null) => {
    setValue(to);
    onChoose?.(slotOf(to));
  };
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const slotId = slotOf(value);
    if (!slotId || !answers.service) return onProblems([{ fieldId: "time", message: t`Choose a time` }]);
    setTakingId(slotId);
    const outcome = await take(slotId, answers.service, appointmentId);
    if (outcome.kind === "held") return onHeld(outcome.holdId);
    setTakingId(null);
    const nearest = outcome.kind === "taken" ? outcome.alternatives : [];
    setInstead(nearest);
    choose(null);
    free.retry();
    onProblems([{ fieldId: nearest.length > 0 ? "nearest" : "time", message: holdWords(outcome) }]);
  };
  const chosenId = slotOf(value);
  const chosen = [...(kept ? [kept.slot] : []), ...instead, ...free.slots].find(({ id }) => id === chosenId);
  // The last free time may go while the person is at it: the page stays until they look up.
  const isAtIt = form.current?.contains(document.activeElement) ?? false;
  if (free.failed || (free.slots.length === 0 && !kept && !isAtIt)) return <NoFreeTimes free={free} waysOut={waysOut} />;
  return (
    <form ref={form} onSubmit={(event) => void submit(event)} noValidate>
      <Stack>
        <ErrorSummary problems={problems} />
        {instead.length > 0 ? <Alternatives slots={instead} value={value} onChange={choose} /> : null}
        <FreeDays
          free={free}
          kept={kept?.slot ?? null}
          takingId={takingId}
          anyDoctor={answers.doctor === anyDoctor}
          value={value}
          onChange={choose}
          error={problems.find(({ fieldId }) => fieldId === "time")?.message}
        />
        <div className={chosen ? styles.goOn : undefined}>
          {chosen ? <p>{t`${longDate(chosen.start, chosen.timeZone)} at ${time(chosen.start, chosen.timeZone)}`}</p> : null}
          <Button type="submit" isDisabled={isTaking}>{t`Continue`}</Button>
        </div>
      </Stack>
    </form>
  );
}

/** A time that stands in several places has another value in each, with the slot's id last. */
function slotOf(value: string | null): string | undefined {
  return value?.split(" ").at(-1);
}
