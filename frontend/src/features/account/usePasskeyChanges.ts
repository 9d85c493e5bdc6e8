import { useLingui } from "@lingui/react/macro";
import { CombinedError } from "@urql/core";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import {
  FinishPasskeyRegistrationDocument,
  type PasskeyFieldsFragment,
  RemovePasskeyDocument,
  RenamePasskeyDocument,
  StartPasskeyRegistrationDocument,
} from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { errorCode, hasCode } from "@/lib/errors";
import { createPasskey, PasskeyError } from "@/lib/passkeys";
import { type StepUp, useStepUp } from "./useStepUp";

export type PasskeyChanges = {
  problems: Problem[];
  /** The name of the one that was just removed. */
  removed: string | null;
  isAdding: boolean;
  stepUp: StepUp;
  add: () => Promise<void>;
  remove: (passkey: PasskeyFieldsFragment) => Promise<void>;
  /** Gives what went wrong, if anything did. */
  rename: (passkey: PasskeyFieldsFragment, name: string) => Promise<string | undefined>;
};

/** Adds, renames and removes passkeys; those that change how one signs in ask for a fresh proof. */
export function usePasskeyChanges(): PasskeyChanges {
  const { t } = useLingui();
  const announce = useAnnounce();
  const stepUp = useStepUp();
  const explain = useExplainChange();
  const create = useCreating(stepUp);
  const [, sendRemove] = useMutation(RemovePasskeyDocument);
  const [, sendRename] = useMutation(RenamePasskeyDocument);
  const [problems, setProblems] = useState<Problem[]>([]);
  const [removed, setRemoved] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
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
      const name = await create();
      announce(t`${name} is added. You can sign in with it from now on.`);
    } catch (trouble) {
      fail(trouble);
    } finally {
      setAdding(false);
    }
  };
  const remove = async (passkey: PasskeyFieldsFragment) => {
    begin();
    const { error } = await stepUp.guard(() => sendRemove({ input: { passkeyId: passkey.id } }));
    if (error) return fail(error);
    setRemoved(passkey.name);
  };
  const rename = async (passkey: PasskeyFieldsFragment, name: string) => {
    begin();
    const { error } = await sendRename({ input: { passkeyId: passkey.id, name } });
    if (error) return explain(error);
    announce(t`The passkey is called ${name} from now on.`);
    return undefined;
  };
  return { problems, removed, isAdding, stepUp, add, remove, rename };
}

/** From the challenge to the new passkey, whose name it gives; throws what went wrong. */
function useCreating(stepUp: StepUp): () => Promise<string> {
  const [, start] = useMutation(StartPasskeyRegistrationDocument);
  const [, finish] = useMutation(FinishPasskeyRegistrationDocument);
  return async () => {
    const started = await stepUp.guard(() => start({}));
    if (!started.data) throw started.error;
    const { ceremonyId, optionsJson } = started.data.startPasskeyRegistration;
    const credentialJson = await createPasskey(optionsJson);
    const { data, error } = await finish({ input: { ceremonyId, credentialJson } });
    if (!data) throw error;
    return data.finishPasskeyRegistration.passkey.name;
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
