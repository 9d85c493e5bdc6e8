import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { Button } from "@/components/Button";
import { ErrorSummary } from "@/components/ErrorSummary";
import { SelectField } from "@/components/SelectField";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { noReferral, useAddReferral } from "./useAddReferral";

type ReferralFormProps = { patientId: string; services: { id: string; name: string }[]; onAdded: () => void };

export function ReferralForm({ patientId, services, onAdded }: ReferralFormProps) {
  const { t } = useLingui();
  const [draft, setDraft] = useState(noReferral);
  const set = (change: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...change }));
  const adding = useAddReferral(patientId, () => {
    setDraft(noReferral());
    onAdded();
  });
  const errorOf = (fieldId: string) => adding.problems.find((problem) => problem.fieldId === fieldId)?.message;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void adding.submit(draft);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ErrorSummary problems={adding.problems} />
        <SelectField
          id="referral-service"
          label={t`For which kind of visit`}
          value={draft.service}
          options={[{ value: "", label: t`Choose one` }, ...services.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(service) => set({ service })}
          error={errorOf("referral-service")}
        />
        <TextField id="referral-until" type="date" label={t`Good until`} hint={t`A year from now at most.`} value={draft.until} onChange={(until) => set({ until })} error={errorOf("referral-until")} />
        <TextField id="referral-note" label={t`Note (optional)`} hint={t`The patient and the clinic read it.`} rows={2} maxLength={2000} value={draft.note} onChange={(note) => set({ note })} error={errorOf("referral-note")} autoComplete="off" />
        <Row>
          <Button type="submit" isDisabled={adding.isBusy}>{t`Add the referral`}</Button>
        </Row>
      </Stack>
    </form>
  );
}
