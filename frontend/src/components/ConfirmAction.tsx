import { useEffect, useId, useRef, useState } from "react";
import { Button } from "./Button";
import styles from "./ConfirmAction.module.css";
import { Row } from "./Stack";

type ConfirmActionProps = {
  /** The first press, and with whom it is about for those who hear it alone. */
  label: string;
  name: string;
  /** What is asked before it is done. */
  question: string;
  yes: string;
  no: string;
  onConfirm: () => void;
  isBusy?: boolean;
};

/** Asks in place before doing what cannot be taken back: one press to ask, one to do it. */
export function ConfirmAction({ label, name, question, yes, no, onConfirm, isBusy }: ConfirmActionProps) {
  const [isAsking, setAsking] = useState(false);
  const wasAsking = useRef(false);
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button that had focus is gone either way: what took its place gets it.
    if (isAsking || wasAsking.current) place.current?.querySelector("button")?.focus();
    wasAsking.current = isAsking;
  }, [isAsking]);
  if (!isAsking) {
    return (
      <div ref={place}>
        <Button kind="secondary" onPress={() => setAsking(true)} aria-label={name}>{label}</Button>
      </div>
    );
  }
  return (
    <div ref={place} role="group" aria-labelledby={id} className={styles.asking}>
      <p id={id}>{question}</p>
      <Row>
        <Button kind="danger" onPress={onConfirm} isDisabled={isBusy} aria-describedby={id}>{yes}</Button>
        <Button kind="quiet" onPress={() => setAsking(false)}>{no}</Button>
      </Row>
    </div>
  );
}
