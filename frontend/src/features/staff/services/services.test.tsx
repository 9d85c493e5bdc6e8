import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { departments, practitioners } from "@/testing/appointments";
import { makeClinic } from "@/testing/clinic";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";

const visit = {
  id: "svc-1", departmentId: "dep-1", name: "Office visit", durationMinutes: 30, instructions: "Bring a list of your medicines.", selfBooking: "BOOK",
  minimumNoticeMinutes: 60, rescheduleNoticeMinutes: 1440, cancelNoticeMinutes: 120, bufferBeforeMinutes: 0, bufferAfterMinutes: 10,
  mostADay: 4, needsReferral: true, version: 3,
};

const shorter = {
  action: null, proposed: 0, patient: { id: "pat-1", fullName: "Maria Alvarez", clinicNumber: "4-820-117" },
  appointment: { id: "apt-1", start: "2030-08-06T14:20:00Z", timeZone: "America/Chicago", service: visit, practitioner: practitioners[0] },
};

const question = { linkId: "fever", text: "Do you have a fever?", type: "BOOLEAN", required: true, options: [] };

/** The clinic as an administrator sees it, or somebody else. */
function clinicFor(role = "ADMINISTRATOR", affected: object[] = []) {
  const clinic = makeClinic();
  if (clinic.viewer) {
    clinic.viewer.account.role = role;
    clinic.viewer.patients = [];
  }
  let now = visit;
  return {
    ...clinic,
    clinic: { ...clinic.clinic, departments, services: () => [now] },
    saveService: ({ input }: { input: { dryRun: boolean; name: string; durationMinutes: number } }) => {
      const service = { ...visit, name: input.name, durationMinutes: input.durationMinutes, version: 4 };
      if (!input.dryRun) now = service;
      return { service, freeNow: input.dryRun ? 120 : null, freeThen: input.dryRun ? 60 : null, affected };
    },
    visitKind: { video: false, canBeVideo: false, questions: [question] },
    saveVisitKind: ({ input }: { input: { video: boolean; questions: object[] } }) => input,
  };
}

describe("the services", () => {
  it("stand by department with their rules; only administrators change them", async () => {
    serve(clinicFor("FRONT_DESK"));
    open("/staff/services");
    const card = within((await screen.findByRole("heading", { level: 3, name: "Office visit" })).closest("li") as HTMLElement);
    expect(screen.getByRole("heading", { level: 2, name: "Internal medicine" })).toBeInTheDocument();
    expect(screen.queryByRole("heading", { level: 2, name: "Dermatology" })).toBeNull();
    expect(card.getByText("30 minutes, and 10 minutes after")).toBeInTheDocument();
    expect(card.getByText("To book 1 hour, to move 1 day, to cancel 2 hours")).toBeInTheDocument();
    expect(card.getByText("Only with a referral. 4 a day with one practitioner")).toBeInTheDocument();
    expect(screen.queryByRole("link", { name: /Change the rules/ })).toBeNull();
  });

  it("are not there for others to change", async () => {
    serve(clinicFor("FRONT_DESK"));
    open("/staff/services/svc-1");
    expect(await screen.findByText("This page is for administrators.")).toBeInTheDocument();
  });

  it("say what a change would do before it is done, and keep what was typed on the way back", async () => {
    const asked = serve(clinicFor());
    const { user, router } = open("/staff/services/svc-1");
    const length = await screen.findByLabelText("Length, in minutes");
    await user.click(screen.getByRole("button", { name: "See what changes" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Nothing is changed.");
    await user.clear(length);
    await user.type(length, "an hour");
    await user.click(screen.getByRole("button", { name: "See what changes" }));
    expect(await screen.findByRole("link", { name: "Enter a whole number" })).toBeInTheDocument();
    expect(asked.some((one) => one.operation === "TryService")).toBe(false);
    await user.clear(length);
    await user.type(length, "60");
    const cancel = screen.getByRole("textbox", { name: "To cancel, before it begins: how many" });
    await user.clear(cancel);
    await user.type(cancel, "3");
    await user.selectOptions(screen.getByLabelText("To cancel, before it begins: unit"), "days");
    await user.click(screen.getByRole("button", { name: "See what changes" }));
    await waitFor(() => expect(screen.getByRole("heading", { level: 2, name: "This would change" })).toHaveFocus());
    expect(screen.getByText("30 minutes becomes 1 hour")).toBeInTheDocument();
    expect(screen.getByText("2 hours becomes 3 days")).toBeInTheDocument();
    expect(screen.getByText("Patients can choose from 120 times in the next 60 days now; it would be 60 times.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Go back and change nothing" }));
    expect(screen.getByLabelText("Length, in minutes")).toHaveValue("60");
    await user.click(screen.getByRole("button", { name: "See what changes" }));
    await user.click(await screen.findByRole("button", { name: "Apply" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/staff/services"));
    const sent = asked.filter((one) => one.operation === "SaveService").map((one) => one.variables.input);
    expect(sent).toEqual([expect.objectContaining({ serviceId: "svc-1", version: 3, durationMinutes: 60, cancelNoticeMinutes: 4320, mostADay: 4, dryRun: false })]);
    expect(await screen.findByText("1 hour, and 10 minutes after")).toBeInTheDocument();
  });

  it("name the visits that were booked for less time, and lead to them once it is done", async () => {
    serve(clinicFor("ADMINISTRATOR", [shorter]));
    const { user } = open("/staff/services/svc-1");
    const length = await screen.findByLabelText("Length, in minutes");
    await user.clear(length);
    await user.type(length, "60");
    await user.click(screen.getByRole("button", { name: "See what changes" }));
    expect(await screen.findByRole("heading", { level: 3, name: "1 visit is booked for less time" })).toBeInTheDocument();
    expect(screen.queryByRole("link", { name: "See the visit of Maria Alvarez" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Apply" }));
    await waitFor(() => expect(screen.getByRole("heading", { level: 2, name: "The rules are saved" })).toHaveFocus());
    expect(screen.getByRole("link", { name: "See the visit of Maria Alvarez" })).toHaveAttribute("href", "/staff/appointments/apt-1");
  });

  it("say when somebody else was first, and which field is wrong", async () => {
    serve(clinicFor());
    const { user } = open("/staff/services/new");
    await user.type(await screen.findByLabelText("Name"), "Long talk");
    refuse("TryService", "INVALID_INPUT", { field: "departmentId" });
    await user.click(screen.getByRole("button", { name: "See what changes" }));
    await user.click(await screen.findByRole("link", { name: "refused" }));
    expect(screen.getByLabelText("Department")).toHaveFocus();
    expect(document.title).toMatch(/^Error: /);
    refuse("TryService", "CONFLICT");
    await user.click(screen.getByRole("button", { name: "See what changes" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("refused");
  });
});

describe("check-in of a service", () => {
  it("asks questions in an order, each answered in its way", async () => {
    const asked = serve(clinicFor());
    const { user, router } = open("/staff/services/svc-1/check-in");
    await user.click(await screen.findByRole("button", { name: "Add a question" }));
    const [, second] = screen.getAllByLabelText("Question, in plain words");
    expect(second).toHaveFocus();
    await user.type(second as HTMLElement, "How do you feel?");
    await user.selectOptions(screen.getAllByLabelText("How it is answered")[1] as HTMLElement, "CHOICE");
    await user.type(screen.getByLabelText("Answer 1"), "Well");
    await user.type(screen.getByLabelText("Answer 2"), "Not well");
    await user.click(screen.getByRole("button", { name: "Move up: question 2" }));
    expect(screen.getByRole("button", { name: "Move down: question 1" })).toHaveFocus();
    expect(screen.getByRole("checkbox", { name: /held by video/ })).toBeDisabled();
    await user.click(screen.getByRole("button", { name: "Save check-in" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/staff/services"));
    expect(asked.find((one) => one.operation === "SaveVisitKind")?.variables).toMatchObject({
      input: {
        serviceId: "svc-1", video: false,
        questions: [{ text: "How do you feel?", type: "CHOICE", options: [{ display: "Well" }, { display: "Not well" }] }, question],
      },
    });
  });

  it("leads to the question that is wrong", async () => {
    serve(clinicFor());
    const { user } = open("/staff/services/svc-1/check-in");
    refuse("SaveVisitKind", "INVALID_INPUT", { field: "questions.0.text" });
    await user.click(await screen.findByRole("button", { name: "Save check-in" }));
    await user.click(await screen.findByRole("link", { name: "refused" }));
    expect(screen.getByLabelText("Question, in plain words")).toHaveFocus();
    await user.click(screen.getByRole("button", { name: "Take away: question 1" }));
    expect(screen.getByText("Nothing is asked but contact details and insurance.")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Add a question" })).toHaveFocus();
  });
});
