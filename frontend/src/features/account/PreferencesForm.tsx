import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useEffect, useState } from "react";
import { useMutation } from "urql";
import { ActionLink } from "@/components/ActionLink";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Notice } from "@/components/Notice";
import { Row, Stack } from "@/components/Stack";
import { SaveNotificationPreferencesDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { ChannelChoices, LeadChoices } from "./PreferenceChoices";
import { asInput, type Reached, type Wishes, wishProblems } from "./preferences";
import { QuietHoursFields } from "./QuietHoursFields";

type PreferencesFormProps = { saved: Wishes; reached: Reached; onHasError: (hasError: boolean) => void };

/** Everything at once, saved together. */
export function PreferencesForm({ saved, reached, onHasError }: PreferencesFormProps) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const [{ fetching }, send] = useMutation(SaveNotificationPreferencesDocument);
  const [wishes, setWishes] = useState(saved);
  const [problems, setProblems] = useState<Problem[]>([]);
  const [isSaved, setSaved] = useState(false);
  useEffect(() => onHasError(problems.length > 0), [problems, onHasError]);

  const words = t`Your preferences are saved. Reminders of the appointments you have follow them from now on.`;
  const change = (next: Wishes) => {
    setSaved(false);
    setWishes(next);
  };
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const { data, error } = await send({ input: asInput(wishes) });
    setSaved(data !== undefined);
    if (data) {
      setProblems([]);
      setWishes(data.saveNotificationPreferences.preferences);
      return announce(words);
    }
    const fields = wishProblems(error);
    setProblems(fields.length > 0 ? fields : [{ message: t`Your preferences could not be saved. Nothing has changed. Try again in a moment.` }]);
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="wide">
        <ErrorSummary problems={problems} />
        <ChannelChoices wishes={wishes} reached={reached} onChange={change} />
        <LeadChoices wishes={wishes} onChange={change} />
        <QuietHoursFields
          wishes={wishes}
          onChange={change}
          errorOf={(fieldId) => problems.find((problem) => problem.fieldId === fieldId)?.message}
        />
        {isSaved ? <Notice><p>{words}</p></Notice> : null}
        <Row>
          <Button type="submit" isDisabled={fetching}>{t`Save preferences`}</Button>
          <ActionLink kind="quiet" to="/notifications/sent">{t`What was sent`}</ActionLink>
        </Row>
      </Stack>
    </form>
  );
}
