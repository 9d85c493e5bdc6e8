import { describe, expect, it } from "vitest";
import { type Answers, answer, type Choices, firstOpen, nextStep, noWords, previousStep, steps } from "./flow";

const words = { ...noWords, reason: "Knee pain", email: "maria@example.org" };
const all: Answers = { location: "l1", department: "d1", doctor: "any", service: "s1", hold: "h1", coverage: "none" };

function choices(departments: string[], doctors: string[]): Choices {
  return {
    __typename: "Clinic",
    supportPhone: "",
    supportHours: "",
    openAppointments: 0,
    services: [],
    locations: ["l1", "l2"].map((id) => ({
      __typename: "Location" as const,
      id,
      name: id,
      address: "",
      phone: "",
      timeZone: "UTC",
      departments: departments.map((one) => ({ __typename: "Department" as const, id: one, name: one, description: "" })),
    })),
    practitioners: doctors.map((id) => ({ __typename: "Practitioner" as const, id, name: id, credentials: "", specialty: "" })),
  };
}

describe("the flow of booking", () => {
  it("asks one question after the other", () => {
    expect(steps.map((step) => step.key)).toEqual([
      "location",
      "department",
      "doctor",
      "reason",
      "time",
      "details",
      "check",
    ]);
    for (const [index, step] of steps.slice(0, -1).entries()) {
      expect(nextStep(step.key, all, words)).toBe(steps[index + 1]?.key);
    }
  });

  it("opens at the first question without an answer", () => {
    expect(firstOpen({}, noWords)).toBe("location");
    expect(firstOpen({ ...all, hold: undefined }, words)).toBe("time");
    expect(firstOpen(all, noWords)).toBe("reason");
    expect(firstOpen(all, words)).toBe("check");
  });

  it("returns straight to the check page after a change that voids nothing", () => {
    const changed = answer("doctor", { ...all, change: true }, { doctor: "any" });
    expect(nextStep("doctor", changed, words)).toBe("check");
  });

  it("asks again for what a change has voided, and for nothing else", () => {
    const changed = answer("department", { ...all, change: true }, { department: "d2" });
    expect(changed).toEqual({ location: "l1", department: "d2", coverage: "none", change: true });
    expect(nextStep("department", changed, words)).toBe("doctor");
    const withDoctor = answer("doctor", changed, { doctor: "p1" });
    const withService = answer("reason", withDoctor, { service: "s1" });
    expect(nextStep("reason", withService, words)).toBe("time");
    expect(nextStep("time", answer("time", withService, { hold: "h2" }), words)).toBe("check");
  });

  it("gives up the kept time when the doctor or the service changes, not when an answer is repeated", () => {
    expect(answer("doctor", all, { doctor: "p1" }).hold).toBeUndefined();
    expect(answer("reason", all, { service: "s2" }).hold).toBeUndefined();
    expect(answer("reason", all, { service: "s1" }).hold).toBe("h1");
  });

  it("skips a page with one possible answer, forwards and back", () => {
    const clinic = choices(["d1"], ["p1", "p2"]);
    const step = steps.find((one) => one.key === "department");
    expect(step?.only?.(clinic, { location: "l1" })).toEqual({ department: "d1" });
    expect(previousStep("doctor", clinic, all)).toBe("location");
    expect(previousStep("reason", choices(["d1", "d2"], ["p1"]), all)).toBe("department");
    expect(previousStep("location", clinic, all)).toBeNull();
  });
});
