import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { useFailureWords } from "@/features/account/useFailureWords";
import { useStepUp } from "@/features/account/useStepUp";
import { DisableStaffDocument, EnableStaffDocument, ResetStaffDocument, type StaffAccountFieldsFragment } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { errorCode, hasCode } from "@/lib/errors";

export type ChangeKind = "disable" | "enable" | "reset";

export type StaffChange = ReturnType<typeof useStaffChange>;

/** Each card of the list has such a field of its own. */
export function reasonId(accountId: string): string {
  return `reason-${accountId}`;
}

/** What is being done about one account: asked for first, then sent with its reason. */
export function useStaffChange(account: StaffAccountFieldsFragment) {
  const stepUp = useStepUp();
  const [kind, setKind] = useState<ChangeKind | null>(null);
  const [wasOpen, setWasOpen] = useState(false);
  const [firstPassword, setFirstPassword] = useState<string | null>(null);
  const [problems, setProblems] = useState<Problem[]>([]);
  const change = useSend(account);
  const explain = useExplain(account.id);

  const ask = (next: ChangeKind) => {
    setProblems([]);
    setKind(next);
    setWasOpen(false);
  };
  const done = () => {
    setKind(null);
    setFirstPassword(null);
    setWasOpen(true);
  };
  const send = async (reason: string) => {
    if (!kind) return;
    if (reason.trim().length < 5) return setProblems(explain.reason);
    setProblems([]);
    const { error, password } = await stepUp.guard(() => change.send(kind, reason));
    if (hasCode(error, "STEP_UP_REQUIRED")) return;
    if (error) return setProblems(explain.failure(error));
    change.announce(kind);
    if (password) setFirstPassword(password);
    else done();
  };
  return { stepUp, kind, wasOpen, firstPassword, problems, isBusy: change.isBusy, ask, done, send };
}

function useSend(account: StaffAccountFieldsFragment) {
  const { t } = useLingui();
  const tell = useAnnounce();
  const [disabling, disable] = useMutation(DisableStaffDocument);
  const [enabling, enable] = useMutation(EnableStaffDocument);
  const [resetting, reset] = useMutation(ResetStaffDocument);
  const send = async (kind: ChangeKind, reason: string) => {
    const input = { accountId: account.id, reason };
    if (kind === "reset") {
      const { data, error } = await reset({ input });
      return { error, password: data?.resetStaff.firstPassword };
    }
    const { error } = await (kind === "disable" ? disable({ input }) : enable({ input }));
    return { error, password: undefined };
  };
  const name = account.displayName;
  const words = { disable: t`The account of ${name} is disabled.`, enable: t`The account of ${name} is enabled.`, reset: t`The sign-in of ${name} is reset.` };
  return { send, announce: (kind: ChangeKind) => tell(words[kind]), isBusy: disabling.fetching || enabling.fetching || resetting.fetching };
}

function useExplain(accountId: string) {
  const { t } = useLingui();
  const words = useFailureWords();
  const reason: Problem[] = [{ fieldId: reasonId(accountId), message: t`Say why, in five characters or more` }];
  const failure = (error: NonNullable<Parameters<typeof errorCode>[0]>): Problem[] => {
    switch (errorCode(error)) {
      case "CONFLICT":
        return [{ message: t`This is the last administrator. Add another one first.` }];
      case "INVALID_INPUT":
        return reason;
      default:
        return [{ message: words(error) }];
    }
  };
  return { reason, failure };
}
