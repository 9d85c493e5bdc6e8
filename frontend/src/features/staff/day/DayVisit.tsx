import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import { ActionLink } from "@/components/ActionLink";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { Row } from "@/components/Stack";
import { Tag } from "@/components/Tag";
import type { VisitAction } from "@/gql/graphql";
import { partialDate, time } from "@/lib/dates";
import styles from "./day.module.css";
import { useActionWords, useStateWords } from "./dayWords";
import type { SheetVisit } from "./useDaySheet";
import type { VisitSteps } from "./useVisitSteps";

type DayVisitProps = { visit: SheetVisit; timeZone: string; steps: VisitSteps };

/** One visit of the day: when, who, how it stands, and what can be done now. */
export function DayVisit({ visit, timeZone, steps }: DayVisitProps) {
  const { t } = useLingui();
  const name = useRef<HTMLHeadingElement>(null);
  const { patient, practitioner, service } = visit;
  const about = [service.name, visit.isVideo ? t`by video` : "", practitioner.name].filter(Boolean).join(", ");
  const born = patient.dateOfBirth ? partialDate(patient.dateOfBirth) : t`birth date not known`;
  const take = async (action: VisitAction) => {
    // The button that was pressed is gone afterwards: whose visit it is keeps the focus.
    if (await steps.take(action, visit)) name.current?.focus();
  };
  return (
    <Card as="li">
      <div className={styles.visit}>
        <p className={styles.time}>
          <time dateTime={visit.start}>{time(visit.start, timeZone)}</time>
        </p>
        <div className={styles.who}>
          <div className={styles.head}>
            <h3 ref={name} tabIndex={-1}>
              <Link to="/staff/patients/$patientId" params={{ patientId: patient.id }}>{patient.fullName}</Link>
            </h3>
            <State visit={visit} timeZone={timeZone} />
          </div>
          <p>{about}</p>
          <p className={styles.quiet}>{t`${patient.clinicNumber}, ${born}`}</p>
          <Actions visit={visit} isBusy={steps.isBusy} onTake={(action) => void take(action)} />
        </div>
      </div>
    </Card>
  );
}

function State({ visit, timeZone }: { visit: SheetVisit; timeZone: string }) {
  return <Tag strong={visit.status !== "BOOKED"}>{useStateWords(visit, timeZone)}</Tag>;
}

type ActionsProps = { visit: SheetVisit; isBusy: boolean; onTake: (action: VisitAction) => void };

function Actions({ visit, isBusy, onTake }: ActionsProps) {
  const { t } = useLingui();
  const words = useActionWords();
  const who = visit.patient.fullName;
  return (
    <Row>
      {visit.actions.map((action, place) => (
        <Button key={action} kind={place === 0 ? "primary" : "secondary"} isDisabled={isBusy} onPress={() => onTake(action)} aria-label={`${words[action]}: ${who}`}>
          {words[action]}
        </Button>
      ))}
      <ActionLink kind="quiet" to="/staff/appointments/$appointmentId" params={{ appointmentId: visit.appointmentId }} aria-label={t`Details: ${who}`}>
        {t`Details`}
      </ActionLink>
    </Row>
  );
}
