import { useRef } from "react";

/** One key for each booking or move that is meant: the same words keep it, other words need another. */
export function useIdempotencyKey(): (input: object) => string {
  const used = useRef({ body: "", key: "" });
  return (input) => {
    const body = JSON.stringify(input);
    if (used.current.body !== body) used.current = { body, key: crypto.randomUUID() };
    return used.current.key;
  };
}
