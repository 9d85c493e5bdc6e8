// Package passkey speaks WebAuthn: what a browser is asked for, and whether what
// it brings back is what was asked. It keeps nothing and decides nothing about
// accounts; go-webauthn does the verifying and is imported here alone.
//
// # Words
//
// A passkey is a key pair whose private half never leaves its owner's device or
// password manager. A challenge is drawn for each asking; who keeps it sees to it
// that it is used once and not for long, for nothing here remembers it. The site
// is the domain that passkeys are bound to: one that a browser made for another
// domain opens nothing here.
package passkey
