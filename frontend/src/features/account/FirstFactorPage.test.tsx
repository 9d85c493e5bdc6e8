import { screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { makeClinic } from "@/testing/clinic";
import { serve } from "@/testing/network";
import { open } from "@/testing/open";
import { browserWithPasskeys } from "@/testing/passkeys";

afterEach(() => vi.unstubAllGlobals());

/** A member of staff who has no second factor yet. */
function newStaff() {
  const clinic = makeClinic();
  const account = clinic.viewer?.account;
  if (!account) throw new Error("the made-up clinic has nobody signed in");
  account.role = "FRONT_DESK";
  account.owes = ["SECOND_FACTOR"];
  const confirm = clinic.confirmTotpEnrollment;
  clinic.confirmTotpEnrollment = (args) => {
    account.owes = [];
    return confirm(args);
  };
  const finish = clinic.finishPasskeyRegistration;
  clinic.finishPasskeyRegistration = () => {
    account.owes = [];
    return finish();
  };
  return clinic;
}

describe("staff without a second factor", () => {
  it("set one up, keep their codes, and go where they were going", async () => {
    serve(newStaff());
    const { user, router } = open("/account/devices");
    expect(await screen.findByRole("heading", { level: 1, name: "Set up a second factor" })).toBeInTheDocument();
    expect(router.state.location.href).toBe("/welcome/two-factor?to=%2Faccount%2Fdevices");
    expect(screen.queryByRole("navigation", { name: "Menu" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Set up an authenticator app" }));
    await user.type(await screen.findByLabelText("Six-digit code"), "123456");
    await user.click(screen.getByRole("button", { name: "Turn on" }));
    await screen.findByRole("heading", { name: "Keep your recovery codes" });
    expect(router.state.location.pathname).toBe("/welcome/two-factor");
    await user.click(screen.getByRole("button", { name: "I have kept my codes" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Signed-in devices" })).toBeInTheDocument();
  });

  it("may add a passkey instead", async () => {
    browserWithPasskeys();
    serve(newStaff());
    const { user } = open("/account/devices");
    await user.click(await screen.findByRole("button", { name: "Add a passkey" }));
    await screen.findByRole("heading", { name: "Keep your recovery codes" });
    await user.click(screen.getByRole("button", { name: "I have kept my codes" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Signed-in devices" })).toBeInTheDocument();
  });
});
