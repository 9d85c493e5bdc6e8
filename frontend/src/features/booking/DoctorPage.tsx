import { useLingui } from "@lingui/react/macro";
import { CallInstead } from "./CallInstead";
import { ChoicePage } from "./ChoicePage";
import { anyDoctor, type Choices } from "./flow";
import { useFlow } from "./useFlow";

export function DoctorPage() {
  const { t } = useLingui();
  const flow = useFlow("doctor");
  const noPreference = {
    value: anyDoctor,
    label: t`No preference`,
    detail: t`Shows you the free times of the whole care team.`,
  };
  const people = (clinic: Choices) =>
    clinic.practitioners.map((person) => ({
      value: person.id,
      label: person.name,
      detail: [person.credentials, person.specialty].filter(Boolean).join(", "),
    }));
  return (
    <ChoicePage
      flow={flow}
      name="doctor"
      missing={t`Choose a doctor, or No preference`}
      choicesOf={(clinic) => {
        const found = people(clinic);
        return found.length === 0 ? [] : [noPreference, ...found];
      }}
      none={<CallInstead />}
    />
  );
}
