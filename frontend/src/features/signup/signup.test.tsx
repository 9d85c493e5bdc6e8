import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { type Clinic, makeClinic } from "@/testing/clinic";
import { cutOff, refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";

type Opened = ReturnType<typeof open>;

function signedOut(): { clinic: Clinic; signIn: () => void } {
  const clinic = makeClinic();
  const { viewer } = clinic;
  clinic.viewer = null;
  return { clinic, signIn: () => (clinic.viewer = viewer) };
}

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

async function fillIn({ user }: Opened) {
  await user.type(await screen.findByLabelText("Clinic number"), "4820117");
  await user.type(screen.getByLabelText("Activation code"), "k7mq 4hdw 9tn3");
  await user.type(screen.getByLabelText("Primary email address"), " maria@example.org ");
  await user.type(screen.getByLabelText("Full name"), "Maria Alvarez");
  await user.type(screen.getByLabelText("Day"), "9");
  await user.type(screen.getByLabelText("Month"), "3");
  await user.type(screen.getByLabelText("Year"), "1984");
  await user.click(screen.getByRole("button", { name: "Continue" }));
}

async function choose({ user }: Opened) {
  await screen.findByLabelText("Username");
  for (const [index, [question, answer]] of [["FIRST_PET", "Rex"], ["COUSIN", "Ida"], ["FIRST_JOB", "Oslo"]].entries()) {
    await user.selectOptions(screen.getByLabelText(`Question ${index + 1}`), question ?? "");
    await user.type(screen.getByLabelText(`Answer ${index + 1}`), answer ?? "");
  }
  await user.type(screen.getByLabelText("Password"), "Quiet-Harbor-72!");
  await user.click(screen.getByRole("button", { name: "Submit" }));
}

describe("signing up", () => {
  it("goes from the letter to the start page, and leaves nothing behind", async () => {
    const { clinic, signIn } = signedOut();
    const complete = clinic.completeRegistration;
    clinic.completeRegistration = (args) => {
      signIn();
      return complete(args);
    };
    const asked = serve(clinic);
    const app = open("/create-account");
    await fillIn(app);
    expect(await screen.findByLabelText("Username")).toHaveValue("maria.alvarez");
    expect(app.router.state.location.href).toBe("/create-account/choose#token-1");
    await choose(app);
    await heading("Welcome, Maria");
    expect(app.router.state.location.href).toBe("/");
    expect(asked.find((one) => one.operation === "StartRegistration")?.variables).toEqual({
      input: { clinicNumber: "4820117", activationCode: "k7mq 4hdw 9tn3", email: "maria@example.org", fullName: "Maria Alvarez", dateOfBirth: "1984-03-09" },
    });
    expect(asked.find((one) => one.operation === "CompleteRegistration")?.variables).toMatchObject({
      input: { registrationId: "token-1", username: "maria.alvarez", password: "Quiet-Harbor-72!", client: "BROWSER" },
    });
    expect(JSON.stringify({ ...sessionStorage, ...localStorage })).not.toMatch(/maria|4820|k7mq|token|Rex/i);
  });

  it("takes number and code from the letter's link and takes them out of the address", async () => {
    serve(signedOut().clinic);
    const { router } = open("/create-account#code=K7MQ-4HDW-9TN3&number=4-820-117");
    expect(await screen.findByLabelText("Clinic number")).toHaveValue("4-820-117");
    expect(screen.getByLabelText("Activation code")).toHaveValue("K7MQ-4HDW-9TN3");
    await expect.poll(() => router.state.location.href).toBe("/create-account");
  });

  it("says everything that is missing, then the one answer to what does not fit", async () => {
    serve(signedOut().clinic);
    const app = open("/create-account");
    await app.user.click(await screen.findByRole("button", { name: "Continue" }));
    const summary = await screen.findByRole("alert");
    expect(summary).toHaveFocus();
    for (const words of ["clinic number", "activation code", "email address", "full name", "date of birth"]) expect(summary).toHaveTextContent(words);
    await app.user.click(screen.getByRole("link", { name: "Enter your date of birth" }));
    expect(screen.getByLabelText("Day")).toHaveFocus();
    refuse("StartRegistration", "NOT_FOUND");
    await fillIn(app);
    expect(await screen.findByText(/do not go together/)).toBeInTheDocument();
    expect(screen.getByLabelText("Full name")).toHaveValue("Maria Alvarez");
  });

  it("says that a number is locked", async () => {
    serve(signedOut().clinic);
    refuse("StartRegistration", "RATE_LIMITED");
    await fillIn(open("/create-account"));
    expect(await screen.findByText(/Wait an hour/)).toBeInTheDocument();
  });

  it("goes on after a reload and a username that is taken", async () => {
    serve(signedOut().clinic);
    const app = open("/create-account/choose#token-1");
    refuse("CompleteRegistration", "CONFLICT", { field: "username" });
    await choose(app);
    await app.user.click(await screen.findByRole("link", { name: "refused" }));
    expect(screen.getByLabelText("Username")).toHaveFocus();
    expect(screen.getByLabelText("Answer 2")).toHaveValue("Ida");
  });

  it("says that it has run out, and offers to begin again", async () => {
    const { clinic } = signedOut();
    serve(clinic);
    const app = open("/create-account/choose#token-1");
    refuse("CompleteRegistration", "EXPIRED");
    await choose(app);
    await heading("This sign-up has run out");
    await app.user.click(screen.getByRole("link", { name: "Begin again" }));
    await heading("Create Account");
  });

  it.each([
    ["EXPIRED", "This sign-up has run out"],
    ["COMPLETED", "Your account is there already"],
  ])("that is %s is said so", async (state, title) => {
    const { clinic } = signedOut();
    clinic.registration = () => ({ id: "token-1", state, expiresAt: "2030-08-01T12:00:00Z", suggestedUsername: "" });
    serve(clinic);
    open("/create-account/choose#token-1");
    await heading(title);
  });

  it("asks no security questions where the clinic does without", async () => {
    const { clinic } = signedOut();
    clinic.clinic.securityQuestions = [];
    const asked = serve(clinic);
    const { user } = open("/create-account/choose#token-1");
    await user.type(await screen.findByLabelText("Password"), "Quiet-Harbor-72!");
    expect(screen.queryByText("Security questions")).toBeNull();
    const lost = cutOff("CompleteRegistration");
    await user.click(screen.getByRole("button", { name: "Submit" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("no connection");
    expect(lost[0]?.variables).toMatchObject({ input: { securityAnswers: [] } });
    expect(asked.filter((one) => one.operation === "CompleteRegistration")).toHaveLength(0);
  });
});

describe("an address that is not confirmed", () => {
  it("is said on the start page", async () => {
    const clinic = makeClinic();
    if (clinic.viewer) clinic.viewer.account.emailVerified = false;
    serve(clinic);
    open("/");
    expect(await screen.findByText("Check your mail to confirm your address")).toBeInTheDocument();
  });
});
