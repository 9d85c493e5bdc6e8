package invitations

import (
	"context"
	"slices"
	"strings"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// How long a referral is good.
const (
	usualReferral   = 90 * 24 * time.Hour
	longestReferral = 366 * 24 * time.Hour
)

// maxNote bounds what is said with a referral, in characters.
const maxNote = 2000

// Referral lets a patient book a service that asks for one.
type Referral struct {
	ID        string
	PatientID string
	Service   *clinic.HealthcareService
	Note      string // from whoever gave it, for the patient and the clinic
	CreatedAt time.Time
	ExpiresAt time.Time
}

// AddReferralInput says whom to send where.
type AddReferralInput struct {
	PatientID string
	ServiceID string
	Note      *string
	ExpiresAt *time.Time // 90 days from now when nil; at most a year
}

// Validate reports every problem at once.
func (in AddReferralInput) Validate(now time.Time) error {
	var p fault.Problems
	p.CheckID("booking", "patientId", in.PatientID)
	p.CheckID("booking", "serviceId", in.ServiceID)
	if in.Note != nil {
		p.CheckProse("booking", "note", *in.Note, maxNote)
	}
	if at := in.ExpiresAt; at != nil {
		p.Check(at.After(now) && at.Before(now.Add(longestReferral)), "expiresAt", "booking.referral_end",
			"A referral ends after today and within a year.")
	}
	return p.Err()
}

// AddReferralPayload is the referral that was given.
type AddReferralPayload struct{ Referral Referral }

// AddReferral sends a patient to a service, for clinicians and the front desk,
// who has it on paper from elsewhere. NOT_FOUND for a patient or service that
// there is not.
func (s *Service) AddReferral(ctx context.Context, who actor.Actor, in AddReferralInput) (AddReferralPayload, error) {
	if err := mayInvite(who); err != nil {
		return AddReferralPayload{}, err
	}
	now := s.Clock()
	if err := in.Validate(now); err != nil {
		return AddReferralPayload{}, err
	}
	ctx = actor.NewContext(ctx, who)
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return AddReferralPayload{}, err
	}
	service := dir.Service(in.ServiceID)
	known, err := s.Booking.HasPatient(ctx, in.PatientID)
	if err != nil {
		return AddReferralPayload{}, err
	}
	if service == nil || !known {
		return AddReferralPayload{}, fault.ErrNotFound
	}
	added := Referral{
		ID: store.NewID(), PatientID: in.PatientID, Service: service, Note: trimmed(in.Note),
		CreatedAt: now, ExpiresAt: now.Add(usualReferral),
	}
	if in.ExpiresAt != nil {
		added.ExpiresAt = in.ExpiresAt.UTC().Truncate(time.Microsecond)
	}
	err = s.Store.Tx(ctx, func(ctx context.Context) error {
		if err := s.referrals.add(ctx, added, who.AccountID(), store.Micros(now)); err != nil {
			return err
		}
		return s.Trail.Record(ctx, who, audit.Event{
			Action: "booking.add_referral", SubjectType: "referral", SubjectID: added.ID, PatientID: added.PatientID,
		})
	})
	return AddReferralPayload{added}, err
}

// WithdrawReferralInput says which to take back.
type WithdrawReferralInput struct{ ReferralID string }

// WithdrawReferralPayload says that it is good no more.
type WithdrawReferralPayload struct{ Withdrawn bool }

// WithdrawReferral takes a referral back. Visits that were booked with it stay.
func (s *Service) WithdrawReferral(ctx context.Context, who actor.Actor, in WithdrawReferralInput) (WithdrawReferralPayload, error) {
	if err := mayInvite(who); err != nil {
		return WithdrawReferralPayload{}, err
	}
	ctx = actor.NewContext(ctx, who)
	err := s.Store.Tx(ctx, func(ctx context.Context) error {
		row, err := s.referrals.byID(ctx, in.ReferralID)
		if err != nil {
			return err
		}
		ended, err := s.referrals.withdraw(ctx, row.ID, store.Micros(s.Clock()))
		if err != nil || !ended {
			return err
		}
		return s.Trail.Record(ctx, who, audit.Event{
			Action: "booking.withdraw_referral", SubjectType: "referral", SubjectID: row.ID, PatientID: row.PatientID,
		})
	})
	return WithdrawReferralPayload{Withdrawn: err == nil}, err
}

// Referrals lists those of a patient that are good now, the first to lapse
// first. One audit row when the patient is someone else.
func (s *Service) Referrals(ctx context.Context, who actor.Actor, patientID string) ([]Referral, error) {
	if err := s.Booking.MayManage(who, patientID); err != nil {
		return nil, err
	}
	ctx = actor.NewContext(ctx, who)
	if err := s.noteRead(ctx, who, patientID, readReferrals); err != nil {
		return nil, err
	}
	rows, err := s.referrals.ofPatient(ctx, patientID, store.Micros(s.Clock()))
	if err != nil {
		return nil, err
	}
	list := make([]Referral, len(rows))
	err = s.Clinic.Resolved(ctx, func(dir *clinic.Directory) bool {
		for i, row := range rows {
			list[i] = Referral{
				ID: row.ID, PatientID: row.PatientID, Service: dir.Service(row.ServiceID), Note: row.Note,
				CreatedAt: store.FromMicros(row.CreatedAt), ExpiresAt: store.FromMicros(row.ExpiresAt),
			}
		}
		return !slices.ContainsFunc(list, func(v Referral) bool { return v.Service == nil })
	})
	return list, err
}

// isReferred tells whether the patient was sent to a service: by a referral, or
// by being asked to book, which is as good.
func (s *Service) isReferred(ctx context.Context, patientID, serviceID string) (bool, error) {
	return s.referrals.isReferred(ctx, patientID, serviceID, store.Micros(s.Clock()))
}

// trimmed is a text without what stands around it; empty for none.
func trimmed(text *string) string {
	if text == nil {
		return ""
	}
	return strings.TrimSpace(*text)
}
