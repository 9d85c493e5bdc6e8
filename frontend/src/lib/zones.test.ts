import { afterEach, describe, expect, it, vi } from "vitest";
import { timeThere, zoneName } from "./zones";

describe("the name of a clock", () => {
  it.each([
    ["America/Chicago", "2026-05-05T14:20:00Z", "Central Time"],
    ["America/Phoenix", "2026-05-05T14:20:00Z", "Mountain Standard Time"],
    ["Europe/Berlin", "2026-05-05T14:20:00Z", "Berlin time"],
    ["America/Argentina/Rio_Gallegos", "2026-05-05T14:20:00Z", "Rio Gallegos time"],
    ["UTC", "2026-05-05T14:20:00Z", "UTC"],
    ["America/Chicago", "2026-11-01T05:30:00Z", "Central Time"],
    ["America/Chicago", "2026-11-01T06:30:00Z", "Central Time, CDT"],
    ["America/Chicago", "2026-11-01T07:30:00Z", "Central Time, CST"],
    ["America/Chicago", "2026-11-01T08:30:00Z", "Central Time"],
  ])("is, in %s at %s, %s", (zone, at, name) => expect(zoneName(zone, at)).toBe(name));
});

describe("a time on the clock of its place", () => {
  afterEach(() => vi.unstubAllEnvs());

  it("names the clock where the device shows another", () => {
    vi.stubEnv("TZ", "America/Winnipeg");
    expect(timeThere("2026-05-05T14:20:00Z", "America/Chicago")).toBe("9:20am");
    vi.stubEnv("TZ", "Europe/Berlin");
    expect(timeThere("2026-05-05T14:20:00Z", "America/Chicago")).toBe("9:20am Central Time");
  });
});
