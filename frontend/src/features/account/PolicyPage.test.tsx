import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { makeClinic } from "@/testing/clinic";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

const agreeButton = () => screen.findByRole("button", { name: "Agree and continue" });

/** A clinic whose patient has yet to agree; agreeing settles it. */
function beforeConsent() {
  const clinic = makeClinic();
  const { viewer } = clinic;
  if (!viewer) throw new Error("nobody is signed in");
  const settled = { ...viewer, account: { ...viewer.account, owes: [] as string[] } };
  clinic.viewer = { ...viewer, account: { ...viewer.account, owes: ["CONSENT"] }, patients: [] };
  clinic.acceptPrivacyPolicy = () => {
    clinic.viewer = settled;
    return { viewer: settled };
  };
  return clinic;
}

describe("the privacy policy, before anything else", () => {
  it("is read with its version and date, agreed to, and leads on to where the person was going", async () => {
    const asked = serve(beforeConsent());
    const { user, router } = open("/records/results");
    await heading("Privacy policy");
    expect(screen.getByText("Version 2.1 of 1 July 2030")).toBeInTheDocument();
    expect(screen.getByRole("heading", { level: 2, name: "What we keep" })).toBeInTheDocument();
    await user.click(await agreeButton());
    await heading("Results");
    expect(router.state.location.pathname).toBe("/records/results");
    expect(asked.find((one) => one.operation === "AcceptPrivacyPolicy")?.variables).toEqual({ input: { version: "2.1" } });
  });

  it("can be left by signing out", async () => {
    const asked = serve(beforeConsent());
    const { user } = open("/");
    await heading("Privacy policy");
    await user.click(await screen.findByRole("button", { name: "Sign out" }));
    await screen.findByRole("link", { name: "Log in to Your Patient Account" });
    expect(asked.map((one) => one.operation)).toContain("SignOut");
  });

  it("shows the new text when it changed while it was read", async () => {
    const clinic = beforeConsent();
    serve(clinic);
    const { user } = open("/");
    await agreeButton();
    refuse("AcceptPrivacyPolicy", "CONFLICT");
    clinic.clinic.privacyPolicy = { ...clinic.clinic.privacyPolicy, version: "3", bodyHtml: "<p>Kept for longer.</p>" };
    await user.click(await agreeButton());
    const problem = await screen.findByRole("alert");
    expect(problem).toHaveTextContent("The privacy policy changed while you read it");
    expect(problem).toHaveFocus();
    expect(await screen.findByText("Kept for longer.")).toBeInTheDocument();
  });

  it("says so when agreeing did not work", async () => {
    serve(beforeConsent());
    const { user } = open("/");
    await agreeButton();
    refuse("AcceptPrivacyPolicy", "INTERNAL");
    await user.click(await agreeButton());
    expect(await screen.findByRole("alert")).toHaveTextContent("Try again");
  });

  it("is asked again when a new version comes while somebody is signed in", async () => {
    const clinic = makeClinic();
    serve(clinic);
    const { user, router } = open("/");
    await heading("Welcome, Maria");
    const { viewer } = clinic;
    if (viewer) clinic.viewer = { ...viewer, account: { ...viewer.account, owes: ["CONSENT"] } };
    refuse("AdviceList", "CONSENT_REQUIRED");
    await user.click(screen.getByRole("link", { name: "Advice" }));
    await heading("Privacy policy");
    await waitFor(() => expect(router.state.location.href).toBe("/welcome/privacy?to=%2Fadvice"));
  });
});

describe("the account's privacy page", () => {
  it("says what was agreed to, when and on what, above the text in force", async () => {
    const clinic = makeClinic();
    if (clinic.viewer) {
      clinic.viewer.account.consents = [
        { version: "2.1", client: "MOBILE", at: "2030-07-02T10:00:00Z" },
        { version: "2.0", client: "BROWSER", at: "2029-01-05T10:00:00Z" },
      ];
    }
    serve(clinic);
    open("/account/privacy");
    await heading("Privacy");
    const agreed = screen.getAllByRole("listitem").map((one) => one.textContent);
    expect(agreed).toContainEqual(expect.stringMatching(/^Version 2\.1 on a phone, 2 July 2030/));
    expect(agreed).toContainEqual(expect.stringMatching(/^Version 2\.0 on the web, 5 January 2029/));
    expect(screen.getByText("Version 2.1 of 1 July 2030")).toBeInTheDocument();
  });
});
