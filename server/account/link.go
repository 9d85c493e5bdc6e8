package account

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"time"

	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/secret"
	"patientportal/server/store"
)

const linkPurpose = "account.link"

// ErrLinkOver is the one answer for a link that was used, has run out, was
// replaced by a newer one, or never was.
var ErrLinkOver = fault.New(fault.Expired, "account.link_over",
	"This link has been used, has run out, or was replaced by a newer one. Ask for a new one.")

// NewLink is a link to be mailed.
type NewLink struct {
	Kind      outbox.LetterKind // of the letter that it stands in
	AccountID string            // empty for somebody without an account, and for nobody
	SubjectID string            // of which the newest link alone is good; the account when empty, else the link itself
	Address   string            // where it is mailed
	Life      time.Duration     // from now
}

// Link is a mailed link that is good.
type Link struct {
	ID        string
	AccountID string
	SubjectID string
	Address   string // whoever follows it reads this address's mail
}

// MakeLink stores a link in the context's Tx and gives its id, for the letter
// that names it. Its token is nowhere but in the mail.
func (s *Service) MakeLink(ctx context.Context, in NewLink) (linkID string, err error) {
	ids, err := s.MakeLinks(ctx, in)
	if err != nil {
		return "", err
	}
	return ids[0], nil
}

// MakeLinks is MakeLink for several.
func (s *Service) MakeLinks(ctx context.Context, list ...NewLink) (ids []string, err error) {
	now := s.clock()
	rows := make([]linkRow, len(list))
	ids = make([]string, len(list))
	for i, in := range list {
		r := linkRow{NewLink: in, id: store.NewID(), keyID: s.keys.CurrentID(), at: store.Micros(now)}
		r.expiresAt = store.Micros(now.Add(in.Life))
		if r.SubjectID == "" {
			r.SubjectID = in.AccountID
		}
		if r.SubjectID == "" {
			r.SubjectID = r.id
		}
		token, err := s.tokenOf(r.keyID, in.Kind, r.id)
		if err != nil {
			return nil, err
		}
		r.tokenHash = secret.HashToken(token)
		rows[i], ids[i] = r, r.id
	}
	return ids, s.tables.addLinks(ctx, rows)
}

// tokenOf makes the token of a link: without the program's key nobody can, with
// the whole database at hand.
func (s *Service) tokenOf(keyID string, kind outbox.LetterKind, linkID string) (string, error) {
	key, err := s.keys.DeriveWith(keyID, linkPurpose)
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(string(kind) + "|" + linkID))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)), nil
}

// LinkToken makes the token of a link for the mail that goes out now; empty
// when the link is over. It is notify's to ask, and nobody else's.
func (s *Service) LinkToken(ctx context.Context, linkID string) (token string, err error) {
	kind, keyID, err := s.tables.goodLink(ctx, linkID, store.Micros(s.clock()))
	if err != nil || keyID == "" {
		return "", err
	}
	return s.tokenOf(keyID, kind, linkID)
}

// PeekLink looks at the link of that token without using it; EXPIRED when it is
// over or never was.
func (s *Service) PeekLink(ctx context.Context, kind outbox.LetterKind, token string) (Link, error) {
	return s.link(ctx, s.tables.peekLink, kind, token)
}

// UseLink uses the link up, in the context's Tx: of all who come with one token
// the first alone gets it. EXPIRED as PeekLink.
func (s *Service) UseLink(ctx context.Context, kind outbox.LetterKind, token string) (Link, error) {
	return s.link(ctx, s.tables.useLink, kind, token)
}

type linkReader func(ctx context.Context, kind outbox.LetterKind, tokenHash string, now int64) (Link, bool, error)

func (s *Service) link(ctx context.Context, read linkReader, kind outbox.LetterKind, token string) (Link, error) {
	if !secret.IsToken(token) {
		return Link{}, ErrLinkOver
	}
	l, ok, err := read(ctx, kind, secret.HashToken(token), store.Micros(s.clock()))
	if err == nil && !ok {
		err = ErrLinkOver
	}
	return l, err
}
