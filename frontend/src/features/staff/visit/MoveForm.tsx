import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { ActionLink } from "@/components/ActionLink";
import { Button } from "@/components/Button";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Notice } from "@/components/Notice";
import { SelectField } from "@/components/SelectField";
import { Row, Stack } from "@/components/Stack";
import type { StaffVisitFieldsFragment } from "@/gql/graphql";
import { useNow } from "@/lib/useNow";
import { OtherTimes } from "./OtherTimes";
import { OverrideReason } from "./OverrideReason";
import { type ChosenTime, TimeChoice } from "./TimeChoice";
import type { MovingVisit } from "./useMoveVisit";

/** With whom, when, and once the notice has passed why it is waived. */
export function MoveForm({ visit, moving }: { visit: StaffVisitFieldsFragment; moving: MovingVisit }) {
  const { t } = useLingui();
  const [practitioner, setPractitioner] = useState(visit.practitioner.id);
  const [chosen, setChosen] = useState<ChosenTime | null>(null);
  const [override, setOverride] = useState("");
  const now = useNow(30_000);
  const hasPassed = Date.parse(visit.policy.rescheduleUntil) < now;
  const needsReason = hasPassed || moving.needsReason;
  const errorOf = (fieldId: string) => moving.problems.find((problem) => problem.fieldId === fieldId)?.message;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!chosen) return moving.need("time", t`Choose a time`);
    if (needsReason && !override.trim()) return moving.askWhy(t`Say why the visit is moved all the same`);
    moving.move(chosen, needsReason ? override.trim() : "");
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="wide">
        <ErrorSummary problems={moving.problems} />
        {moving.alternatives.length > 0 ? (
          <OtherTimes
            slots={moving.alternatives}
            onChoose={(slot) => {
              moving.reset();
              setChosen({ value: slot.id, slot });
            }}
          />
        ) : null}
        <SelectField
          id="practitioner"
          label={t`With whom`}
          value={practitioner}
          options={[{ value: visit.practitioner.id, label: visit.practitioner.name }, { value: "", label: t`Anyone of the department` }]}
          onChange={(next) => {
            setPractitioner(next);
            setChosen(null);
          }}
        />
        <TimeChoice
          choices={{ department: visit.department.id, location: visit.location.id, service: visit.service.id, practitioner }}
          appointmentId={visit.id}
          chosen={chosen}
          onChange={setChosen}
          error={errorOf("time")}
        />
        {hasPassed ? <Notice><p>{visit.policy.message}</p></Notice> : null}
        {needsReason ? <OverrideReason label={t`Why it is moved all the same`} value={override} onChange={setOverride} error={errorOf("overrideReason")} /> : null}
        <Row>
          <Button type="submit" isDisabled={moving.isBusy}>{moving.isBusy ? t`Moving…` : t`Move the visit`}</Button>
          <ActionLink kind="quiet" to="/staff/appointments/$appointmentId" params={{ appointmentId: visit.id }}>{t`Keep the old time`}</ActionLink>
        </Row>
      </Stack>
    </form>
  );
}
