import { useLingui } from "@lingui/react/macro";
import { TextField } from "@/components/TextField";

type OverrideReasonProps = { label: string; value: string; onChange: (value: string) => void; error?: string };

/** Why a member of staff goes over what binds patients. */
export function OverrideReason({ label, value, onChange, error }: OverrideReasonProps) {
  const { t } = useLingui();
  return (
    <TextField
      id="overrideReason"
      label={label}
      hint={t`It stands in the history, which the patient sees.`}
      rows={2}
      maxLength={2000}
      value={value}
      onChange={onChange}
      error={error}
      autoComplete="off"
    />
  );
}
