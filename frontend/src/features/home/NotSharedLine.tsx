import { useWhyNotShared } from "@/app/NotShared";
import type { CarerScope } from "@/gql/graphql";
import { useRecords } from "@/lib/record";

/** Stands where a part of the record would, for somebody it is not shared with. */
export function NotSharedLine({ scope }: { scope: CarerScope }) {
  const { record } = useRecords();
  const why = useWhyNotShared(record, scope);
  return <p>{why}</p>;
}
