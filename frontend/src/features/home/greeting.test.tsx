import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { makeClinic } from "@/testing/clinic";
import { access } from "@/testing/family";
import { serve } from "@/testing/network";
import { open } from "@/testing/open";

/** A clinic whose record has the name as a whole only. */
function withWholeName(over: object = {}) {
  const clinic = makeClinic();
  const record = { ...clinic.patientRecord, fullName: "Suharti", givenNames: "", familyName: "", ...over };
  if (clinic.viewer) clinic.viewer.patients = [record];
  clinic.patient = () => record;
  return clinic;
}

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

describe("somebody whose record has no given names", () => {
  it("is greeted by the whole name", async () => {
    serve(withWholeName());
    open("/");
    await heading("Welcome, Suharti");
  });

  it("is named by it to those who look after them", async () => {
    serve(withWholeName({ access: access({ scopes: ["APPOINTMENTS"] }) }));
    const { router } = open("/");
    await heading("Looking after Suharti");
    await router.navigate({ to: "/advice" });
    await heading("Advice is not shared with you");
    expect(screen.getByText(/Suharti has not shared this part/)).toBeInTheDocument();
  });
});
