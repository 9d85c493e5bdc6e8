import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { locations, practitioners, services } from "@/testing/appointments";
import { makeClinic } from "@/testing/clinic";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";

type Sent = { input: Record<string, unknown> & { dryRun: boolean } };

const visit = (number: number) => ({
  action: null, proposed: 0, patient: { id: `pat-${number}`, fullName: `Patient ${number}`, clinicNumber: `1-000-00${number}` },
  appointment: { id: `apt-${number}`, start: "2030-08-06T17:20:00Z", timeZone: "America/Chicago", service: services[0], practitioner: practitioners[0] },
});

/** The front desk of a clinic where one practitioner has exceptions, and changes affect so many visits. */
function desk(exceptions: object[] = [], affected: object[] = []) {
  const clinic = makeClinic();
  if (clinic.viewer) {
    clinic.viewer.account.role = "FRONT_DESK";
    clinic.viewer.patients = [];
  }
  return {
    ...clinic,
    practitionerSchedule: { practitioner: practitioners[0], version: 1, hours: [], exceptions },
    addScheduleException: () => ({ exceptions: [], affected }),
    removeScheduleException: ({ input }: Sent) => ({ removed: !input.dryRun, affected }),
    blockSlots: () => ({ changed: 2, affected }),
  };
}

const exception = (over: object) => ({
  id: "exc-1", date: "2030-08-06", untilDate: "2030-08-06", startMinute: 720, endMinute: 780, kind: "CLOSED", reason: "Blocked", location: locations[0], practitioner: practitioners[0], ...over,
});

async function choosePlace(user: ReturnType<typeof open>["user"]) {
  await user.selectOptions(await screen.findByLabelText("Location"), "loc-1");
  await user.selectOptions(await screen.findByLabelText("Department"), "dep-1");
  await user.selectOptions(await screen.findByLabelText("Practitioner"), "doc-1");
  await screen.findByRole("heading", { level: 3, name: "Close days, or add hours" });
}

const inputs = (asked: ReturnType<typeof serve>, operation: string) => asked.filter((one) => one.operation === operation).map((one) => one.variables.input);

describe("days that differ", () => {
  it("take extra hours of one practitioner, tried first", async () => {
    const asked = serve(desk());
    const { user } = open("/staff/schedules");
    await choosePlace(user);
    await user.click(screen.getByRole("radio", { name: /Add hours/ }));
    const form = within(screen.getByRole("form", { name: "Close days, or add hours" }));
    expect(form.queryByLabelText("For whom")).toBeNull();
    await user.selectOptions(form.getByLabelText("Each time"), "20");
    await user.click(form.getByRole("button", { name: "See what changes" }));
    await waitFor(() => expect(screen.getByRole("heading", { name: "No appointment is affected" })).toHaveFocus());
    await user.click(screen.getByRole("button", { name: "Go back and change nothing" }));
    expect(screen.getByRole("heading", { level: 3, name: "Close days, or add hours" })).toHaveFocus();
    await user.click(within(screen.getByRole("form", { name: "Close days, or add hours" })).getByRole("button", { name: "See what changes" }));
    await user.click(await screen.findByRole("button", { name: "Apply" }));
    await waitFor(() => expect(screen.getByRole("heading", { level: 2, name: "Closures, holidays and extra hours" })).toHaveFocus());
    expect(inputs(asked, "AddScheduleException").at(-1)).toMatchObject({
      kind: "OPEN", locationId: "loc-1", departmentId: "dep-1", practitionerId: "doc-1", startMinute: 480, endMinute: 1020, slotMinutes: 20, dryRun: false,
    });
  });

  it("are taken back at once where nobody stands in them, else with a decision", async () => {
    const asked = serve(desk([exception({ kind: "OPEN", reason: "" })], [visit(1)]));
    const { user } = open("/staff/schedules");
    await choosePlace(user);
    expect(screen.getByText("Extra hours: 6 August 2030")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Take back 6 August 2030" }));
    await user.click(screen.getByRole("button", { name: "Take back" }));
    expect(await screen.findByText("Patient 1")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Apply" }));
    await waitFor(() => expect(inputs(asked, "RemoveScheduleException").at(-1)).toMatchObject({ dryRun: false, affected: [{ appointmentId: "apt-1", action: "PROPOSE" }] }));
  });
});

describe("blocking times", () => {
  const page = "/staff/day/block?location=loc-1&practitioner=doc-1&date=2030-08-06";

  it("says what it breaks, decides for all at once, and names the hours by the place's clock", async () => {
    const asked = serve(desk([], [visit(1), visit(2), visit(3)]));
    const { user } = open(page);
    await user.click(await screen.findByRole("button", { name: "See what changes" }));
    expect(await screen.findByText(/2 times that could be booked would be blocked\./)).toBeInTheDocument();
    await user.selectOptions(screen.getByLabelText("What becomes of all of them"), "KEEP");
    await user.selectOptions(screen.getAllByLabelText("What becomes of it")[1] as HTMLElement, "PROPOSE");
    expect(screen.getByLabelText("What becomes of all of them")).toHaveValue("");
    await user.click(screen.getByRole("button", { name: "Apply" }));
    await waitFor(() => expect(screen.getByRole("heading", { level: 2, name: "Blocked times" })).toHaveFocus());
    expect(inputs(asked, "BlockSlots").at(-1)).toEqual({
      practitionerId: "doc-1", from: "2030-08-06T17:00:00.000Z", to: "2030-08-06T18:00:00.000Z", unblock: false, dryRun: false, message: null,
      affected: [{ appointmentId: "apt-1", action: "KEEP" }, { appointmentId: "apt-2", action: "PROPOSE" }, { appointmentId: "apt-3", action: "KEEP" }],
    });
  });

  it("says what is missing or wrong", async () => {
    serve(desk());
    const { user } = open(page);
    await user.clear(await screen.findByLabelText("From"));
    await user.click(screen.getByRole("button", { name: "See what changes" }));
    expect(await screen.findByRole("link", { name: "Say from when" })).toBeInTheDocument();
    await user.type(screen.getByLabelText("From"), "12:00");
    refuse("BlockSlots", "INVALID_INPUT", { field: "to" });
    await user.click(screen.getByRole("button", { name: "See what changes" }));
    await user.click(await screen.findByRole("link", { name: "refused" }));
    expect(screen.getByLabelText("Until")).toHaveFocus();
  });

  it("is taken back by one press and its confirmation", async () => {
    const asked = serve(desk([exception({}), exception({ id: "exc-2", practitioner: null }), exception({ id: "exc-3", untilDate: "2030-08-09" })]));
    const { user } = open(page);
    await user.click(await screen.findByRole("button", { name: "Unblock 6 August 2030, 12:00 to 13:00" }));
    expect(screen.getAllByRole("listitem").filter((one) => one.textContent?.includes("12:00"))).toHaveLength(1);
    await user.click(screen.getByRole("button", { name: "Unblock" }));
    await waitFor(() => expect(inputs(asked, "BlockSlots").at(-1)).toMatchObject({ unblock: true, from: "2030-08-06T17:00:00.000Z", to: "2030-08-06T18:00:00.000Z" }));
  });

  it("is for clinicians too", async () => {
    const clinic = desk();
    if (clinic.viewer) clinic.viewer.account.role = "CLINICIAN";
    serve(clinic);
    open(page);
    expect(await screen.findByLabelText("Until")).toBeInTheDocument();
    const menu = within(screen.getByRole("navigation", { name: "Menu" }));
    expect(menu.getAllByRole("link").map((link) => link.textContent)).toEqual(["Patients", "The day", "Requests", "Schedules", "Account"]);
  });
});
