import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import type { BookingPersonQuery } from "@/gql/graphql";
import { type Details, useDetailProblems } from "./details";
import { noCoverage } from "./flow";
import { DetailFields, type Said } from "./DetailFields";
import type { Flow } from "./useFlow";

export type Person = NonNullable<BookingPersonQuery["patient"]>;

type DetailsFormProps = {
  flow: Flow;
  person: Person;
  problems: Problem[];
  onProblems: (problems: Problem[]) => void;
};

export function DetailsForm({ flow, person, problems, onProblems }: DetailsFormProps) {
  const { t } = useLingui();
  const { answers, chosen } = flow;
  const words = { ...flow.words, ...flow.typed };
  const find = useDetailProblems();
  const [details, setDetails] = useState<Details>({
    email: words.email ?? person.contact.email ?? "",
    phone: words.phone || (person.contact.phone ?? ""),
    notes: words.notes,
    coverage: chosen ?? answers.coverage ?? person.coverages[0]?.id ?? noCoverage,
  });
  const set = (change: Partial<Details>) => setDetails((now) => ({ ...now, ...change }));
  const change = (by: Said | Pick<Details, "coverage">) => {
    set(by);
    if (!("coverage" in by)) flow.type(by);
    else if (by.coverage) flow.choose(by.coverage);
  };
  const errorOf = (fieldId: string) => problems.find((problem) => problem.fieldId === fieldId)?.message;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const found = find(details);
    onProblems(found);
    if (found.length > 0 || !details.coverage) return;
    const { email, phone, notes, coverage } = details;
    void flow.give({ coverage }, { email: email.trim(), phone: phone.trim(), notes: notes.trim() });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="wide">
        <ErrorSummary problems={problems} />
        <DetailFields
          details={details}
          coverages={person.coverages}
          onChange={change}
          errorOf={errorOf}
        />
        <Row>
          <Button type="submit">{t`Continue`}</Button>
        </Row>
      </Stack>
    </form>
  );
}
