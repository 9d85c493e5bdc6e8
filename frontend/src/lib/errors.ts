import type { CombinedError } from "@urql/core";

/** The codes of the contract, and two the browser finds by itself. */
export type ErrorCode =
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "INVALID_INPUT"
  | "CONFLICT"
  | "RATE_LIMITED"
  | "STEP_UP_REQUIRED"
  | "CONSENT_REQUIRED"
  | "EXPIRED"
  | "INTERNAL"
  | "OFFLINE";

/** `path` is where in the input, such as securityAnswers.1.answer; `field` its last part. */
export type FieldProblem = { field: string; path: string; message: string };

/** What kind of failure it was. A reply that never came counts as offline. */
export function errorCode(error: CombinedError | undefined): ErrorCode | undefined {
  if (!error) return undefined;
  if (error.networkError) return "OFFLINE";
  const code = error.graphQLErrors[0]?.extensions.code;
  return typeof code === "string" ? (code as ErrorCode) : "INTERNAL";
}

export function hasCode(error: CombinedError | undefined, code: ErrorCode): boolean {
  return error?.graphQLErrors.some((one) => one.extensions.code === code) ?? false;
}

/** Whether a whole operation was refused, and not only a part of its answer. */
export function isRefused(error: CombinedError | undefined, code: ErrorCode): boolean {
  return error?.graphQLErrors.some((one) => one.extensions.code === code && (one.path?.length ?? 1) === 1) ?? false;
}

/** The bad fields of an INVALID_INPUT answer, by the last part of their path. */
export function fieldProblems(error: CombinedError | undefined): FieldProblem[] {
  return (error?.graphQLErrors ?? []).flatMap((one) => {
    const { code, field } = one.extensions;
    if (code !== "INVALID_INPUT" || typeof field !== "string") return [];
    return [{ field: field.split(".").at(-1) ?? field, path: field, message: one.message }];
  });
}
