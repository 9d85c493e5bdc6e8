import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { useFailureWords } from "@/features/account/useFailureWords";
import type { StepUp } from "@/features/account/useStepUp";
import { endOf, type Invitation, noInvitation } from "@/features/family/invite";
import { GrantCarerDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { errorCode, fieldProblems, hasCode } from "@/lib/errors";

export type Found = "email" | "username";

/** A parent or guardian, as the form has them. */
export type Guardian = Invitation & { found: Found; username: string; reason: string };

export const noGuardian: Guardian = { ...noInvitation, until: "open", found: "email", username: "", reason: "" };

/** Makes somebody a child's carer, or says what is missing for it. */
export function useGrant(patientId: string, stepUp: StepUp) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const find = useProblems();
  const explain = useExplain();
  const [{ fetching }, send] = useMutation(GrantCarerDocument);
  const [problems, setProblems] = useState<Problem[]>([]);
  const submit = async (guardian: Guardian) => {
    const found = find(guardian);
    setProblems(found);
    if (found.length > 0) return;
    const { found: by, email, username, relationship, scopes, reason } = guardian;
    const reached = by === "email" ? { email: email.trim() } : { username: username.trim() };
    const input = { patientId, ...reached, relationship: relationship.trim(), scopes, expiresAt: endOf(guardian)?.toISOString() ?? null, reason: reason.trim() };
    const { data, error } = await stepUp.guard(() => send({ input }));
    if (error && hasCode(error, "STEP_UP_REQUIRED")) return;
    if (error) return setProblems(explain(error));
    const name = data?.grantCarer.carer?.name;
    announce(name ? t`${name} may act for the child now.` : t`The invitation is on its way to ${email.trim()}.`);
    return navigate({ to: "/staff/patients/$patientId", params: { patientId } });
  };
  return { problems, isBusy: fetching, submit };
}

function useProblems(): (guardian: Guardian) => Problem[] {
  const { t } = useLingui();
  return (guardian) => {
    const problems: Problem[] = [];
    const add = (isFine: boolean, fieldId: string, message: string) => {
      if (!isFine) problems.push({ fieldId, message });
    };
    if (guardian.found === "email") add(/^\S+@\S+$/.test(guardian.email.trim()), "email", t`Enter an email address, like name@example.org`);
    else add(guardian.username.trim() !== "", "username", t`Enter their username`);
    add(guardian.relationship.trim() !== "", "relationship", t`Say who they are, such as “mother”`);
    add(guardian.scopes.length > 0, "scopes", t`Choose at least one thing they may see and do`);
    add(endOf(guardian) !== undefined, "expiresAt", t`Enter a day that lies ahead`);
    add(guardian.reason.trim() !== "", "reason", t`Say which papers you saw`);
    return problems;
  };
}

function useExplain(): (error: Parameters<typeof errorCode>[0]) => Problem[] {
  const { t } = useLingui();
  const say = useFailureWords();
  return (error) => {
    if (errorCode(error) === "RATE_LIMITED") return [{ message: t`There were many invitations for this patient today. Try again tomorrow.` }];
    if (errorCode(error) === "CONFLICT") return [{ message: t`This is the patient's own account. Choose the parent's or guardian's.` }];
    const fields = fieldProblems(error).map(({ field, message }) => ({ fieldId: field, message }));
    return fields.length > 0 ? fields : [{ message: say(error) }];
  };
}
