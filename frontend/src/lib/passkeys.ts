/** What the browser does about passkeys, in the JSON forms that the contract takes. */

/** Why a passkey could not be made or used; "left" when its owner did not want to, or waited too long. */
export type PasskeyTrouble = "left" | "known" | "failed";

export class PasskeyError extends Error {
  readonly trouble: PasskeyTrouble;
  constructor(trouble: PasskeyTrouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/** Whether this browser has passkeys at all, and for this address: one without a name can have none. */
export function passkeysWork(): boolean {
  return "PublicKeyCredential" in window && window.isSecureContext && !/^[\d.]+$|^\[/.test(window.location.hostname);
}

/** Whether the browser can offer passkeys in the username's field. */
export async function offersPasskeys(): Promise<boolean> {
  if (!passkeysWork()) return false;
  return (await PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false;
}

/** Has a device create a passkey, and gives what it answers. */
export async function createPasskey(optionsJson: string): Promise<string> {
  const publicKey = creationOptions(JSON.parse(optionsJson));
  return answerOf(() => navigator.credentials.create({ publicKey }));
}

type SignOptions = {
  signal?: AbortSignal;
  /** Only offer it in the username's field, and wait. */
  quietly?: boolean;
};

/** Has a passkey sign, and gives what it answers. */
export async function signWithPasskey(optionsJson: string, { signal, quietly }: SignOptions = {}): Promise<string> {
  const publicKey = requestOptions(JSON.parse(optionsJson));
  const mediation = quietly ? "conditional" : undefined;
  return answerOf(() => navigator.credentials.get({ publicKey, signal, mediation }));
}

async function answerOf(ask: () => Promise<Credential | null>): Promise<string> {
  let credential: Credential | null;
  try {
    credential = await ask();
  } catch (problem) {
    throw new PasskeyError(troubleOf(problem));
  }
  if (!credential) throw new PasskeyError("left");
  return JSON.stringify(asJson(credential as PublicKeyCredential));
}

function troubleOf(problem: unknown): PasskeyTrouble {
  const name = problem instanceof DOMException ? problem.name : "";
  if (name === "NotAllowedError" || name === "AbortError") return "left";
  return name === "InvalidStateError" ? "known" : "failed";
}

/* Browsers before 2025 leave the JSON to the page. */

function creationOptions(json: PublicKeyCredentialCreationOptionsJSON): PublicKeyCredentialCreationOptions {
  if (PublicKeyCredential.parseCreationOptionsFromJSON) return PublicKeyCredential.parseCreationOptionsFromJSON(json);
  return {
    ...json,
    challenge: bytesOf(json.challenge),
    user: { ...json.user, id: bytesOf(json.user.id) },
    excludeCredentials: json.excludeCredentials?.map(descriptor),
  } as PublicKeyCredentialCreationOptions;
}

function requestOptions(json: PublicKeyCredentialRequestOptionsJSON): PublicKeyCredentialRequestOptions {
  if (PublicKeyCredential.parseRequestOptionsFromJSON) return PublicKeyCredential.parseRequestOptionsFromJSON(json);
  return {
    ...json,
    challenge: bytesOf(json.challenge),
    allowCredentials: json.allowCredentials?.map(descriptor),
  } as PublicKeyCredentialRequestOptions;
}

function descriptor(json: PublicKeyCredentialDescriptorJSON): PublicKeyCredentialDescriptor {
  return { ...json, id: bytesOf(json.id) } as PublicKeyCredentialDescriptor;
}

function asJson(credential: PublicKeyCredential): unknown {
  if (typeof credential.toJSON === "function") return credential.toJSON();
  const { id, type, rawId, response } = credential;
  return {
    id,
    type,
    rawId: textOf(rawId),
    clientExtensionResults: {},
    response: response instanceof AuthenticatorAttestationResponse ? created(response) : signed(response as AuthenticatorAssertionResponse),
  };
}

function created(response: AuthenticatorAttestationResponse) {
  return {
    clientDataJSON: textOf(response.clientDataJSON),
    attestationObject: textOf(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  };
}

function signed(response: AuthenticatorAssertionResponse) {
  return {
    clientDataJSON: textOf(response.clientDataJSON),
    authenticatorData: textOf(response.authenticatorData),
    signature: textOf(response.signature),
    userHandle: response.userHandle ? textOf(response.userHandle) : undefined,
  };
}

/** From base64url without padding. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const raw = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(raw, (character) => character.charCodeAt(0));
}

function textOf(bytes: ArrayBuffer): string {
  const raw = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(raw).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
