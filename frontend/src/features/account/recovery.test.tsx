import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { type Clinic, makeClinic } from "@/testing/clinic";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });
const signedOut = (over: Partial<Clinic> = {}): Clinic => ({ ...makeClinic(), viewer: null, ...over });

async function fillInPerson(user: ReturnType<typeof open>["user"]) {
  await user.type(await screen.findByLabelText("Full name"), "Maria Alvarez");
  const born = within(screen.getByRole("group", { name: "Date of birth" }));
  await user.type(born.getByLabelText("Day"), "9");
  await user.type(born.getByLabelText("Month"), "3");
  await user.type(born.getByLabelText("Year"), "1984");
  await user.type(screen.getByLabelText("Clinic number"), "4-820-117");
}

describe("a forgotten username", () => {
  it("says what is missing, and where", async () => {
    serve(signedOut());
    const { user } = open("/forgot-username");
    await user.click(await screen.findByRole("button", { name: "Send my username" }));
    expect(await screen.findByRole("alert")).toHaveFocus();
    expect(document.title).toMatch(/^Error: Forgot Username/);
    await user.click(screen.getByRole("link", { name: "Enter your date of birth" }));
    expect(screen.getByLabelText("Day")).toHaveFocus();
  });

  it("asks with what was typed and says the same to everybody", async () => {
    const asked = serve(signedOut());
    const { user, router } = open("/forgot-username");
    await fillInPerson(user);
    await user.click(screen.getByRole("button", { name: "Send my username" }));
    await heading("Check your email");
    expect(router.state.location.pathname).toBe("/forgot-username/sent");
    expect(asked.find((one) => one.operation === "RecoverUsername")?.variables).toEqual({
      input: { fullName: "Maria Alvarez", dateOfBirth: "1984-03-09", clinicNumber: "4-820-117" },
    });
    expect(router.state.location.href).not.toMatch(/Maria|1984|4-820/);
  });

  it("says so after too many tries, and keeps what was typed", async () => {
    serve(signedOut());
    refuse("RecoverUsername", "RATE_LIMITED");
    const { user } = open("/forgot-username");
    await fillInPerson(user);
    await user.click(screen.getByRole("button", { name: "Send my username" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("too many tries");
    expect(screen.getByLabelText("Full name")).toHaveValue("Maria Alvarez");
  });
});

describe("a forgotten password", () => {
  it("has a link sent and says the same to everybody", async () => {
    const asked = serve(signedOut());
    const { user, router } = open("/forgot-password");
    await user.click(await screen.findByRole("button", { name: "Send the link" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Enter your username or email address");
    await user.type(screen.getByLabelText("Username or email"), " maria@example.org ");
    await user.click(screen.getByRole("button", { name: "Send the link" }));
    await heading("Check your email");
    expect(asked.find((one) => one.operation === "RequestPasswordReset")?.variables).toEqual({ input: { usernameOrEmail: "maria@example.org" } });
    expect(router.state.location.href).not.toContain("maria");
  });
});

describe("the link to a new password", () => {
  const save = () => screen.getByRole("button", { name: "Save new password" });

  it("takes a new password and leads to the sign-in", async () => {
    const asked = serve(signedOut());
    const { user, router } = open("/reset-password#the-token");
    await heading("Create a new password");
    expect(screen.queryByLabelText(/pet/)).not.toBeInTheDocument();
    await user.type(screen.getByLabelText("New password"), "Copper-Thicket-57!");
    await user.click(save());
    await heading("Your new password is ready");
    expect(router.state.location.href).toBe("/reset-password/done");
    expect(asked.find((one) => one.operation === "ResetPassword")?.variables).toEqual({
      input: { token: "the-token", newPassword: "Copper-Thicket-57!" },
    });
    expect(screen.getByRole("link", { name: "Sign in" })).toHaveAttribute("href", "/sign-in");
  });

  it("asks the security question that stands beside it", async () => {
    const question = "What was the name of your first pet?";
    const asked = serve(signedOut({ passwordReset: () => ({ valid: true, securityQuestion: question }) }));
    const { user } = open("/reset-password#the-token");
    await user.type(await screen.findByLabelText("New password"), "Copper-Thicket-57!");
    await user.click(save());
    expect(await screen.findByRole("alert")).toHaveTextContent("Answer the security question");
    await user.type(screen.getByLabelText(question), "Rex");
    refuse("ResetPassword", "INVALID_INPUT", { field: "securityAnswer", messageId: "account.answer_wrong" });
    await user.click(save());
    expect(await screen.findByRole("alert")).toHaveTextContent("not the answer that we have");
    expect(screen.getByLabelText("New password")).toHaveValue("Copper-Thicket-57!");
    expect(asked.some((one) => one.operation === "ResetPassword")).toBe(false);
  });

  it("says why a password is not taken", async () => {
    serve(signedOut());
    refuse("ResetPassword", "INVALID_INPUT", { field: "newPassword", messageId: "account.password_about_you" });
    const { user } = open("/reset-password#the-token");
    await user.type(await screen.findByLabelText("New password"), "maria.alvarez-12!");
    await user.click(save());
    expect(await screen.findByRole("alert")).toHaveTextContent("without your username");
  });

  it("says so when it is over, and offers a new one", async () => {
    serve(signedOut({ passwordReset: () => ({ valid: false, securityQuestion: null }) }));
    open("/reset-password#the-token");
    await heading("This link does not work any more");
    expect(screen.getByRole("link", { name: "Get a new link" })).toHaveAttribute("href", "/forgot-password");
  });

  it("says so when it runs out while the password is typed", async () => {
    let valid = true;
    serve(signedOut({ passwordReset: () => ({ valid, securityQuestion: null }) }));
    const { user } = open("/reset-password#the-token");
    await user.type(await screen.findByLabelText("New password"), "Copper-Thicket-57!");
    valid = false;
    refuse("ResetPassword", "EXPIRED");
    await user.click(save());
    await heading("This link does not work any more");
  });
});
