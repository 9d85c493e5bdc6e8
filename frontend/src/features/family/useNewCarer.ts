import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { type SyntheticEvent, useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { noChoices } from "@/features/account/questions";
import { useFailureWords } from "@/features/account/useFailureWords";
import { type Chosen, useMissing, useRefused } from "@/features/signup/chosen";
import { CreateCarerAccountDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { fieldProblems, hasCode } from "@/lib/errors";
import { useSession } from "@/lib/session";

export type NewCarer = Chosen & { fullName: string };

/** The form of an account by invitation: what was filled in, what is wrong with it, and what becomes of it. */
export function useNewCarer(token: string, asksQuestions: boolean, onBecame: (what: "made" | "over") => void) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const { begin } = useSession();
  const [{ fetching }, send] = useMutation(CreateCarerAccountDocument);
  const [person, setPerson] = useState<NewCarer>({ fullName: "", username: "", password: "", choices: noChoices });
  const [problems, setProblems] = useState<Problem[]>([]);
  const missing = useMissing(asksQuestions);
  const refused = useRefused();
  const say = useFailureWords();

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const { fullName, username, password, choices } = person;
    const noName = fullName.trim() ? [] : [{ fieldId: "fullName", message: t`Enter your full name` }];
    const found = [...noName, ...missing(person)];
    setProblems(found);
    if (found.length > 0) return;
    const { data, error } = await send({
      input: { token, fullName: fullName.trim(), username: username.trim(), password, securityAnswers: asksQuestions ? choices : [], client: "BROWSER" },
    });
    if (data?.createCarerAccount.__typename === "SignedIn") {
      onBecame("made");
      begin(data.createCarerAccount.viewer);
      announce(t`Your account is ready, and the invitation is accepted.`);
      return navigate({ to: "/", hash: "", replace: true });
    }
    if (hasCode(error, "EXPIRED")) return onBecame("over");
    const named = fieldProblems(error).filter(({ field }) => field === "fullName").map(({ message }) => ({ fieldId: "fullName", message }));
    const all = [...named, ...refused(error)];
    setProblems(all.length > 0 ? all : [{ message: say(error) }]);
  };
  const set = (change: Partial<NewCarer>) => setPerson((now) => ({ ...now, ...change }));
  return { person, set, problems, submit, isBusy: fetching };
}
