import { useLingui } from "@lingui/react/macro";
import { CallInstead } from "./CallInstead";
import { ChoicePage } from "./ChoicePage";
import { useFlow } from "./useFlow";

export function LocationPage() {
  const { t } = useLingui();
  const flow = useFlow("location");
  return (
    <ChoicePage
      flow={flow}
      name="location"
      missing={t`Choose where you would like to be seen`}
      choicesOf={(clinic) =>
        clinic.locations.map((location) => ({
          value: location.id,
          label: location.name,
          detail: location.address.replaceAll("\n", ", "),
        }))
      }
      none={<CallInstead />}
    />
  );
}
