import { useLingui } from "@lingui/react/macro";
import { CombinedError } from "@urql/core";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import {
  FinishPasskeyRegistrationDocument,
  type FinishPasskeyRegistrationMutation,
  type PasskeyFieldsFragment,
  RemovePasskeyDocument,
  RenamePasskeyDocument,
  StartPasskeyRegistrationDocument,
} from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { errorCode, hasCode } from "@/lib/errors";
import { createPasskey, PasskeyError } from "@/lib/passkeys";
import type { StepUp } from "./useStepUp";

export type PasskeyChanges = {
  problems: Problem[];
  /** The name of the one that was just removed. */
  removed: string | null;
  isAdding: boolean;
  /** Recovery codes that came with the first passkey, to be kept now. */
  codes: string[] | null;
  add: () => Promise<void>;
  /** The codes are kept. */
  kept: () => void;
  /** Tells whether it is gone. */
  remove: (passkey: PasskeyFieldsFragment) => Promise<boolean>;
  /** Gives what went wrong, if anything did. */
  rename: (passkey: PasskeyFieldsFragment, name: string) => Promise<string | undefined>;
};

/**
 * Adds, renames and removes passkeys; what changes how one signs in asks for a
 * fresh proof where the page has a place for it. onAdded is told when there are
 * no codes to keep first.
 */
export function usePasskeyChanges(stepUp: StepUp, onAdded?: () => void): PasskeyChanges {
  const { t } = useLingui();
  const announce = useAnnounce();
  const explain = useExplainChange();
  const create = useCreating(stepUp);
  const [, sendRemove] = useMutation(RemovePasskeyDocument);
  const [, sendRename] = useMutation(RenamePasskeyDocument);
  const [problems, setProblems] = useState<Problem[]>([]);
  const [removed, setRemoved] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const [codes, setCodes] = useState<string[] | null>(null);
  const begin = () => {
    setProblems([]);
    setRemoved(null);
  };
  const fail = (trouble: unknown) => {
    // Who was asked to prove it and did not want to knows why nothing changed.
    if (trouble instanceof CombinedError && hasCode(trouble, "STEP_UP_REQUIRED")) return;
    setProblems([{ message: explain(trouble) }]);
  };

  const add = async () => {
    begin();
    setAdding(true);
    try {
      const { passkey, recoveryCodes } = await create();
      const name = passkey.name;
      announce(t`${name} is added. You can sign in with it from now on.`);
      setCodes(recoveryCodes ?? null);
      if (!recoveryCodes) onAdded?.();
    } catch (trouble) {
      fail(trouble);
    } finally {
      setAdding(false);
    }
  };
  const remove = async (passkey: PasskeyFieldsFragment) => {
    begin();
    const { error } = await stepUp.guard(() => sendRemove({ input: { passkeyId: passkey.id } }));
    if (error) fail(error);
    else setRemoved(passkey.name);
    return !error;
  };
  const rename = async (passkey: PasskeyFieldsFragment, name: string) => {
    begin();
    const { error } = await sendRename({ input: { passkeyId: passkey.id, name } });
    if (error) return explain(error);
    announce(t`The passkey is called ${name} from now on.`);
    return undefined;
  };
  const kept = () => {
    setCodes(null);
    onAdded?.();
  };
  return { problems, removed, isAdding, codes, add, kept, remove, rename };
}

/** From the challenge to the new passkey; throws what went wrong. */
function useCreating(stepUp: StepUp): () => Promise<FinishPasskeyRegistrationMutation["finishPasskeyRegistration"]> {
  const [, start] = useMutation(StartPasskeyRegistrationDocument);
  const [, finish] = useMutation(FinishPasskeyRegistrationDocument);
  return async () => {
    const started = await stepUp.guard(() => start({}));
    if (!started.data) throw started.error;
    const { ceremonyId, optionsJson } = started.data.startPasskeyRegistration;
    const credentialJson = await createPasskey(optionsJson);
    const { data, error } = await finish({ input: { ceremonyId, credentialJson } });
    if (!data) throw error;
    return data.finishPasskeyRegistration;
  };
}

function useExplainChange(): (trouble: unknown) => string {
  const { t } = useLingui();
  return (trouble) => {
    if (trouble instanceof PasskeyError) {
      if (trouble.trouble === "left") return t`No passkey was added: you left it, or it took too long.`;
      if (trouble.trouble === "known") return t`This device already holds a passkey for your account.`;
      return t`This device could not make a passkey. Try another device or browser.`;
    }
    switch (trouble instanceof CombinedError ? errorCode(trouble) : undefined) {
      case "EXPIRED":
        return t`That took too long. Try again.`;
      case "NOT_FOUND":
        return t`This passkey is not there any more. It may have been removed on another device.`;
      case "OFFLINE":
        return t`There is no connection to the clinic. Check your network, then try again.`;
      default:
        return t`That did not work, and the fault is ours. Try again in a moment.`;
    }
  };
}
