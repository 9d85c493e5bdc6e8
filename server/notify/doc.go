// Package notify tells people: in the open page, in the list of notifications
// and by mail, at once and before an appointment. It hears of everything
// through the outbox and imports no other room.
//
// It owns notify_notifications, notify_deliveries and notify_preferences.
//
// Words:
//
//   - A notification is a line in the portal, one for each account that may
//     know. It says nothing clinical.
//   - A delivery is one message that leaves the portal, or a reminder: planned
//     in the transaction that made it necessary, then sent, failed or skipped.
//   - A letter is a mail about an account, such as a link to a new password. It
//     concerns no patient and no page hears of it; what it says is in
//     letter_words.go. A letter to nobody is planned like any other, so that
//     asking for an unknown account costs the same, and then skipped.
//   - Preferences are an account's own: which matters are mailed, which leads it
//     wants, its quiet hours. What is not wanted is planned as skipped, and
//     says so. The addressee of an appointment is the account whose preferences
//     its mails and reminders follow. A reminder that it does not want is the
//     others' still: they hear in the portal what each of them wants to hear.
//   - A lead is how long before the appointment a reminder is due.
//   - An occurrence is what an open page hears: ids and times only.
//   - A signal is the wake-up behind it, carried by the bus (NATS) to the hub of
//     every server. Signals may be lost; the numbered rows say what was missed.
//
// What holds:
//
//   - A delivery is unique for (subject, version, kind, lead, channel, account).
//     It is sent by whoever claims its row with one conditional update; River's
//     jobs are alarms that may ring twice or late, and a sweep rings for those
//     that never did. A crash between the server's 250 and our commit repeats
//     the mail under the same Message-ID.
//   - Planning and saving hold the preferences' rows, so that neither misses the
//     other; locks are taken in the order preferences, deliveries, streams.
//   - No lock and no transaction is held while a mail server is being talked to.
//   - What is still to go out about an appointment goes to the address that the
//     appointment has by then.
//   - A delivery whose subject has a newer version, or whose appointment has
//     begun, is skipped and says so.
//   - The token of a link in a letter is made when the mail goes out, and is
//     nowhere else. A letter whose links are over is skipped.
//   - Everything is due by the program's clock. River goes by the wall clock;
//     jobs.go translates.
//   - A subscriber gets every event of its stream once and in order, from where
//     it left off: it listens first, then reads, then follows the numbers.
//   - A subscriber that does not keep up is dropped; it never holds up others.
package notify
