import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { Button } from "./Button";
import styles from "./SearchField.module.css";
import { TextField } from "./TextField";

type SearchFieldProps = {
  label: string;
  hint?: string;
  /** On the button that empties the search; "Show all" unless given. */
  clearLabel?: string;
  value: string;
  onSearch: (words: string) => void;
};

/** Words to search for. It searches when asked to, so results do not run away under the typing. */
export function SearchField({ label, hint, clearLabel, value, onSearch }: SearchFieldProps) {
  const { t } = useLingui();
  const [words, setWords] = useState(value);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onSearch(words.trim());
  };
  const clear = () => {
    setWords("");
    onSearch("");
  };
  return (
    <form role="search" className={styles.search} onSubmit={submit}>
      <TextField id="search" type="search" label={label} hint={hint} value={words} onChange={setWords} autoComplete="off" />
      <div className={styles.actions}>
        <Button type="submit" kind="secondary">{t`Search`}</Button>
        {value ? <Button kind="quiet" onPress={clear}>{clearLabel ?? t`Show all`}</Button> : null}
      </div>
    </form>
  );
}
