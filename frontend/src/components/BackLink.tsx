import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, Ref } from "react";
import styles from "./BackLink.module.css";

type AnchorProps = AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement> };

function Anchor({ children, ...rest }: AnchorProps) {
  return (
    <a {...rest} className={styles.back}>
      <span aria-hidden="true" className={styles.arrow} />
      {children}
    </a>
  );
}

/** The way up or back, above a page's heading. */
export const BackLink = createLink(Anchor);
