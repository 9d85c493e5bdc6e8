// What programs written apart from the portal expect of it, asked of the built
// program over each database.
import { after, before, describe } from "node:test";
import { databases, openPortal } from "./portal.mjs";
import account from "./suites/account.mjs";
import apollo from "./suites/apollo.mjs";
import booking from "./suites/booking.mjs";
import calendar from "./suites/calendar.mjs";
import changing from "./suites/changing.mjs";
import http from "./suites/http.mjs";
import live from "./suites/live.mjs";
import protocol from "./suites/protocol.mjs";
import reading from "./suites/reading.mjs";
import urql from "./suites/urql.mjs";

for (const database of databases) {
  describe(database, { timeout: 180_000 }, () => {
    let portal;
    before(async () => (portal = await openPortal(database)));
    after(() => portal?.close());
    for (const [name, suite] of Object.entries({ http, protocol, account, booking, changing, calendar, reading, apollo, urql, live })) {
      describe(name, () => suite(() => portal));
    }
  });
}
