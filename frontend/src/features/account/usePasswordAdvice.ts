import { useEffect, useState } from "react";
import { useClient } from "urql";
import { PasswordAdviceDocument, type PasswordAdviceInput, type PasswordAdviceQuery } from "@/gql/graphql";

export type Owner = Omit<PasswordAdviceInput, "password">;
export type Advice = PasswordAdviceQuery["passwordAdvice"];

/** Long enough that it is asked once a pause, short enough to feel at once. */
const pause = 350;

/** What the server says of a password as it stands; null until it has said something, and when it is too busy. */
export function usePasswordAdvice(password: string, owner: Owner = {}): Advice | null {
  const client = useClient();
  const [said, setSaid] = useState<{ about: string; advice: Advice } | null>(null);
  const about = JSON.stringify(owner);
  useEffect(() => {
    if (!password) return;
    let isOver = false;
    const timer = setTimeout(async () => {
      const input = { ...(JSON.parse(about) as Owner), password };
      const { data } = await client.query(PasswordAdviceDocument, { input }, { requestPolicy: "network-only" }).toPromise();
      if (data && !isOver) setSaid({ about: password, advice: data.passwordAdvice });
    }, pause);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [client, password, about]);
  return password ? (said?.advice ?? null) : null;
}
