import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button } from "@/components/Button";
import { Failed } from "@/components/Failed";
import { Notice } from "@/components/Notice";
import { Row, Stack } from "@/components/Stack";
import { CallTheClinic } from "@/features/home/CallTheClinic";
import type { FreeTimes } from "./useFreeTimes";

/** Nothing free: why, and every way out. */
export function NoFreeTimes({ free, waysOut }: { free: FreeTimes; waysOut: ReactNode }) {
  const { t } = useLingui();
  if (free.failed) return <Failed what={t`the free times`} offline={free.isOffline} onRetry={free.retry} />;
  return (
    <Stack>
      <Notice title={t`No free time found`}>
        <p>{free.reason?.message ?? t`Every time is taken at the moment.`}</p>
      </Notice>
      <h2>{t`What you can do`}</h2>
      <Row>
        {waysOut}
        <Button kind="quiet" onPress={free.retry}>{t`Look again`}</Button>
      </Row>
      <CallTheClinic />
    </Stack>
  );
}
