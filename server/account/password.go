package account

import (
	"patientportal/server/fault"
	"patientportal/server/password"
)

// checkPassword adds the first thing that is wrong with a new password. about is
// what others know of its owner: username, names, birth date, clinic number,
// address of mail.
func checkPassword(p *fault.Problems, field, text string, about ...string) {
	v := password.Judge(text, about...)
	switch {
	case len(v.Missing) == 0:
	case v.Lacks(password.TooLong):
		p.Add(field, "account.password_too_long", "A password has at most 1,024 bytes.")
	case !v.LongEnough():
		p.Add(field, "account.password_too_short",
			"Use 15 characters or more, or 12 or more with letters, numbers and special characters.")
	case v.Lacks(password.AboutYou):
		p.Add(field, "account.password_about_you",
			"Use a password without your username, name, birth date, email address or clinic number.")
	default:
		p.Add(field, "account.password_common",
			"This password is easy to guess. Three or four unrelated words make a good one.")
	}
}
