import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { NotificationAddedDocument } from "@/gql/graphql";
import { appointment } from "@/testing/appointments";
import { connection, entry, makeClinic, notification } from "@/testing/clinic";
import { access } from "@/testing/family";
import { serve } from "@/testing/network";
import { open } from "@/testing/open";
import { socket } from "@/testing/socket";

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

/** Maria, who looks after Leo within those scopes; each has a medicine of their own. */
function withLeo(leosAccess: object = {}) {
  const clinic = makeClinic();
  const maria = clinic.patientRecord;
  const leo = {
    ...maria,
    id: "pat-2",
    fullName: "Leo Alvarez",
    givenNames: "Leo",
    access: access(leosAccess),
    medications: () => connection([entry({ id: "ent-2", name: "Amoxicillin syrup" })]),
  };
  if (clinic.viewer) clinic.viewer.patients = [maria, leo];
  clinic.patient = ({ patientId }) => (patientId === leo.id ? leo : maria);
  return clinic;
}

const open_ = (name: string) => screen.findByRole("combobox", { name }) as Promise<HTMLSelectElement>;

describe("whose record is open", () => {
  it("stands on no page of somebody who looks after nobody", async () => {
    serve(makeClinic());
    open("/records");
    await heading("Medical records");
    expect(screen.queryByText(/record is open/)).not.toBeInTheDocument();
    expect(screen.queryByRole("combobox", { name: "Whose record" })).not.toBeInTheDocument();
  });

  it("is chosen in the header, stands in the address, and every page follows", async () => {
    const asked = serve(withLeo());
    const { user, router } = open("/records/medications");
    await screen.findByText("Lisinopril 10 mg tablet");
    expect(screen.getByText("Your own record is open.")).toBeInTheDocument();
    await user.selectOptions(await open_("Whose record"), "Leo Alvarez");
    await screen.findByText("Amoxicillin syrup");
    expect(screen.queryByText("Lisinopril 10 mg tablet")).not.toBeInTheDocument();
    expect(screen.getAllByText("You are looking after Leo Alvarez.").length).toBeGreaterThan(0);
    expect(router.state.location.search).toEqual({ for: "pat-2" });
    await user.click(screen.getByRole("link", { name: "Appointments" }));
    await heading("Appointments");
    expect(router.state.location.search).toEqual({ for: "pat-2" });
    await waitFor(() => expect(asked.filter(({ operation }) => operation === "Appointments").at(-1)?.variables.patientId).toBe("pat-2"));
    await user.selectOptions(await open_("Whose record"), "Maria Alvarez (you)");
    await screen.findByText("Your own record is open.");
    await waitFor(() => expect(router.state.location.search).toEqual({}));
  });

  it("is there again after a reload, and asks for nothing of anybody else's", async () => {
    const asked = serve(withLeo());
    open("/records/medications?for=pat-2");
    await screen.findByText("Amoxicillin syrup");
    expect((await open_("Whose record")).value).toBe("pat-2");
    expect(asked.filter(({ variables }) => variables.patientId === "pat-1")).toEqual([]);
  });

  it("says so when the address asks for one that is not open, and goes on with one's own", async () => {
    serve(withLeo());
    const { user, router } = open("/records/medications?for=pat-7");
    await screen.findByText("Lisinopril 10 mg tablet");
    expect(screen.getByText(/not open to you, or not any more/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Go on with Maria Alvarez" }));
    await waitFor(() => expect(router.state.location.search).toEqual({}));
    expect(screen.queryByText(/not open to you/)).not.toBeInTheDocument();
  });

  it("follows a link in a mail to what is another's", async () => {
    const clinic = withLeo();
    clinic.appointment = () => appointment({ patientId: "pat-2" });
    serve(clinic);
    const { router } = open("/appointments/apt-1");
    await heading("The appointment is confirmed");
    expect(router.state.location.search).toEqual({ for: "pat-2" });
    expect(screen.getAllByText("You are looking after Leo Alvarez.").length).toBeGreaterThan(0);
  });

  it("is left with an item that is one patient's alone", async () => {
    const clinic = withLeo();
    serve(clinic);
    const { user, router } = open("/advice/adv-1");
    await heading("Your blood pressure");
    await user.selectOptions(await open_("Whose record"), "Leo Alvarez");
    await heading("Advice");
    expect(router.state.location.pathname).toBe("/advice");
  });
});

describe("access that ends while a page is open", () => {
  const feed = async (server: ReturnType<typeof socket>) => {
    await waitFor(() => expect(server.latest(NotificationAddedDocument)).toBeDefined());
    return server.latest(NotificationAddedDocument);
  };

  it("closes the record at once, and says so", async () => {
    const clinic = withLeo();
    serve(clinic);
    const server = socket();
    const { user, router } = open("/records/medications?for=pat-2");
    await screen.findByText("Amoxicillin syrup");
    const told = await feed(server);
    if (clinic.viewer) clinic.viewer.patients = clinic.viewer.patients.slice(0, 1);
    await act(async () => told?.tell("notificationAdded", notification(9, { __typename: "Notification", kind: "CARE_CHANGED", patientId: null })));
    await waitFor(() => expect(screen.queryByText("Amoxicillin syrup")).not.toBeInTheDocument());
    expect(await screen.findByText("The record of Leo Alvarez is not open to you any more.")).toBeInTheDocument();
    expect(screen.queryByText("You are looking after Leo Alvarez.")).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Go on with Maria Alvarez" }));
    await waitFor(() => expect(screen.queryByText(/not open to you/)).not.toBeInTheDocument());
    expect(router.state.location.search).toEqual({});
  });

  it("leaves somebody who has no record of their own with their account", async () => {
    const clinic = withLeo();
    if (clinic.viewer) clinic.viewer.patients = clinic.viewer.patients.slice(1);
    serve(clinic);
    const server = socket();
    const { user } = open("/records/medications");
    await screen.findByText("Amoxicillin syrup");
    const told = await feed(server);
    if (clinic.viewer) clinic.viewer.patients = [];
    await act(async () => told?.tell("notificationAdded", notification(9, { __typename: "Notification", kind: "CARE_CHANGED", patientId: null })));
    await heading("You look after nobody now");
    await user.click(screen.getByRole("link", { name: "Account" }));
    await heading("Account");
    await user.click(screen.getByRole("link", { name: /Family and carers/ }));
    await heading("Family and carers");
    expect(screen.getByText(/You have no record here and look after nobody/)).toBeInTheDocument();
  });

  it("takes what is clinical away on a child's birthday", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, now: new Date("2030-05-04T04:59:30Z") });
    try {
      const birthday = "2030-05-04T05:00:00Z";
      const clinic = withLeo({ recordsUntil: birthday });
      serve(clinic);
      open("/records/medications?for=pat-2");
      await screen.findByText("Amoxicillin syrup");
      if (clinic.viewer) Object.assign(clinic.viewer.patients[1] ?? {}, { access: access({ recordsUntil: birthday, scopes: ["APPOINTMENTS", "ACCOUNT"] }) });
      await act(() => vi.advanceTimersByTimeAsync(31_000));
      await heading("Medical records are not shared with you");
      expect(screen.queryByText("Amoxicillin syrup")).not.toBeInTheDocument();
      expect(screen.getByText(/medical records and advice are for Leo alone/)).toBeInTheDocument();
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("what is not shared", () => {
  it("says so on its page, and the menu hides nothing", async () => {
    const asked = serve(withLeo({ scopes: ["APPOINTMENTS"] }));
    open("/records/medications?for=pat-2");
    await heading("Medical records are not shared with you");
    expect(screen.getByText(/Leo has not shared this part with you/)).toBeInTheDocument();
    const menu = within(screen.getByRole("navigation", { name: "Menu" }));
    for (const name of ["Appointments", "Medical records", "Advice", "Account"]) {
      expect(menu.getByRole("link", { name })).toBeInTheDocument();
    }
    expect(asked.map(({ operation }) => operation)).not.toContain("Medications");
  });

  it("says since when records are a grown child's alone", async () => {
    serve(withLeo({ scopes: ["APPOINTMENTS", "ACCOUNT"], recordsUntil: "2020-05-04T05:00:00Z" }));
    open("/advice?for=pat-2");
    await heading("Advice is not shared with you");
    expect(screen.getByText(/Since \w+ [34] May 2020 medical records and advice are for Leo alone/)).toBeInTheDocument();
  });

  it("leaves its place on the start page, and asks for nothing of it", async () => {
    const asked = serve(withLeo({ scopes: ["APPOINTMENTS"] }));
    open("/?for=pat-2");
    await heading("Looking after Leo");
    expect(screen.getByRole("heading", { level: 2, name: "Latest results" })).toBeInTheDocument();
    expect(asked.find(({ operation }) => operation === "Home")?.variables).toEqual({ patientId: "pat-2", appointments: true, advice: false, results: false });
  });

  it("works for somebody who has no record of their own", async () => {
    const clinic = withLeo();
    if (clinic.viewer) clinic.viewer.patients = clinic.viewer.patients.slice(1);
    serve(clinic);
    open("/");
    await heading("Looking after Leo");
    expect(screen.getByText("You are looking after Leo Alvarez.")).toBeInTheDocument();
    expect(screen.queryByRole("combobox", { name: "Whose record" })).not.toBeInTheDocument();
  });
});
