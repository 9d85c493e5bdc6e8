import { useLingui } from "@lingui/react/macro";
import { CheckField } from "@/components/CheckField";
import { SelectField } from "@/components/SelectField";
import { Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { fromId, untilId, type Wishes, zoneId, zones } from "./preferences";
import styles from "./account.module.css";

type QuietHoursFieldsProps = {
  wishes: Wishes;
  onChange: (wishes: Wishes) => void;
  errorOf: (fieldId: string) => string | undefined;
};

/** When no reminder comes, and by which clock. */
export function QuietHoursFields({ wishes, onChange, errorOf }: QuietHoursFieldsProps) {
  const { t } = useLingui();
  const { quietHours, timeZone } = wishes;
  const set = (change: Partial<Wishes["quietHours"]>) => onChange({ ...wishes, quietHours: { ...quietHours, ...change } });
  const place = { value: "", label: t`Where the appointment is` };
  const others = zones(timeZone).map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
  return (
    <Stack as="section" labelledBy="quiet-hours">
      <h2 id="quiet-hours">{t`Quiet hours`}</h2>
      <CheckField
        label={t`No reminders in quiet hours`}
        detail={t`A reminder waits until they end, unless the appointment would have begun by then.`}
        isSelected={quietHours.on}
        onChange={(on) => set({ on })}
      />
      {quietHours.on ? (
        <>
          <div className={styles.times}>
            <TextField id={fromId} type="time" label={t`From`} error={errorOf(fromId)} value={quietHours.from} onChange={(from) => set({ from })} />
            <TextField id={untilId} type="time" label={t`Until`} error={errorOf(untilId)} value={quietHours.until} onChange={(until) => set({ until })} />
          </div>
          <SelectField
            id={zoneId}
            label={t`By the clock of`}
            error={errorOf(zoneId)}
            value={timeZone ?? ""}
            options={[place, ...others]}
            onChange={(zone) => onChange({ ...wishes, timeZone: zone || null })}
          />
        </>
      ) : null}
    </Stack>
  );
}
