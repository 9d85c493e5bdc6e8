import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import { Button } from "@/components/Button";
import paper from "@/components/paper.module.css";
import { Row, Stack } from "@/components/Stack";
import { useClinicContact } from "@/features/home/useClinicContact";
import type { StaffAccountFieldsFragment } from "@/gql/graphql";
import styles from "./FirstPassword.module.css";

type FirstPasswordProps = {
  account: StaffAccountFieldsFragment;
  password: string;
  /** Under the page's heading, or under that of a card. */
  heading?: "h2" | "h3";
  onDone: () => void;
};

/** What a member of staff signs in with the first time, this once: to be printed and handed over. */
export function FirstPassword({ account, password, heading: Heading = "h2", onDone }: FirstPasswordProps) {
  const { t } = useLingui();
  const clinic = useClinicContact();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [password]);
  return (
    <Stack>
      <p>{t`The password is shown this once and kept nowhere: print it or write it down, and hand it over in person.`}</p>
      <div className={`${paper.paper} ${styles.slip}`}>
        {clinic ? <p>{clinic.name}</p> : null}
        <Heading ref={heading} tabIndex={-1}>{t`First password for ${account.displayName}`}</Heading>
        <dl>
          <dt>{t`Address`}</dt>
          <dd>{`${window.location.origin}/sign-in`}</dd>
          <dt>{t`Username`}</dt>
          <dd className={styles.code}>{account.username}</dd>
          <dt>{t`First password`}</dt>
          <dd className={styles.code}>{password}</dd>
        </dl>
        <p>{t`At your first sign-in you choose a password of your own and set up a second factor. Have your phone or a passkey at hand.`}</p>
      </div>
      <Row>
        <Button kind="secondary" onPress={() => window.print()}>{t`Print`}</Button>
        <Button onPress={onDone}>{t`I have handed it over`}</Button>
      </Row>
    </Stack>
  );
}
