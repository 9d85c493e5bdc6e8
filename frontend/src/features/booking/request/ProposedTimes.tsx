import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import { type ProposedTimeFieldsFragment, TakeProposedTimeDocument } from "@/gql/graphql";
import { dateTime, longDate, time } from "@/lib/dates";
import { zoneName } from "@/lib/zones";
import styles from "../booking.module.css";

type ProposedTimesProps = {
  times: ProposedTimeFieldsFragment[];
  /** What a press does: "Take this time", "Move to this time". */
  take: string;
  onGone: () => void;
};

/** Times that the clinic keeps for the person: one press takes one. */
export function ProposedTimes({ times, take, onGone }: ProposedTimesProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [{ fetching }, send] = useMutation(TakeProposedTimeDocument);
  const [problem, setProblem] = useState<string | null>(null);
  const press = async (proposalId: string) => {
    setProblem(null);
    const { data } = await send({ input: { proposalId } });
    const answer = data?.takeProposedTime;
    if (answer?.__typename === "AppointmentBooked") {
      return navigate({ to: "/appointments/$appointmentId", params: { appointmentId: answer.appointment.id } });
    }
    setProblem(answer?.__typename === "BookingRefused" ? answer.message : t`This time could not be taken. Look at the times again, or call the clinic.`);
    onGone();
  };
  return (
    <Stack>
      <ErrorSummary problems={problem ? [{ message: problem }] : []} />
      <Stack as="ul" gap="tight">
        {times.map(({ id, slot, expiresAt }) => {
          const when = t`${longDate(slot.start, slot.timeZone)} at ${time(slot.start, slot.timeZone)}`;
          return (
            <Card as="li" key={id}>
              <div className={styles.lines}>
                <span>
                  <strong>{when}</strong> <span className={styles.zone}>{zoneName(slot.timeZone, slot.start)}</span>
                </span>
                <span>{t`${slot.practitioner.name}, ${slot.location.name}`}</span>
                <span className={styles.quiet}>{t`Kept for you until ${dateTime(expiresAt, slot.timeZone)}`}</span>
              </div>
              <Row>
                <Button onPress={() => void press(id)} isDisabled={fetching} aria-label={`${take}: ${when}`}>{take}</Button>
              </Row>
            </Card>
          );
        })}
      </Stack>
    </Stack>
  );
}
