// Package invitations sends patients to services of the clinic.
//
// Words:
//
//   - An Invitation asks a patient to book a visit within a window, both its days
//     included. It is OPEN until an appointment answers it or somebody takes it
//     back; one that has run out is still open in the table, and shown EXPIRED.
//   - A Referral lets a patient book a service that asks for one.
//
// Invariants:
//
//   - The patient's next appointment for that service ends one invitation, in the
//     appointment's own transaction, whoever books it and by whichever way; that
//     with the same practitioner before others. An end is written once.
//   - An appointment that is cancelled answers nothing: another visit of that kind
//     which the patient has booked since does, or the invitation is open again, as
//     long as its window lasts.
//   - Being asked to book is as good as a referral, as long as it lasts.
//   - Whether somebody was sent there is asked when a time is kept and again when
//     it is booked; what was booked stays when the referral is taken back.
//   - Events say that somebody is asked, never what about.
//
// Who may: clinicians and the front desk invite, refer, and take either back. A
// patient's invitations and referrals are for whoever may see their
// appointments.
//
// Tables, faults and actions on the trail have booking in their names: they are
// older than the room.
package invitations
