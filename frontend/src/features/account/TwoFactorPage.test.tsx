import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { makeClinic } from "@/testing/clinic";
import { rememberedDevice } from "@/testing/factors";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";

/** A clinic whose patient has an authenticator app. */
function withApp() {
  const clinic = makeClinic();
  const account = clinic.viewer?.account;
  if (!account) throw new Error("the made-up clinic has nobody signed in");
  account.secondFactor = { totp: true, passkeys: 0, recoveryCodesLeft: 3, rememberedDevices: [rememberedDevice(1), rememberedDevice(2)] };
  account.stepUpMethods = ["TOTP", "RECOVERY_CODE"];
  return clinic;
}

describe("two-factor authentication", () => {
  it("is set up by QR code or key, and shows the recovery codes once", async () => {
    const asked = serve(makeClinic());
    const { user } = open("/account/two-factor");
    await user.click(await screen.findByRole("button", { name: "Set up an authenticator app" }));
    expect(await screen.findByRole("heading", { name: "Set up your authenticator app" })).toHaveFocus();
    expect(screen.getByRole("img", { name: "QR code for your authenticator app" })).toHaveAttribute("src", expect.stringMatching(/^data:image\/svg\+xml,/));
    expect(screen.getByText("GEZD GNBV GY3T QOJQ")).toBeInTheDocument();
    await user.type(screen.getByLabelText("Six-digit code"), "123456");
    await user.click(screen.getByRole("button", { name: "Turn on" }));
    expect(await screen.findByRole("heading", { name: "Keep your recovery codes" })).toHaveFocus();
    expect(screen.getAllByText(/^K7MQ-X4HD-WP\dT$/)).toHaveLength(10);
    await user.click(screen.getByRole("button", { name: "Copy" }));
    expect(await navigator.clipboard.readText()).toMatch(/^(K7MQ-X4HD-WP\dT\n?){10}$/);
    await user.click(screen.getByRole("button", { name: "I have kept my codes" }));
    expect(await screen.findByText("Your authenticator app")).toBeInTheDocument();
    expect(screen.queryByText(/K7MQ/)).not.toBeInTheDocument();
    expect(asked.find((one) => one.operation === "ConfirmTotpEnrollment")?.variables).toEqual({ input: { code: "123456" } });
  });

  it("says that the first code is wrong, and keeps the key on the screen", async () => {
    serve(makeClinic());
    refuse("ConfirmTotpEnrollment", "INVALID_INPUT", { field: "code" });
    const { user } = open("/account/two-factor");
    await user.click(await screen.findByRole("button", { name: "Set up an authenticator app" }));
    await user.type(await screen.findByLabelText("Six-digit code"), "000000");
    await user.click(screen.getByRole("button", { name: "Turn on" }));
    expect(await screen.findByText(/This is not the code that the app shows now/, { selector: "a" })).toBeInTheDocument();
    expect(screen.getByText("GEZD GNBV GY3T QOJQ")).toBeInTheDocument();
  });

  it("asks for a code when it is time, and turns off after a second thought", async () => {
    const clinic = withApp();
    const asked = serve(clinic);
    const stepUp = clinic.stepUp;
    clinic.stepUp = (args) => {
      serve(clinic);
      return stepUp(args);
    };
    refuse("DisableTotp", "STEP_UP_REQUIRED");
    const { user } = open("/account/two-factor");
    await user.click(await screen.findByRole("button", { name: "Turn off" }));
    await user.click(screen.getByRole("button", { name: "Turn off the app" }));
    await screen.findByRole("heading", { name: "Confirm that it is you" });
    await user.type(await screen.findByLabelText("Code"), "K7MQ-X4HD-WP1T");
    await user.click(screen.getByRole("button", { name: "Confirm" }));
    expect(await screen.findByRole("button", { name: "Set up an authenticator app" })).toBeInTheDocument();
    expect(asked.find((one) => one.operation === "StepUp")?.variables).toEqual({ input: { code: "K7MQ-X4HD-WP1T" } });
  });

  it("says how many codes are left, and makes new ones", async () => {
    serve(withApp());
    const { user } = open("/account/two-factor");
    expect(await screen.findByText(/You have 3 left of ten/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Make new recovery codes" }));
    expect(await screen.findByRole("heading", { name: "Keep your recovery codes" })).toHaveFocus();
    await user.click(screen.getByRole("button", { name: "I have kept my codes" }));
    expect(await screen.findByText(/You have 10 left of ten/)).toBeInTheDocument();
  });

  it("lists the remembered devices, and forgets them", async () => {
    serve(withApp());
    const { user } = open("/account/two-factor");
    expect(await screen.findByText("Firefox on Linux 2")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Forget remembered devices" }));
    expect(await screen.findByText(/Every sign-in asks for both proofs/)).toBeInTheDocument();
  });
});
