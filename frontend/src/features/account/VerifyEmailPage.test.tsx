import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { makeClinic } from "@/testing/clinic";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

describe("the link that confirms an address", () => {
  it("confirms nothing before it is asked to", async () => {
    const asked = serve({ ...makeClinic(), viewer: null });
    const { user } = open("/verify-email#the-token");
    await heading("Confirm your email address");
    expect(asked.map((one) => one.operation)).not.toContain("VerifyEmail");
    await user.click(screen.getByRole("button", { name: "Confirm email address" }));
    await heading("Your email address is confirmed");
    expect(asked.find((one) => one.operation === "VerifyEmail")?.variables).toEqual({ input: { token: "the-token" } });
    expect(screen.getByRole("link", { name: "Sign in" })).toHaveAttribute("href", "/sign-in");
  });

  it("says so when it is over", async () => {
    serve({ ...makeClinic(), viewer: null });
    refuse("VerifyEmail", "EXPIRED");
    const { user } = open("/verify-email#the-token");
    await user.click(await screen.findByRole("button", { name: "Confirm email address" }));
    await heading("This link does not work any more");
    expect(screen.getByRole("link", { name: "Get a new link" })).toHaveAttribute("href", "/account/email");
  });

  it("stays when the clinic cannot be reached", async () => {
    serve({ ...makeClinic(), viewer: null });
    refuse("VerifyEmail", "INTERNAL");
    const { user } = open("/verify-email#the-token");
    await user.click(await screen.findByRole("button", { name: "Confirm email address" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("the fault is ours");
    expect(screen.getByRole("button", { name: "Confirm email address" })).toBeEnabled();
  });
});

describe("the account's email address", () => {
  it("has the link mailed again while it is not confirmed", async () => {
    const clinic = makeClinic();
    if (clinic.viewer) clinic.viewer.account.emailVerified = false;
    const asked = serve(clinic);
    const { user } = open("/account/email");
    await user.click(await screen.findByRole("button", { name: "Send the link to confirm it" }));
    expect(await screen.findAllByText(/We sent a link to maria@example.org/)).not.toHaveLength(0);
    expect(asked.at(-1)?.operation).toBe("ResendVerification");
  });

  it("asks nothing of a confirmed one", async () => {
    serve(makeClinic());
    open("/account/email");
    expect(await screen.findByText("Yes, by a link that we mailed")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /Send the link/ })).not.toBeInTheDocument();
  });
});
