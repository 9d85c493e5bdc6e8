package notify

import (
	"context"
	"fmt"
	"strings"
	"time"

	"patientportal/server/actor"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// Why a letter was not sent.
const (
	reasonNobody   = "There was nobody to send it to."
	reasonLinkOver = "Its link had been used, had run out, or was replaced."
)

// onLetter plans the one mail of a letter, also of a letter to nobody: whether
// somebody has an account is not to be told by how long this takes.
func (s *Service) onLetter(ctx context.Context, e outbox.Event) error {
	l, err := outbox.LetterOf(e.Payload)
	if err != nil {
		return err
	}
	if _, known := letterWords[l.Kind]; !known {
		return fmt.Errorf("notify has no words for a letter %q", l.Kind)
	}
	d := s.newDelivery(e, NotificationKind(l.Kind), l.AccountID, l.Address)
	d.channel, d.payload = ChannelEmail, e.Payload
	return s.plan(ctx, []delivery{d})
}

// lettersKept is how long letters stand in the tables after they were written:
// longer than any of their links works, and long enough to look into a complaint.
const lettersKept = 35 * 24 * time.Hour

// SweepLetters forgets old letters, those to nobody among them: anybody can have
// those written. Nothing depends on it but the size of the database.
func (s *Service) SweepLetters(ctx context.Context) error {
	ctx = actor.NewContext(ctx, actor.System("notify"))
	before := s.Clock().Add(-lettersKept)
	return s.store.Tx(ctx, func(ctx context.Context) error {
		if _, err := s.sql.dropLetters.Exec(ctx, store.Micros(before)); err != nil {
			return fmt.Errorf("forgetting letters: %w", err)
		}
		return s.outbox.DropLetters(ctx, before)
	})
}

func (d delivery) isLetter() bool { return d.patientID == "" }

// letterOver is why a letter should not go out any more, empty when it should.
func (s *Service) letterOver(ctx context.Context, d delivery) (string, error) {
	if d.address == "" {
		return reasonNobody, nil
	}
	l, err := outbox.LetterOf(d.payload)
	if err != nil {
		return "", err
	}
	items, err := s.itemsOf(ctx, l)
	if err == nil && letterWords[l.Kind].path != "" && len(items) == 0 {
		return reasonLinkOver, nil
	}
	return "", err
}

// composeLetter writes the mail of a letter.
func (s *Service) composeLetter(ctx context.Context, m Message, d delivery) (Message, error) {
	l, err := outbox.LetterOf(d.payload)
	if err != nil {
		return Message{}, err
	}
	items, err := s.itemsOf(ctx, l)
	if err != nil {
		return Message{}, err
	}
	w := letterWords[l.Kind]
	m.Subject = w.subject
	m.Text = s.letter(append(append([]string{w.opening}, items...), w.closing)...)
	return m, nil
}

// itemsOf are the paragraphs that name usernames and links; those whose link is
// over are left out. The token stands behind "#": browsers send that part to no
// server, not even in a Referer.
func (s *Service) itemsOf(ctx context.Context, l outbox.Letter) (items []string, err error) {
	for _, item := range l.Items {
		var lines []string
		if item.Username != "" {
			lines = append(lines, "Username: "+item.Username)
		}
		if item.LinkID != "" {
			token, err := s.links.LinkToken(ctx, item.LinkID)
			if err != nil {
				return nil, fmt.Errorf("making a link: %w", err)
			}
			if token == "" {
				continue
			}
			lines = append(lines, s.Clinic.BaseURL+letterWords[l.Kind].path+"#"+token)
		}
		items = append(items, strings.Join(lines, "\n"))
	}
	return items, nil
}
