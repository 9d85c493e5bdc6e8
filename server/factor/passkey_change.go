package factor

import (
	"context"
	"strings"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
)

// Passkeys lists those of who is asking, the oldest first.
func (s *Service) Passkeys(ctx context.Context, who actor.Actor) ([]Passkey, error) {
	if who.AccountID() == "" {
		return nil, fault.ErrUnauthenticated
	}
	held, err := s.tables.passkeysOf(ctx, who.AccountID())
	if err != nil {
		return nil, err
	}
	list := make([]Passkey, len(held))
	for i, h := range held {
		list[i] = h.Passkey
	}
	return list, nil
}

// RenamePasskey gives a passkey of who is asking another name. NOT_FOUND when it
// is not theirs or never was.
func (s *Service) RenamePasskey(ctx context.Context, who actor.Actor, in RenamePasskeyInput) (RenamePasskeyPayload, error) {
	if err := mayChangePasskey(who, in, in.PasskeyID); err != nil {
		return RenamePasskeyPayload{}, err
	}
	name := strings.TrimSpace(account.Plain(in.Name))
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		ok, err := s.tables.renameTo(ctx, who.AccountID(), in.PasskeyID, name)
		return s.changedPasskey(ctx, who, "account.rename_passkey", in.PasskeyID, ok, err)
	})
	if err != nil {
		return RenamePasskeyPayload{}, err
	}
	list, err := s.Passkeys(ctx, who)
	for i := range list {
		if list[i].ID == in.PasskeyID {
			return RenamePasskeyPayload{Passkey: &list[i]}, nil
		}
	}
	if err == nil {
		err = fault.ErrNotFound // removed just now
	}
	return RenamePasskeyPayload{}, err
}

// RemovePasskey takes a passkey off the account of who is asking: it opens
// nothing any more, and with the last second factor the recovery codes go. Every
// other session ends, no device is remembered any more, and the owner is mailed.
// NOT_FOUND when it is not theirs or was removed.
func (s *Service) RemovePasskey(ctx context.Context, who actor.Actor, in RemovePasskeyInput) (RemovePasskeyPayload, error) {
	if err := mayChangePasskey(who, in, in.PasskeyID); err != nil {
		return RemovePasskeyPayload{}, err
	}
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		if err := s.hold(ctx, who.AccountID()); err != nil {
			return err
		}
		ok, err := s.tables.dropPasskey(ctx, who.AccountID(), in.PasskeyID)
		if err := s.changedPasskey(ctx, who, "account.remove_passkey", in.PasskeyID, ok, err); err != nil {
			return err
		}
		return s.changed(ctx, who, who.AccountID(), outbox.LetterPasskeyRemoved)
	})
	if err != nil {
		return RemovePasskeyPayload{}, err
	}
	left, err := s.accounts.Account(ctx, who)
	return RemovePasskeyPayload{Account: left}, err
}

func mayChangePasskey(who actor.Actor, in interface{ Validate() error }, id string) error {
	if who.AccountID() == "" {
		return fault.ErrUnauthenticated
	}
	if err := in.Validate(); err != nil {
		return err
	}
	if account.Plain(id) != id {
		return fault.ErrNotFound // PostgreSQL would not even look for it
	}
	return nil
}

// changedPasskey records a change; NOT_FOUND when there was nothing to change.
func (s *Service) changedPasskey(ctx context.Context, who actor.Actor, action, id string, ok bool, err error) error {
	if err != nil {
		return err
	}
	if !ok {
		return fault.ErrNotFound
	}
	return s.trail.Record(ctx, who, audit.Event{Action: action, SubjectType: "passkey", SubjectID: id})
}
