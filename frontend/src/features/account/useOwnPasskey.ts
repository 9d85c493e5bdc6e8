import { useLingui } from "@lingui/react/macro";
import { CombinedError } from "@urql/core";
import { errorCode } from "@/lib/errors";
import { PasskeyError, signWithPasskey } from "@/lib/passkeys";
import { useFailureWords } from "./useFailureWords";

type Ceremony = { ceremonyId: string; optionsJson: string };
type Started = { data?: unknown; error?: CombinedError };

/** Has one of the account's own passkeys sign; throws what went wrong. */
export async function signAsked<Answer extends Started>(
  start: () => Promise<Answer>,
  ceremonyOf: (data: NonNullable<Answer["data"]>) => Ceremony,
): Promise<{ ceremonyId: string; credentialJson: string }> {
  const { data, error } = await start();
  if (!data) throw error;
  const { ceremonyId, optionsJson } = ceremonyOf(data);
  return { ceremonyId, credentialJson: await signWithPasskey(optionsJson) };
}

/** Why a passkey of one's own was not taken as a proof, in words. */
export function useProofWords(): (trouble: unknown) => string {
  const { t } = useLingui();
  const explain = useFailureWords();
  return (trouble) => {
    if (trouble instanceof PasskeyError) {
      if (trouble.trouble === "left") return t`The passkey was not used, or it took too long. Try again, or use a code.`;
      return t`This device could not use a passkey. Use a code instead.`;
    }
    const error = trouble instanceof CombinedError ? trouble : undefined;
    switch (errorCode(error)) {
      case "EXPIRED":
        return t`That took too long. Try again.`;
      case "UNAUTHENTICATED":
      case "INVALID_INPUT":
        return t`This passkey is not one of your account's. Try another, or use a code.`;
      default:
        return explain(error);
    }
  };
}
