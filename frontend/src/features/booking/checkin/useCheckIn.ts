import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { CheckInDocument } from "@/gql/graphql";
import { useRecordSearch } from "@/lib/record";
import { errorCode, fieldProblems } from "@/lib/errors";
import { useDetailProblems } from "../details";
import { noCoverage } from "../flow";
import type { CheckInAppointment } from "./CheckInPage";
import { type Question, questionFieldId } from "./QuestionField";

export type CheckInDetails = { email: string; phone: string; coverage: string; answers: Record<string, string> };

/** Checks what was given, sends it, and goes to the appointment, which says that it is done. */
export function useCheckIn(appointment: CheckInAppointment, onProblems: (problems: Problem[]) => void) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const search = useRecordSearch();
  const find = useDetailProblems();
  const [{ fetching }, mutate] = useMutation(CheckInDocument);
  const { questions } = appointment.checkIn;

  const unanswered = (answers: CheckInDetails["answers"]): Problem[] =>
    questions
      .filter(({ required, linkId }) => required && !answers[linkId]?.trim())
      .map(({ linkId, text }) => ({ fieldId: questionFieldId(linkId), message: t`Answer: ${text}` }));

  const send = async (details: CheckInDetails) => {
    const problems = [...find({ ...details, notes: "" }), ...unanswered(details.answers)];
    onProblems(problems);
    if (problems.length > 0) return;
    const input = inputOf(appointment.id, questions, details);
    const { data, error } = await mutate({ input });
    if (data) {
      const to = { to: "/appointments/$appointmentId", params: { appointmentId: appointment.id }, search: search(appointment.patientId) } as const;
      return navigate(to);
    }
    const fields = fieldProblems(error).map(({ field, path, message }) => ({ fieldId: fieldIdOf(path, field, input.answers), message }));
    if (fields.length > 0) return onProblems(fields);
    const message = errorCode(error) === "CONFLICT"
      ? t`Checking in has ended, or the appointment was changed just now. Go back to the appointment and look again.`
      : t`You are not checked in yet: that did not reach us. What you filled in is kept; try again in a moment.`;
    onProblems([{ message }]);
  };
  return { send, isBusy: fetching };
}

/** Where a problem leads: to the question at that place in what was sent; nowhere for a question that is not on the page. */
function fieldIdOf(path: string, field: string, sent: { linkId: string }[]): string | undefined {
  const [part, place] = path.split(".");
  if (part !== "answers") return field === "coverageId" ? "coverage" : field;
  const answer = sent[Number(place)];
  return answer && questionFieldId(answer.linkId);
}

function inputOf(appointmentId: string, questions: Question[], { email, phone, coverage, answers }: CheckInDetails) {
  return {
    appointmentId,
    contact: { email: email.trim(), phone: phone.trim() || null },
    coverageId: coverage === noCoverage ? null : coverage,
    answers: questions.flatMap((question) => {
      const given = answers[question.linkId]?.trim();
      return given ? [{ linkId: question.linkId, ...answerOf(question, given) }] : [];
    }),
  };
}

function answerOf({ type }: Question, given: string) {
  if (type === "BOOLEAN") return { yes: given === "yes" };
  return type === "CHOICE" ? { code: given } : { text: given };
}
