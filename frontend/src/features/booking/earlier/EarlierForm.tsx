import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { Button } from "@/components/Button";
import { CheckField } from "@/components/CheckField";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { SelectField } from "@/components/SelectField";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import type { WaitlistFieldsFragment } from "@/gql/graphql";
import type { AppointmentDetail } from "../AppointmentFacts";
import { SuitingHours } from "./SuitingHours";
import { useWaiting } from "./useWaiting";
import { emptyRows, notices, type Wish, wishOf } from "./wish";

type EarlierFormProps = {
  appointment: AppointmentDetail;
  entry: WaitlistFieldsFragment | null;
  problems: Problem[];
  onProblems: (problems: Problem[]) => void;
};

export function EarlierForm({ appointment, entry, problems, onProblems }: EarlierFormProps) {
  const { t } = useLingui();
  const [wish, setWish] = useState(() => wishOf(entry));
  const waiting = useWaiting(appointment.id, onProblems);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const empty = emptyRows(wish);
    if (empty.length === 0) return waiting.join(wish);
    onProblems(empty.map((row) => ({ fieldId: `windows.${row}.days`, message: t`Times ${row + 1}: choose days or hours, or remove these times.` })));
  };
  const change = (next: Wish) => {
    // What is wrong is told by the place of its row.
    if (next.hours.length !== wish.hours.length) onProblems([]);
    setWish(next);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="wide">
        <ErrorSummary problems={problems} />
        <Fields wish={wish} onChange={change} problems={problems} appointment={appointment} />
        <Row>
          <Button type="submit" isDisabled={waiting.isBusy}>{entry ? t`Save changes` : t`Tell me about earlier times`}</Button>
          {entry ? <Button kind="secondary" onPress={waiting.leave} isDisabled={waiting.isBusy}>{t`Stop looking for earlier times`}</Button> : null}
        </Row>
      </Stack>
    </form>
  );
}

type FieldsProps = { wish: Wish; onChange: (wish: Wish) => void; problems: Problem[]; appointment: AppointmentDetail };

function Fields({ wish, onChange, problems, appointment }: FieldsProps) {
  const { t, i18n } = useLingui();
  const { practitioner, location } = appointment;
  const set = (changed: Partial<Wish>) => onChange({ ...wish, ...changed });
  const errorOf = (fieldId: string) => problems.find((problem) => problem.fieldId === fieldId)?.message;
  return (
    <>
      <SuitingHours hours={wish.hours} onChange={(hours) => set({ hours })} errorOf={errorOf} />
      <TextField id="earliest" type="date" label={t`From which day on? (optional)`} value={wish.earliest} onChange={(earliest) => set({ earliest })} error={errorOf("earliest")} />
      <SelectField
        id="minimumNoticeHours"
        label={t`How long before must you know?`}
        value={String(wish.notice)}
        options={notices.map(({ hours, label }) => ({ value: String(hours), label: i18n._(label) }))}
        onChange={(notice) => set({ notice: Number(notice) })}
        error={errorOf("minimumNoticeHours")}
      />
      <Stack gap="tight">
        <CheckField label={t`Somebody else would do too`} detail={t`Otherwise we offer times with ${practitioner.name} alone.`} isSelected={wish.anyone} onChange={(anyone) => set({ anyone })} />
        <CheckField label={t`Other locations are fine`} detail={t`Otherwise we offer times at ${location.name} alone.`} isSelected={wish.anywhere} onChange={(anywhere) => set({ anywhere })} />
      </Stack>
    </>
  );
}
