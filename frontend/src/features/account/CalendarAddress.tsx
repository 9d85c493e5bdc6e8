import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/Button";
import { Notice } from "@/components/Notice";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { useAnnounce } from "@/lib/announce";

/** A new address, this once: to be copied before the page is left. */
export function CalendarAddress({ address }: { address: string }) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const [said, setSaid] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    setSaid("");
  }, [address]);
  const copy = async () => {
    const words = await navigator.clipboard.writeText(address).then(
      () => t`The address is copied.`,
      () => t`Your browser did not let us copy. Select the address and copy it yourself.`,
    );
    setSaid(words);
    announce(words);
  };
  return (
    <Notice>
      <Stack as="section" labelledBy="new-address">
        <h2 id="new-address" ref={heading} tabIndex={-1}>{t`Your new calendar address`}</h2>
        <p>{t`Copy it now: we show it this once. In your calendar, choose to add or subscribe to a calendar by its address (URL), and paste it there.`}</p>
        <TextField id="calendar-address" label={t`Calendar address`} value={address} isReadOnly literal />
        <Row>
          <Button onPress={() => void copy()}>{t`Copy address`}</Button>
        </Row>
        {said ? <p>{said}</p> : null}
      </Stack>
    </Notice>
  );
}
