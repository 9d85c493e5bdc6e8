import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { makeClinic } from "@/testing/clinic";
import { challenge } from "@/testing/factors";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";

/** A clinic whose password alone opens nothing. */
function guarded() {
  const clinic = makeClinic();
  clinic.viewer = null;
  clinic.signIn = () => ({ __typename: "SecondFactorRequired", ...challenge });
  return clinic;
}

const step = "/sign-in/second-step?challenge=cha-1&to=%2Fadvice";

describe("the second step of a sign-in", () => {
  it("follows the password, and then goes where the person was going", async () => {
    const asked = serve(guarded());
    const { user, router } = open("/advice");
    await user.type(await screen.findByLabelText("Personal Username"), "maria.alvarez");
    await user.type(screen.getByLabelText("Password"), "Quiet-Harbor-72!");
    await user.click(screen.getByRole("button", { name: "Login" }));
    const code = await screen.findByLabelText("Six-digit code");
    expect(screen.getByRole("heading", { level: 1, name: "Enter your code" })).toHaveFocus();
    expect(router.state.location.href).toBe(step);
    expect(code).toHaveAttribute("autocomplete", "one-time-code");
    expect(code).toHaveAttribute("inputmode", "numeric");
    await user.type(code, "123 456");
    await user.click(screen.getByRole("checkbox", { name: /Remember this device for 30 days/ }));
    await user.click(screen.getByRole("button", { name: "Continue" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Advice" })).toBeInTheDocument();
    expect(asked.find((one) => one.operation === "VerifySecondFactor")?.variables).toEqual({
      input: { challengeId: "cha-1", method: "TOTP", code: "123 456", rememberDevice: true },
    });
  });

  it("is found again after a reload, by its address alone", async () => {
    serve(guarded());
    open(step);
    expect(await screen.findByLabelText("Six-digit code")).toBeInTheDocument();
  });

  it("takes a recovery code instead", async () => {
    const asked = serve(guarded());
    const { user } = open(step);
    await user.click(await screen.findByRole("button", { name: "Use a recovery code" }));
    await user.type(await screen.findByLabelText("Recovery code"), "k7mq x4hd wp1t");
    await user.click(screen.getByRole("button", { name: "Continue" }));
    await screen.findByRole("heading", { level: 1, name: "Advice" });
    expect(asked.find((one) => one.operation === "VerifySecondFactor")?.variables).toMatchObject({
      input: { method: "RECOVERY_CODE", code: "k7mq x4hd wp1t", rememberDevice: false },
    });
  });

  it("says that a code is wrong or missing, and stays", async () => {
    serve(guarded());
    refuse("VerifySecondFactor", "UNAUTHENTICATED");
    const { user } = open(step);
    await user.click(await screen.findByRole("button", { name: "Continue" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Enter the six digits");
    await user.type(screen.getByLabelText("Six-digit code"), "000000");
    await user.click(screen.getByRole("button", { name: "Continue" }));
    expect(await screen.findByText(/This code is not right/, { selector: "a" })).toBeInTheDocument();
    expect(screen.getByLabelText("Six-digit code")).toHaveValue("000000");
  });

  it("says when it took too long, and leads back", async () => {
    const clinic = guarded();
    clinic.signInChallenge = () => null;
    serve(clinic);
    const { user, router } = open(step);
    expect(await screen.findByRole("heading", { level: 1, name: "Sign in again" })).toBeInTheDocument();
    await user.click(screen.getByRole("link", { name: "Start again" }));
    expect(await screen.findByLabelText("Personal Username")).toBeInTheDocument();
    expect(router.state.location.search).toEqual({ to: "/advice" });
  });

  it("notices that it is over when a code comes too late", async () => {
    const clinic = guarded();
    serve(clinic);
    const { user } = open(step);
    await user.type(await screen.findByLabelText("Six-digit code"), "123456");
    clinic.signInChallenge = () => null;
    refuse("VerifySecondFactor", "EXPIRED");
    await user.click(screen.getByRole("button", { name: "Continue" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Sign in again" })).toBeInTheDocument();
  });
});
