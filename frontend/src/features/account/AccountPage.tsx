import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Button } from "@/components/Button";
import { Facts } from "@/components/Facts";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { Row } from "@/components/Stack";
import { AccountDocument, type AccountIdentityFragment } from "@/gql/graphql";
import { useSession } from "@/lib/session";
import { useAsk } from "@/lib/useAsk";
import styles from "./account.module.css";
import { accountPages } from "./pages";

/** Who is signed in, and the way to everything about the sign-in. */
export function AccountPage() {
  const { t } = useLingui();
  const { end } = useSession();
  const { data, isLoading, isOffline, retry } = useAsk(AccountDocument, {});
  const account = data?.viewer?.account;
  if (isLoading) return <Page title={t`Account`}><SkeletonList rows={2} /></Page>;
  if (!account) {
    return <Page title={t`Account`}><Failed what={t`your account`} offline={isOffline} onRetry={retry} /></Page>;
  }
  return (
    <Page title={t`Account`}>
      <Identity account={account} />
      <Pages asksQuestions={data.clinic.securityQuestions.length > 0} />
      <Row>
        <Button kind="secondary" onPress={() => void end("left")}>{t`Sign out of this device`}</Button>
      </Row>
    </Page>
  );
}

function Identity({ account }: { account: AccountIdentityFragment }) {
  const { t } = useLingui();
  return (
    <Facts
      facts={[
        { name: t`Name`, value: account.displayName },
        { name: t`Personal Username`, value: account.username },
        { name: t`Email`, value: account.email ?? t`None noted` },
      ]}
    />
  );
}

function Pages({ asksQuestions }: { asksQuestions: boolean }) {
  const { i18n } = useLingui();
  const listed = accountPages.filter((page) => asksQuestions || !page.needsQuestions);
  return (
    <ul className={styles.pages}>
      {listed.map((page) => (
        <li key={page.path}>
          <Link
            className={styles.link}
            to={`/account/${page.path}`}
            aria-labelledby={`name-${page.path}`}
            aria-describedby={`about-${page.path}`}
          >
            <span className={styles.name} id={`name-${page.path}`}>{i18n._(page.title)}</span>
            <span className={styles.about} id={`about-${page.path}`}>{i18n._(page.about)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
