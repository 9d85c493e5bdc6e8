package account

import (
	"context"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/password"
	"patientportal/server/store"
)

// AddStaff makes an account for a member of staff, who has to choose a password
// and set up a second factor before anything else. With an address, the link that
// proves it is mailed. The program itself and administrators may. It fails with
// FORBIDDEN, with INVALID_INPUT for every bad field, with CONFLICT when the
// username is taken and with NOT_FOUND when there is no such practitioner.
//
// It hashes for about a tenth of a second, so it is never called inside a Tx.
func (s *Service) AddStaff(ctx context.Context, who actor.Actor, in AddStaffInput) (StaffPayload, error) {
	if err := who.Require(actor.RoleAdministrator); err != nil {
		return StaffPayload{}, err
	}
	if err := in.Validate(); err != nil {
		return StaffPayload{}, err
	}
	account := in.input()
	id, err := s.create(ctx, who, account, true)
	if err != nil {
		return StaffPayload{}, err
	}
	added, err := s.tables.staffAccount(ctx, id)
	return StaffPayload{StaffAccount: added, FirstPassword: account.Password}, err
}

// DisableStaff closes the account of a member of staff: every session ends at
// once, nobody signs in to it any more, and what they did keeps their name. Done
// twice it does nothing. The program itself and administrators may. It fails with
// FORBIDDEN, INVALID_INPUT, with NOT_FOUND for who is no member of staff, and
// with CONFLICT for the last administrator.
func (s *Service) DisableStaff(ctx context.Context, who actor.Actor, in ChangeStaffInput) (StaffPayload, error) {
	return s.changeStaff(ctx, who, in, func(ctx context.Context, m member) error {
		now := store.Micros(s.clock())
		open, err := s.tables.disable(ctx, m.id, now)
		if err != nil || !open {
			return err
		}
		if m.role == actor.RoleAdministrator {
			if err := s.keepOneAdministrator(ctx); err != nil {
				return err
			}
		}
		if err := s.tables.voidLinks(ctx, m.id, m.email, now); err != nil {
			return err
		}
		if err := s.endAll(ctx, who, m.id, endDisabled); err != nil {
			return err
		}
		return s.recordChange(ctx, who, "account.disable", m.id, in.Reason)
	})
}

// EnableStaff opens the account of a member of staff that was closed, with the
// password and the second factor it had. Done twice it does nothing. Who may and
// how it fails are as in DisableStaff, without the CONFLICT.
func (s *Service) EnableStaff(ctx context.Context, who actor.Actor, in ChangeStaffInput) (StaffPayload, error) {
	return s.changeStaff(ctx, who, in, func(ctx context.Context, m member) error {
		closed, err := s.tables.enable(ctx, m.id, store.Micros(s.clock()))
		if err != nil || !closed {
			return err
		}
		return s.recordChange(ctx, who, "account.enable", m.id, in.Reason)
	})
}

// ResetStaff gives a member of staff who cannot get in a first password again,
// takes their second factors and links to a new password away and ends every
// session; a mail tells the owner. An account that was disabled is open again. Who may and how it fails
// are as in EnableStaff.
//
// It hashes for about a tenth of a second, so it is never called inside a Tx.
func (s *Service) ResetStaff(ctx context.Context, who actor.Actor, in ChangeStaffInput) (StaffPayload, error) {
	if err := who.Require(actor.RoleAdministrator); err != nil {
		return StaffPayload{}, err
	}
	first := drawnFor(in.Username)
	hash, err := s.hash(ctx, first)
	if err != nil {
		return StaffPayload{}, err
	}
	reset, err := s.changeStaff(ctx, who, in, func(ctx context.Context, m member) error {
		return s.beginAnew(ctx, who, m, hash, in.Reason)
	})
	if err != nil {
		return StaffPayload{}, err
	}
	reset.FirstPassword = first
	return reset, nil
}

func (s *Service) beginAnew(ctx context.Context, who actor.Actor, m member, hash, reason string) error {
	now := store.Micros(s.clock())
	if err := s.tables.reopen(ctx, m.id, hash, now); err != nil {
		return err
	}
	if err := s.tables.voidLinks(ctx, m.id, m.email, now); err != nil {
		return err
	}
	if err := s.factors.Drop(ctx, m.id); err != nil {
		return err
	}
	if err := s.FactorsChanged(ctx, who, m.id, false, outbox.LetterStaffReset); err != nil {
		return err
	}
	return s.recordChange(ctx, who, "account.reset_staff", m.id, reason, "password", "second_factor")
}

// changeStaff does something to the account of a member of staff in one Tx.
func (s *Service) changeStaff(ctx context.Context, who actor.Actor, in ChangeStaffInput, do func(context.Context, member) error) (StaffPayload, error) {
	if err := who.Require(actor.RoleAdministrator); err != nil {
		return StaffPayload{}, err
	}
	if err := in.Validate(); err != nil {
		return StaffPayload{}, err
	}
	if Plain(in.AccountID) != in.AccountID {
		return StaffPayload{}, fault.ErrNotFound // PostgreSQL would not even look for it
	}
	var changed *StaffAccount
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		m, ok, err := s.tables.member(ctx, in.AccountID, FoldUsername(in.Username))
		if err != nil {
			return err
		}
		if !ok {
			return fault.ErrNotFound
		}
		if err := do(ctx, m); err != nil {
			return err
		}
		changed, err = s.tables.staffAccount(ctx, m.id)
		return err
	})
	return StaffPayload{StaffAccount: changed}, err
}

func (s *Service) recordChange(ctx context.Context, who actor.Actor, action, accountID, reason string, fields ...string) error {
	return s.trail.Record(ctx, who, audit.Event{
		Action: action, SubjectType: "account", SubjectID: accountID, Fields: fields, Reason: TidyReason(reason),
	})
}

// keepOneAdministrator fails when no administrator is left. It holds the others'
// rows, so that two do not close each other out at the same moment.
func (s *Service) keepOneAdministrator(ctx context.Context) error {
	left, err := s.tables.holdAdministrators(ctx)
	if err == nil && left == 0 {
		err = errLastAdministrator
	}
	return err
}

// drawnFor draws a first password in which nothing of its owner stands by chance,
// which happens about once in 50,000 times.
func drawnFor(about ...string) string {
	drawn := newFirstPassword()
	for password.Judge(drawn, about...).Lacks(password.AboutYou) {
		drawn = newFirstPassword()
	}
	return drawn
}
