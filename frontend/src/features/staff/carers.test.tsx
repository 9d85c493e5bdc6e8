import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { makeClinic } from "@/testing/clinic";
import { carer, carerInvitation } from "@/testing/family";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

/** The clinic as a member of staff sees it, with a child whose records are theirs from a birthday on. */
function withChild(role = "FRONT_DESK") {
  const clinic = makeClinic();
  if (clinic.viewer) {
    clinic.viewer.account.role = role;
    clinic.viewer.patients = [];
  }
  clinic.patientRecord.childhood = { recordsUntil: "2098-05-04T12:00:00Z", ofAge: "2099-05-04T12:00:00Z" };
  return clinic;
}

describe("a patient's carers, for staff", () => {
  it("shows them with the birthday, and ends access with a reason", async () => {
    const clinic = withChild();
    clinic.patientRecord.carers = () => [carer({ givenBy: "CLINIC" })];
    clinic.patientRecord.carerInvitations = () => [carerInvitation()];
    const asked = serve(clinic);
    const { user } = open("/staff/patients/pat-1");
    const name = await screen.findByRole("heading", { level: 3, name: "Sam Rivera" });
    expect(screen.getByText(/From Sunday 4 May 2098 on, a birthday that the clinic has set/)).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Take back the invitation to aunt@example.org" })).toBeInTheDocument();
    const card = within(name.closest("li") as HTMLElement);
    await user.click(card.getByRole("button", { name: "End the access of Sam Rivera" }));
    const reason = card.getByLabelText("Why the access of Sam Rivera ends");
    expect(reason).toHaveFocus();
    await user.click(card.getByRole("button", { name: "End access now" }));
    expect(await card.findByRole("alert")).toHaveTextContent("Say why");
    expect(asked.map(({ operation }) => operation)).not.toContain("RevokeCarer");
    await user.type(reason, "Custody order seen");
    await user.click(card.getByRole("button", { name: "End access now" }));
    await waitFor(() => expect(asked.find(({ operation }) => operation === "RevokeCarer")?.variables).toEqual({ input: { carerId: "car-1", reason: "Custody order seen" } }));
    expect(await screen.findByText("The access of Sam Rivera has ended.")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "End the access of Sam Rivera" })).not.toBeInTheDocument();
  });

  it("are an adult's own to invite", async () => {
    const clinic = withChild("ADMINISTRATOR");
    clinic.patientRecord.childhood = null;
    serve(clinic);
    open("/staff/patients/pat-1");
    expect(await screen.findByText(/Adults invite their carers themselves/)).toBeInTheDocument();
    expect(screen.queryByRole("link", { name: "Add a parent or guardian" })).not.toBeInTheDocument();
  });

  it("are not for clinicians", async () => {
    const asked = serve(withChild("CLINICIAN"));
    open("/staff/patients/pat-1");
    await screen.findByText("This patient has an account.");
    expect(asked.map(({ operation }) => operation)).not.toContain("StaffCarers");
  });
});

describe("a parent or guardian", () => {
  it("is mailed an invitation, with a reason and after a fresh proof", async () => {
    const clinic = withChild();
    const asked = serve(clinic);
    const stepUp = clinic.stepUp;
    clinic.stepUp = (args) => {
      serve(clinic);
      return stepUp(args);
    };
    const { user, router } = open("/staff/patients/pat-1");
    await user.click(await screen.findByRole("link", { name: "Add a parent or guardian" }));
    await heading("Add a parent or guardian of Maria Alvarez");
    await user.click(screen.getByRole("button", { name: "Send invitation" }));
    expect(within(await screen.findByRole("alert")).getAllByRole("link")).toHaveLength(4);
    await user.type(screen.getByLabelText("Their email address"), "jo@example.org");
    await user.type(screen.getByLabelText("Who they are to the child"), "mother");
    await user.click(screen.getByRole("checkbox", { name: /^Appointments/ }));
    await user.type(screen.getByLabelText("Reason"), "Birth certificate seen");
    refuse("GrantCarer", "STEP_UP_REQUIRED");
    await user.click(screen.getByRole("button", { name: "Send invitation" }));
    await user.type(await screen.findByLabelText("Password"), "Maple-Window-41!");
    await user.click(screen.getByRole("button", { name: "Confirm" }));
    expect(await screen.findByText("The invitation is on its way to jo@example.org.")).toBeInTheDocument();
    await waitFor(() => expect(router.state.location.pathname).toBe("/staff/patients/pat-1"));
    expect(asked.length).toBeGreaterThan(0);
  });

  it("who has an account is let in at once", async () => {
    const asked = serve(withChild());
    const { user } = open("/staff/patients/pat-1/carer");
    await user.click(await screen.findByRole("radio", { name: /They have an account here/ }));
    await user.type(screen.getByLabelText("Their Personal Username"), "jo.alvarez");
    await user.type(screen.getByLabelText("Who they are to the child"), "mother");
    await user.click(screen.getByRole("checkbox", { name: /^Advice/ }));
    await user.type(screen.getByLabelText("Reason"), "Birth certificate seen");
    await user.click(screen.getByRole("button", { name: "Let them in" }));
    expect(await screen.findByText("Jo Alvarez may act for the child now.")).toBeInTheDocument();
    expect(asked.find(({ operation }) => operation === "GrantCarer")?.variables).toEqual({
      input: { patientId: "pat-1", username: "jo.alvarez", relationship: "mother", scopes: ["ADVICE"], expiresAt: null, reason: "Birth certificate seen" },
    });
  });

  it("is offered no records that are the child's alone by now", async () => {
    const clinic = withChild();
    clinic.patientRecord.childhood = { recordsUntil: "2020-05-04T12:00:00Z", ofAge: "2099-05-04T12:00:00Z" };
    serve(clinic);
    open("/staff/patients/pat-1/carer");
    await heading("Add a parent or guardian of Maria Alvarez");
    expect(screen.getAllByRole("checkbox")).toHaveLength(2);
    expect(screen.getByText(/Since Monday 4 May 2020 medical records and advice are for Maria alone/)).toBeInTheDocument();
  });

  it("names a child by the whole name whose record has no given names", async () => {
    const clinic = withChild();
    Object.assign(clinic.patientRecord, { fullName: "Suharti", givenNames: "", familyName: "" });
    serve(clinic);
    open("/staff/patients/pat-1/carer");
    await heading("Add a parent or guardian of Suharti");
    expect(screen.getByText(/when Suharti is of age/)).toBeInTheDocument();
  });
});
