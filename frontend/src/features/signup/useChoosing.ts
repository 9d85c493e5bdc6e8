import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import type { CombinedError } from "@urql/core";
import { type SyntheticEvent, useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { noChoices } from "@/features/account/questions";
import { useFailureWords } from "@/features/account/useFailureWords";
import { CompleteRegistrationDocument, type RegistrationFieldsFragment } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { hasCode } from "@/lib/errors";
import { useSession } from "@/lib/session";
import { type Chosen, useMissing, useRefused } from "./chosen";

/** The second step's form: what was chosen, what is wrong with it, and what becomes of it. */
export function useChoosing(
  registration: RegistrationFieldsFragment,
  asksQuestions: boolean,
  onBecame: (state: "COMPLETED" | "EXPIRED") => void,
) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const { begin } = useSession();
  const [{ fetching }, send] = useMutation(CompleteRegistrationDocument);
  const [chosen, setChosen] = useState<Chosen>({ username: registration.suggestedUsername, password: "", choices: noChoices });
  const [problems, setProblems] = useState<Problem[]>([]);
  const find = useMissing(asksQuestions);
  const explain = useExplain();

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const missing = find(chosen);
    setProblems(missing);
    if (missing.length > 0) return;
    const { data, error } = await send({
      input: {
        registrationId: registration.id,
        username: chosen.username.trim(),
        password: chosen.password,
        securityAnswers: asksQuestions ? chosen.choices : [],
        client: "BROWSER",
      },
    });
    if (data?.completeRegistration.__typename === "SignedIn") {
      begin(data.completeRegistration.viewer);
      announce(t`Your account is ready. Check your mail to confirm your email address.`);
      return navigate({ to: "/", replace: true });
    }
    if (hasCode(error, "EXPIRED")) return onBecame("EXPIRED");
    const found = explain(error);
    if (found.length === 0) return onBecame("COMPLETED");
    setProblems(found);
  };
  const set = (change: Partial<Chosen>) => setChosen((now) => ({ ...now, ...change }));
  return { chosen, set, problems, submit, isBusy: fetching };
}

/** What the server did not take, each at its field; nothing when the sign-up was finished elsewhere. */
function useExplain(): (error: CombinedError | undefined) => Problem[] {
  const words = useFailureWords();
  const refused = useRefused();
  return (error) => {
    const found = refused(error);
    if (found.length > 0 || hasCode(error, "CONFLICT")) return found;
    return [{ message: words(error) }];
  };
}
