import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import type { CombinedError } from "@urql/core";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { SignInDocument } from "@/gql/graphql";
import { errorCode } from "@/lib/errors";
import { useSession } from "@/lib/session";

export type SignIn = {
  problems: Problem[];
  isBusy: boolean;
  submit: (username: string, password: string) => Promise<void>;
};

/** Signs in, goes on to the second step where there is one, or says in words why neither worked. */
export function useSignIn(to?: string): SignIn {
  const { t } = useLingui();
  const { begin } = useSession();
  const navigate = useNavigate();
  const [{ fetching }, send] = useMutation(SignInDocument);
  const [problems, setProblems] = useState<Problem[]>([]);
  const explain = useExplain();

  const submit = async (username: string, password: string) => {
    const missing = [
      ...(username.trim() ? [] : [{ fieldId: "username", message: t`Enter your username` }]),
      ...(password ? [] : [{ fieldId: "password", message: t`Enter your password` }]),
    ];
    setProblems(missing);
    if (missing.length > 0) return;
    const { data, error } = await send({ input: { username: username.trim(), password, client: "BROWSER" } });
    if (data?.signIn.__typename === "SignedIn") begin(data.signIn.viewer);
    else if (data) await navigate({ to: "/sign-in/second-step", search: { challenge: data.signIn.challengeId, to }, hash: true });
    else setProblems([explain(error)]);
  };
  return { problems, isBusy: fetching, submit };
}

function useExplain(): (error: CombinedError | undefined) => Problem {
  const { t } = useLingui();
  return (error) => {
    switch (errorCode(error)) {
      case "UNAUTHENTICATED":
      case "INVALID_INPUT":
        return { fieldId: "username", message: t`This username and password do not belong together. Check both and try again.` };
      case "RATE_LIMITED":
        return { message: t`There were too many tries. Wait a few minutes, then try again, or call the clinic.` };
      case "OFFLINE":
        return { message: t`There is no connection to the clinic. Check your network, then try again.` };
      default:
        return { message: t`Signing in did not work, and the fault is ours. Try again in a moment, or call the clinic.` };
    }
  };
}
