package graph

import (
	"context"

	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/notify"
	"patientportal/server/patient"
	"patientportal/server/records"
	"patientportal/server/requests"
	"patientportal/server/visit"
	"patientportal/server/waitlist"
)

// Fields of list items are resolved for the whole list at once, so that the
// number of statements does not grow with the list.

func (r *Resolver) locationDepartments(ctx context.Context, locations []*clinic.Location) ([][]clinic.Department, error) {
	return r.rooms.Clinic.DepartmentsAt(ctx, who(ctx), ids(locations, func(l *clinic.Location) string { return l.ID }))
}

func (r *Resolver) appointmentSlots(ctx context.Context, appointments []*booking.Appointment) ([]*booking.Slot, error) {
	found, err := r.rooms.Booking.SlotsByID(ctx, who(ctx), ids(appointments, func(a *booking.Appointment) string { return a.SlotID }))
	return matched(appointments, found, err, func(a *booking.Appointment) string { return a.SlotID })
}

func (r *Resolver) appointmentCoverages(ctx context.Context, appointments []*booking.Appointment) ([]*patient.Coverage, error) {
	coverage := func(a *booking.Appointment) string { return value(a.CoverageID) }
	found, err := r.rooms.Patient.CoveragesByID(ctx, who(ctx), ids(appointments, coverage))
	return matched(appointments, found, err, coverage)
}

func (r *Resolver) appointmentHistories(ctx context.Context, appointments []*booking.Appointment) ([][]booking.AppointmentHistory, error) {
	found, err := r.rooms.Booking.Histories(ctx, who(ctx), ids(appointments, func(a *booking.Appointment) string { return a.ID }))
	return grouped(appointments, found, err)
}

func (r *Resolver) appointmentReminders(ctx context.Context, appointments []*booking.Appointment) ([][]notify.Reminder, error) {
	found, err := r.rooms.Notify.RemindersOf(ctx, who(ctx), appointments[0].PatientID, ids(appointments, func(a *booking.Appointment) string { return a.ID }))
	return grouped(appointments, found, err)
}

func (r *Resolver) appointmentWishes(ctx context.Context, appointments []*booking.Appointment) ([]*waitlist.WaitlistEntry, error) {
	id := func(a *booking.Appointment) string { return a.ID }
	found, err := r.rooms.Waitlist.EntriesOf(ctx, who(ctx), ids(appointments, id))
	return matched(appointments, found, err, id)
}

func (r *Resolver) offeredSlots(ctx context.Context, offers []*waitlist.WaitlistOffer) ([]*booking.Slot, error) {
	slot := func(o *waitlist.WaitlistOffer) string { return o.SlotID }
	found, err := r.rooms.Booking.SlotsByID(ctx, who(ctx), ids(offers, slot))
	return matched(offers, found, err, slot)
}

// offeredFor is the appointment that an offer could move, or has moved.
func (r *Resolver) offeredFor(ctx context.Context, offerID string) (*booking.Appointment, error) {
	offer, err := r.rooms.Waitlist.Offer(ctx, who(ctx), offerID)
	if err != nil {
		return nil, err
	}
	found, err := r.rooms.Booking.Appointment(ctx, who(ctx), offer.AppointmentID)
	return orNothing(found, err)
}

func (r *Resolver) appointmentProposals(ctx context.Context, appointments []*booking.Appointment) ([][]requests.ProposedTime, error) {
	found, err := r.rooms.Requests.Proposals(ctx, who(ctx), ids(appointments, func(a *booking.Appointment) string { return a.ID }))
	return grouped(appointments, found, err)
}

// foundPatients gives staff whose each object is.
func foundPatients[T any](ctx context.Context, r *Resolver, objects []*T, whose func(*T) string) ([]*patient.FoundPatient, error) {
	found, err := r.rooms.Patient.Found(ctx, who(ctx), ids(objects, whose))
	if err != nil {
		return nil, err
	}
	list := make([]*patient.FoundPatient, len(objects))
	for i, v := range objects {
		list[i] = found[whose(v)]
	}
	return list, nil
}

// checkIns looks up only what is asked for: most lists show whether the door is
// open, and nobody has been through it.
func (r *Resolver) checkIns(ctx context.Context, appointments []*booking.Appointment) ([]*visit.CheckIn, error) {
	fields := asked(ctx)
	all := fields.Ask("checkedInAt") || fields.Ask("arrivedAt") || fields.Ask("answers")
	return r.rooms.Visit.CheckIns(ctx, who(ctx), appointments, all)
}

func (r *Resolver) entries(ctx context.Context, p *patient.Patient, kind records.RecordKind, search *string, first *int, after *string) (*records.RecordEntryConnection, error) {
	list, err := r.rooms.Records.Entries(ctx, who(ctx), p.ID, kind, value(search), pageOf(ctx, first, after))
	return &list, err
}

func ids[T any](objects []*T, id func(*T) string) []string {
	all := make([]string, 0, len(objects))
	for _, o := range objects {
		if key := id(o); key != "" {
			all = append(all, key)
		}
	}
	return all
}

// matched gives each object what was found under its id, nil for nothing.
func matched[T, R any](objects []*T, found map[string]R, err error, id func(*T) string) ([]*R, error) {
	if err != nil {
		return nil, err
	}
	all := make([]*R, len(objects))
	for i, o := range objects {
		if r, ok := found[id(o)]; ok {
			all[i] = &r
		}
	}
	return all, nil
}

func grouped[R any](appointments []*booking.Appointment, found map[string][]R, err error) ([][]R, error) {
	if err != nil {
		return nil, err
	}
	all := make([][]R, len(appointments))
	for i, a := range appointments {
		all[i] = found[a.ID]
	}
	return all, nil
}

// orNothing points at what was found; a failure comes without a value.
func orNothing[T any](found T, err error) (*T, error) {
	if err != nil {
		return nil, err
	}
	return &found, nil
}
