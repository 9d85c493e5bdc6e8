// Package account owns who may come in: accounts with their usernames and
// passwords, sessions, and the grants that let an account act for a patient.
//
// # Words
//
// An account is one person's sign-in. A session is one device on which that
// person is signed in: a browser, whose token lives in a cookie, or a phone,
// which has a short access token and a refresh token that changes with each
// use. A grant lets an account act for one patient: their own (self) or that of
// someone they care for (with scopes, perhaps an end). A bucket counts failed
// proofs of identity: one for each account, each network that attempts come
// from, each device that is known, and the whole site. A network is an IPv4 /24
// or an IPv6 /56. A link is mailed to somebody, who proves with it that they
// read the mail of that address; its token stands in the mail alone. A letter
// is a mail about an account: account says to whom and of what kind, notify
// words and sends it.
//
// A challenge is a sign-in whose password was right and that waits for its second
// proof. Whether a proof is right is said by the room factor, to the left, by the
// interface SecondFactors; what it opens is decided here. A remembered device
// stands in for that proof: it is a token that opens half a sign-in, and goes with
// the sessions.
//
// # What always holds
//
//   - Tokens are 256 random bits and kept as SHA-256 only. Passwords are kept as
//     argon2id over an HMAC with a key that is not in the database.
//   - A session ends the moment its row says so, on every server: nothing about
//     it is kept anywhere else. It ends by itself after 30 minutes without use
//     and 12 hours in all; on a phone 10 minutes after its last refresh, which
//     can be had for 30 days without use and 90 days in all.
//   - A wrong password, an unknown username and a disabled account get one answer
//     after the same work: the same reads, one hash, the same writes.
//   - An attempt is counted before its password is looked at and taken back when
//     it was right, so that attempts at the same time cannot outrun the count.
//     A throttled attempt costs one read and no hash.
//   - A device in whose network the account was signed in during the last 30 days
//     has a bucket of its own: strangers cannot lock the owner out.
//   - A refresh token works once. When it comes a second time, somebody else has
//     it: the session ends.
//   - A mailed link works once, until it runs out, and the newest of its kind for
//     its subject alone. The token is an HMAC of the link's id; the row keeps
//     its SHA-256.
//   - Where a second factor is set up the password alone opens nothing, but on a
//     remembered device, and is no fresh proof.
//   - A second proof is used up in the transaction that opens the session, and the
//     challenge with it by one conditional write.
//   - A change of password or factor ends every other session, forgets every
//     remembered device and open challenge, and is mailed to the owner.
//   - Only this room makes an actor of a session.
package account
