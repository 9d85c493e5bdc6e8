import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { locations, services, slot } from "@/testing/appointments";
import { connection, makeClinic } from "@/testing/clinic";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";

/** The front desk with one request, which asks for no practitioner. */
function desk() {
  const clinic = makeClinic();
  if (clinic.viewer) {
    clinic.viewer.account.role = "FRONT_DESK";
    clinic.viewer.patients = [];
  }
  const request = {
    id: "req-1", state: "WAITING", reason: "A cough", wishes: "Mornings", answer: "", createdAt: "2030-08-01T10:00:00Z", appointmentId: null, service: services[0], location: locations[0],
    practitioner: null, proposals: [], patient: { id: "pat-1", fullName: "Maria Alvarez", clinicNumber: "4-820-117" }, contact: { email: "maria@example.org", phone: null },
  };
  return {
    ...clinic,
    appointmentRequest: request,
    appointmentRequests: connection([request]),
    slots: () => ({ ...connection([0, 1, 2, 3, 4, 5].map(slot)), noSlotsReason: null }),
    answerAppointmentRequest: () => ({ request }),
  };
}

describe("answering a request", () => {
  it("keeps times of several days, which stay chosen when other days are looked at", async () => {
    const asked = serve(desk());
    const { user, router } = open("/staff/requests/req-1");
    await user.click(await screen.findByRole("checkbox", { name: /^9:20am/ }));
    expect(screen.getAllByRole("checkbox")).toHaveLength(4);
    await user.click(screen.getByRole("button", { name: /^Wednesday 7 August 2030 ?2 times$/ }));
    await user.click(screen.getAllByRole("checkbox", { name: /^9:50am/ })[1] as HTMLElement);
    expect(screen.getByText("Chosen: Tuesday 6 August 2030 at 9:20am; Wednesday 7 August 2030 at 9:50am.")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: /^Wednesday 7 August 2030 ?2 times, 1 chosen$/ })).toBeInTheDocument();
    await user.type(screen.getByLabelText("From which day (optional)"), "2030-09-02");
    await waitFor(() => expect(asked.findLast((one) => one.operation === "TimesToPropose")?.variables).toMatchObject({ from: "2030-09-02T05:00:00.000Z" }));
    await user.click(screen.getByRole("button", { name: "Keep these times" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/staff/requests"));
    expect(asked.find((one) => one.operation === "AnswerAppointmentRequest")?.variables).toEqual({ input: { requestId: "req-1", slotIds: ["slot-0", "slot-5"], note: null, decline: false } });
  });

  it("says what is missing, and starts anew when somebody has a time by now", async () => {
    serve(desk());
    const { user } = open("/staff/requests/req-1");
    await user.click(await screen.findByRole("button", { name: "Keep these times" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Choose one to five times");
    await user.click(screen.getByRole("button", { name: "Decline" }));
    expect(await screen.findByRole("link", { name: "Say why, and what the patient can do instead" })).toBeInTheDocument();
    refuse("AnswerAppointmentRequest", "INVALID_INPUT", { field: "slotIds.0" });
    await user.click(screen.getByRole("checkbox", { name: /^9:20am/ }));
    await user.click(screen.getByRole("button", { name: "Keep these times" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("refused");
    expect(screen.getByText("None chosen yet.")).toBeInTheDocument();
  });
});
