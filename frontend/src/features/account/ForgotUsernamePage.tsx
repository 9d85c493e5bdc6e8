import { useLingui } from "@lingui/react/macro";
import { Link, useNavigate } from "@tanstack/react-router";
import { type SyntheticEvent, useState } from "react";
import { useMutation } from "urql";
import { BackLink } from "@/components/BackLink";
import { Button } from "@/components/Button";
import { DateFields } from "@/components/DateFields";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Page } from "@/components/Page";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { RecoverUsernameDocument } from "@/gql/graphql";
import { isDateEmpty, isoDate, noDate } from "@/lib/birthDate";
import { useFailureWords } from "./useFailureWords";

/** Has the username mailed to the address on file. */
export function ForgotUsernamePage() {
  const { t } = useLingui();
  const [problems, setProblems] = useState<Problem[]>([]);
  return (
    <Page
      title={t`Forgot Username`}
      lead={<p>{t`Tell us who you are. We send your username to the email address that we have on file.`}</p>}
      before={<BackLink to="/sign-in">{t`Back to sign in`}</BackLink>}
      hasError={problems.length > 0}
    >
      <Form problems={problems} onProblems={setProblems} />
      <p>{t`Do you look after somebody here and have no clinic number of your own? Use “Forgot Password” with your email address: the mail names your username.`}</p>
      <p>
        <Link to="/forgot-password">{t`Forgot Password`}</Link>
      </p>
    </Page>
  );
}

const nobody = { fullName: "", dateOfBirth: noDate, clinicNumber: "" };

function Form({ problems, onProblems }: { problems: Problem[]; onProblems: (problems: Problem[]) => void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const find = useProblems();
  const say = useFailureWords();
  const [{ fetching }, send] = useMutation(RecoverUsernameDocument);
  const [person, setPerson] = useState(nobody);
  const set = (change: Partial<typeof nobody>) => setPerson((now) => ({ ...now, ...change }));
  const errorOf = (fieldId: string) => problems.find((problem) => problem.fieldId === fieldId)?.message;
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const found = find(person);
    onProblems(found);
    const dateOfBirth = isoDate(person.dateOfBirth);
    if (found.length > 0 || !dateOfBirth) return;
    const { error } = await send({ input: { fullName: person.fullName.trim(), dateOfBirth, clinicNumber: person.clinicNumber.trim() } });
    if (error) onProblems([{ message: say(error) }]);
    else await navigate({ to: "/forgot-username/sent" });
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack>
        <ErrorSummary problems={problems} />
        <TextField id="fullName" label={t`Full name`} value={person.fullName} onChange={(fullName) => set({ fullName })} error={errorOf("fullName")} autoComplete="name" />
        <DateFields id="dateOfBirth" label={t`Date of birth`} value={person.dateOfBirth} onChange={(dateOfBirth) => set({ dateOfBirth })} error={errorOf("dateOfBirth")} isBirthDate />
        <TextField
          id="clinicNumber"
          label={t`Clinic number`}
          hint={t`It stands on your letters and bills, such as 4-820-117.`}
          value={person.clinicNumber}
          onChange={(clinicNumber) => set({ clinicNumber })}
          error={errorOf("clinicNumber")}
          autoComplete="off"
          literal
        />
        <Row>
          <Button type="submit" isDisabled={fetching}>{t`Send my username`}</Button>
        </Row>
      </Stack>
    </form>
  );
}

function useProblems(): (person: typeof nobody) => Problem[] {
  const { t } = useLingui();
  return ({ fullName, dateOfBirth, clinicNumber }) => {
    const problems: Problem[] = [];
    if (!fullName.trim()) problems.push({ fieldId: "fullName", message: t`Enter your full name` });
    if (isDateEmpty(dateOfBirth)) problems.push({ fieldId: "dateOfBirth", message: t`Enter your date of birth` });
    else if (!isoDate(dateOfBirth)) problems.push({ fieldId: "dateOfBirth", message: t`Enter a date of birth such as 9 3 1984` });
    if (!clinicNumber.trim()) problems.push({ fieldId: "clinicNumber", message: t`Enter your clinic number` });
    return problems;
  };
}
