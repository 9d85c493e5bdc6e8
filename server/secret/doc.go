// Package secret holds the program's own keys, outside the database, so that a
// copy of the database alone is worth little.
//
// The keyring is one file with one or more root keys. No root key is ever used
// itself: each use derives its own with Derive, named by its purpose, so that
// what one part of the program holds says nothing about another's.
//
// The newest root key is the current one. Older ones stay in the file for what
// was made with them: whoever stores something that depends on a key stores
// the key's id beside it and asks for it with DeriveWith. A root key may be
// taken out of the file once nothing names it any more.
//
// What must be read back, such as the secret of an authenticator app, is kept
// with Seal and read with Open, which bind it to its table, column and row.
//
// Tokens that somebody else keeps, such as a session's or a calendar's address,
// are drawn with NewToken; what is stored is their hash.
package secret
