package carer

import (
	"context"
	"time"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/recovery"
)

// joinLimits bound the tries to make an account by an invitation. Whoever has
// one can learn which usernames are taken, so each try at it counts until one
// works; an honest one seldom needs more than a few. A token that is none counts
// alike: it has 256 random bits, so the limit spares work and hides nothing.
var joinLimits = account.TryLimits{
	Subject: account.Limit{Free: 20, FirstPause: 30 * time.Second, LongestPause: 15 * time.Minute, Stop: 60, Window: time.Hour},
	Network: account.Limit{Free: 60, FirstPause: 5 * time.Second, LongestPause: 5 * time.Minute, Stop: 300, Window: time.Hour},
	Site:    account.Limit{Free: 1000, FirstPause: time.Second, LongestPause: 15 * time.Second, Stop: 10_000, Window: time.Hour},
}

// CreateCarerAccountInput is who somebody is whom an invitation was mailed, and
// how they sign in from now on.
type CreateCarerAccountInput struct {
	Token           string
	FullName        string
	Username        string
	Password        string
	SecurityAnswers []recovery.SecurityAnswerInput
	Client          account.ClientKind // Browser when empty
	DeviceName      *string
}

// CreateAccount makes an account for somebody who has none, lets it act as the
// invitation says, and signs it in. It is public: the link is the proof, also of
// the address, which becomes the account's. The invitation is used up with it: of
// those who come at once one wins, and whatever fails leaves it as it was.
//
// EXPIRED when the invitation is over or never was; INVALID_INPUT for every bad
// field, a taken username among them as CONFLICT; RATE_LIMITED after too many
// tries.
//
// It hashes for some tenths of a second, so it is never called inside a Tx.
func (s *Service) CreateAccount(ctx context.Context, in CreateCarerAccountInput, from account.Client) (account.SignInOutcome, error) {
	try, err := s.countJoin(ctx, in.Token, from)
	if err != nil {
		return account.SignInOutcome{}, err
	}
	inv, err := s.invited(ctx, s.Account.PeekLink, in.Token)
	if err != nil {
		return account.SignInOutcome{}, err
	}
	n, err := s.Account.PrepareNewcomer(ctx, account.NewcomerInput{
		DisplayName: cleaned(in.FullName), Email: inv.Email, Username: in.Username, Password: in.Password,
		Also: s.Recovery.CheckChosen(in.SecurityAnswers), Client: in.Client, DeviceName: in.DeviceName,
	})
	if err != nil {
		return account.SignInOutcome{}, err
	}
	answers, err := s.Recovery.Prepare(ctx, "new carer", in.SecurityAnswers)
	if err != nil {
		return account.SignInOutcome{}, err
	}
	var out account.SignInOutcome
	err = s.Store.Tx(ctx, func(ctx context.Context) error {
		if err := try.TakeBack(ctx); err != nil {
			return err
		}
		out, err = s.join(ctx, n, answers, in.Token, from)
		return err
	})
	return out, err
}

// countJoin counts the try in a Tx of its own: it stands unless it is taken back.
func (s *Service) countJoin(ctx context.Context, token string, from account.Client) (try account.Try, err error) {
	if err := s.joins.Look(ctx, token, from); err != nil {
		return account.Try{}, err
	}
	err = s.Store.Tx(actor.NewContext(ctx, self), func(ctx context.Context) error {
		try, err = s.joins.Count(ctx, token, from)
		return err
	})
	return try, err
}

// join makes the account and what goes with it, inside a Tx.
func (s *Service) join(ctx context.Context, n account.Newcomer, answers recovery.Chosen, token string, from account.Client) (account.SignInOutcome, error) {
	inv, err := s.invited(ctx, s.Account.UseLink, token)
	if err != nil {
		return account.SignInOutcome{}, err
	}
	var c account.Care
	out, err := s.Account.AdmitCarer(ctx, n, from, func(ctx context.Context, accountID string) error {
		if c, err = s.letIn(actor.NewContext(ctx, self), accountID, inv); err != nil {
			return err
		}
		return s.Recovery.Keep(ctx, accountID, answers)
	})
	if err != nil {
		return account.SignInOutcome{}, err
	}
	return out, s.note(actor.NewContext(ctx, out.Who()), out.Who(), c, audit.Event{Action: "carer.accept"})
}
