import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { makeClinic } from "@/testing/clinic";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });
const save = () => screen.getByRole("button", { name: "Save new password" });

describe("a password while it is typed", () => {
  it("is told what it lacks, and when it is good", async () => {
    const clinic = makeClinic();
    clinic.passwordAdvice = ({ input }) =>
      input.password.length < 12 ? { good: false, strength: 1, missing: ["LENGTH", "NUMBERS"] } : { good: true, strength: 4, missing: [] };
    const asked = serve(clinic);
    const { user } = open("/account/password");
    await user.type(await screen.findByLabelText("New password"), "Copper!");
    expect(await screen.findByText("Still missing: at least 12 characters and numbers; or make it 15 characters.")).toBeInTheDocument();
    expect(screen.getByText("Not enough yet: easy to guess.").closest("[aria-live]")).toHaveAttribute("aria-live", "polite");
    await user.type(screen.getByLabelText("New password"), "Thicket-57!");
    expect(await screen.findByText("Good: very hard to guess.")).toBeInTheDocument();
    expect(asked.filter((one) => one.operation === "PasswordAdvice").length).toBeLessThan(18);
  });

  it("is taken without advice when many ask for it", async () => {
    serve(makeClinic());
    refuse("PasswordAdvice", "RATE_LIMITED");
    const { user } = open("/account/password");
    await user.type(await screen.findByLabelText("Current password"), "Quiet-Harbor-72!");
    await user.type(screen.getByLabelText("New password"), "Copper-Thicket-57!");
    await user.click(save());
    expect(await screen.findAllByText(/Your password is changed/)).not.toHaveLength(0);
  });
});

describe("changing the password", () => {
  it("wants the current one and empties the fields afterwards", async () => {
    const asked = serve(makeClinic());
    const { user } = open("/account/password");
    await user.type(await screen.findByLabelText("New password"), "Copper-Thicket-57!");
    await user.click(save());
    expect(await screen.findByRole("alert")).toHaveTextContent("Enter your current password");
    await user.type(screen.getByLabelText("Current password"), "Quiet-Harbor-72!");
    await user.click(save());
    expect(await screen.findAllByText(/Your password is changed/)).not.toHaveLength(0);
    expect(asked.find((one) => one.operation === "ChangePassword")?.variables).toEqual({
      input: { currentPassword: "Quiet-Harbor-72!", newPassword: "Copper-Thicket-57!" },
    });
    expect(screen.getByLabelText("New password")).toHaveValue("");
    expect(screen.getByLabelText("Current password")).toHaveValue("");
  });

  it("says when the current one is wrong", async () => {
    serve(makeClinic());
    refuse("ChangePassword", "INVALID_INPUT", { field: "currentPassword", messageId: "account.current_password_wrong" });
    const { user } = open("/account/password");
    await user.type(await screen.findByLabelText("Current password"), "wrong");
    await user.type(screen.getByLabelText("New password"), "Copper-Thicket-57!");
    await user.click(save());
    expect(await screen.findByRole("alert")).toHaveTextContent("This is not your password");
  });

  it("wants a step-up instead where there is a second factor", async () => {
    const clinic = makeClinic();
    if (clinic.viewer) clinic.viewer.account.stepUpMethods = ["TOTP"];
    serve(clinic);
    open("/account/password");
    await screen.findByLabelText("New password");
    expect(screen.queryByLabelText("Current password")).not.toBeInTheDocument();
  });
});

describe("a first password", () => {
  it("is changed before anything else, and then the way leads on", async () => {
    const clinic = makeClinic();
    if (clinic.viewer) clinic.viewer.account.owes = ["NEW_PASSWORD"];
    clinic.changePassword = () => {
      if (clinic.viewer) clinic.viewer.account.owes = [];
      return { account: clinic.viewer?.account };
    };
    serve(clinic);
    const { user } = open("/advice");
    await heading("Choose a password of your own");
    expect(screen.queryByRole("navigation")).not.toBeInTheDocument();
    await user.type(screen.getByLabelText("New password"), "Copper-Thicket-57!");
    await user.click(save());
    await heading("Advice");
  });
});

describe("changing the email address", () => {
  it("sends a link there and says that the old one counts until then", async () => {
    const asked = serve(makeClinic());
    const { user } = open("/account/email");
    await user.click(await screen.findByRole("button", { name: "Change email address" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Enter an email address");
    await user.type(screen.getByLabelText("New email address"), "new@example.org");
    await user.click(screen.getByRole("button", { name: "Change email address" }));
    expect(await screen.findByText(/We sent a link to new@example.org. Open it/)).toBeInTheDocument();
    expect(asked.find((one) => one.operation === "ChangeEmail")?.variables).toEqual({ input: { email: "new@example.org" } });
  });

  it("says when the address is none", async () => {
    serve(makeClinic());
    refuse("ChangeEmail", "INVALID_INPUT", { field: "email" });
    const { user } = open("/account/email");
    await user.type(await screen.findByLabelText("New email address"), "nowhere");
    await user.click(screen.getByRole("button", { name: "Change email address" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("in the right form");
  });
});
