import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { connection, makeClinic } from "@/testing/clinic";
import { access, carer, carerInvitation } from "@/testing/family";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";
import { byDay } from "./deeds";
import { endOf, noInvitation } from "./invite";

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

describe("family and carers", () => {
  it("shows who may do what until when, and ends it in one press after asking", async () => {
    const clinic = makeClinic();
    clinic.patientRecord.carers = () => [carer({ expiresAt: "2030-12-24T12:00:00Z" }), carer({ id: "car-2", name: "Eve Moss", state: "ENDED", endedAt: "2030-01-02T10:00:00Z" })];
    clinic.patientRecord.carerInvitations = () => [carerInvitation(), carerInvitation({ id: "inv-2", state: "EXPIRED", email: "old@example.org" })];
    const asked = serve(clinic);
    const { user } = open("/account");
    await user.click(await screen.findByRole("link", { name: /Family and carers/ }));
    await heading("Family and carers");
    const name = await screen.findByRole("heading", { level: 3, name: "Sam Rivera" });
    const card = within(name.closest("li") as HTMLElement);
    expect(card.getByText("Appointments, Advice")).toBeInTheDocument();
    expect(card.getByText("Tuesday 24 December 2030")).toBeInTheDocument();
    expect(screen.queryByText("old@example.org")).not.toBeInTheDocument();
    await user.click(card.getByRole("button", { name: "End the access of Sam Rivera" }));
    const yes = card.getByRole("button", { name: "End access now" });
    expect(yes).toHaveFocus();
    await user.click(yes);
    await waitFor(() => expect(asked.at(-1)).toEqual({ operation: "RevokeCarer", variables: { input: { carerId: "car-1" } } }));
    expect(await screen.findByText("The access of Sam Rivera has ended.")).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByRole("button", { name: "End the access of Sam Rivera" })).not.toBeInTheDocument());
  });

  it("keeps access when the answer is no", async () => {
    const clinic = makeClinic();
    clinic.patientRecord.carers = () => [carer()];
    const asked = serve(clinic);
    const { user } = open("/account/family");
    await user.click(await screen.findByRole("button", { name: "End the access of Sam Rivera" }));
    await user.click(screen.getByRole("button", { name: "Keep it" }));
    expect(screen.getByRole("button", { name: "End the access of Sam Rivera" })).toHaveFocus();
    expect(asked.map(({ operation }) => operation)).not.toContain("RevokeCarer");
  });

  it("takes an invitation back", async () => {
    const clinic = makeClinic();
    clinic.patientRecord.carerInvitations = () => [carerInvitation()];
    serve(clinic);
    const { user } = open("/account/family");
    await user.click(await screen.findByRole("button", { name: "Take back the invitation to aunt@example.org" }));
    await waitFor(() => expect(screen.queryByRole("heading", { name: "aunt@example.org" })).not.toBeInTheDocument());
  });

  it("tells beforehand from which birthday on records are a child's alone, on both sides", async () => {
    const clinic = makeClinic();
    const limits = { recordsUntil: "2099-05-04T12:00:00Z" };
    const leo = { ...clinic.patientRecord, id: "pat-2", fullName: "Leo Alvarez", givenNames: "Leo", access: access({ ...limits, mayInvite: true }), carers: () => [carer(limits)] };
    if (clinic.viewer) clinic.viewer.patients = [clinic.patientRecord, leo];
    clinic.patient = ({ patientId }) => (patientId === "pat-2" ? leo : clinic.patientRecord);
    serve(clinic);
    open("/account/family?for=pat-2");
    await screen.findByRole("heading", { level: 2, name: "Who may act for Leo" });
    await waitFor(() => expect(screen.getAllByText(/Medical records and advice until Monday 4 May 2099/)).toHaveLength(2));
  });

  it("lets a carer give up their access", async () => {
    const clinic = makeClinic();
    const leo = { ...clinic.patientRecord, id: "pat-2", fullName: "Leo Alvarez", givenNames: "Leo", access: access() };
    if (clinic.viewer) clinic.viewer.patients = [clinic.patientRecord, leo];
    const asked = serve(clinic);
    const { user } = open("/account/family");
    await user.click(await screen.findByRole("button", { name: "Give up access to the record of Leo Alvarez" }));
    if (clinic.viewer) clinic.viewer.patients = [clinic.patientRecord];
    await user.click(screen.getByRole("button", { name: "Give up access now" }));
    await waitFor(() => expect(screen.queryByText("Whom you look after")).not.toBeInTheDocument());
    expect(asked.find(({ operation }) => operation === "RevokeCarer")?.variables).toEqual({ input: { carerId: "car-9" } });
  });

  it("shows what a carer did, the same things of a day together", async () => {
    const clinic = makeClinic();
    clinic.carer = () =>
      carer({
        activity: () =>
          connection([
            { at: "2030-07-02T12:00:00Z", what: "Looked at results" },
            { at: "2030-07-02T11:00:00Z", what: "Booked an appointment" },
            { at: "2030-07-02T10:00:00Z", what: "Looked at results" },
            { at: "2030-07-01T12:00:00Z", what: "Accepted the invitation" },
          ]),
      });
    serve(clinic);
    open("/account/family/car-1");
    await heading("Sam Rivera");
    expect(screen.getAllByRole("heading", { level: 3 }).map((one) => one.textContent)).toEqual(["Tuesday 2 July 2030", "Monday 1 July 2030"]);
    expect(screen.getByText(/2 times, last at/)).toBeInTheDocument();
  });
});

describe("inviting", () => {
  it("says what is missing, and where", async () => {
    const asked = serve(makeClinic());
    const { user } = open("/account/family/invite");
    await user.click(await screen.findByRole("button", { name: "Send invitation" }));
    const summary = await screen.findByRole("alert");
    expect(within(summary).getAllByRole("link")).toHaveLength(3);
    await user.click(within(summary).getByRole("link", { name: /Choose at least one/ }));
    expect(screen.getByRole("checkbox", { name: /^Appointments/ })).toHaveFocus();
    expect(asked.map(({ operation }) => operation)).not.toContain("InviteCarer");
  });

  it("asks for a fresh proof, then sends", async () => {
    const clinic = makeClinic();
    const asked = serve(clinic);
    refuse("InviteCarer", "STEP_UP_REQUIRED");
    const { user } = open("/account/family/invite");
    await user.type(await screen.findByLabelText("Their email address"), " aunt@example.org ");
    await user.type(screen.getByLabelText("Who they are to you"), "aunt");
    await user.click(screen.getByRole("checkbox", { name: /^Medical records/ }));
    await user.click(screen.getByRole("checkbox", { name: /^Appointments/ }));
    await user.click(screen.getByRole("radio", { name: "Until I end it" }));
    await user.click(screen.getByRole("button", { name: "Send invitation" }));
    await screen.findByRole("heading", { name: "Confirm that it is you" });
    serve(clinic);
    expect(asked.map(({ operation }) => operation)).not.toContain("InviteCarer");
  });

  it("sends what was chosen", async () => {
    const asked = serve(makeClinic());
    const { user } = open("/account/family/invite");
    await user.type(await screen.findByLabelText("Their email address"), " aunt@example.org ");
    await user.type(screen.getByLabelText("Who they are to you"), "aunt");
    await user.click(screen.getByRole("checkbox", { name: /^Medical records/ }));
    await user.click(screen.getByRole("checkbox", { name: /^Appointments/ }));
    await user.click(screen.getByRole("radio", { name: "Until I end it" }));
    await user.click(screen.getByRole("button", { name: "Send invitation" }));
    await heading("Family and carers");
    expect(asked.find(({ operation }) => operation === "InviteCarer")?.variables).toEqual({
      input: { patientId: "pat-1", email: "aunt@example.org", relationship: "aunt", scopes: ["APPOINTMENTS", "RECORDS"], expiresAt: null },
    });
  });

  it("lasts through its last day, and refuses a day that is over or none", () => {
    const now = new Date(2030, 1, 27, 9);
    const ends = (until: typeof noInvitation.until, day = noInvitation.day) => endOf({ ...noInvitation, until, day }, now);
    expect(ends("open")).toBeNull();
    expect(ends("year")).toEqual(new Date(2031, 1, 28));
    expect(ends("threeMonths")).toEqual(new Date(2030, 4, 28));
    expect(ends("day", { day: "28", month: "2", year: "2030" })).toEqual(new Date(2030, 2, 1));
    expect(ends("day", { day: "30", month: "2", year: "2030" })).toBeUndefined();
    expect(ends("day", { day: "26", month: "2", year: "2030" })).toBeUndefined();
  });
});

describe("an invitation's page", () => {
  it("shows what it is about and accepts it for the account that is signed in", async () => {
    const asked = serve(makeClinic());
    const { user } = open("/carer-invitation#the-token");
    await heading("Maria A. would like your help");
    expect(screen.getByText(/You are signed in as Maria Alvarez/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Accept invitation" }));
    await heading("You now look after Maria A.");
    expect(asked.find(({ operation }) => operation === "AcceptCarerInvitation")?.variables).toEqual({ input: { token: "the-token" } });
    expect(screen.getByRole("link", { name: "Open the record" })).toHaveAttribute("href", "/?for=pat-2");
  });

  it("leads to the sign-in and back, with the token where no server sees it", async () => {
    const clinic = makeClinic();
    const { viewer } = clinic;
    clinic.viewer = null;
    serve(clinic);
    const { user, router } = open("/carer-invitation#the-token");
    await user.click(await screen.findByRole("link", { name: "Sign in to accept" }));
    await heading("Sign in");
    expect(router.state.location.searchStr).not.toContain("the-token");
    clinic.viewer = viewer;
    await user.type(screen.getByLabelText("Personal Username"), "maria.alvarez");
    await user.type(screen.getByLabelText("Password"), "Quiet-Harbor-72!");
    await user.click(screen.getByRole("button", { name: "Login" }));
    await heading("Maria A. would like your help");
    expect(router.state.location.hash).toBe("the-token");
  });

  it("makes an account for somebody who has none, and accepts with it", async () => {
    const clinic = makeClinic();
    const { viewer } = clinic;
    clinic.viewer = null;
    const create = clinic.createCarerAccount;
    clinic.createCarerAccount = (args) => {
      clinic.viewer = viewer;
      return create(args);
    };
    const asked = serve(clinic);
    const { user, router } = open("/carer-invitation#the-token");
    await user.click(await screen.findByRole("link", { name: "Create account" }));
    await heading("Create your account");
    expect(router.state.location.href).toBe("/carer-invitation/account#the-token");
    expect(screen.getByText(/Your email address is sam@example.org/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Create account and accept" }));
    const summary = await screen.findByRole("alert");
    for (const words of ["full name", "question 1", "username", "password"]) expect(summary).toHaveTextContent(words);
    await user.type(screen.getByLabelText("Full name"), "Sam Rivera");
    for (const [index, [question, answer]] of [["FIRST_PET", "Rex"], ["COUSIN", "Ida"], ["FIRST_JOB", "Oslo"]].entries()) {
      await user.selectOptions(screen.getByLabelText(`Question ${index + 1}`), question ?? "");
      await user.type(screen.getByLabelText(`Answer ${index + 1}`), answer ?? "");
    }
    await user.type(screen.getByLabelText("Username"), "sam.r");
    await user.type(screen.getByLabelText("Password"), "Quiet-Harbor-72!");
    await user.click(screen.getByRole("button", { name: "Create account and accept" }));
    await heading("Welcome, Maria");
    expect(router.state.location.href).toBe("/");
    expect(asked.find(({ operation }) => operation === "CreateCarerAccount")?.variables).toMatchObject({
      input: { token: "the-token", fullName: "Sam Rivera", username: "sam.r", password: "Quiet-Harbor-72!", client: "BROWSER" },
    });
    expect(JSON.stringify({ ...sessionStorage, ...localStorage })).not.toMatch(/sam|token|Rex/i);
  });

  it("keeps what was typed when a field is refused, and says when it is over", async () => {
    const clinic = makeClinic();
    clinic.viewer = null;
    clinic.clinic.securityQuestions = [];
    serve(clinic);
    const { user } = open("/carer-invitation/account#the-token");
    await user.type(await screen.findByLabelText("Full name"), "Sam Rivera");
    await user.type(screen.getByLabelText("Username"), "sam.r");
    await user.type(screen.getByLabelText("Password"), "Quiet-Harbor-72!");
    refuse("CreateCarerAccount", "CONFLICT", { field: "username" });
    await user.click(screen.getByRole("button", { name: "Create account and accept" }));
    await user.click(await screen.findByRole("link", { name: "refused" }));
    expect(screen.getByLabelText("Username")).toHaveFocus();
    expect(screen.getByLabelText("Full name")).toHaveValue("Sam Rivera");
    refuse("CreateCarerAccount", "EXPIRED");
    await user.click(screen.getByRole("button", { name: "Create account and accept" }));
    await heading("This invitation does not work any more");
  });

  it("accepts with the account that is signed in, also where the address is the other page's", async () => {
    serve(makeClinic());
    const { router } = open("/carer-invitation/account#the-token");
    await heading("Maria A. would like your help");
    expect(router.state.location.href).toBe("/carer-invitation#the-token");
  });

  it("says that it is over", async () => {
    serve(makeClinic());
    refuse("CarerOffer", "EXPIRED");
    open("/carer-invitation#old");
    await heading("This invitation does not work any more");
  });
});

describe("what was done on a day", () => {
  it("is told on the clock of the device", () => {
    const deeds = [{ at: "2030-07-02T01:00:00Z", what: "a" }, { at: "2030-07-01T23:00:00Z", what: "a" }];
    expect(byDay(deeds, "UTC").map(({ key }) => key)).toEqual(["2030-07-02", "2030-07-01"]);
    expect(byDay(deeds, "America/Chicago")).toEqual([{ key: "2030-07-01", at: deeds[0]?.at, lines: [{ what: "a", times: 2, last: deeds[0]?.at }] }]);
  });
});
