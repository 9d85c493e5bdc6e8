package requests

import (
	"context"
	"fmt"

	"patientportal/ent/db"
	"patientportal/ent/db/bookingproposal"
	"patientportal/ent/db/bookingrequest"
	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/page"
	"patientportal/server/store"
)

type requestStore struct {
	store                 *store.Store
	settle, ask, booked   *store.Statement
	propose, takeOne, end *store.Statement
}

func newRequestStore(s *store.Store) requestStore {
	const still = ` WHERE id = ? AND state IN ('WAITING', 'ANSWERED')`
	return requestStore{
		store:  s,
		settle: s.Prepare(`UPDATE booking_requests SET state = ?, answer = ?, answered_at = ?` + still),
		ask:    s.Prepare(`UPDATE booking_requests SET state = 'WAITING', wishes = ?` + still),
		booked: s.Prepare(`UPDATE booking_requests SET state = 'BOOKED', appointment_id = ?` + still),
		propose: s.Prepare(`INSERT INTO booking_proposals
			(id, patient_id, slot_id, service_id, request_id, appointment_id, state, expires_at, created_at)
			VALUES (?, ?, ?, ?, ?, ?, 'OPEN', ?, ?)`),
		takeOne: s.Prepare(`UPDATE booking_proposals SET state = 'TAKEN' WHERE id = ? AND state = 'OPEN'`),
		end:     s.Prepare(`UPDATE booking_proposals SET state = 'RELEASED' WHERE id = ? AND state = 'OPEN'`),
	}
}

// storedRequest is a request as the table has it.
type storedRequest struct {
	id, patientID, serviceID                  string
	locationID, practitionerID, appointmentID string // "" for none
	state                                     RequestState
	reason, wishes, email, phone, answer      string
	createdAt, answeredAt                     int64
}

func requestsOf(rows []*db.BookingRequest) []storedRequest {
	list := make([]storedRequest, len(rows))
	for i, row := range rows {
		list[i] = storedRequest{
			id: row.ID, patientID: row.PatientID, serviceID: row.ServiceID, locationID: text(row.LocationID),
			practitionerID: text(row.PractitionerID), appointmentID: text(row.AppointmentID), state: RequestState(row.State),
			reason: row.Reason, wishes: row.Wishes, email: row.ContactEmail, phone: row.ContactPhone, answer: row.Answer,
			createdAt: row.CreatedAt, answeredAt: row.AnsweredAt,
		}
	}
	return list
}

// storedProposal is a proposal as the table has it.
type storedProposal struct {
	id, patientID, slotID, serviceID string
	requestID, appointmentID         string // one of the two
	isOpen                           bool
	expiresAt                        int64
}

// proposed is the proposal as booking has it.
func (v storedProposal) proposed() booking.Proposed {
	return booking.Proposed{
		ProposalID: v.id, PatientID: v.patientID, SlotID: v.slotID, ServiceID: v.serviceID, Until: store.FromMicros(v.expiresAt),
	}
}

func proposalFrom(row *db.BookingProposal) storedProposal {
	return storedProposal{
		id: row.ID, patientID: row.PatientID, slotID: row.SlotID, serviceID: row.ServiceID,
		requestID: text(row.RequestID), appointmentID: text(row.AppointmentID),
		isOpen: row.State == "OPEN", expiresAt: row.ExpiresAt,
	}
}

func (s requestStore) add(ctx context.Context, v AppointmentRequest, by, key string, now int64) error {
	create := s.store.DB(ctx).BookingRequest.Create().SetID(v.ID).SetPatientID(v.PatientID).SetAccountID(by).
		SetServiceID(v.Service.ID).SetState(string(v.State)).SetReason(v.Reason).SetWishes(v.Wishes).
		SetContactEmail(v.Contact.Email).SetContactPhone(text(v.Contact.Phone)).SetIdempotencyKey(key).SetCreatedAt(now)
	if v.Location != nil {
		create.SetLocationID(v.Location.ID)
	}
	if v.Practitioner != nil {
		create.SetPractitionerID(v.Practitioner.ID)
	}
	if err := create.Exec(ctx); err != nil {
		return fmt.Errorf("adding a request: %w", err)
	}
	return nil
}

// byKey gives the id of the request that the account made with the key, empty
// when there is none.
func (s requestStore) byKey(ctx context.Context, accountID, key string) (string, error) {
	id, err := s.store.DB(ctx).BookingRequest.Query().
		Where(bookingrequest.AccountID(accountID), bookingrequest.IdempotencyKey(key), bookingrequest.IdempotencyKeyNEQ("")).FirstID(ctx)
	if db.IsNotFound(err) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("looking for an earlier request: %w", err)
	}
	return id, nil
}

func (s requestStore) byID(ctx context.Context, id string) (storedRequest, error) {
	row, err := s.store.DB(ctx).BookingRequest.Get(ctx, id)
	if db.IsNotFound(err) {
		return storedRequest{}, fault.ErrNotFound
	}
	if err != nil {
		return storedRequest{}, fmt.Errorf("reading a request: %w", err)
	}
	return requestsOf([]*db.BookingRequest{row})[0], nil
}

// countOpen counts what the clinic still has to answer for a patient, and what
// the patient has to take.
func (s requestStore) countOpen(ctx context.Context, patientID string) (int, error) {
	n, err := s.store.DB(ctx).BookingRequest.Query().Where(bookingrequest.PatientID(patientID),
		bookingrequest.StateIn(string(RequestStateWaiting), string(RequestStateAnswered))).Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("counting requests: %w", err)
	}
	return n, nil
}

// ofPatient gives a patient's requests since a time, the latest first, and all
// that are open.
func (s requestStore) ofPatient(ctx context.Context, patientID string, since int64) ([]storedRequest, error) {
	rows, err := s.store.DB(ctx).BookingRequest.Query().Where(bookingrequest.PatientID(patientID), bookingrequest.Or(
		bookingrequest.StateIn(string(RequestStateWaiting), string(RequestStateAnswered)),
		bookingrequest.And(bookingrequest.State(string(RequestStateDeclined)), bookingrequest.AnsweredAtGT(since)),
	)).Order(db.Desc(bookingrequest.FieldCreatedAt, bookingrequest.FieldID)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading a patient's requests: %w", err)
	}
	return requestsOf(rows), nil
}

// inState gives requests of one state, the longest waiting first.
func (s requestStore) inState(ctx context.Context, state RequestState, after page.Key, limit int) ([]storedRequest, error) {
	rows, err := s.store.DB(ctx).BookingRequest.Query().Where(bookingrequest.State(string(state)), bookingrequest.Or(
		bookingrequest.CreatedAtGT(after.Micros),
		bookingrequest.And(bookingrequest.CreatedAt(after.Micros), bookingrequest.IDGT(after.ID)),
	)).Order(bookingrequest.ByCreatedAt(), bookingrequest.ByID()).Limit(limit).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading requests: %w", err)
	}
	return requestsOf(rows), nil
}

func (s requestStore) countState(ctx context.Context, state RequestState) (int, error) {
	n, err := s.store.DB(ctx).BookingRequest.Query().Where(bookingrequest.State(string(state))).Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("counting requests: %w", err)
	}
	return n, nil
}

// answer is false when the request has ended meanwhile.
func (s requestStore) answer(ctx context.Context, id string, as RequestState, note string, now int64) (bool, error) {
	return store.ChangedOne(s.settle.Exec(ctx, string(as), note, now, id))
}

// askAgain is false when the request has ended meanwhile.
func (s requestStore) askAgain(ctx context.Context, id, wishes string) (bool, error) {
	return store.ChangedOne(s.ask.Exec(ctx, wishes, id))
}

// become is false when the request has ended meanwhile.
func (s requestStore) become(ctx context.Context, id, appointmentID string) (bool, error) {
	return store.ChangedOne(s.booked.Exec(ctx, appointmentID, id))
}

func (s requestStore) addProposal(ctx context.Context, v storedProposal, now int64) error {
	_, err := s.propose.Exec(ctx, v.id, v.patientID, v.slotID, v.serviceID,
		store.NullText(v.requestID), store.NullText(v.appointmentID), v.expiresAt, now)
	if err != nil {
		return fmt.Errorf("adding a proposal: %w", err)
	}
	return nil
}

func (s requestStore) proposal(ctx context.Context, id string) (storedProposal, error) {
	row, err := s.store.DB(ctx).BookingProposal.Get(ctx, id)
	if db.IsNotFound(err) {
		return storedProposal{}, fault.ErrNotFound
	}
	if err != nil {
		return storedProposal{}, fmt.Errorf("reading a proposal: %w", err)
	}
	return proposalFrom(row), nil
}

// openProposals gives those of these requests and appointments that are not
// over at that time.
func (s requestStore) openProposals(ctx context.Context, requestIDs, appointmentIDs []string, now int64) ([]storedProposal, error) {
	rows, err := s.store.DB(ctx).BookingProposal.Query().Where(
		bookingproposal.Or(bookingproposal.RequestIDIn(requestIDs...), bookingproposal.AppointmentIDIn(appointmentIDs...)),
		bookingproposal.State("OPEN"), bookingproposal.ExpiresAtGT(now),
	).Order(bookingproposal.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading proposals: %w", err)
	}
	list := make([]storedProposal, len(rows))
	for i, row := range rows {
		list[i] = proposalFrom(row)
	}
	return list, nil
}

// endProposal is false when it has ended or was taken before.
func (s requestStore) endProposal(ctx context.Context, id string, taken bool) (bool, error) {
	if taken {
		return store.ChangedOne(s.takeOne.Exec(ctx, id))
	}
	return store.ChangedOne(s.end.Exec(ctx, id))
}

// shown joins the row with the clinic; false when the directory does not know a
// part that the row names.
func (r *storedRequest) shown(dir *clinic.Directory) (v AppointmentRequest, known bool) {
	v = AppointmentRequest{
		ID: r.id, PatientID: r.patientID, State: r.state, Service: dir.Service(r.serviceID),
		Location: dir.Location(r.locationID), Practitioner: dir.Practitioner(r.practitionerID),
		Reason: r.reason, Wishes: r.wishes, Answer: r.answer,
		Contact:   booking.AppointmentContact{Email: r.email, Phone: trimmed(&r.phone)},
		CreatedAt: store.FromMicros(r.createdAt), AppointmentID: trimmed(&r.appointmentID),
	}
	if r.answeredAt != 0 {
		at := store.FromMicros(r.answeredAt)
		v.AnsweredAt = &at
	}
	known = v.Service != nil && (v.Location != nil) == (r.locationID != "") && (v.Practitioner != nil) == (r.practitionerID != "")
	return v, known
}
