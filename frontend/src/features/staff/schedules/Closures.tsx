import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import { ActionLink } from "@/components/ActionLink";
import { Row, Stack } from "@/components/Stack";
import type { ScheduleFieldsFragment } from "@/gql/graphql";
import type { Choices } from "@/features/booking/flow";
import { ExceptionForm } from "./ExceptionForm";
import { ExceptionLine } from "./ExceptionLine";
import type { Place } from "./SchedulesPage";

type ClosuresProps = {
  clinic: Choices;
  place: Place;
  schedule: ScheduleFieldsFragment;
  onSaved: () => void;
  onError: (hasError: boolean) => void;
  onDeciding: (isDeciding: boolean) => void;
};

/** Days that differ: closed for one, for a place, or for the whole clinic, or with hours of their own. */
export function Closures({ clinic, place, schedule, onSaved, onError, onDeciding }: ClosuresProps) {
  const { t } = useLingui();
  const heading = useRef<HTMLHeadingElement>(null);
  const [isDeciding, setDeciding] = useState(false);
  const decide = (isNow: boolean) => {
    setDeciding(isNow);
    onDeciding(isNow);
  };
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    if (changes > 0) heading.current?.focus();
  }, [changes]);
  const saved = () => {
    setChanges((now) => now + 1);
    onSaved();
  };
  return (
    <Stack gap="wide">
      <div hidden={isDeciding}>
        <Stack as="section" labelledBy="closures">
          <h2 id="closures" ref={heading} tabIndex={-1}>{t`Closures, holidays and extra hours`}</h2>
          {schedule.exceptions.length === 0 ? <p>{t`None ahead.`}</p> : null}
          <Stack as="ul">
            {schedule.exceptions.map((one) => <ExceptionLine key={one.id} exception={one} onRemoved={saved} />)}
          </Stack>
          <Row>
            <ActionLink kind="secondary" to="/staff/day/block" search={{ location: place.location, practitioner: place.practitioner }}>{t`Block times of one day`}</ActionLink>
          </Row>
        </Stack>
      </div>
      <ExceptionForm clinic={clinic} place={place} schedule={schedule} onSaved={saved} onError={onError} onDeciding={decide} />
    </Stack>
  );
}
