import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { AppointmentEventsDocument } from "@/gql/graphql";
import { appointment, cancelled, happened, slot } from "@/testing/appointments";
import { connection, makeClinic } from "@/testing/clinic";
import { cutOff, serve } from "@/testing/network";
import { open } from "@/testing/open";
import { socket } from "@/testing/socket";

type Opened = ReturnType<typeof open>;

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

const pick = async ({ user }: Opened, name: RegExp) => user.click(await screen.findByRole("radio", { name }));
const press = ({ user }: Opened, name: string) => user.click(screen.getByRole("button", { name }));

/** An appointment that is too near to be changed. */
const tooLate = () =>
  appointment({ policy: { canReschedule: false, canCancel: false, until: slot(0).start, message: "It is too late to move or cancel this appointment here." } });

describe("an appointment", () => {
  it("can be moved, cancelled and added to a calendar, and says until when", async () => {
    serve(makeClinic());
    open("/appointments/apt-1");
    await heading("Your appointment is confirmed");
    expect(screen.getByRole("link", { name: /^Reschedule/ })).toHaveAttribute("href", "/appointments/apt-1/reschedule");
    expect(screen.getByRole("link", { name: /^Cancel/ })).toHaveAttribute("href", "/appointments/apt-1/cancel");
    expect(screen.getByRole("link", { name: /^Add to calendar/ })).toHaveAttribute("href", "/calendar/token.ics");
    expect(screen.getByText(/until Monday 5 August 2030/)).toBeInTheDocument();
  });

  it("tells everything on the clock of its place, and who did what", async () => {
    serve(makeClinic());
    open("/appointments/apt-1");
    await heading("Your appointment is confirmed");
    expect(screen.getByText("Tuesday 6 August 2030 at 9:20am")).toBeInTheDocument();
    expect(screen.getByText(/9:20am to 9:50am, Central Time/)).toBeInTheDocument();
    expect(screen.getByText("Sunday 4 August 2030 at 9:20am")).toBeInTheDocument(); // the reminder
    expect(screen.getByText("by the patient, 1 August 2030 at 5:00am")).toBeInTheDocument();
  });

  it("changes on an open page when it is cancelled elsewhere", async () => {
    const clinic = makeClinic();
    serve(clinic);
    const server = socket();
    open("/appointments/apt-1");
    await heading("Your appointment is confirmed");
    await waitFor(() => expect(server.latest(AppointmentEventsDocument)).toBeDefined());
    clinic.appointment = () => cancelled;
    const { id, status, start, end, timeZone } = cancelled;
    server.latest(AppointmentEventsDocument)?.tell("appointmentEvents", {
      __typename: "AppointmentCancelled",
      id: "ev-1",
      at: "2030-08-02T10:00:00Z",
      appointment: {
        __typename: "Appointment", id, status, start, end, timeZone,
        practitioner: { __typename: "Practitioner", id: "doc-1", name: "Dr. Ada Okafor" },
        location: { __typename: "Location", id: "loc-1", name: "Riverside Clinic" },
      },
    });
    await heading("This appointment was cancelled");
    expect(await screen.findByRole("region", { name: "Appointment cancelled" })).toBeInTheDocument();
    expect(await screen.findByText(/Cancelled: No way to get there/)).toBeInTheDocument();
    expect(screen.queryByRole("link", { name: /^Reschedule/ })).not.toBeInTheDocument();
  });
});

describe("cancelling", () => {
  it("offers another time first, asks why, and shows the appointment cancelled", async () => {
    const clinic = makeClinic();
    const asked = serve(clinic);
    const app = open("/appointments/apt-1/cancel");
    await heading("Do you want to cancel this appointment?");
    expect(screen.getByRole("link", { name: "Reschedule instead" })).toHaveAttribute("href", "/appointments/apt-1/reschedule");
    await press(app, "Cancel appointment");
    expect(await screen.findByRole("alert")).toHaveTextContent("Choose why you cancel");
    expect(document.title).toMatch(/^Error: /);
    await pick(app, /No way to get there/);
    await app.user.type(screen.getByLabelText("Anything to add (optional)"), " The bus was cut. ");
    clinic.appointment = () => cancelled;
    await press(app, "Cancel appointment");
    await heading("This appointment was cancelled");
    expect(app.router.state.location.pathname).toBe("/appointments/apt-1");
    expect(await screen.findByText("The bus was cut.")).toBeInTheDocument();
    expect(asked.find((one) => one.operation === "CancelAppointment")?.variables).toEqual({
      input: { appointmentId: "apt-1", reasonCode: "NO_TRANSPORT", note: "The bus was cut." },
    });
  });

  it("puts what is wrong above everything else", async () => {
    serve(makeClinic());
    const app = open("/appointments/apt-1/cancel");
    await heading("Do you want to cancel this appointment?");
    await press(app, "Cancel appointment");
    const summary = await screen.findByRole("alert");
    expect(summary.compareDocumentPosition(screen.getByText("Would another time do?"))).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it("says why it is too late, and whom to call", async () => {
    const clinic = makeClinic();
    clinic.appointment = tooLate;
    serve(clinic);
    open("/appointments/apt-1/cancel");
    await heading("This appointment cannot be cancelled here");
    expect(screen.getByText(/too late to move or cancel/)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "+1 507 555 0100" })).toHaveAttribute("href", "tel:+15075550100");
    expect(screen.queryByRole("button", { name: "Cancel appointment" })).not.toBeInTheDocument();
  });

  it("shows what the clinic's rules say when they refuse", async () => {
    const clinic = makeClinic();
    clinic.cancelAppointment = () => ({ __typename: "BookingRefused", code: "TOO_LATE", message: "That was possible until Monday." });
    serve(clinic);
    const app = open("/appointments/apt-1/cancel");
    await pick(app, /Too ill to come/);
    await press(app, "Cancel appointment");
    expect(await screen.findByRole("alert")).toHaveTextContent("That was possible until Monday.");
  });
});

describe("rescheduling", () => {
  async function upToCheck(app: Opened, name = /9:50am/) {
    await heading("When would you like to come instead?");
    await pick(app, name);
    await press(app, "Continue");
    await heading("Check the new time");
  }

  it("shows the old and the new time and moves the appointment", async () => {
    const clinic = makeClinic();
    const asked = serve(clinic);
    const app = open("/appointments/apt-1/reschedule");
    await upToCheck(app);
    expect(screen.getByText(/6 August 2030 at 9:20am/)).toBeInTheDocument();
    expect(screen.getByText(/6 August 2030 at 9:50am, Central Time/)).toBeInTheDocument();
    expect(screen.getByRole("timer")).toBeInTheDocument();
    clinic.appointment = () => appointment({ start: slot(1).start, history: [happened(), happened({ what: "Moved", from: slot(0).start })] });
    await press(app, "Confirm the new time");
    await heading("Your appointment is confirmed");
    expect(app.router.state.location.pathname).toBe("/appointments/apt-1");
    expect(await screen.findByText(/Moved from Tuesday 6 August 2030 at 9:20am/)).toBeInTheDocument();
    expect(asked.find((one) => one.operation === "FreeTimes")?.variables).toMatchObject({
      locationId: "loc-1", departmentId: "dep-1", practitionerId: "doc-1", serviceId: "svc-1", appointmentId: "apt-1",
    });
    // For the move the visit's own time counts as free: it may be moved by less than it lasts.
    expect(asked.find((one) => one.operation === "HoldSlot")?.variables.input).toMatchObject({ slotId: "slot-1", appointmentId: "apt-1" });
    expect(asked.find((one) => one.operation === "RescheduleAppointment")?.variables.input).toEqual({
      appointmentId: "apt-1", holdId: "hold-slot-1", idempotencyKey: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it("keeps the old time and offers the nearest ones when another was faster", async () => {
    const clinic = makeClinic();
    const move = clinic.rescheduleAppointment;
    clinic.rescheduleAppointment = () => ({ __typename: "SlotTaken", alternatives: [slot(2), slot(3)] });
    serve(clinic);
    const app = open("/appointments/apt-1/reschedule");
    await upToCheck(app);
    await press(app, "Confirm the new time");
    expect(await screen.findByRole("alert")).toHaveTextContent("you still have your old one");
    const nearest = screen.getByRole("radiogroup", { name: "Nearest free times" });
    await app.user.click(within(nearest).getByRole("radio", { name: /10:20am/ }));
    await press(app, "Take this time instead");
    expect(await screen.findByText(/10:20am, Central Time/)).toBeInTheDocument();
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
    clinic.rescheduleAppointment = move;
    await press(app, "Confirm the new time");
    await heading("Your appointment is confirmed");
  });

  it("uses the same key when it asks again after a lost answer", async () => {
    serve(makeClinic());
    const app = open("/appointments/apt-1/reschedule");
    await upToCheck(app);
    const lost = cutOff("RescheduleAppointment");
    await press(app, "Confirm the new time");
    expect(await screen.findByRole("alert")).toHaveTextContent("it will not be moved twice");
    const again = serve(makeClinic());
    await press(app, "Confirm the new time");
    await heading("Your appointment is confirmed");
    expect(again.filter((one) => one.operation === "RescheduleAppointment")).toEqual(lost);
  });

  it("gives the new time back when the old one is kept", async () => {
    const asked = serve(makeClinic());
    const app = open("/appointments/apt-1/reschedule");
    await upToCheck(app);
    await app.user.click(screen.getByRole("link", { name: "Keep the old time" }));
    await heading("Your appointment is confirmed");
    await waitFor(() => expect(asked.find((one) => one.operation === "ReleaseHold")?.variables).toEqual({ input: { holdId: "hold-slot-1" } }));
  });

  it("says why it is too late", async () => {
    const clinic = makeClinic();
    clinic.appointment = tooLate;
    serve(clinic);
    open("/appointments/apt-1/reschedule");
    await heading("This appointment cannot be moved here");
    expect(screen.getByText(/too late to move or cancel/)).toBeInTheDocument();
  });

  it("asks for a time first when the check page is opened without one", async () => {
    serve(makeClinic());
    open("/appointments/apt-1/reschedule/check");
    await heading("When would you like to come instead?");
  });
});

describe("the same as last time", () => {
  it("starts at the time page with the choices of the last visit that took place", async () => {
    const clinic = makeClinic();
    const past = [cancelled, appointment({ id: "apt-0", status: "COMPLETED", reason: "Knee pain" })];
    clinic.patientRecord.appointments = ({ when }) => connection(when === "PAST" ? past : []);
    serve(clinic);
    const app = open("/appointments");
    expect(await screen.findByText("Office visit with Dr. Ada Okafor, Riverside Clinic")).toBeInTheDocument();
    await press(app, "Same as last time");
    await heading("When would you like to come?");
    expect(app.router.state.location.search).toEqual({ location: "loc-1", department: "dep-1", doctor: "doc-1", service: "svc-1" });
    await pick(app, /First available/);
    await press(app, "Continue");
    await heading("How can we reach you, and how is the visit paid for?");
    await press(app, "Continue");
    await heading("Check your answers");
    expect(screen.getByText("Knee pain")).toBeInTheDocument();
    expect(screen.getByText(/move the visit here until 24 hours before it begins, and cancel it until 2 hours before/)).toBeInTheDocument();
  });

  it("is not there for someone who has had no visit", async () => {
    const clinic = makeClinic();
    clinic.patientRecord.appointments = () => connection([]);
    serve(clinic);
    open("/appointments");
    await screen.findByText("No upcoming appointments");
    expect(screen.queryByRole("button", { name: "Same as last time" })).not.toBeInTheDocument();
  });
});
