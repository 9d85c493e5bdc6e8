import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import { Card } from "@/components/Card";
import { ConfirmAction } from "@/components/ConfirmAction";
import { type AffectedFieldsFragment, type ExceptionFieldsFragment, RemoveScheduleExceptionDocument } from "@/gql/graphql";
import { partialDate } from "@/lib/dates";
import { Consequences, type Decided } from "./Consequences";
import { clockOf } from "./hours";
import { useRefusal } from "./useRefusal";

type ExceptionLineProps = { exception: ExceptionFieldsFragment; onRemoved: () => void };

/** One day or more that differ, and taking that back: at once where nobody is affected. */
export function ExceptionLine({ exception, onRemoved }: ExceptionLineProps) {
  const { t } = useLingui();
  const refusal = useRefusal();
  const [{ fetching }, remove] = useMutation(RemoveScheduleExceptionDocument);
  const [affected, setAffected] = useState<readonly AffectedFieldsFragment[] | null>(null);
  const [failure, setFailure] = useState("");
  const { date, untilDate, startMinute, endMinute, practitioner, location, kind, reason } = exception;
  const isOpen = kind === "OPEN";
  const days = date === untilDate ? partialDate(date) : t`${partialDate(date)} to ${partialDate(untilDate)}`;
  const hours = startMinute === 0 && endMinute === 24 * 60 ? t`all day` : t`${clockOf(startMinute)} to ${clockOf(endMinute)}`;
  const send = async (dryRun: boolean, { affected: decisions, message }: Decided) => {
    const { data, error } = await remove({ input: { exceptionId: exception.id, dryRun, affected: decisions, message: message || null } });
    setFailure(error ? (refusal(error)[0]?.message ?? "") : "");
    return data?.removeScheduleException;
  };
  const apply = async (decided: Decided) => {
    if (await send(false, decided)) onRemoved();
    else setAffected(null);
  };
  const press = async () => {
    const tried = await send(true, { affected: [], message: "" });
    if (!tried) return;
    if (tried.affected.length > 0) setAffected(tried.affected);
    else await apply({ affected: [], message: "" });
  };
  return (
    <Card as="li">
      <p>
        <strong>{isOpen ? t`Extra hours: ${days}` : t`Closed: ${days}`}</strong>
        <br />
        {[hours, practitioner?.name ?? t`everyone at ${location.name}`, reason].filter(Boolean).join(", ")}
      </p>
      {failure ? <p role="alert">{failure}</p> : null}
      {affected ? (
        <Consequences affected={affected} isBusy={fetching} onApply={(decided) => void apply(decided)} onBack={() => setAffected(null)} />
      ) : (
        <ConfirmAction
          label={t`Take back`}
          name={t`Take back ${days}`}
          question={isOpen ? t`The extra hours of ${days} are offered no longer. Take them back?` : t`The times of ${days} are offered again. Take it back?`}
          yes={t`Take back`}
          no={t`Keep it`}
          isBusy={fetching}
          onConfirm={() => void press()}
        />
      )}
    </Card>
  );
}
