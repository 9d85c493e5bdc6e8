import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { type AnyRouter, RouterProvider } from "@tanstack/react-router";
import { I18nProvider as AriaLocale } from "react-aria-components";
import { BookingDraft } from "@/features/booking/draft";
import { Announcer } from "@/lib/announce";
import { SessionProvider } from "@/lib/session";

/** Words, announcements, the session, and the pages: what every screen stands on. */
export function App({ router }: { router: AnyRouter }) {
  return (
    <I18nProvider i18n={i18n}>
      <AriaLocale locale="en-US">
        <Announcer>
          <SessionProvider>
            <BookingDraft>
              <RouterProvider router={router} />
            </BookingDraft>
          </SessionProvider>
        </Announcer>
      </AriaLocale>
    </I18nProvider>
  );
}
