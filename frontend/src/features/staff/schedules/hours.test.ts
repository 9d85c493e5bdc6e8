import { describe, expect, it } from "vitest";
import { clockOf, minuteOf } from "./hours";

describe("hours as they are typed", () => {
  it("go there and back", () => {
    for (const minute of [0, 5, 540, 785, 1438]) expect(minuteOf(clockOf(minute))).toBe(minute);
  });

  it("end a day at midnight", () => {
    expect(clockOf(1440)).toBe("23:59");
    expect(minuteOf("23:59")).toBe(1440);
  });
});
