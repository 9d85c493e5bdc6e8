import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "@/components/Button";
import { Failed } from "@/components/Failed";
import { SkeletonList } from "@/components/Skeleton";
import { Row, Stack } from "@/components/Stack";
import { ChosenQuestionsDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { useAsk } from "@/lib/useAsk";
import { AccountSection } from "./AccountSection";
import { ChangeQuestions } from "./ChangeQuestions";

/** Which questions the person chose, and the way to others. Answers are shown to nobody. */
export function SecurityQuestionsPage() {
  const { t } = useLingui();
  const { data, isLoading, isOffline, retry } = useAsk(ChosenQuestionsDocument, {});
  const [hasError, setHasError] = useState(false);
  const chosen = data?.viewer?.account.securityQuestions;
  if (isLoading) return <AccountSection path="security-questions"><SkeletonList rows={1} /></AccountSection>;
  if (!chosen) {
    return <AccountSection path="security-questions"><Failed what={t`your security questions`} offline={isOffline} onRetry={retry} /></AccountSection>;
  }
  const questions = data.clinic.securityQuestions;
  if (questions.length === 0) {
    return <AccountSection path="security-questions"><p>{t`This clinic does not use security questions.`}</p></AccountSection>;
  }
  return (
    <AccountSection
      path="security-questions"
      hasError={hasError}
      lead={<p>{t`When you forget your password, we ask one of these questions, besides sending a link to your email address.`}</p>}
    >
      <Chosen chosen={chosen} questions={questions} onHasError={setHasError} />
    </AccountSection>
  );
}

type Question = { key: string; text: string };
type ChosenProps = { chosen: Question[]; questions: Question[]; onHasError: (hasError: boolean) => void };

function Chosen({ chosen, questions, onHasError }: ChosenProps) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const [isChanging, setChanging] = useState(false);
  const close = () => {
    setChanging(false);
    onHasError(false);
  };
  const saved = () => {
    close();
    announce(t`Your security questions are saved.`);
  };
  if (isChanging) return <ChangeQuestions questions={questions} onSaved={saved} onCancel={close} onHasError={onHasError} />;
  return (
    <Stack as="section" labelledBy="chosen-questions">
      <h2 id="chosen-questions">{t`Your questions`}</h2>
      {chosen.length === 0 ? <p>{t`You have not chosen any yet.`}</p> : null}
      <Stack as="ul" gap="tight">
        {chosen.map((question) => (
          <li key={question.key}>{question.text}</li>
        ))}
      </Stack>
      <Row>
        <Button kind="secondary" onPress={() => setChanging(true)}>
          {chosen.length === 0 ? t`Choose questions` : t`Change questions`}
        </Button>
      </Row>
    </Stack>
  );
}
