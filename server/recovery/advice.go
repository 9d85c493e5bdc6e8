package recovery

import (
	"context"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/password"
)

// PasswordAdviceInput is a password to look at, with what its owner says of
// themself; nil for what is not said.
type PasswordAdviceInput struct {
	Password     string
	Username     *string
	FullName     *string
	Email        *string
	DateOfBirth  *string // 1984-03-09
	ClinicNumber *string
	Token        *string // of a mailed link to a new password
}

// PasswordAdvice is what a password lacks.
type PasswordAdvice struct {
	Good     bool
	Strength int // 0 to 4
	Missing  []password.Lack
}

// errManyAsk refuses advice, which is a help and no need.
var errManyAsk = fault.New(fault.RateLimited, "account.busy", "Many people are choosing a password just now.")

// PasswordAdvice says what a new password lacks, by the rules by which it will be
// taken: those of who is asking, of the account of the link, and of what is said.
// Nothing is kept, counted or hashed. Looking at a long password takes a
// processor for up to a twentieth of a second, so few are looked at at once;
// RATE_LIMITED for the rest.
func (s *Service) PasswordAdvice(ctx context.Context, who actor.Actor, in PasswordAdviceInput) (PasswordAdvice, error) {
	select {
	case s.advising <- struct{}{}:
	default:
		return PasswordAdvice{}, errManyAsk
	}
	defer func() { <-s.advising }()
	about, err := s.aboutOwner(ctx, who, in)
	if err != nil {
		return PasswordAdvice{}, err
	}
	v := password.Judge(in.Password, about...)
	return PasswordAdvice{Good: len(v.Missing) == 0, Strength: v.Strength, Missing: append([]password.Lack{}, v.Missing...)}, nil
}

func (s *Service) aboutOwner(ctx context.Context, who actor.Actor, in PasswordAdviceInput) ([]string, error) {
	said := account.Person{FullName: value(in.FullName), DateOfBirth: value(in.DateOfBirth), ClinicNumber: value(in.ClinicNumber)}
	about := append([]string{value(in.Username), value(in.Email)}, said.Facts()...)
	accountID := who.AccountID()
	if in.Token != nil {
		l, _, err := s.resetting(ctx, *in.Token)
		if err != nil && fault.CodeOf(err) != fault.Expired {
			return nil, err
		}
		accountID = l.AccountID
	}
	if accountID == "" {
		return about, nil
	}
	k, err := s.Accounts.Keeper(ctx, accountID)
	if err != nil {
		return nil, err
	}
	known, err := s.Accounts.FactsAbout(ctx, k)
	return append(about, known...), err
}

func value(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}
