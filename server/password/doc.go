// Package password says what a new password lacks.
//
// A good one has 15 characters or more of anything, or 12 or more with letters,
// numbers and special characters: the clinic asks for the one, NIST SP 800-63B
// and ASVS 5.0 V6.2 for the other. It holds nothing that others know of its
// owner, is not among the common ones, and leaves a guesser who knows words,
// names, rows of keys and dates enough to try.
//
// Nothing is kept and nothing is logged.
//
// common.txt.gz is the list of passwords of @zxcvbn-ts/language-common 4.1.3
// (MIT, see common.txt.LICENSE): folded, sorted by bytes, those of six
// characters or more.
package password
