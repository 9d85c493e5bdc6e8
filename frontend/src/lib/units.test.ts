import { describe, expect, it } from "vitest";
import { quantity, unitWords, withUnitWords } from "./units";

describe("units in print", () => {
  it.each([
    ["10*3/uL", "×10³/µL"],
    ["10*6/uL", "×10⁶/µL"],
    ["10*-3", "×10⁻³"],
    ["mm[Hg]", "mmHg"],
    ["Cel", "°C"],
    ["kg/m2", "kg/m²"],
    ["mL/min/{1.73_m2}", "mL/min/1.73 m²"],
    ["[IU]/L", "IU/L"],
    ["U/L", "U/L"],
    ["ug/L", "µg/L"],
    ["umol/L", "µmol/L"],
    ["mg/dL", "mg/dL"],
    ["mmol/L", "mmol/L"],
    ["[lb_av]", "lb"],
    ["{score}", ""],
    ["(score)", ""],
    ["/{count}", ""],
    ["mmHg", "mmHg"],
    ["unit", "unit"],
    ["", ""],
  ])("%s is %s", (code, words) => expect(unitWords(code)).toBe(words));

  it("stand behind their value as people write them", () => {
    expect(quantity({ value: "6.8", unit: "10*3/uL" })).toBe("6.8 ×10³/µL");
    expect(quantity({ value: "5.8", unit: "%" })).toBe("5.8 %");
    expect(quantity({ value: "72", unit: "/min" })).toBe("72/min");
    expect(quantity({ value: "3", unit: "{score}" })).toBe("3");
    expect(quantity({ value: "3", unit: null })).toBe("3");
    expect(quantity({ value: null, unit: "mg" })).toBe("");
  });

  it("stand in a range too, and what is written otherwise is left alone", () => {
    expect(withUnitWords("150 to 400 10*3/uL", "10*3/uL")).toBe("150 to 400 ×10³/µL");
    expect(withUnitWords("4.0 to 5.6 %", "%")).toBe("4.0 to 5.6 %");
    expect(withUnitWords("Negative", "10*3/uL")).toBe("Negative");
  });
});
