import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import styles from "./action.module.css";

export type ActionKind = "primary" | "secondary" | "quiet" | "danger";

type ButtonProps = Omit<AriaButtonProps, "className" | "style" | "children"> & {
  kind?: ActionKind;
  children: ReactNode;
};

/** A press that does something on this page. What goes elsewhere is an ActionLink. */
export function Button({ kind = "primary", children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={`${styles.action} ${styles[kind]}`}>
      {children}
    </AriaButton>
  );
}
