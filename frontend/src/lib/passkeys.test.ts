import { afterEach, describe, expect, it, vi } from "vitest";
import { browserWithPasskeys } from "@/testing/passkeys";
import { createPasskey, passkeysWork, signWithPasskey } from "./passkeys";

afterEach(() => vi.unstubAllGlobals());

const bytes = (...list: number[]) => Uint8Array.from(list).buffer;

class Attestation {
  clientDataJSON = bytes(1);
  attestationObject = bytes(251, 255, 254);
  getTransports = () => ["internal"];
}

/** A browser from before the JSON forms. */
function olderBrowser(response: unknown) {
  const device = browserWithPasskeys();
  vi.stubGlobal("PublicKeyCredential", {});
  vi.stubGlobal("AuthenticatorAttestationResponse", Attestation);
  device.answer = () => Promise.resolve({ id: "CQ", rawId: bytes(9), type: "public-key", response });
  return device;
}

describe("a browser that leaves the JSON to the page", () => {
  it("is asked for a new passkey in bytes, and its answer is written down", async () => {
    const device = olderBrowser(new Attestation());
    const options = { challenge: "-_8", user: { id: "AQID", name: "m" }, excludeCredentials: [{ id: "BA", type: "public-key" }] };
    expect(JSON.parse(await createPasskey(JSON.stringify(options)))).toEqual({
      id: "CQ",
      rawId: "CQ",
      type: "public-key",
      clientExtensionResults: {},
      response: { clientDataJSON: "AQ", attestationObject: "-__-", transports: ["internal"] },
    });
    expect(device.asked[0]?.publicKey).toEqual({
      challenge: Uint8Array.of(251, 255),
      user: { id: Uint8Array.of(1, 2, 3), name: "m" },
      excludeCredentials: [{ id: Uint8Array.of(4), type: "public-key" }],
    });
  });

  it("is asked to sign in bytes, and its answer is written down", async () => {
    const device = olderBrowser({ clientDataJSON: bytes(1), authenticatorData: bytes(2), signature: bytes(3), userHandle: bytes(4) });
    expect(JSON.parse(await signWithPasskey(JSON.stringify({ challenge: "AQID", rpId: "localhost" })))).toMatchObject({
      response: { clientDataJSON: "AQ", authenticatorData: "Ag", signature: "Aw", userHandle: "BA" },
    });
    expect(device.asked[0]?.publicKey).toEqual({ challenge: Uint8Array.of(1, 2, 3), rpId: "localhost", allowCredentials: undefined });
  });
});

describe("where there are passkeys", () => {
  it.each([
    ["localhost", true],
    ["portal.example.org", true],
    ["127.0.0.1", false],
    ["[::1]", false],
  ])("at %s: %s", (hostname, work) => {
    browserWithPasskeys();
    vi.stubGlobal("location", { hostname });
    expect(passkeysWork()).toBe(work);
  });

  it("not over plain http", () => {
    browserWithPasskeys();
    vi.stubGlobal("isSecureContext", false);
    expect(passkeysWork()).toBe(false);
  });
});
