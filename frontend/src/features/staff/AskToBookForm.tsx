import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { Button } from "@/components/Button";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { noAsk, type Ask, useAskToBook } from "./useAskToBook";
import { VisitChoices } from "./VisitChoices";

type AskToBookFormProps = { patientId: string; onAsked: () => void };

export function AskToBookForm({ patientId, onAsked }: AskToBookFormProps) {
  const { t } = useLingui();
  const [ask, setAsk] = useState<Ask>(noAsk);
  const set = (change: Partial<Ask>) => setAsk((now) => ({ ...now, ...change }));
  const asking = useAskToBook(patientId, () => {
    setAsk(noAsk());
    onAsked();
  });
  const errorOf = (fieldId: string) => asking.problems.find((problem) => problem.fieldId === fieldId)?.message;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void asking.submit(ask);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ErrorSummary problems={asking.problems} />
        <VisitChoices idPrefix="invitation" choices={ask} onChange={set} errorOf={errorOf} isOffered={({ selfBooking }) => selfBooking === "BOOK"} />
        <TextField id="window-from" type="date" label={t`First day`} value={ask.from} onChange={(from) => set({ from })} error={errorOf("window-from")} />
        <TextField id="window-to" type="date" label={t`Last day`} value={ask.to} onChange={(to) => set({ to })} error={errorOf("window-to")} />
        <TextField
          id="invitation-reason"
          label={t`Why, for the patient to read`}
          value={ask.reason}
          onChange={(reason) => set({ reason })}
          error={errorOf("invitation-reason")}
          rows={2}
          maxLength={1000}
        />
        <Row>
          <Button type="submit" isDisabled={asking.isBusy}>{t`Ask to book`}</Button>
        </Row>
      </Stack>
    </form>
  );
}
