import { afterEach, describe, expect, it, vi } from "vitest";
import { dayOf } from "./useClinicDay";

const clinic = ["America/Phoenix", "America/Chicago"];

describe("a child's birthday", () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each(["Pacific/Honolulu", "America/Chicago", "UTC", "Pacific/Kiritimati"])("is the same day on a device in %s", (zone) => {
    vi.stubEnv("TZ", zone);
    // 4 May begins in Chicago; in Phoenix and west of it it is still the 3rd.
    expect(dayOf("2030-05-04T05:00:00Z", clinic)).toBe("Saturday 4 May 2030");
    // And in winter, when Chicago's clock is another.
    expect(dayOf("2030-01-09T06:00:00Z", clinic)).toBe("Wednesday 9 January 2030");
  });

  it("leaves other instants to the device's clock", () => {
    vi.stubEnv("TZ", "Pacific/Kiritimati");
    expect(dayOf("2030-05-04T12:30:00Z", clinic)).toBe("Sunday 5 May 2030");
    expect(dayOf("2030-05-04T05:00:00Z", [])).toBe("Saturday 4 May 2030");
  });
});
