import { Plural, useLingui } from "@lingui/react/macro";
import { ActionLink } from "@/components/ActionLink";
import { Row, Stack } from "@/components/Stack";

/** How many passkeys there are, and the way to them. */
export function PasskeysSection({ count }: { count: number }) {
  const { t } = useLingui();
  return (
    <Stack as="section" labelledBy="passkeys">
      <h2 id="passkeys">{t`Passkeys`}</h2>
      <p>
        {count === 0 ? (
          t`With a passkey you confirm with your fingerprint, your face or your device's PIN. It can take the place of your password, too.`
        ) : (
          <Plural value={count} one="You have one passkey." other="You have # passkeys." />
        )}
      </p>
      <Row>
        <ActionLink kind="secondary" to="/account/passkeys">{count === 0 ? t`Add a passkey` : t`See your passkeys`}</ActionLink>
      </Row>
    </Stack>
  );
}
