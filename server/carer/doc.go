// Package carer owns who may act for a patient beside the patient: invitations
// to it, what comes of them, and what a carer has done since.
//
// # Words
//
// A carer is an account that acts for a patient who is somebody else, within
// scopes: APPOINTMENTS, RECORDS, ADVICE, ACCOUNT. A guardian is a carer whom the
// clinic made one, for a child. A giver lets carers in: the patient, a child's
// guardian, or the clinic. An invitation is a mailed offer of scopes; its link
// works once and for seven days. Access is what a carer holds; its row is
// account's (a grant), which reads it at each request.
//
// # Invariants
//
//   - Nobody but a giver lets a carer in, sees who they are, or ends it; a carer
//     sees and may end their own. Everyone else hears that there is none.
//   - A guardian decides for a child only as long as the records are open to
//     them, and gives no more than they hold.
//   - An invitation is answered alike whether or not its address has an account:
//     nothing is looked up. The database decides who accepts it, in one
//     conditional write. Its link is kept as a hash.
//   - What is ended is ended with the next request, event and mail.
//   - A child has a birthday, set by the clinic, from which RECORDS and ADVICE are
//     theirs alone: every access that was given before, and every one given by
//     others, is without them from that instant. Access that others gave ends
//     when the child is of age. Both are instants on the grant; nothing has to run
//     when they come.
//   - Every change leaves a row on the trail, in its transaction, and is told to
//     both sides.
package carer
