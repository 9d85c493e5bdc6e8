import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { type SecondFactorMethod, VerifySecondFactorDocument } from "@/gql/graphql";
import { errorCode } from "@/lib/errors";
import { useSession } from "@/lib/session";
import { useFailureWords } from "./useFailureWords";

/** Ways in that are typed. */
export type CodeMethod = "TOTP" | "RECOVERY_CODE";

/** Gives the second proof, or says in words why it was not taken. */
export function useSecondStep(challengeId: string, methods: SecondFactorMethod[], onOver: () => void) {
  const { t } = useLingui();
  const { begin } = useSession();
  const [{ fetching }, send] = useMutation(VerifySecondFactorDocument);
  const [method, setMethod] = useState<CodeMethod>(methods.includes("TOTP") ? "TOTP" : "RECOVERY_CODE");
  const [problems, setProblems] = useState<Problem[]>([]);
  const explain = useFailureWords();
  const atCode = (message: string) => setProblems([{ fieldId: "code", message }]);

  const choose = (next: CodeMethod) => {
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
  return { method, choose, problems, isBusy: fetching, submit };
}
