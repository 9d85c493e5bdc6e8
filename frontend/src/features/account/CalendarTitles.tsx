import { useLingui } from "@lingui/react/macro";
import { CheckField } from "@/components/CheckField";

type CalendarTitlesProps = { isSelected: boolean; onChange: (isSelected: boolean) => void };

/** Calendars are seen by many eyes: more than “Appointment” is opted into. */
export function CalendarTitles(props: CalendarTitlesProps) {
  const { t } = useLingui();
  return (
    <CheckField
      {...props}
      label={t`Show the kind of visit and the doctor`}
      detail={t`Otherwise your calendar says “Appointment”. Others may see your calendar, on a lock screen or at work.`}
    />
  );
}
