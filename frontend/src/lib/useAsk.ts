import type { AnyVariables, CombinedError, RequestPolicy, TypedDocumentNode } from "@urql/core";
import { useRef } from "react";
import { useQuery, type UseQueryArgs } from "urql";
import { errorCode, hasCode } from "./errors";

export type Asked<Data> = {
  /** The newest answer there is, which may be from before a failure. */
  data: Data | undefined;
  error: CombinedError | undefined;
  /** Nothing can be shown yet. */
  isLoading: boolean;
  /** What is shown is being asked for again. */
  isRefreshing: boolean;
  /** The last try did not reach the clinic. */
  isOffline: boolean;
  /** The server says that there is no such thing, or not for this account. */
  isNotFound: boolean;
  retry: () => void;
};

/** A query whose answer stays on the screen when asking again fails. */
export function useAsk<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  requestPolicy?: RequestPolicy,
): Asked<Data> {
  const [{ data, fetching, stale, error }, ask] = useQuery({ query, variables, requestPolicy } as UseQueryArgs<
    Variables,
    Data
  >);
  const key = JSON.stringify(variables);
  const kept = useRef<{ key: string; data: Data } | null>(null);
  if (data) kept.current = { key, data };
  const shown = data ?? (kept.current?.key === key ? kept.current.data : undefined);
  return {
    data: shown,
    error,
    isLoading: shown === undefined && fetching,
    isRefreshing: fetching || stale,
    isOffline: errorCode(error) === "OFFLINE",
    isNotFound: hasCode(error, "NOT_FOUND"),
    retry: () => ask({ requestPolicy: "network-only" }),
  };
}
