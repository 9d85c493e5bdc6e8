import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { appointment, checkIn, coverage } from "@/testing/appointments";
import { connection, makeClinic } from "@/testing/clinic";
import { access } from "@/testing/family";
import { cutOff, refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";

const questions = [
  { linkId: "fever", text: "Do you have a fever?", type: "BOOLEAN", required: true, options: [] },
  { linkId: "medicines", text: "Have your medicines changed?", type: "CHOICE", required: true, options: [{ code: "same", display: "They are the same" }, { code: "changed", display: "Something changed" }] },
  { linkId: "first", text: "What first?", type: "TEXT", required: false, options: [] },
];

/** A clinic with one appointment as told; checking in makes it checked in. */
function withVisit(over: object) {
  let visit = appointment(over);
  const clinic = makeClinic();
  const patient = () => ({ ...clinic.patientRecord, appointments: () => connection([visit]), coverages: [coverage] });
  return {
    ...clinic,
    patient,
    appointment: () => visit,
    checkIn: ({ input }: { input: { contact: object } }) => {
      visit = { ...visit, status: "CHECKED_IN", contact: { ...visit.contact, ...input.contact }, checkIn: checkIn({ state: "CHECKED_IN", checkedInAt: "2030-08-05T14:20:00Z" }) };
      return { appointment: visit };
    },
    becomes: (next: object) => (visit = { ...visit, ...next }),
  };
}

const openVisit = { checkIn: checkIn({ state: "OPEN", questions }) };
const openSimply = { checkIn: checkIn({ state: "OPEN" }) };
const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

afterEach(() => vi.useRealTimers());

describe("checking in", () => {
  it("is offered on the home page and the appointment's while it is open, and not before", async () => {
    serve(withVisit(openVisit));
    const { router } = open("/");
    const link = await screen.findByRole("link", { name: /^Check in: Tuesday 6 August 2030/ });
    expect(link).toHaveAttribute("href", "/appointments/apt-1/check-in");
    await act(() => router.navigate({ to: "/appointments/$appointmentId", params: { appointmentId: "apt-1" } }));
    await heading("Your appointment is confirmed");
    expect(screen.getByRole("link", { name: /^Check in/ })).toBeInTheDocument();
  });

  it("is not offered before it is open", async () => {
    serve(withVisit({}));
    open("/appointments/apt-1");
    await heading("Your appointment is confirmed");
    expect(screen.queryByRole("link", { name: /^Check in/ })).toBeNull();
  });

  it("confirms what we know, asks what the service asks, and says that it is done", async () => {
    const asked = serve(withVisit(openVisit));
    const { user, router } = open("/appointments/apt-1/check-in");
    await heading("Check in for your visit");
    expect(await screen.findByLabelText("Email address")).toHaveValue("maria@example.org");
    expect(screen.getByRole("radio", { name: /Prairie Health/ })).toBeChecked();
    await user.click(screen.getByRole("button", { name: "Check in" }));
    const alert = await screen.findByRole("alert");
    expect(within(alert).getAllByRole("link").map((one) => one.textContent)).toEqual(["Answer: Do you have a fever?", "Answer: Have your medicines changed?"]);
    expect(document.title).toMatch(/^Error: /);

    await user.type(screen.getByLabelText("Phone number (optional)"), "+1 507 555 0134");
    await user.click(within(screen.getByRole("radiogroup", { name: "Do you have a fever?" })).getByRole("radio", { name: "No" }));
    await user.click(screen.getByRole("radio", { name: "Something changed" }));
    await user.type(screen.getByLabelText("What first? (optional)"), "My knee.");
    await user.click(screen.getByRole("button", { name: "Check in" }));
    await heading("You are checked in");
    expect(router.state.location.pathname).toBe("/appointments/apt-1");
    expect(asked.find((one) => one.operation === "CheckIn")?.variables).toEqual({
      input: {
        appointmentId: "apt-1",
        contact: { email: "maria@example.org", phone: "+1 507 555 0134" },
        coverageId: "cov-1",
        answers: [{ linkId: "fever", yes: false }, { linkId: "medicines", code: "changed" }, { linkId: "first", text: "My knee." }],
      },
    });
    expect(screen.queryByRole("link", { name: /^Check in/ })).toBeNull();
  });

  it("keeps what was filled in when it could not be sent", async () => {
    serve(withVisit({ checkIn: checkIn({ state: "OPEN" }) }));
    const { user } = open("/appointments/apt-1/check-in");
    await user.type(await screen.findByLabelText("Phone number (optional)"), "+1 507 555 0134");
    cutOff("CheckIn");
    await user.click(screen.getByRole("button", { name: "Check in" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("You are not checked in yet");
    expect(screen.getByLabelText("Phone number (optional)")).toHaveValue("+1 507 555 0134");
  });

  it("puts the server's words at the question they are about", async () => {
    serve(withVisit({ checkIn: checkIn({ state: "OPEN", questions: [{ ...questions[2], linkId: "left", text: "Left out?" }, questions[2]] }) }));
    const { user } = open("/appointments/apt-1/check-in");
    await user.type(await screen.findByLabelText("What first? (optional)"), "My knee.");
    refuse("CheckIn", "INVALID_INPUT", { field: "answers.0.text" });
    await user.click(screen.getByRole("button", { name: "Check in" }));
    await user.click(await screen.findByRole("link", { name: "refused" }));
    expect(screen.getByLabelText("What first? (optional)")).toHaveFocus();
  });

  it.each([
    ["contact.email", "Email address"],
    ["contact.phone", "Phone number (optional)"],
  ])("puts the server's words about %s at its field", async (field, label) => {
    serve(withVisit(openSimply));
    const { user } = open("/appointments/apt-1/check-in");
    await screen.findByLabelText(label);
    refuse("CheckIn", "INVALID_INPUT", { field });
    await user.click(screen.getByRole("button", { name: "Check in" }));
    await user.click(await screen.findByRole("link", { name: "refused" }));
    expect(screen.getByLabelText(label)).toHaveFocus();
  });

  it("says what the server asks besides, though it is not on the page", async () => {
    serve(withVisit(openSimply));
    const { user } = open("/appointments/apt-1/check-in");
    await screen.findByLabelText("Email address");
    refuse("CheckIn", "INVALID_INPUT", { field: "answers" });
    await user.click(screen.getByRole("button", { name: "Check in" }));
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("refused");
    expect(within(alert).queryByRole("link")).toBeNull();
  });

  it.each([
    ["NOT_YET", "You cannot check in yet", /4 August 2030 at 9:20am/],
    ["CHECKED_IN", "You are checked in", /tell the front desk/],
    ["ARRIVED", "You are checked in", /Please wait to be called/],
    ["CLOSED", "Checking in here has ended", /Riverside Clinic, \+1 507 555 0100/],
  ])("says what to do when it is %s", async (state, title, words) => {
    serve(withVisit({ checkIn: checkIn({ state }) }));
    open("/appointments/apt-1/check-in");
    await heading(title);
    expect(screen.getByRole("main")).toHaveTextContent(words);
    expect(screen.queryByRole("button", { name: "Check in" })).toBeNull();
  });

  it("does not call a carer checked in", async () => {
    const clinic = withVisit({ status: "CHECKED_IN", checkIn: checkIn({ state: "CHECKED_IN" }) });
    if (clinic.viewer) clinic.viewer.patients = [{ ...clinic.patientRecord, access: access() }];
    serve(clinic);
    open("/appointments/apt-1");
    await heading("Checked in");
  });
});

describe("a video visit", () => {
  it("says from when it can be joined, and is joined then", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, now: Date.parse("2030-08-06T13:59:30Z") });
    const clinic = withVisit({ isVideo: true, checkIn: checkIn({ state: "CHECKED_IN" }), status: "CHECKED_IN" });
    serve(clinic);
    open("/appointments/apt-1");
    expect(await screen.findByText(/You can join here from 9:00am/)).toBeInTheDocument();
    expect(screen.queryByRole("link", { name: /Join video visit/ })).toBeNull();
    // Nobody is sent anywhere.
    expect(screen.getByText("By video")).toBeInTheDocument();
    expect(screen.queryByText(/front desk that you are here|How to get there/)).toBeNull();
    clinic.becomes({ videoUrl: "https://meet.example.org/abc" });
    await act(() => vi.advanceTimersByTimeAsync(32_000));
    const link = await waitFor(() => screen.getByRole("link", { name: /^Join video visit/ }));
    expect(link).toHaveAttribute("href", "https://meet.example.org/abc");
    expect(link).toHaveAttribute("rel", "noreferrer");
  });
});
