import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { RevokeCarerDocument, RevokeCarerInvitationDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";

export type Changes = {
  problems: Problem[];
  isBusy: boolean;
  end: (carer: { id: string; name: string }) => Promise<boolean>;
  takeBack: (invitation: { id: string; email: string }) => Promise<void>;
};

/** Ending access and taking invitations back, with what is said of it. */
export function useChanges(): Changes {
  const { t } = useLingui();
  const announce = useAnnounce();
  const [ending, endCarer] = useMutation(RevokeCarerDocument);
  const [revoking, revoke] = useMutation(RevokeCarerInvitationDocument);
  const [problems, setProblems] = useState<Problem[]>([]);
  const end: Changes["end"] = async ({ id, name }) => {
    const { error } = await endCarer({ input: { carerId: id } });
    setProblems(error ? [{ message: t`The access of ${name} could not be ended. Try again, or call us.` }] : []);
    if (!error) announce(t`The access of ${name} has ended.`);
    return !error;
  };
  const takeBack: Changes["takeBack"] = async ({ id, email }) => {
    const { error } = await revoke({ input: { invitationId: id } });
    setProblems(error ? [{ message: t`The invitation to ${email} could not be taken back. Try again, or call us.` }] : []);
    if (!error) announce(t`The invitation to ${email} is taken back.`);
  };
  return { problems, isBusy: ending.fetching || revoking.fetching, end, takeBack };
}
