import { useLingui } from "@lingui/react/macro";
import { CombinedError } from "@urql/core";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { type SecondFactorMethod, StartPasskeyVerificationDocument, VerifySecondFactorDocument } from "@/gql/graphql";
import { errorCode } from "@/lib/errors";
import { passkeysWork } from "@/lib/passkeys";
import { useSession } from "@/lib/session";
import { useFailureWords } from "./useFailureWords";
import { signAsked, useProofWords } from "./useOwnPasskey";

/** Gives the second proof, or says in words why it was not taken. */
export function useSecondStep(challengeId: string, methods: SecondFactorMethod[], onOver: () => void) {
  const { t } = useLingui();
  const { begin } = useSession();
  const [{ fetching }, send] = useMutation(VerifySecondFactorDocument);
  const [, startPasskey] = useMutation(StartPasskeyVerificationDocument);
  const usable = methods.filter((one) => one !== "PASSKEY" || passkeysWork());
  const [method, setMethod] = useState<SecondFactorMethod>(usable[0] ?? "RECOVERY_CODE");
  const [problems, setProblems] = useState<Problem[]>([]);
  const explain = useFailureWords();
  const explainProof = useProofWords();
  const atCode = (message: string) => setProblems([{ fieldId: "code", message }]);

  const choose = (next: SecondFactorMethod) => {
    setMethod(next);
    setProblems([]);
  };
  const submit = async (code: string, rememberDevice: boolean) => {
    if (!code.trim()) return atCode(method === "TOTP" ? t`Enter the six digits that the app shows` : t`Enter a recovery code`);
    setProblems([]);
    const { data, error } = await send({ input: { challengeId, method, code, rememberDevice } });
    if (data?.verifySecondFactor.__typename === "SignedIn") return begin(data.verifySecondFactor.viewer);
    switch (errorCode(error)) {
      case "EXPIRED":
        return onOver();
      case "UNAUTHENTICATED":
      case "INVALID_INPUT":
        return atCode(t`This code is not right, or was used before. Wait for the next one, or try another.`);
      default:
        setProblems([{ message: explain(error) }]);
    }
  };
  const submitPasskey = async (rememberDevice: boolean) => {
    setProblems([]);
    try {
      const answer = await signAsked(() => startPasskey({ input: { challengeId } }), (data) => data.startPasskeyVerification);
      const { data, error } = await send({ input: { challengeId, method: "PASSKEY", ...answer, rememberDevice } });
      if (data?.verifySecondFactor.__typename === "SignedIn") return begin(data.verifySecondFactor.viewer);
      throw error;
    } catch (trouble) {
      setProblems([{ message: explainProof(trouble) }]);
      if (trouble instanceof CombinedError && errorCode(trouble) === "EXPIRED") onOver();
    }
  };
  return { method, usable, choose, problems, isBusy: fetching, submit, submitPasskey };
}
