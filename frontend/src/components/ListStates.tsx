import type { ReactNode } from "react";
import type { Pages } from "@/lib/usePages";
import { Failed } from "./Failed";
import { Freshness } from "./Freshness";
import { PagedList } from "./PagedList";
import { SkeletonList } from "./Skeleton";

type ListStatesProps<Node> = {
  pages: Pages<Node>;
  /** The list's accessible name. */
  label: string;
  /** What is missing when it fails, such as "your results". */
  what: string;
  empty: ReactNode;
  keyOf: (node: Node) => string;
  render: (node: Node) => ReactNode;
};

/** A list in each of its states: coming, not to be had, empty, there, and being refreshed. */
export function ListStates<Node>({ pages, label, what, empty, keyOf, render }: ListStatesProps<Node>) {
  if (pages.isLoading) return <SkeletonList />;
  if (pages.failed) return <Failed what={what} offline={pages.isOffline} onRetry={pages.retry} />;
  return (
    <>
      <Freshness isRefreshing={pages.isRefreshing} isOffline={pages.isOffline} />
      {pages.items.length === 0 ? (
        empty
      ) : (
        <PagedList
          label={label}
          items={pages.items}
          total={pages.total}
          keyOf={keyOf}
          render={render}
          hasMore={pages.hasMore}
          isLoadingMore={pages.isLoadingMore}
          onMore={pages.more}
        />
      )}
    </>
  );
}
