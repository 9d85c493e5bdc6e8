package patient

import (
	"context"
	"regexp"
	"slices"

	"patientportal/server/actor"
	"patientportal/server/fault"
)

// Claim is who somebody says they are.
type Claim struct {
	FullName     string // in any order; see SameName
	DateOfBirth  string // 1984-03-09
	ClinicNumber string // with or without its dashes
}

// Match gives the patient of whom all three are right, false when there is none.
// It is the program's alone, for doors at which nobody is known yet: it asks the
// database the same whatever is right, and leaves the audit to the door.
func (s *Service) Match(ctx context.Context, who actor.Actor, c Claim) (found Patient, ok bool, err error) {
	if !who.IsSystem() {
		return Patient{}, false, fault.ErrForbidden
	}
	found, err = s.store.byClinicNumber(actor.NewContext(ctx, who), PlainClinicNumber(c.ClinicNumber))
	if fault.CodeOf(err) == fault.NotFound {
		err = nil
	}
	if err != nil {
		return Patient{}, false, err
	}
	if !SameName(found, c.FullName) || c.DateOfBirth == "" || text(found.DateOfBirth) != c.DateOfBirth {
		return Patient{}, false, nil
	}
	return found, true, nil
}

// SameName tells whether somebody means this patient by that name: the first
// given name and the whole family name are there, in any order. Case, accents
// and other names make no difference. Where the parts of a name are not known,
// its first and its last word count.
func SameName(p Patient, name string) bool {
	typed, given, family := NameWords(name), NameWords(p.GivenNames), NameWords(p.FamilyName)
	if all := NameWords(p.FullName); len(given) == 0 || len(family) == 0 {
		if len(all) == 0 {
			return false
		}
		given, family = all[:1], all[len(all)-1:]
	}
	for _, word := range append(family, given[0]) {
		if !slices.Contains(typed, word) {
			return false
		}
	}
	return true
}

var sevenDigits = regexp.MustCompile(`^\D*(\d)\D*(\d{3})\D*(\d{3})\D*$`)

// PlainClinicNumber is the number as the clinic writes it, however its parts
// were set apart; any other text as it is.
func PlainClinicNumber(text string) string {
	if parts := sevenDigits.FindStringSubmatch(text); parts != nil {
		return parts[1] + "-" + parts[2] + "-" + parts[3]
	}
	return text
}
