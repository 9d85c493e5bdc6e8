// Package waitlist brings appointments forward: who has one and wants it
// earlier is offered the times that others give back, one person at a time.
//
// It owns waitlist_entries, waitlist_offers and waitlist_openings.
//
// Words:
//
//   - An Entry is the wish: for which appointment, the hours of the week that
//     suit, the earliest day, and how long before the visit the patient has to
//     know.
//   - An opening is a time that was freed: by a cancellation, a move, a hold
//     that was given back, or one that ran out.
//   - An Offer is an opening that is kept for one entry. While it is open the
//     offer holds the slot under its own id, as a hold does.
//
// Who is asked first: of those whom the time would suit, those who stay with
// their own practitioner come before those who would change, then those who
// stay at their place before those who would travel, and among equals whoever
// has waited longest. Suiting means: the same kind of visit, at the same place
// unless they said that others would do, long enough, before the appointment
// they have, within their windows on the clock of the place where it would be,
// no nearer than their notice and the service's, at no time of another visit of
// theirs, and the appointment can still be moved when the offer ends.
//
// Invariants:
//
//   - A time is kept for one offer or one hold, never both: both are the same
//     conditional write of booking. A unique index on open offers stands behind.
//   - An entry has one open offer at a time, six in 24 hours, and is offered the
//     same time once.
//   - An offer is open for half an hour, all of it outside the quiet hours of
//     whoever joined; nobody is woken, and no time is kept while all sleep.
//   - Taking an offer moves the appointment in one transaction, in which the old
//     time becomes an opening. Until then the appointment stands as it is,
//     whatever becomes of the offer.
//   - The rows decide. A wake-up after the commit and a look every few seconds
//     only have them looked at, by any server, as often as one likes.
//   - Whatever ends an offer tells the patient's open pages, in the transaction
//     that ends it.
//
// Who may: the patient, carers with the scope APPOINTMENTS, and members of
// staff, as for the appointment itself.
package waitlist
