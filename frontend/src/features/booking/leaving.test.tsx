import { act, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { makeClinic } from "@/testing/clinic";
import { type Asked, serve } from "@/testing/network";
import { open } from "@/testing/open";

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });
const answered = "location=loc-1&department=dep-1&doctor=doc-1&service=svc-1";
const operations = (asked: Asked) => asked.map((one) => one.operation);

/** The made-up clinic, with a booking that was begun on another page. */
function begunElsewhere(over: object = {}) {
  const clinic = makeClinic();
  clinic.saveBookingDraft({
    input: { patientId: "pat-1", locationId: "loc-1", departmentId: "dep-1", practitionerId: "doc-1", serviceId: "svc-1", reason: "Knee pain", ...over },
  });
  return clinic;
}

describe("a booking that was begun", () => {
  it("goes on after a reload with all that was typed", async () => {
    serve(begunElsewhere({ email: "maria@exam", notes: "Step-free, pl" }));
    open(`/appointments/new/details?${answered}&hold=hold-9`);
    await heading("How can we reach you, and how is the visit paid for?");
    expect(await screen.findByLabelText("Email address")).toHaveValue("maria@exam");
    expect(screen.getByLabelText(/Anything else/)).toHaveValue("Step-free, pl");
    expect(await screen.findByRole("timer")).toBeInTheDocument();
  });

  it.each([
    ["location", "", "Quay"],
    ["reason", "?location=loc-1&department=dep-1&doctor=doc-1", "Office visit"],
    ["details", `?${answered}&hold=hold-9`, "Another insurance"],
  ])("finds what was chosen on the %s page and not sent on after a reload", async (step, search, name) => {
    serve(begunElsewhere());
    const before = open(`/appointments/new/${step}${search}`);
    await before.user.click(await screen.findByRole("radio", { name: new RegExp(name) }));
    await waitFor(() => expect(before.router.state.location.search).toHaveProperty("chosen"));
    const { href } = before.router.state.location;
    before.unmount();
    open(href);
    expect(await screen.findByRole("radio", { name: new RegExp(name) })).toBeChecked();
  });

  it("is saved as it is typed, and when it goes on", async () => {
    const clinic = makeClinic();
    const asked = serve(clinic);
    const app = open("/appointments/new/reason?location=loc-1&department=dep-1&doctor=doc-1");
    await app.user.type(await screen.findByLabelText("Reason, in your own words"), "Knee");
    await waitFor(() => expect(clinic.bookingDraft({ patientId: "pat-1" })).toMatchObject({ reason: "Knee" }));
    expect(operations(asked).filter((one) => one === "SaveBookingDraft")).toHaveLength(1);
    await app.user.click(screen.getByRole("radio", { name: /Office visit/ }));
    await app.user.click(screen.getByRole("button", { name: "Continue" }));
    await heading("When would you like to come?");
    await waitFor(() => expect(clinic.bookingDraft({ patientId: "pat-1" })).toMatchObject({ locationId: "loc-1", serviceId: "svc-1", holdId: null }));
  });

  it("is offered on the first question, and leads to where it stopped", async () => {
    serve(begunElsewhere());
    const app = open("/appointments/new");
    await heading("Where would you like to be seen?");
    await app.user.click(await screen.findByRole("button", { name: "Go on where you were" }));
    await heading("When would you like to come?");
    expect(app.router.state.location.search).toMatchObject({ location: "loc-1", service: "svc-1" });
  });

  it("is over once it is booked, and the next one goes by another name", async () => {
    const clinic = begunElsewhere({ flowId: "the other page's" });
    const asked = serve(clinic);
    const app = open(`/appointments/new/details?${answered}&hold=hold-9`);
    await app.user.type(await screen.findByLabelText(/Anything else/), "Step-free");
    await app.user.click(screen.getByRole("button", { name: "Continue" }));
    await app.user.click(await screen.findByRole("button", { name: "Confirm appointment" }));
    await heading("Your appointment is confirmed");
    const inputs = () => asked.filter((one) => ["SaveBookingDraft", "BookAppointment"].includes(one.operation)).map((one) => one.variables.input);
    const sent = inputs().length;
    expect(sent).toBeGreaterThan(1);
    for (const input of inputs()) expect(input).toMatchObject({ flowId: "the other page's" });
    await act(() => app.router.navigate({ href: "/appointments/new/reason?location=loc-1&department=dep-1&doctor=doc-1" }));
    await app.user.type(await screen.findByLabelText("Reason, in your own words"), "Hip");
    await waitFor(() => expect(inputs()).toHaveLength(sent + 1));
    expect(inputs().at(-1)).toMatchObject({ reason: "Hip", flowId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  it("is forgotten when somebody starts again", async () => {
    const clinic = begunElsewhere();
    serve(clinic);
    const app = open("/appointments/new");
    await app.user.click(await screen.findByRole("button", { name: "Start again" }));
    await waitFor(() => expect(clinic.bookingDraft({ patientId: "pat-1" })).toBeNull());
    expect(screen.queryByRole("button", { name: "Go on where you were" })).not.toBeInTheDocument();
  });
});

describe("a kept time", () => {
  async function upToDetails(asked: Asked) {
    const app = open(`/appointments/new/time?${answered}`);
    await heading("When would you like to come?");
    await app.user.click(await screen.findByRole("radio", { name: /First available/ }));
    await app.user.click(screen.getByRole("button", { name: "Continue" }));
    await heading("How can we reach you, and how is the visit paid for?");
    await screen.findByRole("timer");
    expect(operations(asked)).not.toContain("ReleaseHold");
    return app;
  }

  it("is given back when the booking is left within the app", async () => {
    const asked = serve(begunElsewhere());
    const app = await upToDetails(asked);
    await act(() => app.router.navigate({ to: "/records" }));
    await waitFor(() => expect(operations(asked)).toContain("ReleaseHold"));
  });

  it("is given back by signing out", async () => {
    const asked = serve(begunElsewhere());
    const app = await upToDetails(asked);
    await app.user.click(screen.getByRole("button", { name: "Sign out" }));
    await waitFor(() => expect(operations(asked)).toContain("SignOut"));
    expect(operations(asked).indexOf("ReleaseHold")).toBeLessThan(operations(asked).indexOf("SignOut"));
    expect(operations(asked)).toContain("ReleaseHold");
  });

  it("is kept for a moment when the page goes away, and found again", async () => {
    const asked = serve(begunElsewhere());
    await upToDetails(asked);
    act(() => void window.dispatchEvent(new Event("pagehide")));
    await waitFor(() => expect(operations(asked)).toContain("LeaveHold"));
    act(() => void window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true })));
    await waitFor(() => expect(operations(asked)).toContain("ResumeHold"));
    expect(operations(asked)).not.toContain("ReleaseHold");
  });

  it("stays with another page of the browser that shows it too", async () => {
    const asked = serve(begunElsewhere());
    const app = await upToDetails(asked);
    const other = new BroadcastChannel("holds");
    other.addEventListener("message", ({ data }: MessageEvent<{ left: string }>) => {
      if (data.left) other.postMessage({ from: "another page", mine: data.left });
    });
    await act(() => app.router.navigate({ to: "/records" }));
    await heading("Medical records");
    await act(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
    expect(operations(asked)).not.toContain("ReleaseHold");
    other.close();
  });

  it("leads to the appointment when another page of the browser booked it", async () => {
    const asked = serve(begunElsewhere());
    const app = await upToDetails(asked);
    const { hold } = app.router.state.location.search as { hold: string };
    const other = new BroadcastChannel("holds");
    other.postMessage({ from: "another page", booked: hold, appointmentId: "app-1" });
    await waitFor(() => expect(app.router.state.location.pathname).toBe("/appointments/app-1"));
    expect(await screen.findByText("You have done this on another page. This is the appointment.")).toBeInTheDocument();
    expect(operations(asked)).not.toContain("ReleaseHold");
    other.close();
  });

  it("is not given back once it became the appointment", async () => {
    const asked = serve(begunElsewhere());
    const app = await upToDetails(asked);
    await app.user.click(screen.getByRole("button", { name: "Continue" }));
    await app.user.click(await screen.findByRole("button", { name: "Confirm appointment" }));
    await heading("Your appointment is confirmed");
    await act(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
    expect(operations(asked)).not.toContain("ReleaseHold");
  });
});
