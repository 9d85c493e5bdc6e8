import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import { Button } from "@/components/Button";
import { Row } from "@/components/Stack";
import type { StaffAccountFieldsFragment } from "@/gql/graphql";
import type { StaffChange } from "./useStaffChange";

type ChangeButtonsProps = { account: StaffAccountFieldsFragment; change: StaffChange };

/** What can be done: each press asks for a reason first. */
export function ChangeButtons({ account, change }: ChangeButtonsProps) {
  const { t } = useLingui();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The form or the password that had focus is gone: what took its place gets it.
    if (change.wasOpen) place.current?.querySelector("button")?.focus();
  }, [change.wasOpen]);
  const name = account.displayName;
  return (
    <div ref={place}>
      <Row>
        {account.state === "DISABLED" ? (
          <Button kind="secondary" onPress={() => change.ask("enable")} aria-label={t`Enable account: ${name}`}>{t`Enable account`}</Button>
        ) : (
          <>
            <Button kind="secondary" onPress={() => change.ask("reset")} aria-label={t`Reset sign-in: ${name}`}>{t`Reset sign-in`}</Button>
            <Button kind="secondary" onPress={() => change.ask("disable")} aria-label={t`Disable account: ${name}`}>{t`Disable account`}</Button>
          </>
        )}
      </Row>
    </div>
  );
}
