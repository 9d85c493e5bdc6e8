import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { invitation } from "@/testing/appointments";
import { makeClinic } from "@/testing/clinic";
import { serve } from "@/testing/network";
import { open } from "@/testing/open";

describe("a visit that the clinic asks for", () => {
  it("stands on the home page and opens booking at the time, all else filled in", async () => {
    const clinic = makeClinic();
    clinic.patientRecord.invitations = () => [invitation()];
    const asked = serve(clinic);
    const { user, router } = open("/");
    expect(await screen.findByRole("heading", { level: 2, name: "Please book" })).toBeInTheDocument();
    expect(screen.getByText("Between 5 August 2030 and 16 August 2030")).toBeInTheDocument();
    await user.click(screen.getByRole("link", { name: "Choose a time: Office visit" }));
    await screen.findByRole("heading", { level: 1, name: "When would you like to come?" });
    expect(router.state.location.pathname).toBe("/appointments/new/time");
    expect(asked.findLast((one) => one.operation === "FreeTimes")?.variables).toMatchObject({ locationId: "loc-1", departmentId: "dep-1", practitionerId: "doc-1", serviceId: "svc-1" });
    // What it is about is text, and stands in no address.
    expect(router.state.location.href).not.toMatch(/tablets/);
  });

  it("is not mentioned when there is none", async () => {
    serve(makeClinic());
    open("/");
    await screen.findByRole("heading", { level: 1, name: "Welcome, Maria" });
    expect(screen.queryByText("Please book")).toBeNull();
  });
});
