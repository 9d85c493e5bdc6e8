// Package factor owns by what an account proves itself beside its password:
// authenticator apps, passkeys and recovery codes.
//
// # Words
//
// A second factor is an authenticator app or a passkey. Recovery codes get
// somebody back in who lost it, and are none by themselves. To enrol is to begin an
// app, which counts once its first code was given. A ceremony is a question put to
// a browser for a passkey, by a challenge that is drawn for it; its answer is what
// the browser signed or created. A copy is a passkey whose count of uses went back.
//
// # What always holds
//
//   - This room says whether a proof is right. What a right one opens is decided
//     by account, which asks (account.SecondFactors) and alone opens sessions.
//   - A proof is used up by one conditional write, in the transaction that opens
//     the session or steps it up: the app's step moves on, the recovery code and
//     the ceremony are taken, a passkey never counts back.
//   - A ceremony is gone for good before its answer is looked at, lasts five
//     minutes, and is good for what it was bound to alone.
//   - Whatever is wrong with a passkey, the answer and the statements are the same.
//   - Apps' secrets are sealed to their row, recovery codes kept as HMAC, a
//     challenge until it is answered; of passkeys there is nothing to hide.
//   - A change of the factors goes through account.FactorsChanged in its own
//     transaction: every other session ends, no device is remembered, no sign-in
//     waits any more, and the owner is mailed. The account's row is held meanwhile,
//     so that two changes come one after the other.
//   - Without a second factor there are no recovery codes.
//
// Its tables, faults and actions on the audit trail are named after the account,
// whose they are.
package factor
