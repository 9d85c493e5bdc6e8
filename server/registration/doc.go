// Package registration lets patients make their own accounts: the front desk
// gives a patient an activation code, and with it and what they know of
// themselves the patient signs up.
//
// # Words
//
// A code is what the desk hands out, on a letter. A claim is who somebody says
// they are when they start. A flow is a sign-up between its two steps; its token
// lets whoever has it take the second one. A lock says that the tries at a clinic
// number were used up.
//
// # What always holds
//
//   - A code has 60 random bits and is kept as an HMAC under a key that is not in
//     the database. It works once, for 28 days; a newer one takes its place. A
//     patient has at most one that is good: an index says so.
//   - The code is used up by completing, in the transaction that makes the
//     account. Of many who complete at once one has the account.
//   - Every claim that does not fit gets one answer after the same statements,
//     whatever was wrong, also for a patient who has an account.
//   - Three wrong claims about one clinic number, had by a patient or not, lock it
//     for an hour. The desk sees it on its page until somebody has looked at it,
//     and can lift it. A try is counted and looked at in one transaction, so that
//     many at once are still three.
//   - A flow ends after two hours. Its token has 256 random bits, and the row has
//     its SHA-256.
//   - A code in the clear is in the answer to whoever issued it and in the address
//     of its letter, sealed for their session, and nowhere else.
package registration
