// Package booking keeps the clinic's time: who sees patients when, which times
// are free, and what was agreed on with whom.
//
// Words:
//
//   - A Slot is one bookable time, a row that the room hours lays out 60 days
//     ahead (FHIR Slot). FREE, HELD, BUSY, BLOCKED are the contract's words;
//     WITHDRAWN, which is BLOCKED outside, is a free slot that the schedule
//     gives no longer.
//   - A Hold keeps a slot for a patient for ten minutes while they fill in the
//     rest. A page that goes away keeps it for another minute; one that comes back
//     finds it as it was.
//     One that is to move an appointment keeps only what that does not have yet.
//   - A Draft is what an account has answered so far while booking for a patient.
//     It ends by the name that its pages gave it, for good.
//   - An Appointment is a slot that was agreed on (FHIR Appointment).
//   - An Offer is a freed slot that the room waitlist keeps for somebody under
//     its own id, as a hold does.
//
// Invariants:
//
//   - A slot has at most one appointment that is not cancelled. One conditional
//     write and its row count decide who has it; a unique index stands behind.
//   - A hold that has run out is free at read time: no job has to free it. It can
//     still become an appointment if nobody took the slot, and so can one that
//     gave way to the same account's next.
//   - A hold that the clinic gave to somebody else is like one that has run out;
//     it ends in the transaction of the appointment that takes its place.
//   - A patient has one appointment at a time.
//   - An appointment is moved and cancelled as it was read or not at all; its
//     sequence counts the changes. The old time is kept until the new one is
//     had, and then given back.
//   - An appointment, its history, the slot, the hold, the outbox event, the
//     audit row and the answer to the idempotency key are written in one
//     transaction or not at all.
//   - A slot carries nothing about a patient.
//
// Who may: any signed-in account sees free times. A patient's appointments and
// holds are for the patient, for carers with the scope APPOINTMENTS, and for
// clinicians, the front desk and administrators; for everyone else there are
// none.
package booking
