package account

import (
	"context"

	"patientportal/server/actor"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// WriteLetter has a letter about an account sent, in the context's Tx: exactly
// when that is committed. The words are notify's, by the letter's kind. With an
// empty address it is a letter to nobody, which costs the same and is not sent.
func (s *Service) WriteLetter(ctx context.Context, l outbox.Letter) error {
	event, err := outbox.NewLetter(store.NewID(), l)
	if err != nil {
		return err
	}
	// Letters share the outbox's table with patients' events; they name nobody.
	_, err = s.outbox.Append(actor.NewContext(ctx, actor.System("account")), event)
	return err
}

// TellOwner writes a letter to the account's own address, in the context's Tx.
func (s *Service) TellOwner(ctx context.Context, accountID string, kind outbox.LetterKind) error {
	account, err := s.tables.account(ctx, accountID)
	if err != nil {
		return err
	}
	letter := outbox.Letter{Kind: kind, AccountID: accountID}
	if account.Email != nil {
		letter.Address = *account.Email
	}
	return s.WriteLetter(ctx, letter)
}
