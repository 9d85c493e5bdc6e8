import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import { ActionLink } from "@/components/ActionLink";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { Facts } from "@/components/Facts";
import { Notice } from "@/components/Notice";
import { Row, Stack } from "@/components/Stack";
import type { ServiceRulesFragment } from "@/gql/graphql";
import { longDate, time } from "@/lib/dates";
import { rulesFrom, typed } from "./rules";
import { useRuleWords } from "./ruleWords";
import type { Tried, useRules } from "./useRules";

type RulesOutcomeProps = { form: ReturnType<typeof useRules>; tried: Tried; service: ServiceRulesFragment | undefined };

/** What the rules would change. Nothing has changed yet. */
export function RulesOutcome({ form, tried, service }: RulesOutcomeProps) {
  const { t } = useLingui();
  const words = useRuleWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const before = service && rulesFrom(typed(service));
  const facts = form.changed.map((rule) => ({
    name: words.name(rule),
    value: before ? t`${words.value(rule, before)} becomes ${words.value(rule, form.rules)}` : words.value(rule, form.rules),
  }));
  return (
    <Stack as="section" labelledBy="outcome" gap="wide">
      <h2 id="outcome" ref={heading} tabIndex={-1}>{service ? t`This would change` : t`This would be added`}</h2>
      <p>{t`Nothing has changed yet.`}</p>
      <Facts facts={facts} />
      {form.rules.selfBooking === "BOOK" ? <FreeTimes tried={tried} isNew={!service} /> : null}
      <Shorter affected={tried.affected} />
      <Row>
        <Button onPress={() => void form.apply()} isDisabled={form.isBusy}>{t`Apply`}</Button>
        <Button kind="quiet" onPress={form.back}>{t`Go back and change nothing`}</Button>
      </Row>
    </Stack>
  );
}

function FreeTimes({ tried, isNew }: { tried: Tried; isNew: boolean }) {
  const { t } = useLingui();
  const [now, then] = [tried.freeNow ?? 0, tried.freeThen ?? 0];
  if (then === 0) {
    return (
      <Notice kind="warning" title={t`Patients would find no time`}>
        <p>{t`In the next 60 days no hours are long enough and free. Look at the schedules, or make it shorter.`}</p>
      </Notice>
    );
  }
  const times = (count: number) => t`${plural(count, { one: "# time", other: "# times" })}`;
  return <p>{isNew || now === then ? t`Patients can choose from ${times(then)} in the next 60 days.` : t`Patients can choose from ${times(now)} in the next 60 days now; it would be ${times(then)}.`}</p>;
}

type Affected = Tried["affected"];

function Shorter({ affected }: { affected: Affected }) {
  const { t } = useLingui();
  if (affected.length === 0) return null;
  return (
    <Stack as="section" labelledBy="shorter">
      <h3 id="shorter">{t`${plural(affected.length, { one: "# visit is", other: "# visits are" })} booked for less time`}</h3>
      <p>{t`They stand as they are. You can look at each of them when the rules are saved.`}</p>
      <ShorterVisits affected={affected} />
    </Stack>
  );
}

/** The rules are saved; who needs the longer time can be moved or called off from the visit's page. */
export function SavedRules({ affected }: { affected: Affected }) {
  const { t } = useLingui();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Stack as="section" labelledBy="saved" gap="wide">
      <h2 id="saved" ref={heading} tabIndex={-1}>{t`The rules are saved`}</h2>
      <p>{t`These visits were booked for less time and stand as they are. Change those that need longer.`}</p>
      <ShorterVisits affected={affected} linked />
      <Row>
        <ActionLink to="/staff/services">{t`All services`}</ActionLink>
      </Row>
    </Stack>
  );
}

function ShorterVisits({ affected, linked = false }: { affected: Affected; linked?: boolean }) {
  const { t } = useLingui();
  return (
    <Stack as="ul">
      {affected.map(({ appointment: { id, start, timeZone, practitioner }, patient }) => (
        <Card as="li" key={id}>
          <p>
            <strong>{patient?.fullName ?? t`A patient`}</strong>
            <br />
            {t`${longDate(start, timeZone)} at ${time(start, timeZone)}`}
            <br />
            {practitioner.name}
          </p>
          {linked ? (
            <Row>
              <ActionLink kind="secondary" to="/staff/appointments/$appointmentId" params={{ appointmentId: id }} aria-label={t`See the visit of ${patient?.fullName ?? t`a patient`}`}>{t`See the visit`}</ActionLink>
            </Row>
          ) : null}
        </Card>
      ))}
    </Stack>
  );
}
