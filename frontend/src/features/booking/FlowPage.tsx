import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { BackLink } from "@/components/BackLink";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { BegunBefore } from "./BegunBefore";
import { useDraft } from "./draft";
import type { Choices } from "./flow";
import { HoldBar } from "./HoldBar";
import { useBookedElsewhere } from "./useBookedElsewhere";
import type { Flow } from "./useFlow";
import { useLeaving } from "./useLeaving";
import styles from "./booking.module.css";

type FlowPageProps = {
  flow: Flow;
  hasError?: boolean;
  lead?: ReactNode;
  /** Another page's content is still on its way. */
  isLoading?: boolean;
  children: (clinic: Choices) => ReactNode;
};

/** One question of the flow: the way back, the time that is kept, the question, and the answers. */
export function FlowPage({ flow, hasError, lead, isLoading = false, children }: FlowPageProps) {
  const { t, i18n } = useLingui();
  const { choices, step, isPassing } = flow;
  useLeaving();
  useBookedElsewhere(useDraft().clear);
  return (
    <Page title={i18n._(step.title)} hasError={hasError} lead={lead} before={<Before flow={flow} />}>
      {choices.isLoading || isPassing || isLoading ? (
        <SkeletonList />
      ) : choices.clinic ? (
        <>
          <BegunBefore flow={flow} />
          {children(choices.clinic)}
        </>
      ) : (
        <Failed what={t`what can be booked`} offline={choices.isOffline} onRetry={choices.retry} />
      )}
    </Page>
  );
}

function Before({ flow }: { flow: Flow }) {
  const { t } = useLingui();
  const { previous, answers, step } = flow;
  const { hold, ...withoutHold } = answers;
  return (
    <>
      <div className={styles.before}>
        {previous ? (
          <BackLink to={`/appointments/new/${previous}`} search={answers}>{t`Back`}</BackLink>
        ) : (
          <BackLink to="/appointments">{t`Back to appointments`}</BackLink>
        )}
        <p className={styles.quiet}>{t`Schedule an Appointment`}</p>
      </div>
      {step.key === "time" ? null : (
        <HoldBar
          holdId={hold}
          isLast={step.key === "check"}
          serviceId={answers.service}
          onHeld={(held) => void flow.keep(held)}
          onChooseAgain={() => void flow.goTo("time", { ...withoutHold, change: true })}
        />
      )}
    </>
  );
}
