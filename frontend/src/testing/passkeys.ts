import { vi } from "vitest";

type Asked = { how: "create" | "get"; publicKey: object; mediation?: string; signal?: AbortSignal };

/** A browser with passkeys, whose device does as told; by itself it answers at once. */
export function browserWithPasskeys() {
  const asked: Asked[] = [];
  const credential = { toJSON: () => ({ id: "cred-1" }) };
  const device = {
    asked,
    /** What an asking comes to. */
    answer: (_: Asked): Promise<unknown> => Promise.resolve(credential),
    credential,
  };
  const ask = (how: Asked["how"]) => (options: Omit<Asked, "how">) => {
    const one = { how, ...options };
    asked.push(one);
    return device.answer(one);
  };
  vi.stubGlobal("PublicKeyCredential", {
    parseCreationOptionsFromJSON: (json: object) => json,
    parseRequestOptionsFromJSON: (json: object) => json,
    isConditionalMediationAvailable: () => Promise.resolve(true),
  });
  vi.stubGlobal("isSecureContext", true);
  Object.defineProperty(navigator, "credentials", { configurable: true, value: { create: ask("create"), get: ask("get") } });
  return device;
}

/** As when the owner presses Cancel, and after other refusals of the browser. */
export function refusal(name: string): Promise<never> {
  return Promise.reject(new DOMException("refused by the test", name));
}

/** Waits until it is called off. */
export function untilAborted({ signal }: Asked): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(new DOMException("called off", "AbortError")));
  });
}
