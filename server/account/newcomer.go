package account

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"unicode/utf8"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// NewcomerInput is somebody who makes an account by themself: a patient, or a
// carer who is nobody's patient here. Who they are has been proved to a room to
// the left.
type NewcomerInput struct {
	PatientID   string   // empty for a carer
	DisplayName string   // a carer fills it in, under the name fullName
	Email       string   // a carer's is proven, as a link was mailed there
	About       []string // what else others know of them, such as the birth date: not good in a password
	Username    string
	Password    string
	Also        error      // what is wrong with other fields that they filled in; told with the rest
	Client      ClientKind // Browser when empty
	DeviceName  *string
}

// Newcomer is one whose input was found good and is ready to be kept.
type Newcomer struct {
	in           NewcomerInput
	passwordHash string
}

func (in NewcomerInput) asCreate() CreateInput {
	return CreateInput{
		Username: in.Username, DisplayName: in.DisplayName, Email: in.Email, Role: actor.RolePatient, PatientID: in.PatientID,
	}
}

// checkNewcomer reports every problem of the fields that the newcomer fills in.
func (s *Service) checkNewcomer(in NewcomerInput) error {
	var p fault.Problems
	if in.PatientID == "" {
		CheckText(&p, "fullName", in.DisplayName)
	}
	for _, f := range fault.List(in.Also) {
		p.Add(f.Field, f.MessageID, f.Message)
	}
	checkUsername(&p, "username", in.Username)
	checkPassword(&p, "password", in.Password, append(in.About, in.Username, in.DisplayName, in.Email)...)
	p.Check(in.Client == "" || in.Client == Browser || in.Client == Mobile, "client", "account.client_kind", "A client is BROWSER or MOBILE.")
	if in.DeviceName != nil {
		p.Check(utf8.RuneCountInString(*in.DeviceName) <= maxDeviceName, "deviceName", "account.device_name_too_long", "A device name has at most 80 characters.")
	}
	return p.Err()
}

// PrepareNewcomer checks everything the newcomer chose and hashes what is to be
// hidden. INVALID_INPUT names every bad field; a username that is taken is among
// them as CONFLICT.
//
// It hashes for about a tenth of a second, so it is never called inside a Tx.
func (s *Service) PrepareNewcomer(ctx context.Context, in NewcomerInput) (Newcomer, error) {
	err := s.checkNewcomer(in)
	taken, lookErr := s.tables.usernamesTaken(ctx, []string{FoldUsername(in.Username)})
	if lookErr != nil {
		return Newcomer{}, lookErr
	}
	if len(taken) > 0 {
		err = &fault.Invalid{Problems: append(fault.List(err), errUsernameTaken)}
	}
	if err != nil {
		return Newcomer{}, err
	}
	n := Newcomer{in: in}
	n.passwordHash, err = s.hash(ctx, in.Password)
	return n, err
}

// Admit makes the newcomer's account, the patient's own, in the context's Tx,
// mails the link that proves its address and opens a session. keep stores with the
// new account what else was filled in. CONFLICT when somebody took the username
// meanwhile, or the patient has an account.
func (s *Service) Admit(ctx context.Context, n Newcomer, from Client, keep func(ctx context.Context, accountID string) error) (SignInOutcome, error) {
	return s.admit(ctx, n, from, func(ctx context.Context, id string) error {
		if err := s.tables.addSelfGrant(ctx, id, n.in.PatientID, store.Micros(s.clock())); err != nil {
			return err
		}
		if err := s.SendVerification(ctx, id, n.in.Email); err != nil {
			return err
		}
		return keep(ctx, id)
	})
}

// AdmitCarer is Admit for somebody who is nobody's patient here and came by a
// link in the mail of their address, which counts as proven. letIn gives the new
// account what the link is about and what else was filled in, before its session
// begins.
func (s *Service) AdmitCarer(ctx context.Context, n Newcomer, from Client, letIn func(ctx context.Context, accountID string) error) (SignInOutcome, error) {
	return s.admit(ctx, n, from, func(ctx context.Context, id string) error {
		if _, _, err := s.tables.setEmail(ctx, id, n.in.Email, store.Micros(s.clock())); err != nil {
			return err
		}
		return letIn(ctx, id)
	})
}

// admit makes the account and opens its session; first does what belongs to this
// kind of account in between.
func (s *Service) admit(ctx context.Context, n Newcomer, from Client, first func(ctx context.Context, accountID string) error) (SignInOutcome, error) {
	now := store.Micros(s.clock())
	id, err := s.tables.addAccount(ctx, newAccount{CreateInput: n.in.asCreate(), passwordHash: n.passwordHash, at: now})
	if err != nil {
		return SignInOutcome{}, err
	}
	if err := first(ctx, id); err != nil {
		return SignInOutcome{}, err
	}
	out, err := s.begin(ctx, entrance{accountID: id, client: n.in.Client, deviceName: n.in.DeviceName, from: from})
	if err != nil {
		return SignInOutcome{}, err
	}
	return out, s.trail.Record(ctx, out.Who(), audit.Event{
		Action: "account.create", SubjectType: "account", SubjectID: id, PatientID: n.in.PatientID,
		Fields: []string{"username", "display_name", "email", "role", "password", "security_answers"},
	})
}

// FreeUsername gives the first of the wishes that can be a username and is
// nobody's, else one that is made of the first. It is a proposal: somebody may
// take it meanwhile.
func (s *Service) FreeUsername(ctx context.Context, wishes ...string) (string, error) {
	var good []string
	for _, wish := range wishes {
		if folded := FoldUsername(wish); isUsername(folded) {
			good = append(good, folded)
		}
	}
	start := "patient"
	if len(good) > 0 {
		start = cut(good[0], maxUsername-8)
	}
	for range 4 {
		good = append(good, start+fourDigits())
	}
	taken, err := s.tables.usernamesTaken(ctx, good)
	if err != nil {
		return "", err
	}
	for _, name := range good {
		if !taken[name] && isUsername(name) {
			return name, nil
		}
	}
	return "", errors.New("account: no free username among those proposed")
}

// fourDigits set one person apart from others of the name.
func fourDigits() string {
	return fmt.Sprintf("%04d", binary.BigEndian.Uint32(randomBytes(4))%10_000)
}

// HasOwn tells whether the patient has an account of their own.
func (s *Service) HasOwn(ctx context.Context, patientID string) (bool, error) {
	return s.tables.hasSelfGrant(ctx, patientID)
}
