import { useLingui } from "@lingui/react/macro";
import { Button } from "@/components/Button";
import { Failed } from "@/components/Failed";
import { Notice } from "@/components/Notice";
import { Row, Stack } from "@/components/Stack";
import { CallTheClinic } from "@/features/home/CallTheClinic";
import { anyDoctor } from "./flow";
import type { FreeTimes } from "./useFreeTimes";
import type { Flow } from "./useFlow";

/** Nothing free: why, and every way out. */
export function NoFreeTimes({ flow, free }: { flow: Flow; free: FreeTimes }) {
  const { t } = useLingui();
  if (free.failed) return <Failed what={t`the free times`} offline={free.isOffline} onRetry={free.retry} />;
  const { answers } = flow;
  return (
    <Stack>
      <Notice title={t`No free time found`}>
        <p>{free.reason?.message ?? t`Every time is taken at the moment.`}</p>
      </Notice>
      <h2>{t`What you can do`}</h2>
      <Row>
        {answers.doctor !== anyDoctor ? (
          <Button kind="secondary" onPress={() => void flow.goTo("time", { ...answers, doctor: anyDoctor })}>
            {t`Show times of the whole care team`}
          </Button>
        ) : null}
        <Button kind="secondary" onPress={() => void flow.goTo("location", answers)}>{t`Choose another location`}</Button>
        <Button kind="quiet" onPress={free.retry}>{t`Look again`}</Button>
      </Row>
      <CallTheClinic />
    </Stack>
  );
}
