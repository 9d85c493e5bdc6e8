// Package calendar lets a person's own calendar read appointments: a feed is a
// secret address for one account and one patient.
//
// Invariants:
//
//   - The address holds 256 random bits. It is told once; the row keeps their
//     SHA-256.
//   - An account has at most one feed of a patient that is not revoked: making
//     another ends the one before.
//   - A feed gives what its account may see at that moment. Once the account is
//     disabled or may act for the patient no longer, its address is not found.
//   - Unknown, revoked and no longer permitted addresses answer alike.
//   - An entry keeps its UID, and its SEQUENCE counts its changes. A cancelled
//     appointment stays, as cancelled, so that calendars take it off.
//   - Titles say “Appointment” unless the account asked for more.
//
// Who may: a patient for themself, and carers with the scope APPOINTMENTS.
package calendar
