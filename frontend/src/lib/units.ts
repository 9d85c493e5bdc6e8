/**
 * Units as people write them. Records carry many as UCUM codes, which are made
 * for computers: "10*3/uL", "mm[Hg]", "mL/min/{1.73_m2}".
 */

const whole = new Map([
  ["Cel", "°C"],
  ["[degF]", "°F"],
  ["[lb_av]", "lb"],
  ["[oz_av]", "oz"],
  ["[in_i]", "in"],
  ["[ft_i]", "ft"],
  ["[pH]", "pH"],
]);

const raised = new Map([..."0123456789-"].map((mark, index) => [mark, "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"[index] ?? ""]));
const high = (digits: string) => [...digits].map((mark) => raised.get(mark)).join("");

/** The unit in print: "×10³/µL", "mmHg", "mL/min/1.73 m²"; nothing for what only counts, such as "{score}". */
export function unitWords(unit: string | null): string {
  if (!unit) return "";
  return unit
    .split("/")
    .map(term)
    .join("/")
    .replace(/\/$/, "");
}

function term(code: string): string {
  const known = whole.get(code);
  if (known) return known;
  return code
    .replace(/^\{(\d[\d.]*)_(.*)\}$/, "$1 $2")
    .replaceAll(/\{[^}]*\}/g, "")
    .replace(/^\(score\)$/, "")
    .replace(/^10[*^](-?\d+)$/, (_, power: string) => `×10${high(power)}`)
    .replace(/^u(?=[LgmM]|mol|kat|IU|U)/, "µ")
    .replaceAll(/\[([A-Za-z]+)\]/g, "$1")
    .replace(/^(.*[a-z])([23])$/, (_, name: string, power: string) => name + high(power));
}

/** A value with its unit: "6.8 ×10³/µL", "72/min". */
export function quantity({ value, unit }: { value: string | null; unit: string | null }): string {
  if (!value) return "";
  const words = unitWords(unit);
  return words.startsWith("/") ? `${value}${words}` : [value, words].filter(Boolean).join(" ");
}

/** A text that the record writes with a unit in its code, such as a range, with the unit in print. */
export function withUnitWords(text: string, unit: string | null): string {
  if (!unit || !text.endsWith(` ${unit}`)) return text;
  return quantity({ value: text.slice(0, -unit.length - 1), unit });
}
