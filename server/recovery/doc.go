// Package recovery gets people back in who forgot their username or password, and
// asks them the security questions that they once chose.
//
// # Words
//
// A recovery is asked for by somebody who is not signed in; what comes of it is a
// mail, to the account's own address. A reset is a password replaced by whoever
// follows a mailed link. The hurdle is a security question beside that link.
//
// # What always holds
//
//   - Whoever is asked for, the answer, the statements and the rows are the same:
//     unknown, disabled, without an address, several of one address. A hash is
//     computed beside them, in which the microseconds are lost by which they differ.
//   - Each request counts for the person, the network and the site, at a door of
//     its own: a flood here leaves signing in open.
//   - A link is good once, for 30 minutes, and the newest alone. It opens nothing: a
//     new password is all that it gives, and every session ends by it.
//   - For one link the question is always the same, so that asking again leads to no
//     easier one; none is asked of an account with a second factor.
//   - Answers are compared as people remember them and kept as passwords are.
//
// Accounts, their passwords, links, letters and throttles are account's, to the
// right. The table of answers, faults and actions on the audit trail are named after
// the account, whose they are.
package recovery
