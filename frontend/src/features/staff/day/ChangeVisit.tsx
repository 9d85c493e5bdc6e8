import { useLingui } from "@lingui/react/macro";
import { ActionLink } from "@/components/ActionLink";
import type { Problem } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import type { StaffVisitFieldsFragment } from "@/gql/graphql";
import { CancelVisit } from "./CancelVisit";

type ChangeVisitProps = { visit: StaffVisitFieldsFragment; problems: Problem[]; onProblems: (problems: Problem[]) => void };

/** What may still be done to a visit: another time, or none. */
export function ChangeVisit({ visit, ...rest }: ChangeVisitProps) {
  const { t } = useLingui();
  const { canReschedule, canCancel } = visit.policy;
  if (!canReschedule && !canCancel) return null;
  return (
    <Stack as="section" labelledBy="change">
      <h2 id="change">{t`Move or cancel`}</h2>
      {canReschedule ? (
        <Row>
          <ActionLink kind="secondary" to="/staff/appointments/$appointmentId/move" params={{ appointmentId: visit.id }}>{t`Move to another time`}</ActionLink>
        </Row>
      ) : null}
      <CancelVisit visit={visit} {...rest} />
    </Stack>
  );
}
