import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { makeClinic } from "@/testing/clinic";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";
import { browserWithPasskeys, refusal, untilAborted } from "@/testing/passkeys";

afterEach(() => vi.unstubAllGlobals());

function signedOutClinic() {
  const clinic = makeClinic();
  clinic.viewer = null;
  return clinic;
}

const button = () => screen.findByRole("button", { name: "Sign in with a passkey" });
const welcome = () => screen.findByRole("heading", { level: 1, name: "Welcome, Maria" });

/** A device that answers when its owner is asked, and to an offer in the field never. */
function ownersDevice() {
  const device = browserWithPasskeys();
  device.answer = (asked) => (asked.mediation ? untilAborted(asked) : Promise.resolve(device.credential));
  return device;
}

describe("signing in with a passkey", () => {
  it("takes one press", async () => {
    const device = ownersDevice();
    const asked = serve(signedOutClinic());
    const { user } = open("/sign-in");
    await user.click(await button());
    expect(await welcome()).toBeVisible();
    expect(device.asked.at(-1)).toMatchObject({ how: "get", publicKey: { challenge: "AQID" }, mediation: undefined });
    expect(asked.find((one) => one.operation === "FinishPasskeySignIn")?.variables).toEqual({
      input: { ceremonyId: "cer-1", credentialJson: '{"id":"cred-1"}', client: "BROWSER" },
    });
  });

  it.each([
    ["UNAUTHENTICATED", "opens no account here"],
    ["EXPIRED", "That took too long"],
    ["RATE_LIMITED", "too many tries"],
  ])("says what %s means", async (code, words) => {
    ownersDevice();
    serve(signedOutClinic());
    refuse("FinishPasskeySignIn", code);
    const { user } = open("/sign-in");
    await user.click(await button());
    expect(await screen.findByRole("alert")).toHaveTextContent(words);
    expect(document.title).toMatch(/^Error: Sign in/);
    expect(await button()).toBeEnabled();
  });

  it("says when the owner left it", async () => {
    browserWithPasskeys().answer = () => refusal("NotAllowedError");
    serve(signedOutClinic());
    const { user } = open("/sign-in");
    await user.click(await button());
    expect(await screen.findByRole("alert")).toHaveTextContent("the passkey was not used");
  });

  it("is not there where the browser has no passkeys", async () => {
    serve(signedOutClinic());
    open("/sign-in");
    expect(await screen.findByRole("button", { name: "Login" })).toBeVisible();
    expect(screen.queryByRole("button", { name: "Sign in with a passkey" })).not.toBeInTheDocument();
  });
});

describe("the passkey in the username's field", () => {
  it("is offered once somebody is there, and opens the account when taken", async () => {
    const device = browserWithPasskeys();
    const asked = serve(signedOutClinic());
    open("/sign-in");
    expect(await screen.findByLabelText("Personal Username")).toHaveAttribute("autocomplete", "username webauthn");
    const field = screen.getByLabelText("Personal Username");
    fireEvent.pointerMove(document.body);
    fireEvent.pointerDown(field);
    fireEvent.keyDown(field, { key: "m" });
    expect(asked.map((one) => one.operation)).not.toContain("StartPasskeySignIn");
    fireEvent.keyDown(field, { key: "Tab" });
    expect(await welcome()).toBeVisible();
    expect(device.asked).toHaveLength(1);
    expect(device.asked[0]?.mediation).toBe("conditional");
  });

  it("fails in silence unless its owner took it", async () => {
    browserWithPasskeys().answer = () => refusal("NotAllowedError");
    const asked = serve(signedOutClinic());
    open("/sign-in");
    await screen.findByLabelText("Personal Username");
    fireEvent.pointerDown(document.body);
    await waitFor(() => expect(asked.map((one) => one.operation)).toContain("StartPasskeySignIn"));
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  it("is called off when the person signs in by password", async () => {
    const device = ownersDevice();
    serve(signedOutClinic());
    refuse("SignIn", "UNAUTHENTICATED");
    const { user } = open("/sign-in");
    await user.click(await screen.findByRole("heading", { level: 1, name: "Sign in" }));
    await user.type(screen.getByLabelText("Personal Username"), "maria.alvarez");
    await user.type(screen.getByLabelText("Password"), "wrong");
    await waitFor(() => expect(device.asked).toHaveLength(1));
    await user.click(screen.getByRole("button", { name: "Login" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("do not belong together");
    expect(device.asked[0]?.signal?.aborted).toBe(true);
    expect(device.asked).toHaveLength(1);
  });
});
