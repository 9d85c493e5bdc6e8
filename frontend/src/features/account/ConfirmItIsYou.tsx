import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import { Button } from "@/components/Button";
import { Failed } from "@/components/Failed";
import { SkeletonList } from "@/components/Skeleton";
import { Row, Stack } from "@/components/Stack";
import { StepUpMethodsDocument } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import { StepUpForm } from "./StepUpForm";

type ConfirmProps = { onConfirmed: () => void; onCancel: () => void };

/** Asks for a fresh proof, in the place of what needs it. Its heading takes focus, as a page's does. */
export function ConfirmItIsYou({ onConfirmed, onCancel }: ConfirmProps) {
  const { t } = useLingui();
  const heading = useRef<HTMLHeadingElement>(null);
  const { data, isLoading, isOffline, retry } = useAsk(StepUpMethodsDocument, {}, "network-only");
  useEffect(() => heading.current?.focus(), []);
  const methods = data?.viewer?.account.stepUpMethods;
  return (
    <Stack as="section" labelledBy="step-up">
      <h2 id="step-up" ref={heading} tabIndex={-1}>{t`Confirm that it is you`}</h2>
      <p>{t`This keeps others out of your account, should you have left it open. We ask again after ten minutes.`}</p>
      {isLoading ? <SkeletonList rows={1} /> : null}
      {methods ? <StepUpForm methods={methods} onConfirmed={onConfirmed} onCancel={onCancel} /> : null}
      {methods || isLoading ? null : (
        <>
          <Failed what={t`how you can confirm it`} offline={isOffline} onRetry={retry} />
          <Row>
            <Button kind="quiet" onPress={onCancel}>{t`Cancel`}</Button>
          </Row>
        </>
      )}
    </Stack>
  );
}
