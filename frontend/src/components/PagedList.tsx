import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "./Button";
import styles from "./PagedList.module.css";

type PagedListProps<Item> = {
  label: string;
  items: Item[];
  total: number;
  keyOf: (item: Item) => string;
  render: (item: Item) => ReactNode;
  hasMore: boolean;
  isLoadingMore: boolean;
  onMore: () => void;
};

/** A list that grows by "Show more"; focus then goes to the first of the new ones. */
export function PagedList<Item>(props: PagedListProps<Item>) {
  const { label, items, total, keyOf, render, hasMore, isLoadingMore, onMore } = props;
  const { t } = useLingui();
  const list = useRef<HTMLUListElement>(null);
  const askedAt = useRef<number | null>(null);

  useEffect(() => {
    if (askedAt.current === null || items.length <= askedAt.current) return;
    const firstNew = list.current?.children[askedAt.current];
    askedAt.current = null;
    if (firstNew instanceof HTMLElement) firstNew.focus();
  }, [items.length]);

  const more = () => {
    askedAt.current = items.length;
    onMore();
  };
  return (
    <div className={styles.paged}>
      <ul ref={list} className={styles.list} aria-label={label}>
        {items.map((item) => (
          <li key={keyOf(item)} tabIndex={-1}>
            {render(item)}
          </li>
        ))}
      </ul>
      <p className={styles.count}>{t`Showing ${items.length} of ${total}`}</p>
      {hasMore ? (
        <Button kind="secondary" onPress={more} isDisabled={isLoadingMore}>
          {isLoadingMore ? t`Loading…` : t`Show more`}
        </Button>
      ) : null}
    </div>
  );
}
