import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { appointment, slot } from "@/testing/appointments";
import { makeClinic } from "@/testing/clinic";
import { type Asked, cutOff, serve } from "@/testing/network";
import { open } from "@/testing/open";

type Opened = ReturnType<typeof open>;

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

async function pick({ user }: Opened, name: RegExp) {
  await user.click(await screen.findByRole("radio", { name }));
}

async function goOn({ user }: Opened) {
  await user.click(screen.getByRole("button", { name: "Continue" }));
}

/** Answers the questions before the time. */
async function upToTime(app: Opened) {
  await heading("Where would you like to be seen?");
  await pick(app, /Riverside Clinic/);
  await goOn(app);
  await heading("Which department do you need?");
  await pick(app, /Internal medicine/);
  await goOn(app);
  await heading("Whom would you like to see?");
  await pick(app, /Ada Okafor/);
  await goOn(app);
  await heading("What is the visit for?");
  await pick(app, /Office visit/);
  await app.user.type(screen.getByLabelText("Reason, in your own words"), "Knee pain");
  await goOn(app);
  await heading("When would you like to come?");
}

/** Answers every question up to the check page. */
async function upToCheck(app: Opened) {
  await upToTime(app);
  await pick(app, /First available/);
  await goOn(app);
  await heading("How can we reach you, and how is the visit paid for?");
  await goOn(app);
  await heading("Check your answers");
}

const released = (asked: Asked) =>
  asked.filter((one) => one.operation === "ReleaseHold").map((one) => (one.variables.input as { holdId: string }).holdId);

describe("booking", () => {
  it("goes from the first question to the permanent page of the appointment", async () => {
    const asked = serve(makeClinic());
    const app = open("/appointments/new");
    await upToCheck(app);
    await app.user.click(screen.getByRole("button", { name: "Confirm appointment" }));
    await heading("Your appointment is confirmed");
    expect(app.router.state.location.pathname).toBe("/appointments/apt-1");
    const sent = asked.find((one) => one.operation === "BookAppointment")?.variables.input;
    expect(sent).toMatchObject({
      holdId: "hold-slot-0",
      patientId: "pat-1",
      reason: "Knee pain",
      contact: { email: "maria@example.org", phone: "+1 507 555 0134" },
      coverageId: "cov-1",
      idempotencyKey: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it("keeps what was typed out of the address and of browser storage", async () => {
    serve(makeClinic());
    const app = open("/appointments/new");
    await upToCheck(app);
    expect(app.router.state.location.href).not.toMatch(/Knee|maria/i);
    expect(JSON.stringify({ ...sessionStorage, ...localStorage })).not.toMatch(/Knee|maria/i);
  });

  it("returns straight to the check page from a Change link", async () => {
    serve(makeClinic());
    const app = open("/appointments/new");
    await upToCheck(app);
    await app.user.click(screen.getByRole("link", { name: "Change Email address" }));
    await heading("How can we reach you, and how is the visit paid for?");
    const email = screen.getByLabelText("Email address");
    await app.user.clear(email);
    await app.user.type(email, "ma@example.org");
    await goOn(app);
    await heading("Check your answers");
    expect(screen.getByText("ma@example.org")).toBeInTheDocument();
  });

  it("offers the nearest times on the check page when the time is gone, and books one of them", async () => {
    const clinic = makeClinic();
    serve(clinic);
    clinic.bookAppointment = () => ({ __typename: "SlotTaken", alternatives: [slot(2), slot(3)] });
    const app = open("/appointments/new");
    await upToCheck(app);
    await app.user.click(screen.getByRole("button", { name: "Confirm appointment" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("has just been taken");
    const nearest = screen.getByRole("radiogroup", { name: "Nearest free times" });
    await app.user.click(within(nearest).getByRole("radio", { name: /10:20am/ }));
    clinic.bookAppointment = () => ({ __typename: "AppointmentBooked", appointment: appointment() });
    await app.user.click(screen.getByRole("button", { name: "Take this time instead" }));
    expect(await screen.findByText(/10:20am, Central Time/)).toBeInTheDocument();
    expect(screen.getByText("Knee pain")).toBeInTheDocument();
    // What is kept of the booking knows the new time: coming back to it finds that.
    await waitFor(() => expect(clinic.bookingDraft({ patientId: "pat-1" })).toMatchObject({ holdId: "hold-slot-2" }));
    await app.user.click(screen.getByRole("button", { name: "Confirm appointment" }));
    await heading("Your appointment is confirmed");
  });

  it("speaks of no lost time to who goes back after booking", async () => {
    const asked = serve(makeClinic());
    const app = open("/appointments/new");
    await upToCheck(app);
    await app.user.click(screen.getByRole("button", { name: "Confirm appointment" }));
    await heading("Your appointment is confirmed");
    act(() => app.router.history.back());
    await heading("What is the visit for?");
    expect(screen.queryByText(/no longer kept for you/)).not.toBeInTheDocument();
    expect(asked.map((one) => one.operation)).not.toContain("ResumeHold");
  });

  it("uses the same key when it asks again after a lost answer", async () => {
    serve(makeClinic());
    const app = open("/appointments/new");
    await upToCheck(app);
    const lost = cutOff("BookAppointment");
    await app.user.click(screen.getByRole("button", { name: "Confirm appointment" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("you will not be booked twice");
    const again = serve(makeClinic());
    await app.user.click(screen.getByRole("button", { name: "Confirm appointment" }));
    await heading("Your appointment is confirmed");
    expect(lost).toHaveLength(1);
    expect(again.filter((one) => one.operation === "BookAppointment")).toEqual(lost);
  });

  it("tells why nothing is free and what to do", async () => {
    const clinic = makeClinic();
    clinic.firstAvailable = () => null;
    clinic.slots = () => ({
      totalCount: 0,
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
      noSlotsReason: { code: "FULLY_BOOKED", message: "Every time in the next 60 days is taken." },
    });
    const asked = serve(clinic);
    const app = open("/appointments/new/location");
    await pick(app, /Riverside Clinic/);
    await goOn(app);
    await pick(app, /Internal medicine/);
    await goOn(app);
    await pick(app, /Ada Okafor/);
    await goOn(app);
    await pick(app, /Office visit/);
    await app.user.type(screen.getByLabelText("Reason, in your own words"), "Knee pain");
    await goOn(app);
    expect(await screen.findByText("Every time in the next 60 days is taken.")).toBeInTheDocument();
    await app.user.click(screen.getByRole("button", { name: "Show times of the whole care team" }));
    await expect.poll(() => asked.filter((one) => one.operation === "FreeTimes").at(-1)?.variables).toMatchObject({ practitionerId: null });
  });

  it("skips a question with one possible answer", async () => {
    serve(makeClinic());
    const app = open("/appointments/new/location");
    await pick(app, /Harbor Clinic/);
    await goOn(app);
    await heading("Whom would you like to see?");
    await app.user.click(screen.getByRole("link", { name: "Back" }));
    await heading("Where would you like to be seen?");
  });

  it("sends whoever comes in the middle to the first open question", async () => {
    serve(makeClinic());
    open("/appointments/new/check?location=loc-1");
    await heading("Which department do you need?");
  });

  it("finds a kept time again after a reload, and keeps it no longer for that", async () => {
    const asked = serve(makeClinic());
    open("/appointments/new/time?location=loc-1&department=dep-1&doctor=doc-1&service=svc-1&hold=hold-9");
    // Nothing is kept of what was typed, so the reason is asked again; the time is still kept.
    await heading("What is the visit for?");
    expect(await screen.findByRole("timer")).toHaveTextContent(/^(10:00|9:5\d)$/);
    expect(asked.filter((one) => one.operation === "ResumeHold")).toHaveLength(1);
    expect(asked.map((one) => one.operation)).not.toContain("ExtendHold");
  });

  it("offers the nearest times when someone else was faster, and loses nothing", async () => {
    const clinic = makeClinic();
    const holdSlot = clinic.holdSlot;
    clinic.holdSlot = () => ({ __typename: "SlotTaken", alternatives: [slot(3)] });
    serve(clinic);
    const app = open("/appointments/new");
    await upToTime(app);
    await pick(app, /First available/);
    await goOn(app);
    expect(await screen.findByRole("alert")).toHaveTextContent("Someone else has just taken that time");
    // What is wrong is said once, and leads to the times that it speaks of.
    expect(screen.getAllByText(/has just taken that time/)).toHaveLength(1);
    expect(within(screen.getByRole("alert")).getByRole("link")).toHaveAttribute("href", "#nearest");
    clinic.holdSlot = holdSlot;
    const nearest = screen.getByRole("radiogroup", { name: "Nearest free times" });
    await app.user.click(within(nearest).getByRole("radio", { name: /10:50am/ }));
    expect(within(screen.getByRole("button", { name: "Continue" }).parentElement as HTMLElement).getByText("Tuesday 6 August 2030 at 10:50am")).toBeVisible();
    await goOn(app);
    await heading("How can we reach you, and how is the visit paid for?");
    expect(app.router.state.location.search).toMatchObject({ hold: "hold-slot-3" });
  });

  it("gives the kept time back when the doctor changes, and keeps the words", async () => {
    const asked = serve(makeClinic());
    const app = open("/appointments/new");
    await upToCheck(app);
    await app.user.click(screen.getByRole("link", { name: "Change Doctor" }));
    await pick(app, /Lin Berg/);
    await goOn(app);
    await heading("When would you like to come?");
    await waitFor(() => expect(released(asked)).toEqual(["hold-slot-0"]));
    await pick(app, /First available/);
    await goOn(app);
    await heading("Check your answers");
    expect(screen.getByText("Knee pain")).toBeInTheDocument();
  });

  it("shows the chosen time again when it is to be changed", async () => {
    const asked = serve(makeClinic());
    const app = open("/appointments/new");
    await upToCheck(app);
    await app.user.click(screen.getByRole("link", { name: "Change Date and time" }));
    await heading("When would you like to come?");
    expect(await screen.findByRole("radio", { name: /The time you have chosen/ })).toBeChecked();
    await goOn(app);
    await heading("Check your answers");
    expect(asked.filter((one) => one.operation === "HoldSlot")).toHaveLength(1);
  });

  it.each([
    ["five minutes slow", -5],
    ["right", 0],
    ["five minutes fast", 5],
    ["a day fast", 24 * 60],
  ])("counts what is left on a device whose clock is %s", async (_, minutes) => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + minutes * 60_000 });
    try {
      const clinic = makeClinic();
      clinic.resumeHold = ({ input }) => ({ hold: { id: input.holdId, slot: slot(0), secondsLeft: 200, extensionsLeft: 4 } });
      serve(clinic);
      open("/appointments/new/details?location=loc-1&department=dep-1&doctor=doc-1&service=svc-1&hold=hold-0");
      expect(await screen.findByRole("timer")).toHaveTextContent(/^3:(20|1\d)$/);
    } finally {
      vi.useRealTimers();
    }
  });

  it("counts down, warns two minutes before the end, and keeps the time longer when asked", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      serve(makeClinic());
      open("/appointments/new/details?location=loc-1&department=dep-1&doctor=doc-1&service=svc-1&hold=hold-0");
      expect(await screen.findByRole("timer")).toHaveTextContent(/^(10:00|9:5\d)$/);
      await act(() => vi.advanceTimersByTimeAsync(8 * 60_000 + 5_000));
      expect(screen.getByRole("timer")).toHaveTextContent(/^1:[45]\d$/);
      expect(screen.getByText(/two more minutes/)).toHaveAttribute("aria-live", "polite");
      expect(screen.getByText(/ten more minutes/, { ignore: "[aria-live]" })).toBeVisible();
      const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
      await user.click(screen.getByRole("button", { name: "Keep this time" }));
      await waitFor(() => expect(screen.getByRole("timer")).toHaveTextContent(/^(10:00|9:5\d)$/));
      await act(() => vi.advanceTimersByTimeAsync(10 * 60_000 + 5_000));
      expect(screen.getByRole("button", { name: "Choose a time again" })).toBeInTheDocument();
      expect(screen.getAllByText(/Nothing you typed is lost/).length).toBeGreaterThan(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
