import { useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { useMutation } from "urql";
import { type ReachedAtFragment, RemovePushDeviceDocument, SavePushDeviceDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { type NoPush, pushEndpoint, subscribe, unsubscribe } from "@/lib/push";
import { useFailureWords } from "./useFailureWords";

type Device = ReachedAtFragment["devices"][number];

/** Push messages to browsers: this one, and the others that were signed in. */
export function usePush(points: ReachedAtFragment) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const say = useFailureWords();
  const [endpoint, setEndpoint] = useState<string | null>(null);
  const [problem, setProblem] = useState("");
  const [{ fetching: isSaving }, save] = useMutation(SavePushDeviceDocument);
  const [{ fetching: isRemoving }, remove] = useMutation(RemovePushDeviceDocument);
  useEffect(() => {
    void pushEndpoint().then(setEndpoint);
  }, []);

  const why: Record<NoPush, string> = {
    unsupported: t`This browser takes no push messages.`,
    denied: t`This browser does not let us. Allow notifications for this site in its settings, then try again.`,
    failed: t`This browser could not be signed up for push messages. Try again in a moment.`,
  };
  const start = async () => {
    setProblem("");
    const address = await subscribe(points.pushKey);
    if (typeof address === "string") return setProblem(why[address]);
    const { error } = await save({ input: address });
    if (error) return setProblem(say(error));
    setEndpoint(address.endpoint);
    announce(t`This browser takes push messages now.`);
  };
  const stop = async (device: Device) => {
    setProblem("");
    if (device.endpoint === endpoint) await unsubscribe();
    const { error } = await remove({ input: { deviceId: device.id } });
    if (error) return setProblem(say(error));
    announce(t`${device.device} takes no more push messages.`);
  };
  const here = points.devices.find((device) => device.endpoint === endpoint);
  return { here, problem, isBusy: isSaving || isRemoving, start, stop };
}
