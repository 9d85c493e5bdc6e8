import { useLingui } from "@lingui/react/macro";
import { SelectField } from "@/components/SelectField";
import { BookingChoicesDocument, type BookingChoicesQuery } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";

/** What kind of visit, where and with whom; empty for what is not chosen, or for anyone of the department. */
export type Chosen = { department: string; service: string; location: string; practitioner: string };

type VisitChoicesProps = {
  /** Stands in front of the fields' ids, to which the error summary links. */
  idPrefix: string;
  choices: Chosen;
  onChange: (change: Partial<Chosen>) => void;
  errorOf: (fieldId: string) => string | undefined;
  isOffered: (service: Service) => boolean;
};

/** The department narrows down who and what; a new one makes both void. */
export function VisitChoices({ idPrefix, choices, onChange, errorOf, isOffered }: VisitChoicesProps) {
  const { t } = useLingui();
  const { department, service, location, practitioner } = choices;
  const { data } = useAsk(BookingChoicesDocument, { locationId: location || null, departmentId: department || null }, "cache-first");
  const clinic = data?.clinic;
  const none = { value: "", label: t`Choose one` };
  const anyone = { value: "", label: t`Anyone of the department` };
  const services = (clinic?.services ?? []).filter(isOffered);
  const field = (name: string) => ({ id: `${idPrefix}-${name}`, error: errorOf(`${idPrefix}-${name}`) });
  return (
    <>
      <SelectField {...field("department")} label={t`Department`} value={department} options={[none, ...named(departmentsOf(clinic))]} onChange={(next) => onChange({ department: next, service: "", practitioner: "", location: "" })} />
      <SelectField {...field("service")} label={t`Kind of visit`} value={service} options={[none, ...(department ? named(services) : [])]} onChange={(next) => onChange({ service: next })} />
      <SelectField {...field("location")} label={t`Location`} value={location} options={[none, ...named(locationsOf(clinic, department))]} onChange={(next) => onChange({ location: next, practitioner: "" })} />
      <SelectField {...field("practitioner")} label={t`With whom`} value={practitioner} options={[anyone, ...(department ? named(clinic?.practitioners ?? []) : [])]} onChange={(next) => onChange({ practitioner: next })} />
    </>
  );
}

type Clinic = BookingChoicesQuery["clinic"] | undefined;
type Service = BookingChoicesQuery["clinic"]["services"][number];

const named = (list: { id: string; name: string }[]) => list.map(({ id, name }) => ({ value: id, label: name }));

function departmentsOf(clinic: Clinic) {
  const all = (clinic?.locations ?? []).flatMap(({ departments }) => departments);
  return [...new Map(all.map((department) => [department.id, department])).values()];
}

function locationsOf(clinic: Clinic, department: string) {
  return (clinic?.locations ?? []).filter(({ departments }) => departments.some(({ id }) => id === department));
}
