import { useLingui } from "@lingui/react/macro";
import { CallInstead } from "./CallInstead";
import { ChoicePage } from "./ChoicePage";
import { departmentsAt } from "./flow";
import { useFlow } from "./useFlow";

export function DepartmentPage() {
  const { t } = useLingui();
  const flow = useFlow("department");
  return (
    <ChoicePage
      flow={flow}
      name="department"
      missing={t`Choose a department`}
      choicesOf={(clinic) =>
        departmentsAt(clinic, flow.answers.location).map((department) => ({
          value: department.id,
          label: department.name,
          detail: department.description,
        }))
      }
      none={<CallInstead />}
    />
  );
}
