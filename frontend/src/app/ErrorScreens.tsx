import { useLingui } from "@lingui/react/macro";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { ActionLink } from "@/components/ActionLink";
import { Button } from "@/components/Button";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { Row } from "@/components/Stack";
import { CallTheClinic } from "@/features/home/CallTheClinic";
import { useOnline } from "@/lib/useOnline";
import { Frame } from "./Layout";
import { isInReach, NotFetched } from "./lazyPage";

/** The address leads nowhere. */
export function NotFound() {
  const { t } = useLingui();
  return (
    <Frame>
      <Page title={t`Page not found`}>
        <p>{t`If you typed the address, check it. If you followed a link, what it led to may have been moved.`}</p>
        <Row>
          <ActionLink to="/">{t`Go to the start page`}</ActionLink>
        </Row>
      </Page>
    </Frame>
  );
}

/** The server did not answer when the app asked who is signed in. */
export function Unreachable({ onRetry }: { onRetry: () => void }) {
  const { t } = useLingui();
  const online = useOnline();
  return (
    <Frame>
      <Page title={t`The portal does not answer`}>
        <Failed what={t`the portal`} offline={!online} onRetry={onRetry} />
      </Page>
    </Frame>
  );
}

/** Something in the app itself broke, the frame around the pages with it. */
export function Broken(problem: ErrorComponentProps) {
  return (
    <Frame>
      <BrokenPage {...problem} />
    </Frame>
  );
}

/** In place of a page that broke, or whose part of the app could not be fetched. */
export function BrokenPage({ error, reset }: ErrorComponentProps) {
  const { t } = useLingui();
  if (error instanceof NotFetched) return <OutOfReach />;
  return (
    <Page title={t`Something went wrong on this page`}>
      <p>{t`Nothing you saved is lost. Try again; if it goes on, reload the page or call us.`}</p>
      <Row>
        <Button onPress={reset}>{t`Try again`}</Button>
        <Button kind="secondary" onPress={() => window.location.reload()}>{t`Reload the page`}</Button>
      </Row>
      <CallTheClinic />
    </Page>
  );
}

/** Nobody has typed anything here: the app may be loaded anew. */
function OutOfReach() {
  const { t } = useLingui();
  return (
    <Page title={t`This page is not here yet`}>
      <Failed what={t`this page`} offline onRetry={load} />
    </Page>
  );
}

/** Loads the app anew, as soon as that is possible: without a network it would be lost from the screen. */
function load(): void {
  void isInReach().then((answers) => {
    if (answers) window.location.reload();
  });
}
