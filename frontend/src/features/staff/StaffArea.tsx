import { useLingui } from "@lingui/react/macro";
import { Outlet } from "@tanstack/react-router";
import { createContext, type ReactNode, useContext, useState } from "react";
import { ActionLink } from "@/components/ActionLink";
import { Page } from "@/components/Page";
import { Row } from "@/components/Stack";
import { useRole } from "@/lib/session";

type Search = { words: string; setWords: (words: string) => void };

const SearchContext = createContext<Search>({ words: "", setWords: () => {} });

/** Pages for the people who work at the clinic. What they may do there is the server's to say. */
export function StaffArea() {
  const { t } = useLingui();
  const role = useRole();
  if (role === "PATIENT") {
    return (
      <Page title={t`These pages are for the clinic's staff`}>
        <Row>
          <ActionLink to="/">{t`Go to the start page`}</ActionLink>
        </Row>
      </Page>
    );
  }
  return (
    <SearchKept>
      <Outlet />
    </SearchKept>
  );
}

/** What was searched for is kept while the staff go to a patient and back; it is in no address, for it names people. */
function SearchKept({ children }: { children: ReactNode }) {
  const [words, setWords] = useState("");
  return <SearchContext value={{ words, setWords }}>{children}</SearchContext>;
}

export function useKeptSearch(): Search {
  return useContext(SearchContext);
}
