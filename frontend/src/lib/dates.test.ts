import { describe, expect, it } from "vitest";
import { dateTime, dayKey, instantOf, longDate, partialDate, sameClock, time } from "./dates";

describe("dates in the clinic's words", () => {
  it("shows an instant on the clock of its place", () => {
    const instant = "2026-08-06T14:20:00Z";
    expect(longDate(instant, "America/Chicago")).toBe("Thursday 6 August 2026");
    expect(time(instant, "America/Chicago")).toBe("9:20am");
    expect(time(instant, "Asia/Kolkata")).toBe("7:50pm");
  });

  it("calls noon and midnight twelve", () => {
    expect(time("2026-08-06T12:00:00Z", "UTC")).toBe("12:00pm");
    expect(time("2026-08-06T00:05:00Z", "UTC")).toBe("12:05am");
  });

  it("groups by the day of the place, not of the device", () => {
    expect(dayKey("2026-08-07T03:00:00Z", "America/Chicago")).toBe("2026-08-06");
    expect(dayKey("2026-08-07T03:00:00Z", "Europe/Berlin")).toBe("2026-08-07");
  });

  it("knows when two zones show the same clock", () => {
    expect(sameClock("America/Chicago", "2026-08-06T14:20:00Z", "America/Winnipeg")).toBe(true);
    expect(sameClock("America/Chicago", "2026-08-06T14:20:00Z", "America/New_York")).toBe(false);
  });

  it("keeps the precision of the record", () => {
    expect(partialDate("2019")).toBe("2019");
    expect(partialDate("2019-03")).toBe("March 2019");
    expect(partialDate("1984-03-09")).toBe("9 March 1984");
    expect(partialDate("2020-05-01T09:30:00-04:00")).toBe("1 May 2020 at 9:30am");
    expect(partialDate("about 1990")).toBe("about 1990");
  });

  it("puts date and time together", () => {
    expect(dateTime("2026-08-06T14:20:00Z", "America/Chicago")).toBe("6 August 2026 at 9:20am");
  });

  it("finds the instant of a clock time, before and after a change of clocks", () => {
    expect(instantOf("2026-08-06", 560, "America/Chicago")).toBe("2026-08-06T14:20:00.000Z");
    expect(instantOf("2026-08-06", 1440, "Asia/Kolkata")).toBe("2026-08-06T18:30:00.000Z");
    expect(instantOf("2026-03-08", 60, "America/Chicago")).toBe("2026-03-08T07:00:00.000Z");
    expect(instantOf("2026-03-08", 180, "America/Chicago")).toBe("2026-03-08T08:00:00.000Z");
    expect(instantOf("2026-11-01", 180, "America/Chicago")).toBe("2026-11-01T09:00:00.000Z");
    expect(instantOf("2026-10-25", 0, "Europe/Berlin")).toBe("2026-10-24T22:00:00.000Z");
    expect(instantOf("2026-10-25", 240, "Europe/Berlin")).toBe("2026-10-25T03:00:00.000Z");
  });
});
