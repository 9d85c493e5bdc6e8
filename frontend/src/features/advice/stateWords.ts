import { useLingui } from "@lingui/react/macro";
import type { AdviceState } from "@/gql/graphql";

/** How advice stands, as people say it. */
export function useStateWords(): Record<AdviceState, string> {
  const { t } = useLingui();
  return { UNREAD: t`Unread`, OPEN: t`To do`, DONE: t`Done` };
}
