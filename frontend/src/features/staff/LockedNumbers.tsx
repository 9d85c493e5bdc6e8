import { Plural, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import { type LockFieldsFragment, SettleLockDocument, StaffLocksDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { dateTime } from "@/lib/dates";
import { useRole } from "@/lib/session";
import { useAsk } from "@/lib/useAsk";

/** Clinic numbers that were locked after wrong tries to sign up; nothing while there are none. */
export function LockedNumbers() {
  return useRole() === "CLINICIAN" ? null : <Locks />;
}

function Locks() {
  const { t } = useLingui();
  const { data } = useAsk(StaffLocksDocument, {});
  const settle = useSettle();
  if (!data || (data.registrationLocks.length === 0 && settle.problems.length === 0)) return null;
  return (
    <Stack as="section" labelledBy="locked-numbers">
      <h2 id="locked-numbers">{t`Locked clinic numbers`}</h2>
      <p>{t`Somebody tried three times to sign up with these numbers and got something wrong: the patient, or somebody else. Ask the patient.`}</p>
      <ErrorSummary problems={settle.problems} />
      <Stack as="ul">
        {data.registrationLocks.map((lock) => (
          <LockCard key={lock.id} lock={lock} onSettle={settle.send} />
        ))}
      </Stack>
    </Stack>
  );
}

type Settle = (lock: LockFieldsFragment, unlock: boolean) => void;

function useSettle(): { problems: Problem[]; send: Settle } {
  const { t } = useLingui();
  const announce = useAnnounce();
  const [, mutate] = useMutation(SettleLockDocument);
  const [problems, setProblems] = useState<Problem[]>([]);
  const send = async (lock: LockFieldsFragment, unlock: boolean) => {
    const { error } = await mutate({ input: { lockId: lock.id, unlock } });
    setProblems(error ? [{ message: t`This did not work. Open the page again.` }] : []);
    if (!error) announce(unlock ? t`${lock.patient.clinicNumber} can be tried again.` : t`${lock.patient.clinicNumber} is off the list.`);
  };
  return { problems, send: (lock, unlock) => void send(lock, unlock) };
}

function LockCard({ lock, onSettle }: { lock: LockFieldsFragment; onSettle: Settle }) {
  const { t } = useLingui();
  const { patient } = lock;
  return (
    <Card as="li">
      <p>
        <Link to="/staff/patients/$patientId" params={{ patientId: patient.id }}>
          {patient.fullName}
        </Link>
        <br />
        {t`Clinic number ${patient.clinicNumber}`}
        <br />
        {t`Locked on ${dateTime(lock.lockedAt)}, can be tried again on ${dateTime(lock.lockedUntil)}`}
        <br />
        <Plural value={lock.times} one="Locked once" other="Locked # times" />
      </p>
      <Row>
        <Button kind="secondary" onPress={() => onSettle(lock, true)} aria-label={t`Let ${patient.fullName} try again`}>{t`Let them try again`}</Button>
        <Button kind="quiet" onPress={() => onSettle(lock, false)} aria-label={t`Seen: ${patient.fullName}`}>{t`Seen`}</Button>
      </Row>
    </Card>
  );
}
