import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { services } from "@/testing/appointments";
import { makeClinic } from "@/testing/clinic";
import { serve } from "@/testing/network";
import { open } from "@/testing/open";
import { referral } from "@/testing/staff";

function as(role: string) {
  const clinic = makeClinic();
  if (clinic.viewer) {
    clinic.viewer.account.role = role;
    clinic.viewer.patients = [];
  }
  if (clinic.clinic) Object.assign(clinic.clinic, { services: () => [services[0], { ...services[1], needsReferral: true }] });
  return clinic;
}

describe("referrals on the patient's page", () => {
  it("says what is missing, then adds one", async () => {
    const clinic = as("FRONT_DESK");
    let list: object[] = [];
    clinic.patientRecord.referrals = () => list;
    clinic.addReferral = () => {
      list = [referral()];
      return { referral: referral() };
    };
    const asked = serve(clinic);
    const { user } = open("/staff/patients/pat-1");
    expect(await screen.findByText("None is good now.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Add the referral" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Choose a kind of visit");
    await user.selectOptions(screen.getByLabelText("For which kind of visit"), "Day surgery");
    await user.type(screen.getByLabelText("Note (optional)"), " For the knee ");
    await user.click(screen.getByRole("button", { name: "Add the referral" }));
    expect(await screen.findByText("Given on Thursday 1 August 2030, good until Wednesday 30 October 2030")).toBeInTheDocument();
    expect(asked.find((one) => one.operation === "AddReferral")?.variables.input).toEqual({
      patientId: "pat-1", serviceId: "svc-2", note: "For the knee", expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  it("is withdrawn in two presses", async () => {
    const clinic = as("CLINICIAN");
    let list = [referral()];
    clinic.patientRecord.referrals = () => list;
    clinic.withdrawReferral = () => {
      list = [];
      return { withdrawn: true };
    };
    serve(clinic);
    const { user } = open("/staff/patients/pat-1");
    await user.click(await screen.findByRole("button", { name: "Withdraw the referral: Day surgery" }));
    await user.click(screen.getByRole("button", { name: "Yes, withdraw" }));
    expect(await screen.findByText("None is good now.")).toBeInTheDocument();
    expect(screen.getByText("The referral is withdrawn.")).toBeInTheDocument();
  });

  it("is not for administrators", async () => {
    serve(as("ADMINISTRATOR"));
    open("/staff/patients/pat-1");
    await screen.findByText("4-820-117");
    expect(screen.queryByText("Referrals")).toBeNull();
  });
});
