import { useLingui } from "@lingui/react/macro";
import { RadioChoice } from "@/components/RadioChoice";
import { TextField } from "@/components/TextField";
import type { BookingPersonQuery } from "@/gql/graphql";
import type { Details } from "./details";
import { noCoverage } from "./flow";

type Coverage = NonNullable<BookingPersonQuery["patient"]>["coverages"][number];
/** One of the words that are typed. */
export type Said = Pick<Details, "email"> | Pick<Details, "phone"> | Pick<Details, "notes">;

type DetailFieldsProps = {
  details: Details;
  coverages: Coverage[];
  onChange: (change: Said | Pick<Details, "coverage">) => void;
  errorOf: (fieldId: string) => string | undefined;
  /** A member of staff fills it in for the patient. */
  byStaff?: boolean;
};

/** How to reach the patient about a visit, who pays, and what else there is to know. */
export function DetailFields({ details, coverages, onChange, errorOf, byStaff = false }: DetailFieldsProps) {
  const { t } = useLingui();
  const hints = byStaff
    ? { phone: t`In case the patient has to be reached on the day.`, card: t`To be settled at the front desk.`, notes: t`For example an interpreter or step-free access.` }
    : { phone: t`In case we have to reach you on the day.`, card: t`Bring your card, or settle it at the front desk.`, notes: t`For example that you need an interpreter or step-free access.` };
  return (
    <>
      <TextField id="email" type="email" label={t`Email address`} hint={t`The confirmation and the reminders go there.`} value={details.email} onChange={(email) => onChange({ email })} error={errorOf("email")} autoComplete={byStaff ? "off" : "email"} />
      <TextField id="phone" type="tel" label={t`Phone number (optional)`} hint={hints.phone} value={details.phone} onChange={(phone) => onChange({ phone })} error={errorOf("phone")} autoComplete={byStaff ? "off" : "tel"} />
      <RadioChoice
        id="coverage"
        label={t`Insurance for this visit`}
        choices={[...coverages.map(asChoice), { value: noCoverage, label: t`Another insurance, or none`, detail: hints.card }]}
        value={details.coverage}
        onChange={(coverage) => onChange({ coverage })}
        error={errorOf("coverage")}
      />
      <TextField id="notes" label={t`Anything else we should know (optional)`} hint={hints.notes} rows={3} maxLength={2000} value={details.notes} onChange={(notes) => onChange({ notes })} autoComplete="off" />
    </>
  );
}

function asChoice(coverage: Coverage) {
  const detail = [coverage.plan, coverage.memberId].filter(Boolean).join(", ");
  return { value: coverage.id, label: coverage.payer, detail };
}
