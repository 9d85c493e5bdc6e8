import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, Ref } from "react";
import type { ActionKind } from "./Button";
import styles from "./action.module.css";

type AnchorProps = AnchorHTMLAttributes<HTMLAnchorElement> & {
  kind?: ActionKind;
  ref?: Ref<HTMLAnchorElement>;
};

function Anchor({ kind = "primary", children, ...rest }: AnchorProps) {
  return (
    <a {...rest} className={`${styles.action} ${styles[kind]}`}>
      {children}
    </a>
  );
}

/** A link with a button's weight: the next step of the page it stands on. */
export const ActionLink = createLink(Anchor);
