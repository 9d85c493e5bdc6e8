import { useLingui } from "@lingui/react/macro";
import { PasswordField } from "@/components/PasswordField";
import { PasswordVerdict } from "./PasswordVerdict";
import { type Owner, usePasswordAdvice } from "./usePasswordAdvice";

type NewPasswordFieldProps = {
  id: string;
  label: string;
  error?: string;
  value: string;
  onChange: (value: string) => void;
  /** What the page knows of whose password it is to be; who is signed in need not be told. */
  owner?: Owner;
};

/** A password to be: what it lacks and how strong it is is said while it is typed. */
export function NewPasswordField({ owner, ...rest }: NewPasswordFieldProps) {
  const { t } = useLingui();
  const advice = usePasswordAdvice(rest.value, owner);
  return (
    <PasswordField
      {...rest}
      hint={t`15 characters or more, or 12 or more with letters, numbers and special characters. Three or four unrelated words make a good one.`}
      autoComplete="new-password"
      advice={advice ? <PasswordVerdict advice={advice} /> : ""}
    />
  );
}
