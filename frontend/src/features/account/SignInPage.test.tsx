import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { makeClinic } from "@/testing/clinic";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";

function signedOutClinic() {
  const clinic = makeClinic();
  clinic.viewer = null;
  return clinic;
}

describe("signing in", () => {
  it("says what is missing, and where", async () => {
    serve(signedOutClinic());
    const { user } = open("/sign-in");
    await user.click(await screen.findByRole("button", { name: "Login" }));
    const summary = await screen.findByRole("alert");
    expect(summary).toHaveFocus();
    expect(summary).toHaveTextContent("There is a problem");
    expect(document.title).toMatch(/^Error: Sign in/);
    await user.click(screen.getByRole("link", { name: "Enter your password" }));
    expect(screen.getByLabelText("Password")).toHaveFocus();
  });

  it("gives one answer to a wrong username and a wrong password", async () => {
    serve(signedOutClinic());
    refuse("SignIn", "UNAUTHENTICATED");
    const { user } = open("/sign-in");
    await user.type(await screen.findByLabelText("Personal Username"), "maria.alvarez");
    await user.type(screen.getByLabelText("Password"), "wrong");
    await user.click(screen.getByRole("button", { name: "Login" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("do not belong together");
  });

  it("shows the password when asked to", async () => {
    serve(signedOutClinic());
    const { user } = open("/sign-in");
    const field = await screen.findByLabelText("Password");
    expect(field).toHaveAttribute("type", "password");
    expect(field).toHaveAttribute("autocomplete", "current-password");
    await user.click(screen.getByRole("button", { name: "Show Password", pressed: false }));
    expect(field).toHaveAttribute("type", "text");
  });

  it("goes to the page that asked for it", async () => {
    const asked = serve(signedOutClinic());
    const { user, router } = open("/advice");
    await user.type(await screen.findByLabelText("Personal Username"), " maria.alvarez ");
    await user.type(screen.getByLabelText("Password"), "Quiet-Harbor-72!");
    await user.click(screen.getByRole("button", { name: "Login" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Advice" })).toBeInTheDocument();
    expect(router.state.location.pathname).toBe("/advice");
    expect(asked.find((one) => one.operation === "SignIn")?.variables).toEqual({
      input: { username: "maria.alvarez", password: "Quiet-Harbor-72!", client: "BROWSER" },
    });
  });

  it("does not follow a way back that leads elsewhere", async () => {
    serve(makeClinic());
    const { router } = open("/sign-in?to=//evil.example");
    expect(await screen.findByRole("heading", { level: 1, name: "Welcome, Maria" })).toBeInTheDocument();
    expect(router.state.location.pathname).toBe("/");
  });
});
