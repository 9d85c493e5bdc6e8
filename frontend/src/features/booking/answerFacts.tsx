import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { Fact } from "@/components/Facts";
import { longDate, time } from "@/lib/dates";
import { zoneName } from "@/lib/zones";
import type { Person } from "./DetailsForm";
import { useDraft } from "./draft";
import { anyDoctor, type Choices, type StepKey, stepOf } from "./flow";
import type { Flow } from "./useFlow";

/** The answers as facts, each with its Change link. */
export function useAnswerFacts(flow: Flow, clinic: Choices, coverages: Person["coverages"]): Fact[] {
  const { t } = useLingui();
  const { answers, words } = flow;
  const { held } = useDraft();
  const slot = held?.slot;
  const location = clinic.locations.find((one) => one.id === answers.location);
  const department = location?.departments.find((one) => one.id === answers.department);
  const service = clinic.services.find((one) => one.id === answers.service);
  const coverage = coverages.find((one) => one.id === answers.coverage);
  const doctor = slot?.practitioner.name ?? clinic.practitioners.find((one) => one.id === answers.doctor)?.name ?? "";
  const when = slot
    ? t`${longDate(slot.start, slot.timeZone)} at ${time(slot.start, slot.timeZone)}, ${zoneName(slot.timeZone, slot.start)}`
    : t`Not kept any more`;
  const rows: { name: string; value: string; at: StepKey }[] = [
    { name: t`Location`, value: location?.name ?? "", at: "location" },
    { name: t`Department`, value: department?.name ?? "", at: "department" },
    { name: t`Doctor`, value: answers.doctor === anyDoctor ? t`${doctor} (you had no preference)` : doctor, at: "doctor" },
    { name: t`Kind of visit`, value: service?.name ?? "", at: "reason" },
    { name: t`Reason`, value: words.reason, at: "reason" },
    { name: t`Date and time`, value: when, at: "time" },
    { name: t`Email address`, value: words.email ?? "", at: "details" },
    { name: t`Phone number`, value: words.phone || t`None given`, at: "details" },
    { name: t`Insurance`, value: coverage?.payer ?? t`Another insurance, or none`, at: "details" },
    { name: t`Notes`, value: words.notes || t`None`, at: "details" },
  ];
  return rows
    .filter((row) => row.value !== "")
    .map(({ name, value, at }) => ({
      name,
      value,
      change: hasChoice(at, flow, clinic) ? <Change flow={flow} at={at} name={name} /> : undefined,
    }));
}

/** What had one possible answer is told, but there is nothing to change it to. */
function hasChoice(at: StepKey, flow: Flow, clinic: Choices): boolean {
  return !stepOf(at).only?.(clinic, flow.answers);
}

function Change({ flow, at, name }: { flow: Flow; at: StepKey; name: string }) {
  const { t } = useLingui();
  return (
    <Link to={`/appointments/new/${at}`} search={{ ...flow.answers, change: true }} aria-label={t`Change ${name}`}>
      {t`Change`}
    </Link>
  );
}
