import { describe, expect, it } from "vitest";
import { isoDate } from "./birthDate";

const now = new Date("2030-06-15T12:00:00Z");

describe("a birth date in three fields", () => {
  it.each([
    ["9", "3", "1984", "1984-03-09"],
    [" 09 ", "03", "1984", "1984-03-09"],
    ["29", "2", "2024", "2024-02-29"],
    ["29", "2", "2023", null],
    ["31", "4", "1990", null],
    ["0", "1", "1990", null],
    ["1", "13", "1990", null],
    ["1", "1", "84", null],
    ["1", "Jan", "1984", null],
    ["", "", "", null],
    ["16", "6", "2030", null],
    ["15", "6", "2030", "2030-06-15"],
  ])("%s %s %s is %s", (day, month, year, want) => {
    expect(isoDate({ day, month, year }, now)).toBe(want);
  });
});
