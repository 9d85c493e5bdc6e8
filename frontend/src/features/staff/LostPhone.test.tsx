import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { makeClinic } from "@/testing/clinic";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";

/** The clinic as a member of staff sees it, with a patient who has a second factor. */
function asStaff(role: string) {
  const clinic = makeClinic();
  if (clinic.viewer) {
    clinic.viewer.account.role = role;
    clinic.viewer.patients = [];
  }
  clinic.patientRecord.hasSecondFactor = true;
  const reset = clinic.resetSecondFactor;
  clinic.resetSecondFactor = (args) => {
    clinic.patientRecord.hasSecondFactor = false;
    return reset(args);
  };
  return clinic;
}

describe("a lost phone", () => {
  it("is answered by the desk, with a reason", async () => {
    const asked = serve(asStaff("FRONT_DESK"));
    const { user } = open("/staff/patients/pat-1");
    await user.click(await screen.findByRole("button", { name: "Remove second factor" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Say why");
    await user.type(screen.getByLabelText("Reason"), "Passport seen at the desk");
    await user.click(screen.getByRole("button", { name: "Remove second factor" }));
    await expect.poll(() => screen.queryByRole("heading", { name: "Lost phone" })).toBeNull();
    expect(screen.getByText("The second factor is removed.")).toBeInTheDocument();
    expect(asked.find((one) => one.operation === "ResetSecondFactor")?.variables).toEqual({
      input: { patientId: "pat-1", reason: "Passport seen at the desk" },
    });
  });

  it("asks the desk to confirm who they are, and keeps the reason meanwhile", async () => {
    const clinic = asStaff("ADMINISTRATOR");
    serve(clinic);
    const stepUp = clinic.stepUp;
    clinic.stepUp = (args) => {
      serve(clinic);
      return stepUp(args);
    };
    refuse("ResetSecondFactor", "STEP_UP_REQUIRED");
    const { user } = open("/staff/patients/pat-1");
    await user.type(await screen.findByLabelText("Reason"), "Passport seen at the desk");
    await user.click(screen.getByRole("button", { name: "Remove second factor" }));
    await user.type(await screen.findByLabelText("Password"), "Maple-Window-41!");
    await user.click(screen.getByRole("button", { name: "Confirm" }));
    await expect.poll(() => screen.queryByRole("heading", { name: "Lost phone" })).toBeNull();
  });

  it("is not shown where there is no second factor, nor to clinicians", async () => {
    const clinic = asStaff("FRONT_DESK");
    clinic.patientRecord.hasSecondFactor = false;
    serve(clinic);
    const first = open("/staff/patients/pat-1");
    await screen.findByText("This patient has an account.");
    expect(screen.queryByRole("heading", { name: "Lost phone" })).toBeNull();
    first.unmount();
    const asked = serve(asStaff("CLINICIAN"));
    open("/staff/patients/pat-1");
    await screen.findByText("This patient has an account.");
    expect(asked.map((one) => one.operation)).not.toContain("StaffSecondFactor");
  });
});
