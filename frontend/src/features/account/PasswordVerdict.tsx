import { useLingui } from "@lingui/react/macro";
import type { PasswordLack } from "@/gql/graphql";
import styles from "./PasswordVerdict.module.css";
import type { Advice } from "./usePasswordAdvice";

/** How strong a password is, and what it still lacks. */
export function PasswordVerdict({ advice }: { advice: Advice }) {
  const { t } = useLingui();
  const strength = useStrengthWords();
  const { missing, rules } = useLackWords(advice.missing);
  return (
    <div className={styles.verdict}>
      <span className={styles.bar} aria-hidden="true" data-good={advice.good}>
        <span style={{ inlineSize: `${25 * Math.max(advice.strength, advice.good ? 3 : 0)}%` }} />
      </span>
      <p>{advice.good ? t`Good: ${strength(advice.strength)}.` : t`Not enough yet: ${strength(advice.strength)}.`}</p>
      {missing ? <p>{t`Still missing: ${missing}; or make it 15 characters.`}</p> : null}
      {rules.map((rule) => (
        <p key={rule}>{rule}</p>
      ))}
    </div>
  );
}

function useStrengthWords(): (strength: number) => string {
  const { t } = useLingui();
  return (strength) => {
    switch (strength) {
      case 4:
        return t`very hard to guess`;
      case 3:
        return t`hard to guess`;
      case 2:
        return t`could be guessed`;
      default:
        return t`easy to guess`;
    }
  };
}

/** What could be added, in one line, and what has to be different, in a sentence each. */
function useLackWords(lacks: PasswordLack[]): { missing: string; rules: string[] } {
  const { t, i18n } = useLingui();
  const pieces: Partial<Record<PasswordLack, string>> = {
    LENGTH: t`at least 12 characters`,
    LETTERS: t`letters`,
    NUMBERS: t`numbers`,
    SPECIAL_CHARACTERS: t`special characters`,
  };
  const sentences: Partial<Record<PasswordLack, string>> = {
    ABOUT_YOU: t`Leave out your username, name, birth date, email address and clinic number.`,
    COMMON: t`It is too much like passwords that many people use.`,
    TOO_LONG: t`A password has at most 1,024 bytes.`,
  };
  const words = (from: Partial<Record<PasswordLack, string>>) => lacks.flatMap((lack) => from[lack] ?? []);
  return { missing: new Intl.ListFormat(i18n.locale).format(words(pieces)), rules: words(sentences) };
}
