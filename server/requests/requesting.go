package requests

import (
	"context"
	"fmt"
	"slices"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/page"
	"patientportal/server/store"
)

// declinedShown is how long a patient sees that a request was declined.
const declinedShown = 30 * 24 * time.Hour

// RequestAppointment asks the front desk for a visit of a kind that it
// arranges. The same account and idempotency key give the same request.
//
// It fails with INVALID_INPUT for bad fields, with NOT_FOUND for a patient, a
// service or a place that is not there, with CONFLICT for a kind of visit that
// is not on request, and with RATE_LIMITED when the patient waits for as many
// answers as one may.
func (s *Service) RequestAppointment(ctx context.Context, who actor.Actor, in RequestAppointmentInput) (AppointmentRequestPayload, error) {
	in = in.normalized()
	if err := s.Booking.MayManage(who, in.PatientID); err != nil {
		return AppointmentRequestPayload{}, err
	}
	if who.AccountID() == "" {
		return AppointmentRequestPayload{}, fault.ErrForbidden
	}
	if err := in.Validate(); err != nil {
		return AppointmentRequestPayload{}, err
	}
	ctx = actor.NewContext(ctx, who)
	made, err := s.newRequest(ctx, in)
	if err != nil {
		return AppointmentRequestPayload{}, err
	}
	first := ""
	err = s.Store.Tx(ctx, func(ctx context.Context) (err error) {
		if err := s.Booking.LockPatient(ctx, in.PatientID); err != nil {
			return err
		}
		if first, err = s.requests.byKey(ctx, who.AccountID(), text(in.IdempotencyKey)); err != nil || first != "" {
			return err
		}
		return s.addRequest(ctx, who, made, text(in.IdempotencyKey))
	})
	if err != nil {
		return AppointmentRequestPayload{}, err
	}
	if first == "" {
		first = made.ID
	}
	return s.requestPayload(ctx, who, first)
}

func (s *Service) newRequest(ctx context.Context, in RequestAppointmentInput) (AppointmentRequest, error) {
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return AppointmentRequest{}, err
	}
	made := AppointmentRequest{
		ID: store.NewID(), PatientID: in.PatientID, State: RequestStateWaiting, Service: dir.Service(in.ServiceID),
		Reason: in.Reason, Wishes: text(in.Wishes), Contact: booking.AppointmentContact{Email: in.Contact.Email, Phone: in.Contact.Phone},
	}
	if in.LocationID != nil {
		made.Location = dir.Location(*in.LocationID)
	}
	if in.PractitionerID != nil {
		made.Practitioner = dir.Practitioner(*in.PractitionerID)
	}
	known, err := s.Booking.HasPatient(ctx, in.PatientID)
	switch {
	case err != nil:
		return made, err
	case !known, made.Service == nil, !made.Service.Active,
		in.LocationID != nil && made.Location == nil, in.PractitionerID != nil && made.Practitioner == nil:
		return made, fault.ErrNotFound
	case made.Service.SelfBooking != clinic.SelfBookingRequest:
		return made, fault.New(fault.Conflict, "booking.not_on_request", "This kind of visit is not arranged on request. Book it, or call the clinic.")
	}
	return made, nil
}

func (s *Service) addRequest(ctx context.Context, who actor.Actor, made AppointmentRequest, key string) error {
	open, err := s.requests.countOpen(ctx, made.PatientID)
	if err != nil {
		return err
	}
	if open >= maxOpenRequests {
		return fault.New(fault.RateLimited, "booking.too_many_requests", "Several requests wait for an answer already. Withdraw one of them first, or call the clinic.")
	}
	if err := s.requests.add(ctx, made, who.AccountID(), key, store.Micros(s.Clock())); err != nil {
		return err
	}
	return s.noteRequest(ctx, who, "booking.request_appointment", made.ID, made.PatientID)
}

func (s *Service) noteRequest(ctx context.Context, who actor.Actor, action, id, patientID string) error {
	return s.Trail.Record(ctx, who, audit.Event{Action: action, SubjectType: "appointment_request", SubjectID: id, PatientID: patientID})
}

// AskForOtherTimes gives the proposed times of a request back and has the front
// desk answer again. CONFLICT for a request that has ended.
func (s *Service) AskForOtherTimes(ctx context.Context, who actor.Actor, in AskForOtherTimesInput) (AppointmentRequestPayload, error) {
	if err := in.Validate(); err != nil {
		return AppointmentRequestPayload{}, err
	}
	return s.changeRequest(ctx, who, in.RequestID, func(ctx context.Context, row storedRequest) error {
		if err := s.endProposals(ctx, []string{row.id}, nil, ""); err != nil {
			return err
		}
		if asked, err := s.requests.askAgain(ctx, row.id, text(trimmed(&in.Wishes))); err != nil || !asked {
			return orEnded(err)
		}
		return s.noteRequest(ctx, who, "booking.ask_for_other_times", row.id, row.patientID)
	})
}

// WithdrawAppointmentRequest says that the visit is not needed any more, and
// gives back what was proposed. CONFLICT for a request that has ended.
func (s *Service) WithdrawAppointmentRequest(ctx context.Context, who actor.Actor, in WithdrawAppointmentRequestInput) (AppointmentRequestPayload, error) {
	return s.changeRequest(ctx, who, in.RequestID, func(ctx context.Context, row storedRequest) error {
		if err := s.endProposals(ctx, []string{row.id}, nil, ""); err != nil {
			return err
		}
		if ended, err := s.requests.answer(ctx, row.id, RequestStateWithdrawn, row.answer, row.answeredAt); err != nil || !ended {
			return orEnded(err)
		}
		return s.noteRequest(ctx, who, "booking.withdraw_request", row.id, row.patientID)
	})
}

var errRequestEnded = fault.New(fault.Conflict, "booking.request_ended", "This request has ended meanwhile. Look at it again.")

func orEnded(err error) error {
	if err != nil {
		return err
	}
	return errRequestEnded
}

// changeRequest runs do in a Tx with a request that the actor may manage, its
// patient locked; NOT_FOUND for any other.
func (s *Service) changeRequest(ctx context.Context, who actor.Actor, requestID string, do func(context.Context, storedRequest) error) (AppointmentRequestPayload, error) {
	if who.IsZero() {
		return AppointmentRequestPayload{}, fault.ErrUnauthenticated
	}
	ctx = actor.NewContext(ctx, who)
	err := s.Store.Tx(ctx, func(ctx context.Context) error {
		row, err := s.requests.byID(ctx, requestID)
		if err != nil {
			return err
		}
		if err := s.Booking.MayManage(who, row.patientID); err != nil {
			return err
		}
		if err := s.Booking.LockPatient(ctx, row.patientID); err != nil {
			return err
		}
		return do(ctx, row)
	})
	if err != nil {
		return AppointmentRequestPayload{}, err
	}
	return s.requestPayload(ctx, who, requestID)
}

func (s *Service) requestPayload(ctx context.Context, who actor.Actor, id string) (AppointmentRequestPayload, error) {
	v, err := s.AppointmentRequest(ctx, who, id)
	return AppointmentRequestPayload{v}, err
}

// AppointmentRequest is one request, NOT_FOUND when it is not the actor's to
// see.
func (s *Service) AppointmentRequest(ctx context.Context, who actor.Actor, requestID string) (AppointmentRequest, error) {
	if who.IsZero() {
		return AppointmentRequest{}, fault.ErrUnauthenticated
	}
	ctx = actor.NewContext(ctx, who)
	row, err := s.requests.byID(ctx, requestID)
	if err != nil {
		return AppointmentRequest{}, err
	}
	list, err := s.shownRequests(ctx, who, []storedRequest{row})
	if err != nil {
		return AppointmentRequest{}, err
	}
	return list[0], nil
}

// RequestsOf lists what a patient waits for, the latest first, and what was
// declined in the last 30 days.
func (s *Service) RequestsOf(ctx context.Context, who actor.Actor, patientID string) ([]AppointmentRequest, error) {
	if err := s.Booking.MayManage(who, patientID); err != nil {
		return nil, err
	}
	ctx = actor.NewContext(ctx, who)
	rows, err := s.requests.ofPatient(ctx, patientID, store.Micros(s.Clock().Add(-declinedShown)))
	if err != nil {
		return nil, err
	}
	return s.shownRequests(ctx, who, rows)
}

// AppointmentRequests lists the requests of a state for clinicians and the
// front desk, the longest waiting first.
func (s *Service) AppointmentRequests(ctx context.Context, who actor.Actor, state RequestState, args page.Args) (conn AppointmentRequestConnection, err error) {
	if err := mayAnswer(who); err != nil {
		return conn, err
	}
	size, err := args.Size()
	if err != nil {
		return conn, err
	}
	place, continued, err := args.Start()
	if err != nil {
		return conn, err
	}
	ctx = actor.NewContext(ctx, who)
	rows, err := s.requests.inState(ctx, state, place, args.Rows(size))
	if err != nil {
		return conn, err
	}
	more := len(rows) > size
	list, err := s.shownRequests(ctx, who, rows[:min(len(rows), size)])
	if err != nil {
		return conn, err
	}
	var cursors []string
	for i := range list {
		cursors = append(cursors, page.Key{Micros: store.Micros(list[i].CreatedAt), ID: list[i].ID}.Cursor())
		conn.Edges = append(conn.Edges, AppointmentRequestEdge{&list[i], cursors[i]})
	}
	conn.PageInfo = page.NewInfo(cursors, more, continued)
	if args.WithTotal {
		conn.TotalCount, err = s.requests.countState(ctx, state)
	}
	return conn, err
}

// shownRequests joins rows with the clinic and with the times that can be
// taken; two statements. Each patient's is noted on the trail.
func (s *Service) shownRequests(ctx context.Context, who actor.Actor, rows []storedRequest) ([]AppointmentRequest, error) {
	list := make([]AppointmentRequest, len(rows))
	err := s.Clinic.Resolved(ctx, func(dir *clinic.Directory) bool {
		known := true
		for i, row := range rows {
			var ok bool
			list[i], ok = row.shown(dir)
			known = known && ok
		}
		return known
	})
	if err != nil {
		return nil, err
	}
	ids, patients := make([]string, len(list)), make([]string, len(list))
	for i, v := range list {
		ids[i], patients[i] = v.ID, v.PatientID
		if err := s.Booking.MayManage(who, v.PatientID); err != nil {
			return nil, err
		}
	}
	slices.Sort(patients)
	if err := s.Trail.ReadsByOther(ctx, who, slices.Compact(patients), readAppointments); err != nil {
		return nil, fmt.Errorf("noting a read: %w", err)
	}
	proposals, err := s.proposalsOf(ctx, who, ids, nil)
	for i := range list {
		list[i].Proposals = proposals[list[i].ID]
	}
	return list, err
}
