import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { slot } from "@/testing/appointments";
import { connection, makeClinic } from "@/testing/clinic";
import { cutOff, serve } from "@/testing/network";
import { open } from "@/testing/open";

/** The front desk, and free times of which the second is held by a patient when those are asked for. */
function desk() {
  const clinic = makeClinic();
  if (clinic.viewer) {
    clinic.viewer.account.role = "FRONT_DESK";
    clinic.viewer.patients = [];
  }
  const held = { ...slot(1), status: "HELD" };
  clinic.slots = ((args: { includeHeld: boolean }) => ({
    ...connection(args.includeHeld ? [slot(0), held, slot(2)] : [slot(0), slot(2)]),
    noSlotsReason: null,
  })) as typeof clinic.slots;
  return clinic;
}

type Opened = ReturnType<typeof open>;
const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

async function choose({ user }: Opened) {
  await heading("Book an appointment");
  await screen.findByRole("option", { name: "Internal medicine" });
  await user.selectOptions(screen.getByLabelText("Department"), "Internal medicine");
  await user.selectOptions(screen.getByLabelText("Kind of visit"), "Day surgery");
  await user.selectOptions(screen.getByLabelText("Location"), "Riverside Clinic");
  await user.selectOptions(screen.getByLabelText("With whom"), "Dr. Ada Okafor");
  await user.type(screen.getByLabelText("Why the patient comes"), "Knee pain");
}

async function goOn({ user }: Opened, name: RegExp | string) {
  await user.click(await screen.findByRole("radio", { name }));
  await user.click(screen.getByRole("button", { name: "Continue" }));
  await heading("Check the appointment");
}

const press = ({ user }: Opened, name = "Book the appointment") => user.click(screen.getByRole("button", { name }));

describe("booking for a patient", () => {
  it("begins on the patient's page and ends on the visit's", async () => {
    const asked = serve(desk());
    const app = open("/staff/patients/pat-1");
    await app.user.click(await screen.findByRole("link", { name: "Book an appointment" }));
    await choose(app);
    expect(screen.getByText("For Maria Alvarez, 4-820-117")).toBeInTheDocument();
    expect(screen.queryByRole("radio", { name: /held by a patient/ })).toBeNull();
    await goOn(app, "9:20am");
    for (const said of ["Day surgery", "Knee pain", "maria@example.org", "Prairie Health"]) expect(screen.getByText(said)).toBeInTheDocument();
    expect(screen.queryByLabelText("Why it is booked all the same")).toBeNull();
    await press(app);
    await waitFor(() => expect(app.router.state.location.pathname).toBe("/staff/appointments/apt-1"));
    expect(asked.find((one) => one.operation === "BookForPatient")?.variables.input).toEqual({
      patientId: "pat-1", slotId: "slot-0", serviceId: "svc-2", reason: "Knee pain", contact: { email: "maria@example.org", phone: "+1 507 555 0134" },
      coverageId: "cov-1", notes: null, takeHeld: false, overrideReason: null, idempotencyKey: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(JSON.stringify(app.router.state.location)).not.toContain("Knee");
  });

  it("says what is missing, with a way to each field", async () => {
    serve(desk());
    const { user } = open("/staff/patients/pat-1/book");
    await heading("Book an appointment");
    await user.clear(await screen.findByLabelText("Email address"));
    await user.click(screen.getByRole("button", { name: "Continue" }));
    const said = within(await screen.findByRole("alert")).getAllByRole("link").map((link) => link.textContent);
    expect(said).toEqual(["Choose a department", "Choose a kind of visit", "Choose a location", "Say why the patient comes", "Enter an email address"]);
    await user.click(screen.getByRole("link", { name: "Choose a kind of visit" }));
    expect(screen.getByLabelText("Kind of visit")).toHaveFocus();
    expect(document.title).toMatch(/^Error: /);
  });

  it("takes a time that a patient holds only when that is chosen, and with a reason", async () => {
    const asked = serve(desk());
    const app = open("/staff/patients/pat-1/book");
    await choose(app);
    await app.user.click(screen.getByRole("checkbox", { name: /Also show times that patients hold/ }));
    await goOn(app, /9:50am.*held by a patient/);
    expect(screen.getByText("A patient holds this time")).toBeInTheDocument();
    await press(app);
    expect(await screen.findByRole("alert")).toHaveTextContent("Say why the time is taken");
    await app.user.type(screen.getByLabelText("Why it is booked all the same"), "Cannot wait.");
    await press(app);
    await waitFor(() => expect(app.router.state.location.pathname).toBe("/staff/appointments/apt-1"));
    expect(asked.findLast((one) => one.operation === "BookForPatient")?.variables.input).toMatchObject({ slotId: "slot-1", takeHeld: true, overrideReason: "Cannot wait." });
  });

  it("tells a rule in words and goes over it with a reason in place", async () => {
    const clinic = desk();
    const book = clinic.bookForPatient;
    clinic.bookForPatient = (args) =>
      (args.input as { overrideReason: string | null }).overrideReason ? book(args) : { __typename: "BookingRefused", code: "REFERRAL_NEEDED", message: "This kind of visit needs a referral." };
    serve(clinic);
    const app = open("/staff/patients/pat-1/book");
    await choose(app);
    await goOn(app, "9:20am");
    await press(app);
    expect(await screen.findByRole("alert")).toHaveTextContent("This kind of visit needs a referral.");
    await app.user.click(screen.getByRole("link", { name: "This kind of visit needs a referral." }));
    expect(screen.getByLabelText("Why it is booked all the same")).toHaveFocus();
    await app.user.type(screen.getByLabelText("Why it is booked all the same"), "Dr. One asked for it.");
    await press(app);
    await waitFor(() => expect(app.router.state.location.pathname).toBe("/staff/appointments/apt-1"));
  });

  it("offers the nearest times when somebody else was faster, and books once after a lost answer", async () => {
    const clinic = desk();
    const book = clinic.bookForPatient;
    clinic.bookForPatient = () => ({ __typename: "SlotTaken", alternatives: [slot(2), slot(3)] });
    serve(clinic);
    const app = open("/staff/patients/pat-1/book");
    await choose(app);
    await goOn(app, "9:20am");
    await press(app);
    const nearest = await screen.findByRole("radiogroup", { name: "Nearest free times" });
    await app.user.click(within(nearest).getByRole("radio", { name: /10:20am/ }));
    await press(app, "Take this time instead");
    expect(screen.getByText(/6 August 2030 at 10:20am, Central Time/)).toBeInTheDocument();
    const lost = cutOff("BookForPatient");
    await press(app);
    expect(await screen.findByRole("alert")).toHaveTextContent("it will not be booked twice");
    clinic.bookForPatient = book;
    const again = serve(clinic);
    await press(app);
    await waitFor(() => expect(app.router.state.location.pathname).toBe("/staff/appointments/apt-1"));
    expect(again.filter((one) => one.operation === "BookForPatient")).toEqual(lost);
  });

  it("starts anew for another patient, and after a reload", async () => {
    serve(desk());
    const app = open("/staff/patients/pat-1/book");
    await choose(app);
    await app.router.navigate({ to: "/staff/patients/$patientId/book", params: { patientId: "pat-2" } });
    await waitFor(() => expect(screen.getByLabelText("Why the patient comes")).toHaveValue(""));
    await app.router.navigate({ to: "/staff/patients/$patientId/book/check", params: { patientId: "pat-2" } });
    await waitFor(() => expect(app.router.state.location.pathname).toBe("/staff/patients/pat-2/book"));
  });
});
