import { screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { AppointmentEventsDocument } from "@/gql/graphql";
import { cancelled, invitation } from "@/testing/appointments";
import { makeClinic } from "@/testing/clinic";
import { serve } from "@/testing/network";
import { open } from "@/testing/open";
import { socket } from "@/testing/socket";

describe("a visit that the clinic asks for", () => {
  it("stands on the home page and opens booking at the time, all else filled in", async () => {
    const clinic = makeClinic();
    clinic.patientRecord.invitations = () => [invitation()];
    const asked = serve(clinic);
    const { user, router } = open("/");
    expect(await screen.findByRole("heading", { level: 2, name: "Please book" })).toBeInTheDocument();
    expect(screen.getByText("Between 5 August 2030 and 16 August 2030")).toBeInTheDocument();
    await user.click(screen.getByRole("link", { name: "Choose a time: Office visit" }));
    await screen.findByRole("heading", { level: 1, name: "When would you like to come?" });
    expect(router.state.location.pathname).toBe("/appointments/new/time");
    expect(asked.findLast((one) => one.operation === "FreeTimes")?.variables).toMatchObject({ locationId: "loc-1", departmentId: "dep-1", practitionerId: "doc-1", serviceId: "svc-1" });
    // What it is about is text, and stands in no address.
    expect(router.state.location.href).not.toMatch(/tablets/);
  });

  it("stands there again at once when its appointment is cancelled, by whomever", async () => {
    const clinic = makeClinic();
    let invitations: object[] = [];
    clinic.patientRecord.invitations = () => invitations;
    serve(clinic);
    const server = socket();
    open("/");
    await screen.findByRole("heading", { level: 1, name: "Welcome, Maria" });
    await vi.waitFor(() => expect(server.latest(AppointmentEventsDocument)).toBeDefined());
    invitations = [invitation()];
    const { id, start, end, timeZone, practitioner, location } = cancelled;
    server.latest(AppointmentEventsDocument)?.tell("appointmentEvents", {
      __typename: "AppointmentCancelled",
      id: "ev-1",
      at: "2030-08-01T10:00:00Z",
      appointment: { __typename: "Appointment", id, status: "CANCELLED", start, end, timeZone, practitioner: { __typename: "Practitioner", ...practitioner }, location: { __typename: "Location", ...location } },
    });
    expect(await screen.findByRole("heading", { level: 2, name: "Please book" })).toBeInTheDocument();
  });

  it("is not mentioned when there is none", async () => {
    serve(makeClinic());
    open("/");
    await screen.findByRole("heading", { level: 1, name: "Welcome, Maria" });
    expect(screen.queryByText("Please book")).toBeNull();
  });
});
