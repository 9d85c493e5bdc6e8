import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { SaveServiceDocument, type ServiceRulesFragment, TryServiceDocument, type TryServiceMutation } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { fieldProblems } from "@/lib/errors";
import { differences, newRules, notWhole, type Rules, rulesFrom, typed, type TypedRules } from "./rules";

export type Tried = TryServiceMutation["saveService"];

/** A service's rules while they are typed, tried and saved. Without a service it is a new one. */
export function useRules(service: ServiceRulesFragment | undefined) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const [said, setSaid] = useState<TypedRules>(() => (service ? typed(service) : newRules));
  const [problems, setProblems] = useState<Problem[]>([]);
  const [tried, setTried] = useState<Tried | null>(null);
  const [saved, setSaved] = useState<Tried["affected"] | null>(null);
  const [{ fetching: isTrying }, attempt] = useMutation(TryServiceDocument);
  const [{ fetching: isSaving }, save] = useMutation(SaveServiceDocument);
  const explain = useProblems();
  const rules = rulesFrom(said);
  const changed = service ? differences(rulesFrom(typed(service)), rules) : (Object.keys(rules) as (keyof Rules)[]);
  const input = { ...rules, serviceId: service?.id ?? null, departmentId: service ? null : said.departmentId, version: service?.version ?? 0 };

  const see = async () => {
    const missing: Problem[] = notWhole(rules).map((fieldId) => ({ fieldId, message: t`Enter a whole number` }));
    if (missing.length === 0 && changed.length === 0) missing.push({ message: t`Nothing is changed. Change a rule first.` });
    setProblems(missing);
    if (missing.length > 0) return;
    const { data, error } = await attempt({ input: { ...input, dryRun: true } });
    setProblems(error ? explain(error) : []);
    setTried(data?.saveService ?? null);
  };
  const apply = async () => {
    const { data, error } = await save({ input: { ...input, dryRun: false } });
    if (!data) {
      setTried(null);
      return setProblems(error ? explain(error) : []);
    }
    announce(t`The rules of ${data.saveService.service.name} are saved.`);
    // Visits that were booked for less time stay on the page, to be looked at one by one.
    if (data.saveService.affected.length > 0) return setSaved(data.saveService.affected);
    return navigate({ to: "/staff/services" });
  };
  const set = (change: Partial<TypedRules>) => setSaid((now) => ({ ...now, ...change }));
  return { said, set, rules, changed, problems, tried, saved, see, apply, back: () => setTried(null), isBusy: isTrying || isSaving };
}

/** Why rules were refused, at their fields. */
function useProblems() {
  const { t } = useLingui();
  return (error: Parameters<typeof fieldProblems>[0]): Problem[] => {
    const fields = fieldProblems(error).map(({ field, message }) => ({ fieldId: field, message }));
    if (fields.length > 0) return fields;
    const words = error?.networkError ? undefined : error?.graphQLErrors[0]?.message;
    return [{ message: words ?? t`This could not be saved. Try again in a moment.` }];
  };
}
