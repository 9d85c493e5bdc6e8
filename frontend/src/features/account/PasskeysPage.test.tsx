import { screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { passkey } from "@/testing/account";
import { makeClinic } from "@/testing/clinic";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";
import { browserWithPasskeys, refusal } from "@/testing/passkeys";

afterEach(() => vi.unstubAllGlobals());

function clinicWith(...passkeys: ReturnType<typeof passkey>[]) {
  const clinic = makeClinic();
  if (clinic.viewer) clinic.viewer.account.passkeys = passkeys;
  return clinic;
}

const focused = (role: string, name: string) => waitFor(() => expect(screen.getByRole(role, { name })).toHaveFocus());
const addButton = () => screen.findByRole("button", { name: "Add a passkey" });

describe("the passkeys of an account", () => {
  it("lists them in words", async () => {
    browserWithPasskeys();
    serve(clinicWith(passkey(1), passkey(2, { backedUp: true, lastUsedAt: "2030-08-02T09:00:00Z" })));
    open("/account/passkeys");
    const cardOf = async (name: string) => {
      const card = (await screen.findByText(name)).closest("li");
      if (!card) throw new Error(`${name} is not in a list`);
      return card;
    };
    const [first, second] = [await cardOf("Made-up phone 1"), await cardOf("Made-up phone 2")];
    expect(first).toHaveTextContent("Added Thursday 1 August 2030");
    expect(first).toHaveTextContent("Not used yet");
    expect(first).toHaveTextContent("On one device only");
    expect(second).toHaveTextContent(/Last used 2 August 2030 at/);
    expect(second).toHaveTextContent("Kept by your password manager");
  });

  it("adds what the device makes", async () => {
    const device = browserWithPasskeys();
    const asked = serve(clinicWith());
    const { user } = open("/account/passkeys");
    expect(await screen.findByText("No passkeys yet")).toBeVisible();
    await user.click(await addButton());
    await focused("heading", "Keep your recovery codes");
    expect(screen.getAllByText(/^K7MQ-X4HD-WP\dT$/)).toHaveLength(10);
    await user.click(screen.getByRole("button", { name: "I have kept my codes" }));
    expect(await screen.findByText("Made-up phone 1")).toBeVisible();
    expect(screen.queryByText(/K7MQ/)).not.toBeInTheDocument();
    await user.click(await addButton());
    expect(await screen.findByText("Made-up phone 2")).toBeVisible();
    expect(screen.queryByText(/K7MQ/)).not.toBeInTheDocument();
    expect(device.asked.slice(0, 1)).toEqual([{ how: "create", publicKey: { challenge: "AQID" } }]);
    expect(asked.find((one) => one.operation === "FinishPasskeyRegistration")).toEqual({
      operation: "FinishPasskeyRegistration",
      variables: { input: { ceremonyId: "cer-1", credentialJson: '{"id":"cred-1"}' } },
    });
  });

  it.each([
    ["NotAllowedError", "you left it, or it took too long"],
    ["InvalidStateError", "This device already holds a passkey"],
    ["SecurityError", "This device could not make a passkey"],
  ])("says what %s means", async (name, words) => {
    browserWithPasskeys().answer = () => refusal(name);
    const asked = serve(clinicWith());
    const { user } = open("/account/passkeys");
    await user.click(await addButton());
    expect(await screen.findByRole("alert")).toHaveTextContent(words);
    expect(await addButton()).toBeEnabled();
    expect(asked.map((one) => one.operation)).not.toContain("FinishPasskeyRegistration");
  });

  it("renames one, and goes back to where the person was", async () => {
    browserWithPasskeys();
    const asked = serve(clinicWith(passkey(1)));
    const { user } = open("/account/passkeys");
    await user.click(await screen.findByRole("button", { name: "Rename Made-up phone 1" }));
    const field = screen.getByLabelText("Name of this passkey");
    await waitFor(() => expect(field).toHaveFocus());
    await user.clear(field);
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(field).toHaveAccessibleDescription("Enter a name, such as the device's");
    await user.type(field, " Kitchen tablet ");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await focused("button", "Rename Kitchen tablet");
    expect(asked.at(-1)?.variables).toEqual({ input: { passkeyId: "key-1", name: "Kitchen tablet" } });
  });

  it("removes one once it is sure who asks", async () => {
    browserWithPasskeys();
    const clinic = clinicWith(passkey(1), passkey(2));
    serve(clinic);
    refuse("RemovePasskey", "STEP_UP_REQUIRED");
    const plain = clinic.stepUp;
    clinic.stepUp = (args) => {
      serve(clinic);
      return plain(args);
    };
    const { user } = open("/account/passkeys");
    await user.click(await screen.findByRole("button", { name: "Remove Made-up phone 1" }));
    await user.click(screen.getByRole("button", { name: "Keep it" }));
    await focused("button", "Remove Made-up phone 1");
    await user.click(screen.getByRole("button", { name: "Remove Made-up phone 1" }));
    await focused("button", "Remove this passkey");
    await user.click(screen.getByRole("button", { name: "Remove this passkey" }));
    await user.type(await screen.findByLabelText("Password"), "Quiet-Harbor-72!");
    await user.click(screen.getByRole("button", { name: "Confirm" }));
    await waitFor(() => expect(screen.queryByRole("button", { name: "Remove Made-up phone 1" })).not.toBeInTheDocument());
    expect(screen.getByText(/Made-up phone 1 is removed and opens nothing any more/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Remove Made-up phone 2" })).toBeVisible();
  });

  it("says nothing is wrong when the person does not want to prove it", async () => {
    browserWithPasskeys();
    serve(clinicWith(passkey(1)));
    refuse("RemovePasskey", "STEP_UP_REQUIRED");
    const { user } = open("/account/passkeys");
    await user.click(await screen.findByRole("button", { name: "Remove Made-up phone 1" }));
    await user.click(screen.getByRole("button", { name: "Remove this passkey" }));
    await user.click(await screen.findByRole("button", { name: "Cancel" }));
    expect(await screen.findByRole("button", { name: "Remove Made-up phone 1" })).toBeVisible();
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  it("says when one is gone, and when the list cannot be had", async () => {
    browserWithPasskeys();
    serve(clinicWith(passkey(1)));
    refuse("RemovePasskey", "NOT_FOUND");
    const { user, unmount } = open("/account/passkeys");
    await user.click(await screen.findByRole("button", { name: "Remove Made-up phone 1" }));
    await user.click(screen.getByRole("button", { name: "Remove this passkey" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("not there any more");
    unmount();
    refuse("Passkeys", "INTERNAL");
    open("/account/passkeys");
    expect(await screen.findByText(/your passkeys/)).toBeVisible();
  });

  it("says so where there can be no more, and where there can be none", async () => {
    browserWithPasskeys();
    serve(clinicWith(...Array.from({ length: 10 }, (_, index) => passkey(index + 1))));
    const { unmount } = open("/account/passkeys");
    expect(await screen.findByText(/You have ten passkeys/)).toBeVisible();
    unmount();
    vi.unstubAllGlobals();
    open("/account/passkeys");
    expect(await screen.findByText("This browser cannot add passkeys")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Add a passkey" })).not.toBeInTheDocument();
  });
});
