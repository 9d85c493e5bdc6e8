import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import { Button } from "@/components/Button";
import paper from "@/components/paper.module.css";
import { Row, Stack } from "@/components/Stack";
import { useAnnounce } from "@/lib/announce";
import styles from "./factor.module.css";

type RecoveryCodesProps = { codes: string[]; onDone: () => void };

/** The codes, this once: to be printed or copied before going on. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(codes.join("\n"));
      announce(t`The codes are copied.`);
    } catch {
      announce(t`Your browser did not let us copy. Print the codes, or write them down.`);
    }
  };
  return (
    <Stack as="section" labelledBy="codes-heading">
      <h2 id="codes-heading" ref={heading} tabIndex={-1}>{t`Keep your recovery codes`}</h2>
      <p>{t`If you lose your phone, one of these gets you in. Each works once. We show them now and never again, so print them, or save them where your phone is not needed, such as in a password manager.`}</p>
      <ul className={`${paper.paper} ${styles.codes}`}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Row>
        <Button kind="secondary" onPress={() => window.print()}>{t`Print`}</Button>
        <Button kind="secondary" onPress={() => void copy()}>{t`Copy`}</Button>
      </Row>
      <Row>
        <Button onPress={onDone}>{t`I have kept my codes`}</Button>
      </Row>
    </Stack>
  );
}
