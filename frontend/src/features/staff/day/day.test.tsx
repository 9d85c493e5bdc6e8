import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { StaffDayChangesDocument } from "@/gql/graphql";
import { appointment, checkIn, locations, practitioners, services } from "@/testing/appointments";
import { makeClinic } from "@/testing/clinic";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";
import { socket } from "@/testing/socket";

const visit = {
  appointmentId: "apt-1", start: "2030-08-06T14:20:00Z", end: "2030-08-06T14:50:00Z", status: "BOOKED", isVideo: false,
  checkedInAt: null as string | null, arrivedAt: null as string | null, actions: ["CHECK_IN", "MARK_NO_SHOW"],
  patient: { id: "pat-1", fullName: "Maria Alvarez", clinicNumber: "4-820-117", dateOfBirth: "1984-03-09" },
  practitioner: practitioners[0], service: services[0],
};

/** The front desk on a day with one visit, which steps change. */
function desk(over: object = {}) {
  const clinic = makeClinic();
  if (clinic.viewer) {
    clinic.viewer.account.role = "FRONT_DESK";
    clinic.viewer.patients = [];
  }
  let now = { ...visit, ...over };
  const become = (next: object) => {
    now = { ...now, ...next };
    return { appointment: appointment({ status: now.status }) };
  };
  return {
    ...clinic,
    daySheet: ({ date }: { date: string }) => ({ date, timeZone: "America/Chicago", visits: date === "2030-08-06" ? [now] : [] }),
    checkIn: () => become({ status: "CHECKED_IN", checkedInAt: "2030-08-06T14:10:00Z", arrivedAt: "2030-08-06T14:10:00Z", actions: ["COMPLETE"] }),
    markNoShow: () => become({ status: "NO_SHOW", actions: ["CHECK_IN"] }),
    completeVisit: () => become({ status: "COMPLETED", actions: [] }),
    become,
  };
}

const day = "/staff/day?date=2030-08-06";

describe("the day", () => {
  it("shows who comes when, and takes each step", async () => {
    const asked = serve(desk());
    const { user } = open(day);
    expect(await screen.findByRole("heading", { level: 2, name: "Tuesday 6 August 2030" })).toBeInTheDocument();
    const line = within((await screen.findByRole("link", { name: "Maria Alvarez" })).closest("li") as HTMLElement);
    expect(line.getByText("9:20am")).toBeInTheDocument();
    expect(line.getByText("Expected")).toBeInTheDocument();
    await user.click(line.getByRole("button", { name: "Is here: Maria Alvarez" }));
    expect(await screen.findByText("Here since 9:10am")).toBeInTheDocument();
    expect(screen.getByText("Maria Alvarez is here.")).toBeInTheDocument();
    await waitFor(() => expect(screen.getByRole("heading", { level: 3, name: "Maria Alvarez" })).toHaveFocus());
    await user.click(screen.getByRole("button", { name: "Completed: Maria Alvarez" }));
    expect(await screen.findByText("The visit of Maria Alvarez is completed.")).toBeInTheDocument();
    expect(asked.find((one) => one.operation === "StaffCheckIn")?.variables).toEqual({ input: { appointmentId: "apt-1" } });
  });

  it("goes from day to day, and keeps names out of the address", async () => {
    serve(desk());
    const { user, router } = open(day);
    await user.click(await screen.findByRole("button", { name: "Day after" }));
    expect(await screen.findByText("Nobody comes on this day")).toBeInTheDocument();
    expect(router.state.location.search).toEqual({ date: "2030-08-07" });
    await user.selectOptions(screen.getByLabelText("With"), "doc-2");
    await waitFor(() => expect(router.state.location.search).toEqual({ date: "2030-08-07", practitioner: "doc-2" }));
    await user.selectOptions(screen.getByLabelText("Location"), "loc-2");
    await waitFor(() => expect(router.state.location.search).toEqual({ date: "2030-08-07", location: "loc-2" }));
    await user.click(screen.getByRole("button", { name: "Today" }));
    await waitFor(() => expect(router.state.location.search).toEqual({ location: "loc-2" }));
  });

  it("is right again when somebody else takes a step", async () => {
    const clinic = desk();
    serve(clinic);
    const server = socket();
    open(day);
    await screen.findByText("Expected");
    clinic.become({ status: "NO_SHOW", actions: ["CHECK_IN"] });
    await waitFor(() => expect(server.latest(StaffDayChangesDocument)).toBeDefined());
    act(() => server.latest(StaffDayChangesDocument)?.tell("daySheetChanges", { __typename: "DaySheetChange", appointmentId: "apt-1" }));
    expect(await screen.findByText("Missed")).toBeInTheDocument();
  });

  it("says so when another was first", async () => {
    serve(desk());
    const { user } = open(day);
    await screen.findByText("Expected");
    refuse("StaffMarkNoShow", "CONFLICT");
    await user.click(screen.getByRole("button", { name: "Did not come: Maria Alvarez" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("cannot be done with the visit of Maria Alvarez any more");
  });
});

describe("a visit, for staff", () => {
  function withVisit(over: object) {
    const clinic = desk();
    const one = appointment({ location: locations[0], checkIn: checkIn({ state: "CHECKED_IN", answers: [{ linkId: "a", question: "Do you have a fever?", answer: "No" }] }), ...over });
    return { ...clinic, appointment: () => one, cancelAppointment: () => ({ __typename: "CancelAppointmentPayload", appointment: { ...one, status: "CANCELLED", policy: { ...one.policy, canCancel: false } } }) };
  }

  it("shows what was answered, and is called off with a reason why the notice is waived", async () => {
    const policy = { canReschedule: true, canCancel: true, until: "2020-01-01T00:00:00Z", rescheduleUntil: "2020-01-01T00:00:00Z", cancelUntil: "2020-01-01T00:00:00Z", message: "Patients could change this until then. You may still, with a reason." };
    const asked = serve(withVisit({ policy }));
    const { user } = open("/staff/appointments/apt-1");
    expect(await screen.findByText("Do you have a fever?")).toBeInTheDocument();
    expect(await screen.findByText("Maria Alvarez, 4-820-117")).toBeInTheDocument();
    expect(screen.getByText("9:20am to 9:50am, Central Time")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Cancel this visit" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Say why the notice is waived");
    await user.type(screen.getByLabelText("Why the notice is waived"), "Dr. Okafor is ill.");
    await user.click(screen.getByRole("button", { name: "Cancel this visit" }));
    expect(await screen.findByText("The visit is cancelled.")).toBeInTheDocument();
    expect(asked.find((one) => one.operation === "StaffCancelVisit")?.variables).toEqual({
      input: { appointmentId: "apt-1", reasonCode: "CLINIC", overrideReason: "Dr. Okafor is ill." },
    });
    expect(screen.queryByRole("button", { name: "Cancel this visit" })).toBeNull();
  });
});
