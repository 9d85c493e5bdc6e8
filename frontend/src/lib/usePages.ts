import type { AnyVariables, TypedDocumentNode } from "@urql/core";
import { useEffect, useState } from "react";
import { useClient } from "urql";
import { useAsk } from "./useAsk";

export type Connection<Node> = {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: { node: Node }[];
};

type PagesInput<Data, Variables extends AnyVariables, Node> = {
  query: TypedDocumentNode<Data, Variables>;
  variables: Variables;
  /** Finds the list in an answer; null when what holds the list is missing. */
  pick: (data: Data) => Connection<Node> | null | undefined;
};

export type Pages<Node, Data = unknown> = {
  items: Node[];
  /** The answer that held the first page, for what stands beside the list. */
  data: Data | undefined;
  total: number;
  hasMore: boolean;
  isLoadingMore: boolean;
  more: () => void;
  /** Nothing has been shown yet. */
  isLoading: boolean;
  isRefreshing: boolean;
  /** The first page could not be had, and none is kept from before. */
  failed: boolean;
  isOffline: boolean;
  retry: () => void;
};

/**
 * A list that grows page by page. The first page is a live reading of the
 * cache; later ones are added below it and dropped when the first one ends
 * elsewhere than before, since they would no longer join on.
 */
export function usePages<Data, Variables extends AnyVariables, Node>(
  input: PagesInput<Data, Variables, Node>,
): Pages<Node, Data> {
  const { query, variables, pick } = input;
  const client = useClient();
  const first = useAsk(query, variables);
  const [later, setLater] = useState<Connection<Node>[]>([]);
  const [isLoadingMore, setLoadingMore] = useState(false);
  const start = first.data ? pick(first.data) : undefined;
  const joint = `${JSON.stringify(variables)} ${start?.pageInfo.endCursor ?? ""}`;
  useEffect(() => setLater([]), [joint]);

  const end = later.at(-1) ?? start;
  const more = async () => {
    if (!end?.pageInfo.hasNextPage) return;
    setLoadingMore(true);
    const next = { ...variables, after: end.pageInfo.endCursor } as Variables;
    const { data } = await client.query(query, next).toPromise();
    const page = data ? pick(data) : undefined;
    if (page) setLater((now) => [...now, page]);
    setLoadingMore(false);
  };
  return {
    items: [start, ...later].flatMap((page) => page?.edges.map((edge) => edge.node) ?? []),
    data: first.data,
    total: start?.totalCount ?? 0,
    hasMore: end?.pageInfo.hasNextPage ?? false,
    isLoadingMore,
    more: () => void more(),
    isLoading: first.isLoading,
    isRefreshing: first.isRefreshing,
    failed: !start && !first.isLoading,
    isOffline: first.isOffline,
    retry: first.retry,
  };
}
