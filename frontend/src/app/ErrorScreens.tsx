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

/** Something in the app itself broke, or a part of it could not be fetched. */
export function Broken({ reset }: ErrorComponentProps) {
  const { t } = useLingui();
  return (
    <Frame>
      <Page title={t`Something went wrong on this page`}>
        <p>{t`Nothing you saved is lost. Try again; if it goes on, reload the page or call us.`}</p>
        <Row>
          <Button onPress={reset}>{t`Try again`}</Button>
          <Button kind="secondary" onPress={() => window.location.reload()}>{t`Reload the page`}</Button>
        </Row>
        <CallTheClinic />
      </Page>
    </Frame>
  );
}
