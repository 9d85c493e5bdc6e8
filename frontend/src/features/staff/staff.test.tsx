import { cleanup, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { connection, makeClinic } from "@/testing/clinic";
import { serve } from "@/testing/network";
import { open } from "@/testing/open";

/** The clinic as a member of staff sees it. */
function asStaff(role: string) {
  const clinic = makeClinic();
  if (clinic.viewer) {
    clinic.viewer.account.role = role;
    clinic.viewer.patients = [];
  }
  return clinic;
}

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

describe("the staff's pages", () => {
  it("begin at the search and have a menu of their own", async () => {
    const asked = serve(asStaff("FRONT_DESK"));
    const { user, router } = open("/");
    await heading("Patients");
    expect(router.state.location.pathname).toBe("/staff/patients");
    const menu = screen.getByRole("navigation", { name: "Menu" });
    expect(within(menu).getAllByRole("link").map((link) => link.textContent)).toEqual(["Patients", "The day", "Requests", "Schedules", "Account"]);
    await user.type(screen.getByLabelText("Name, clinic number or birth date"), " alvarez ");
    await user.click(screen.getByRole("button", { name: "Search" }));
    await user.click(await screen.findByRole("link", { name: "Maria Alvarez" }));
    await heading("Maria Alvarez");
    expect(document.title).not.toMatch(/Maria/);
    expect(router.state.location.href).toBe("/staff/patients/pat-1");
    expect(asked.find((one) => one.operation === "StaffPatients")?.variables).toMatchObject({ search: "alvarez" });
    await user.click(screen.getByRole("link", { name: "All patients" }));
    expect(await screen.findByRole("link", { name: "Maria Alvarez" })).toBeInTheDocument();
  });

  it("say what to do when nobody is found", async () => {
    const clinic = asStaff("CLINICIAN");
    clinic.patients = () => connection([]);
    serve(clinic);
    const { user } = open("/staff/patients");
    await user.type(await screen.findByLabelText("Name, clinic number or birth date"), "nobody{Enter}");
    expect(await screen.findByText("Nobody found")).toBeInTheDocument();
    expect(screen.queryByRole("link", { name: "Register a patient" })).toBeNull();
  });

  it("show administrators who a patient is, and not how to reach them", async () => {
    const asked = serve(asStaff("ADMINISTRATOR"));
    open("/staff/patients/pat-1");
    expect(await screen.findByText("4-820-117")).toBeInTheDocument();
    expect(asked.map((one) => one.operation)).not.toContain("StaffPatientContact");
  });

  it("are not for patients", async () => {
    serve(makeClinic());
    open("/staff/patients");
    await heading("These pages are for the clinic's staff");
  });
});

describe("registering a patient", () => {
  it("says what is missing, then shows who may be the same person before it goes on", async () => {
    const clinic = asStaff("FRONT_DESK");
    const made = clinic.registerPatient;
    const twin = clinic.patientRecord;
    clinic.registerPatient = ({ input }) => (input.evenIfSimilar ? made({ input }) : { patient: null, similar: [twin] });
    const asked = serve(clinic);
    const { user, router } = open("/staff/patients/new");
    await user.click(await screen.findByRole("button", { name: "Register" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Enter the patient's name");
    await user.click(screen.getByRole("link", { name: /real date of birth/ }));
    expect(screen.getByLabelText("Day")).toHaveFocus();
    await user.type(screen.getByLabelText("Given names"), "Maria");
    await user.type(screen.getByLabelText("Family name"), "Alvarez");
    await user.type(screen.getByLabelText("Day"), "9");
    await user.type(screen.getByLabelText("Month"), "3");
    await user.type(screen.getByLabelText("Year"), "1984");
    await user.click(screen.getByRole("button", { name: "Register" }));
    expect(await screen.findByText("This person may be on the books already")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "It is someone else: register" }));
    await heading("Maria Alvarez");
    expect(router.state.location.pathname).toBe("/staff/patients/pat-1");
    expect(asked.findLast((one) => one.operation === "RegisterPatient")?.variables).toEqual({
      input: { givenNames: "Maria", familyName: "Alvarez", dateOfBirth: "1984-03-09", sex: "unknown", email: null, phone: null, evenIfSimilar: true },
    });
  });
});

describe("an activation code", () => {
  const withoutAccount = () => {
    const clinic = asStaff("FRONT_DESK");
    clinic.patientRecord.signUp = { hasAccount: false, codeIssuedAt: null, codeExpiresAt: null };
    return clinic;
  };

  it("is issued, shown once and printed", async () => {
    const print = vi.spyOn(window, "print").mockImplementation(() => {});
    serve(withoutAccount());
    const { user, router } = open("/staff/patients/pat-1");
    await user.click(await screen.findByRole("button", { name: "Issue activation code" }));
    expect(await screen.findByText("K7MQ-4HDW-9TN3")).toBeInTheDocument();
    expect(screen.getByRole("heading", { name: "Open your account in our patient portal" })).toHaveFocus();
    expect(screen.getByRole("link", { name: "Letter (PDF)" })).toHaveAttribute("href", "/download/sealed");
    expect(screen.getByRole("img", { name: /QR code/ })).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Print" }));
    expect(print).toHaveBeenCalled();
    expect(router.state.location.href).not.toMatch(/K7MQ/);
    expect(JSON.stringify({ ...sessionStorage, ...localStorage })).not.toMatch(/K7MQ/);
  });

  it("is not for patients who have an account, nor for clinicians to issue", async () => {
    serve(asStaff("FRONT_DESK"));
    open("/staff/patients/pat-1");
    expect(await screen.findByText("This patient has an account.")).toBeInTheDocument();
    cleanup();
    const clinic = withoutAccount();
    if (clinic.viewer) clinic.viewer.account.role = "CLINICIAN";
    serve(clinic);
    open("/staff/patients/pat-1");
    expect(await screen.findByText(/no account and no activation code/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Issue activation code" })).toBeNull();
  });

  it("whose number was locked is on the desk's first page until somebody has looked", async () => {
    const clinic = asStaff("FRONT_DESK");
    clinic.registrationLocks = [
      { id: "loc-1", patient: clinic.patientRecord, lockedAt: "2030-08-01T10:00:00Z", lockedUntil: "2030-08-01T11:00:00Z", times: 2 },
    ];
    clinic.settleRegistrationLock = () => {
      clinic.registrationLocks = [];
      return { locks: [] };
    };
    const asked = serve(clinic);
    const { user } = open("/staff/patients");
    expect(await screen.findByText(/Locked 2 times/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Let Maria Alvarez try again" }));
    await expect.poll(() => screen.queryByRole("heading", { name: "Locked clinic numbers" })).toBeNull();
    expect(asked.find((one) => one.operation === "SettleLock")?.variables).toEqual({ input: { lockId: "loc-1", unlock: true } });
  });
});
