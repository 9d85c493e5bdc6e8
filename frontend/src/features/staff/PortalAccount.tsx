import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Failed } from "@/components/Failed";
import { SkeletonList } from "@/components/Skeleton";
import { Row, Stack } from "@/components/Stack";
import { IssueActivationCodeDocument, type IssueActivationCodeMutation, StaffSignUpDocument, type StaffSignUpQuery } from "@/gql/graphql";
import { dateTime } from "@/lib/dates";
import { hasCode } from "@/lib/errors";
import { useRole } from "@/lib/session";
import { useAsk } from "@/lib/useAsk";
import { Letter } from "./Letter";

type Person = { id: string; fullName: string; clinicNumber: string };
type SignUp = NonNullable<StaffSignUpQuery["patient"]>["signUp"];

/** Whether the patient can sign in, and the code that lets them make an account. */
export function PortalAccount({ patient }: { patient: Person }) {
  const { t } = useLingui();
  const { data, isLoading, isOffline, retry } = useAsk(StaffSignUpDocument, { patientId: patient.id });
  const signUp = data?.patient?.signUp;
  return (
    <Stack as="section" labelledBy="portal-account">
      <h2 id="portal-account">{t`Portal account`}</h2>
      {isLoading ? <SkeletonList rows={1} /> : null}
      {signUp ? <Code patient={patient} signUp={signUp} onIssued={retry} /> : null}
      {!signUp && !isLoading ? <Failed what={t`the patient's account`} offline={isOffline} onRetry={retry} /> : null}
    </Stack>
  );
}

type CodeProps = { patient: Person; signUp: SignUp; onIssued: () => void };

function Code({ patient, signUp, onIssued }: CodeProps) {
  const { t } = useLingui();
  const role = useRole();
  const [{ fetching }, send] = useMutation(IssueActivationCodeDocument);
  const [issued, setIssued] = useState<IssueActivationCodeMutation["issueActivationCode"] | null>(null);
  const [problems, setProblems] = useState<Problem[]>([]);
  if (signUp.hasAccount) return <p>{t`This patient has an account.`}</p>;
  const issue = async () => {
    const { data, error } = await send({ input: { patientId: patient.id } });
    setIssued(data?.issueActivationCode ?? null);
    setProblems(error ? [{ message: hasCode(error, "CONFLICT") ? t`Somebody has just issued a code, or the patient has an account by now. Open this page again.` : t`The code could not be issued. Try again in a moment.` }] : []);
    onIssued();
  };
  return (
    <Stack>
      <ErrorSummary problems={problems} />
      <CodeState signUp={signUp} />
      {issued ? <Letter patient={patient} issued={issued} /> : null}
      {role === "CLINICIAN" ? null : (
        <Row>
          <Button kind={issued ? "secondary" : "primary"} onPress={() => void issue()} isDisabled={fetching}>
            {t`Issue activation code`}
          </Button>
        </Row>
      )}
    </Stack>
  );
}

function CodeState({ signUp }: { signUp: SignUp }) {
  const { t } = useLingui();
  if (!signUp.codeIssuedAt || !signUp.codeExpiresAt) {
    return <p>{t`This patient has no account and no activation code. With a code they open one by themselves.`}</p>;
  }
  return (
    <p>
      {t`This patient has no account yet. A code was issued on ${dateTime(signUp.codeIssuedAt)} and is good until ${dateTime(signUp.codeExpiresAt)}. A new one takes its place.`}
    </p>
  );
}
