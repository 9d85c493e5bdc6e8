import type { AskedFieldsFragment, CheckInQuestionInput, CheckInQuestionType } from "@/gql/graphql";

/** A question as it is typed. Names for programs are made once and stay, so that answers keep their question. */
export type TypedQuestion = { linkId: string; text: string; type: CheckInQuestionType; required: boolean; options: { code: string; display: string }[] };

export function typedQuestion({ linkId, text, type, required, options }: AskedFieldsFragment): TypedQuestion {
  return { linkId, text, type, required, options: options.map(({ code, display }) => ({ code, display })) };
}

export function newOption() {
  return { code: crypto.randomUUID(), display: "" };
}

export function newQuestion(): TypedQuestion {
  return { linkId: crypto.randomUUID(), text: "", type: "BOOLEAN", required: true, options: [] };
}

/** Only a choice has options; it begins with two. */
export function ofType(question: TypedQuestion, type: CheckInQuestionType): TypedQuestion {
  const options = type === "CHOICE" && question.options.length === 0 ? [newOption(), newOption()] : question.options;
  return { ...question, type, options };
}

export function questionInput({ linkId, text, type, required, options }: TypedQuestion): CheckInQuestionInput {
  return { linkId, text: text.trim(), type, required, options: type === "CHOICE" ? options.map(({ code, display }) => ({ code, display: display.trim() })) : [] };
}

/** The list with one moved by so many places. */
export function moved<T>(list: T[], at: number, by: number): T[] {
  const one = list[at];
  if (one === undefined) return list;
  const rest = list.filter((_, index) => index !== at);
  return [...rest.slice(0, at + by), one, ...rest.slice(at + by)];
}
