import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { useFailureWords } from "@/features/account/useFailureWords";
import type { StepUp } from "@/features/account/useStepUp";
import { InviteCarerDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { errorCode, fieldProblems } from "@/lib/errors";
import { usePatientId } from "@/lib/record";
import { endOf, type Invitation } from "./invite";

/** Sends an invitation, or says what is missing in it. */
export function useInvite(stepUp: StepUp) {
  const { t } = useLingui();
  const say = useFailureWords();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const patientId = usePatientId() ?? "";
  const [{ fetching }, send] = useMutation(InviteCarerDocument);
  const [problems, setProblems] = useState<Problem[]>([]);

  const find = (invitation: Invitation): Problem[] => [
    ...(/^\S+@\S+$/.test(invitation.email.trim()) ? [] : [{ fieldId: "email", message: t`Enter an email address, like name@example.org` }]),
    ...(invitation.relationship.trim() ? [] : [{ fieldId: "relationship", message: t`Say who they are, such as “daughter”` }]),
    ...(invitation.scopes.length > 0 ? [] : [{ fieldId: "scopes", message: t`Choose at least one thing they may see and do` }]),
    ...(endOf(invitation) === undefined ? [{ fieldId: "expiresAt", message: t`Enter a day that lies ahead` }] : []),
  ];
  const submit = async (invitation: Invitation) => {
    const found = find(invitation);
    setProblems(found);
    if (found.length > 0) return;
    const { email, relationship, scopes } = invitation;
    const input = { patientId, email: email.trim(), relationship: relationship.trim(), scopes, expiresAt: endOf(invitation)?.toISOString() ?? null };
    const { error } = await stepUp.guard(() => send({ input }));
    if (!error) {
      announce(t`The invitation is on its way to ${input.email}.`);
      return navigate({ to: "/account/family" });
    }
    const fields = fieldProblems(error).map(({ field, message }) => ({ fieldId: field, message }));
    if (errorCode(error) === "RATE_LIMITED") setProblems([{ message: t`There were many invitations today. Try again tomorrow.` }]);
    else setProblems(fields.length > 0 ? fields : [{ message: say(error) }]);
  };
  return { problems, isBusy: fetching, submit };
}
