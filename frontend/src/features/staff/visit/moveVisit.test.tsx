import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { appointment, slot } from "@/testing/appointments";
import { makeClinic } from "@/testing/clinic";
import { serve } from "@/testing/network";
import { open } from "@/testing/open";

function desk() {
  const clinic = makeClinic();
  if (clinic.viewer) {
    clinic.viewer.account.role = "FRONT_DESK";
    clinic.viewer.patients = [];
  }
  return clinic;
}

const moved = (asked: ReturnType<typeof serve>) => asked.findLast((one) => one.operation === "StaffMoveVisit")?.variables.input;

describe("moving a visit for a patient", () => {
  it("is one press after the time is chosen", async () => {
    const asked = serve(desk());
    const { user, router } = open("/staff/patients/pat-1");
    await user.click(await screen.findByRole("link", { name: /^Move or cancel: Office visit/ }));
    await user.click(await screen.findByRole("link", { name: "Move to another time" }));
    await screen.findByRole("heading", { level: 1, name: "Move this visit" });
    await user.click(screen.getByRole("button", { name: "Move the visit" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Choose a time");
    expect(screen.queryByLabelText("Why it is moved all the same")).toBeNull();
    await user.click(await screen.findByRole("radio", { name: "9:50am" }));
    await user.click(screen.getByRole("button", { name: "Move the visit" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/staff/appointments/apt-1"));
    expect(asked.find((one) => one.operation === "StaffHoldTime")?.variables).toEqual({ input: { slotId: "slot-1", serviceId: "svc-1", patientId: "pat-1", appointmentId: "apt-1" } });
    expect(moved(asked)).toEqual({ appointmentId: "apt-1", holdId: "hold-slot-1", overrideReason: null, idempotencyKey: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  it("asks why once the notice has passed, and once a rule says no", async () => {
    const clinic = desk();
    const move = clinic.rescheduleAppointment;
    clinic.rescheduleAppointment = (args) =>
      (args.input as { overrideReason?: string }).overrideReason === "She asked." ? { __typename: "BookingRefused", code: "PATIENT_BUSY", message: "There is another appointment at that time." } : move(args);
    const { policy } = appointment();
    clinic.appointment = () => appointment({ policy: { ...policy, rescheduleUntil: "2020-01-01T10:00:00Z", message: "You may still, with a reason." } });
    const asked = serve(clinic);
    const { user, router } = open("/staff/appointments/apt-1/move");
    await user.click(await screen.findByRole("radio", { name: "9:50am" }));
    expect(screen.getByText("You may still, with a reason.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Move the visit" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Say why the visit is moved all the same");
    const why = screen.getByLabelText("Why it is moved all the same");
    await user.type(why, "She asked.");
    await user.click(screen.getByRole("button", { name: "Move the visit" }));
    await waitFor(() => expect(screen.getByRole("alert")).toHaveTextContent("There is another appointment at that time."));
    await waitFor(() => expect(asked.some((one) => one.operation === "StaffGiveTimeBack")).toBe(true));
    await user.clear(why);
    await user.type(why, "Snow on the roads.");
    await user.click(screen.getByRole("button", { name: "Move the visit" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/staff/appointments/apt-1"));
    expect(moved(asked)).toMatchObject({ overrideReason: "Snow on the roads." });
  });

  it("offers the nearest times when the time is gone", async () => {
    const clinic = desk();
    const hold = clinic.holdSlot;
    clinic.holdSlot = (args) => (args.input.slotId === "slot-1" ? { __typename: "SlotTaken", alternatives: [slot(2)] } : hold(args));
    const asked = serve(clinic);
    const { user } = open("/staff/appointments/apt-1/move");
    await user.click(await screen.findByRole("radio", { name: "9:50am" }));
    await user.click(screen.getByRole("button", { name: "Move the visit" }));
    await user.click(await screen.findByRole("radio", { name: /6 August 2030 at 10:20am/ }));
    await user.click(screen.getByRole("button", { name: "Take this time instead" }));
    await user.click(screen.getByRole("button", { name: "Move the visit" }));
    await waitFor(() => expect(moved(asked)).toMatchObject({ holdId: "hold-slot-2" }));
  });

  it("is not offered for what has begun", async () => {
    const clinic = desk();
    const { policy } = appointment();
    clinic.appointment = () => appointment({ policy: { ...policy, canReschedule: false, message: "This appointment has begun." } });
    serve(clinic);
    open("/staff/appointments/apt-1/move");
    await screen.findByRole("heading", { level: 1, name: "This visit cannot be moved" });
    expect(screen.getByText("This appointment has begun.")).toBeInTheDocument();
  });
});
