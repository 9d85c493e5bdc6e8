import { useLingui } from "@lingui/react/macro";
import type { CombinedError } from "@urql/core";

/** Why the server did not take a new password, by the id of its message; null when it was for something else. */
export function useNewPasswordProblem(): (error: CombinedError | undefined) => string | null {
  const { t } = useLingui();
  const words: Record<string, string> = {
    "account.password_too_short": t`Use 15 characters or more, or 12 or more with letters, numbers and special characters`,
    "account.password_too_long": t`Use a password of at most 1,024 bytes`,
    "account.password_about_you": t`Use a password without your username, name, birth date, email address or clinic number`,
    "account.password_common": t`This password is easy to guess. Choose another`,
    "account.password_same": t`Choose another password than the one you have`,
  };
  return (error) => {
    for (const { extensions } of error?.graphQLErrors ?? []) {
      const found = words[String(extensions.messageId)];
      if (found) return found;
    }
    return null;
  };
}
