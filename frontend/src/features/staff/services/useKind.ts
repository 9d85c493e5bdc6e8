import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { SaveVisitKindDocument, type StaffVisitKindQuery } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { fieldProblems } from "@/lib/errors";
import { questionInput, typedQuestion, type TypedQuestion } from "./kind";

/** What a service's visits are on the day, while it is typed. */
export function useKind(serviceId: string, kind: StaffVisitKindQuery["visitKind"]) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const [video, setVideo] = useState(kind.video);
  const [questions, setQuestions] = useState<TypedQuestion[]>(() => kind.questions.map(typedQuestion));
  const [problems, setProblems] = useState<Problem[]>([]);
  const [{ fetching }, save] = useMutation(SaveVisitKindDocument);
  const submit = async () => {
    const { data, error } = await save({ input: { serviceId, video, questions: questions.map(questionInput) } });
    if (data) {
      announce(t`Check-in is saved.`);
      return navigate({ to: "/staff/services" });
    }
    const fields = fieldProblems(error).map(({ path, message }) => ({ fieldId: path, message }));
    const words = error?.networkError ? undefined : error?.graphQLErrors[0]?.message;
    return setProblems(fields.length > 0 ? fields : [{ message: words ?? t`This could not be saved. Try again in a moment.` }]);
  };
  return { video, setVideo, questions, setQuestions, problems, submit, isBusy: fetching };
}
