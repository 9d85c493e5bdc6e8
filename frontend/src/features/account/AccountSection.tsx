import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { BackLink } from "@/components/BackLink";
import { Page } from "@/components/Page";
import { type AccountPath, accountPages } from "./pages";

type AccountSectionProps = {
  path: AccountPath;
  lead?: ReactNode;
  hasError?: boolean;
  children: ReactNode;
};

/** One of the account's pages: titled as its link is, with the way back to the others. */
export function AccountSection({ path, ...rest }: AccountSectionProps) {
  const { t, i18n } = useLingui();
  const entry = accountPages.find((one) => one.path === path);
  return (
    <Page title={entry ? i18n._(entry.title) : ""} before={<BackLink to="/account">{t`Back to account`}</BackLink>} {...rest} />
  );
}
