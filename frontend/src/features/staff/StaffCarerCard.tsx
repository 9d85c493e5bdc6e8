import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useEffect, useId, useRef, useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { useFailureWords } from "@/features/account/useFailureWords";
import { CarerFacts } from "@/features/family/CarerCard";
import styles from "@/features/family/family.module.css";
import { type CarerFieldsFragment, RevokeCarerDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { fieldProblems } from "@/lib/errors";

/** Somebody who may act for a patient, as staff see it. */
export function StaffCarerCard({ carer }: { carer: CarerFieldsFragment }) {
  return (
    <Card as="li">
      <h3 className={styles.name}>{carer.name}</h3>
      <p>{carer.relationship}</p>
      <CarerFacts carer={carer} />
      {carer.state === "ACTIVE" ? <EndAccess carer={carer} /> : null}
    </Card>
  );
}

/** Ending it takes a reason, so the press that asks opens a form. */
function EndAccess({ carer }: { carer: CarerFieldsFragment }) {
  const { t } = useLingui();
  const { name } = carer;
  const [isAsking, setAsking] = useState(false);
  const wasAsking = useRef(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What had focus is gone either way: what took its place gets it.
    if (isAsking || wasAsking.current) place.current?.querySelector<HTMLElement>("textarea, button")?.focus();
    wasAsking.current = isAsking;
  }, [isAsking]);
  return (
    <div ref={place}>
      {isAsking ? (
        <ReasonForm carer={carer} onKeep={() => setAsking(false)} />
      ) : (
        <Button kind="secondary" onPress={() => setAsking(true)} aria-label={t`End the access of ${name}`}>{t`End access`}</Button>
      )}
    </div>
  );
}

function ReasonForm({ carer, onKeep }: { carer: CarerFieldsFragment; onKeep: () => void }) {
  const { t } = useLingui();
  const id = useId();
  const [reason, setReason] = useState("");
  const { problems, isBusy, end } = useEnding(carer, id);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void end(reason);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ErrorSummary problems={problems} />
        <TextField
          id={id}
          label={t`Why the access of ${carer.name} ends`}
          hint={t`Such as “Custody order seen at the desk”. It is kept on the audit trail. Both sides are told that it ended, not why.`}
          value={reason}
          onChange={setReason}
          error={problems.find(({ fieldId }) => fieldId)?.message}
          rows={2}
          maxLength={500}
        />
        <Row>
          <Button kind="danger" type="submit" isDisabled={isBusy}>{t`End access now`}</Button>
          <Button kind="quiet" onPress={onKeep}>{t`Keep it`}</Button>
        </Row>
      </Stack>
    </form>
  );
}

function useEnding({ id: carerId, name }: CarerFieldsFragment, fieldId: string) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const say = useFailureWords();
  const [{ fetching }, send] = useMutation(RevokeCarerDocument);
  const [problems, setProblems] = useState<Problem[]>([]);
  const end = async (reason: string) => {
    if (!reason.trim()) return setProblems([{ fieldId, message: t`Say why` }]);
    const { error } = await send({ input: { carerId, reason: reason.trim() } });
    if (!error) return announce(t`The access of ${name} has ended.`);
    const fields = fieldProblems(error).map(({ message }) => ({ fieldId, message }));
    setProblems(fields.length > 0 ? fields : [{ message: say(error) }]);
  };
  return { problems, isBusy: fetching, end };
}
