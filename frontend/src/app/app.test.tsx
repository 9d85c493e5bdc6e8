import { act, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { adviceItem, connection, makeClinic, notification } from "@/testing/clinic";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

describe("the frame", () => {
  it("moves focus to the heading and names the document on every page", async () => {
    serve(makeClinic());
    const { user } = open("/");
    expect(await heading("Welcome, Maria")).not.toHaveFocus();
    await user.click(screen.getByRole("link", { name: "Advice" }));
    expect(await heading("Advice")).toHaveFocus();
    expect(document.title).toBe("Advice – Patient Portal");
    expect(screen.getByRole("link", { name: "Advice", current: "page" })).toBeInTheDocument();
  });

  it("sends to the sign-in and says why when the session has ended", async () => {
    const clinic = makeClinic();
    serve(clinic);
    const { user, router } = open("/");
    await heading("Welcome, Maria");
    clinic.viewer = null;
    refuse("Account", "UNAUTHENTICATED");
    await user.click(screen.getByRole("link", { name: "Account" }));
    await heading("Sign in");
    expect(screen.getByText(/Your session has ended/)).toBeInTheDocument();
    expect(router.state.location.search).toEqual({ to: "/account" });
  });

  it("shows the next person nothing of the one before", async () => {
    const clinic = makeClinic();
    serve(clinic);
    const { user, router } = open("/records/medications");
    await screen.findByText("Lisinopril 10 mg tablet");
    await user.click(screen.getByRole("button", { name: "Sign out" }));
    await screen.findByRole("link", { name: "Log in to Your Patient Account" });
    const other = makeClinic();
    other.patientRecord.medications = () => connection([]);
    serve(other);
    await act(() => router.navigate({ to: "/sign-in", search: { to: "/records/medications" } }));
    await user.type(await screen.findByLabelText("Personal Username"), "someone");
    await user.type(screen.getByLabelText("Password"), "else");
    await user.click(screen.getByRole("button", { name: "Login" }));
    expect(await screen.findByText("None noted")).toBeInTheDocument();
    expect(screen.queryByText("Lisinopril 10 mg tablet")).not.toBeInTheDocument();
  });

  it("tells an account without a record that there is none", async () => {
    const clinic = makeClinic();
    if (clinic.viewer) clinic.viewer.patients = [];
    if (clinic.viewer) clinic.viewer.account.role = "CLINICIAN";
    serve(clinic);
    open("/records");
    await heading("No record belongs to this account");
  });

  it("leads to what the session owes, and keeps the address for afterwards", async () => {
    const clinic = makeClinic();
    if (clinic.viewer) clinic.viewer.account.owes = ["CONSENT"];
    serve(clinic);
    const { router } = open("/records/results");
    await waitFor(() => expect(router.state.location.href).toBe("/welcome/privacy?to=%2Frecords%2Fresults"));
    expect(screen.queryByRole("navigation")).not.toBeInTheDocument();
  });
});

describe("home", () => {
  it("puts what is new first, then what comes next", async () => {
    serve(makeClinic());
    open("/");
    await heading("Welcome, Maria");
    const sections = screen.getAllByRole("heading", { level: 2 }).map((one) => one.textContent);
    expect(sections).toEqual(["New for you", "Your next appointments", "Your latest results"]);
    expect(screen.getByRole("link", { name: "Your blood pressure" })).toHaveAttribute("href", "/advice/adv-1");
  });
});

describe("advice", () => {
  it("is read by opening it, and each instruction can be done", async () => {
    const clinic = makeClinic();
    clinic.completeInstruction = ({ input }) => {
      const [instruction] = adviceItem().instructions;
      return { advice: adviceItem({ readAt: "2030-08-01T10:00:00Z", state: "DONE", instructions: [{ ...instruction, doneAt: input.done ? "2030-08-02T12:00:00Z" : null }] }) };
    };
    const asked = serve(clinic);
    const { user } = open("/advice/adv-1");
    await heading("Your blood pressure");
    await waitFor(() => expect(asked.map((one) => one.operation)).toContain("MarkAdviceRead"));
    expect(screen.getByText("Why: It lowers blood pressure.")).toBeInTheDocument();
    expect(screen.getByText("From 1 August 2030")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Done: Walk for half an hour a day" }));
    expect(await screen.findByText("Done 2 August 2030")).toBeInTheDocument();
  });

  it("answers an address that is not among one's own as not found", async () => {
    const clinic = makeClinic();
    clinic.advice = () => null;
    serve(clinic);
    open("/advice/other");
    await heading("Advice not found");
  });
});

describe("notifications", () => {
  it("marks one read, and all", async () => {
    const clinic = makeClinic();
    const read = new Set<string>();
    clinic.notifications = () =>
      connection([1, 2, 3].map((number) => notification(number, { readAt: read.has(`not-${number}`) ? "2030-08-01T11:00:00Z" : null })));
    clinic.unreadCount = () => 3 - read.size;
    clinic.markNotificationsRead = ({ input }) => {
      for (const id of input.notificationIds ?? ["not-1", "not-2", "not-3"]) read.add(id);
      return { unreadCount: 3 - read.size };
    };
    serve(clinic);
    const { user } = open("/notifications");
    await user.click(await screen.findByRole("button", { name: "Mark as read: Appointment confirmed 1" }));
    await waitFor(() => expect(screen.getAllByText("Unread")).toHaveLength(2));
    expect(await screen.findByRole("link", { name: /Notifications\s*2 unread/ })).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Mark all as read" }));
    await waitFor(() => expect(screen.queryByText("Unread")).not.toBeInTheDocument());
  });
});
