import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { Button } from "@/components/Button";
import { CheckChoices } from "@/components/CheckChoices";
import { CheckField } from "@/components/CheckField";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { SelectField } from "@/components/SelectField";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import type { WaitlistFieldsFragment } from "@/gql/graphql";
import type { AppointmentDetail } from "../AppointmentFacts";
import { useWaiting } from "./useWaiting";
import styles from "./earlier.module.css";
import { notices, type Wish, weekdays, wishOf } from "./wish";

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
    waiting.join(wish);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="wide">
        <ErrorSummary problems={problems} />
        <Fields wish={wish} onChange={setWish} problems={problems} practitioner={appointment.practitioner.name} />
        <Row>
          <Button type="submit" isDisabled={waiting.isBusy}>{entry ? t`Save changes` : t`Tell me about earlier times`}</Button>
          {entry ? <Button kind="secondary" onPress={waiting.leave} isDisabled={waiting.isBusy}>{t`Stop looking for earlier times`}</Button> : null}
        </Row>
      </Stack>
    </form>
  );
}

type FieldsProps = { wish: Wish; onChange: (wish: Wish) => void; problems: Problem[]; practitioner: string };

function Fields({ wish, onChange, problems, practitioner }: FieldsProps) {
  const { t, i18n } = useLingui();
  const set = (change: Partial<Wish>) => onChange({ ...wish, ...change });
  const errorOf = (fieldId: string) => problems.find((problem) => problem.fieldId === fieldId)?.message;
  return (
    <>
      <CheckChoices
        id="days"
        label={t`On which days?`}
        hint={t`Choose none if every day would do.`}
        choices={weekdays.map(({ value, label }) => ({ value, label: i18n._(label) }))}
        value={wish.days}
        onChange={(chosen) => set({ days: weekdays.map(({ value }) => value).filter((day) => chosen.includes(day)) })}
        error={errorOf("days")}
      />
      <div className={styles.times}>
        <TextField id="from" type="time" label={t`Not before (optional)`} value={wish.from} onChange={(from) => set({ from })} error={errorOf("from")} />
        <TextField id="until" type="time" label={t`Not after (optional)`} value={wish.until} onChange={(until) => set({ until })} error={errorOf("until")} />
      </div>
      <TextField id="earliest" type="date" label={t`From which day on? (optional)`} value={wish.earliest} onChange={(earliest) => set({ earliest })} error={errorOf("earliest")} />
      <SelectField
        id="minimumNoticeHours"
        label={t`How long before must you know?`}
        value={String(wish.notice)}
        options={notices.map(({ hours, label }) => ({ value: String(hours), label: i18n._(label) }))}
        onChange={(notice) => set({ notice: Number(notice) })}
        error={errorOf("minimumNoticeHours")}
      />
      <CheckField label={t`Somebody else would do too`} detail={t`Otherwise we offer times with ${practitioner} alone.`} isSelected={wish.anyone} onChange={(anyone) => set({ anyone })} />
    </>
  );
}
