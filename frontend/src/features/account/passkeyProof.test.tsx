import { screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { passkey } from "@/testing/account";
import { makeClinic } from "@/testing/clinic";
import { challenge } from "@/testing/factors";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";
import { browserWithPasskeys, refusal } from "@/testing/passkeys";

afterEach(() => vi.unstubAllGlobals());

const answer = { ceremonyId: "cer-1", credentialJson: '{"id":"cred-1"}' };

describe("a passkey at the second step", () => {
  const step = "/sign-in/second-step?challenge=cha-1&to=%2Fadvice";

  function guarded(...methods: string[]) {
    const clinic = makeClinic();
    clinic.viewer = null;
    clinic.signInChallenge = () => ({ ...challenge, methods });
    return serve(clinic);
  }

  it("is one press, and goes where the person was going", async () => {
    browserWithPasskeys();
    const asked = guarded("PASSKEY", "RECOVERY_CODE");
    const { user } = open(step);
    expect(await screen.findByRole("heading", { level: 1, name: "Use your passkey" })).toHaveFocus();
    await user.click(screen.getByRole("checkbox", { name: /Remember this device for 30 days/ }));
    await user.click(screen.getByRole("button", { name: "Continue with your passkey" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Advice" })).toBeInTheDocument();
    expect(asked.find((one) => one.operation === "StartPasskeyVerification")?.variables).toEqual({ input: { challengeId: "cha-1" } });
    expect(asked.find((one) => one.operation === "VerifySecondFactor")?.variables).toEqual({
      input: { challengeId: "cha-1", method: "PASSKEY", ...answer, rememberDevice: true },
    });
  });

  it("stands beside the app and the recovery codes", async () => {
    browserWithPasskeys();
    guarded("TOTP", "PASSKEY", "RECOVERY_CODE");
    const { user } = open(step);
    await user.click(await screen.findByRole("button", { name: "Use a passkey" }));
    expect(screen.getByRole("heading", { level: 1, name: "Use your passkey" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Use a recovery code" }));
    expect(screen.getByLabelText("Recovery code")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Use your authenticator app" }));
    expect(screen.getByLabelText("Six-digit code")).toBeVisible();
  });

  it("is not asked for where the browser has none", async () => {
    guarded("PASSKEY", "RECOVERY_CODE");
    open(step);
    expect(await screen.findByLabelText("Recovery code")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Use a passkey" })).not.toBeInTheDocument();
  });

  it.each([
    ["UNAUTHENTICATED", "not one of your account's"],
    ["EXPIRED", "That took too long"],
    ["RATE_LIMITED", "too many tries"],
  ])("says what %s means, and stays", async (code, words) => {
    browserWithPasskeys();
    guarded("PASSKEY", "RECOVERY_CODE");
    refuse("VerifySecondFactor", code);
    const { user } = open(step);
    await user.click(await screen.findByRole("button", { name: "Continue with your passkey" }));
    expect(await screen.findByRole("alert")).toHaveTextContent(words);
    expect(screen.getByRole("button", { name: "Continue with your passkey" })).toBeEnabled();
  });
});

describe("a passkey as a fresh proof", () => {
  function cautious(...methods: string[]) {
    const clinic = makeClinic();
    const account = clinic.viewer?.account;
    if (!account) throw new Error("the made-up clinic has nobody signed in");
    account.passkeys = [passkey(1)];
    account.stepUpMethods = methods;
    const asked = serve(clinic);
    const plain = clinic.stepUp;
    clinic.stepUp = (args) => {
      serve(clinic);
      return plain(args);
    };
    refuse("RemovePasskey", "STEP_UP_REQUIRED");
    return asked;
  }

  async function remove() {
    const { user } = open("/account/passkeys");
    await user.click(await screen.findByRole("button", { name: "Remove Made-up phone 1" }));
    await user.click(screen.getByRole("button", { name: "Remove this passkey" }));
    return user;
  }

  it("is one press", async () => {
    browserWithPasskeys();
    const asked = cautious("PASSKEY", "RECOVERY_CODE");
    const user = await remove();
    await user.click(await screen.findByRole("button", { name: "Confirm with your passkey" }));
    expect(await screen.findByText(/is removed and opens nothing any more/)).toBeVisible();
    expect(asked.find((one) => one.operation === "StepUp")?.variables).toEqual({ input: answer });
  });

  it("gives way to a code, and to the app", async () => {
    browserWithPasskeys();
    cautious("TOTP", "PASSKEY", "RECOVERY_CODE");
    const user = await remove();
    expect(await screen.findByLabelText("Code")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Use a passkey" }));
    await user.click(screen.getByRole("button", { name: "Use a code" }));
    expect(screen.getByLabelText("Code")).toBeVisible();
  });

  it("says when its owner left it", async () => {
    browserWithPasskeys().answer = () => refusal("NotAllowedError");
    cautious("PASSKEY", "RECOVERY_CODE");
    const user = await remove();
    await user.click(await screen.findByRole("button", { name: "Confirm with your passkey" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("The passkey was not used");
    expect(screen.getByRole("button", { name: "Confirm with your passkey" })).toBeEnabled();
  });
});
