import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { invitation } from "@/testing/appointments";
import { makeClinic } from "@/testing/clinic";
import { serve } from "@/testing/network";
import { open } from "@/testing/open";

function as(role: string) {
  const clinic = makeClinic();
  if (clinic.viewer) {
    clinic.viewer.account.role = role;
    clinic.viewer.patients = [];
  }
  return clinic;
}

describe("asking a patient to book", () => {
  it("says what is missing, then asks", async () => {
    const asked = serve(as("CLINICIAN"));
    const { user } = open("/staff/patients/pat-1");
    await user.click(await screen.findByRole("button", { name: "Ask to book" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Choose a kind of visit");
    await user.click(screen.getByRole("link", { name: "Say why, for the patient to read" }));
    expect(screen.getByLabelText("Why, for the patient to read")).toHaveFocus();
    await user.type(screen.getByLabelText("Why, for the patient to read"), "To see how it heals");
    await user.selectOptions(screen.getByLabelText("Department"), "Internal medicine");
    await user.selectOptions(await screen.findByLabelText("Kind of visit"), "Office visit");
    expect(within(screen.getByLabelText("Kind of visit")).queryByText("Day surgery")).toBeNull();
    await user.selectOptions(screen.getByLabelText("Location"), "Riverside Clinic");
    await user.selectOptions(screen.getByLabelText("With whom"), "Dr. Ada Okafor");
    await user.click(screen.getByRole("button", { name: "Ask to book" }));
    await screen.findByText("The patient is asked to book.");
    expect(asked.findLast((one) => one.operation === "InviteToBook")?.variables).toMatchObject({
      input: { patientId: "pat-1", serviceId: "svc-1", locationId: "loc-1", practitionerId: "doc-1", reason: "To see how it heals" },
    });
  });

  it("is taken back in two presses", async () => {
    const clinic = as("FRONT_DESK");
    let state = "OPEN";
    clinic.patientRecord.invitations = () => [invitation({ state })];
    clinic.withdrawInvitation = () => ({ invitation: invitation({ state: (state = "WITHDRAWN") }) });
    serve(clinic);
    const { user } = open("/staff/patients/pat-1");
    await user.click(await screen.findByRole("button", { name: "Withdraw: Office visit" }));
    await user.click(screen.getByRole("button", { name: "Yes, withdraw" }));
    expect(await screen.findByText("Withdrawn")).toBeInTheDocument();
  });

  it("is not for administrators", async () => {
    serve(as("ADMINISTRATOR"));
    open("/staff/patients/pat-1");
    await screen.findByText("4-820-117");
    expect(screen.queryByText("Ask to book")).toBeNull();
  });
});
