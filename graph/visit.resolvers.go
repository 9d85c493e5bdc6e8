package graph

import (
	"context"
	"patientportal/server/booking"
	"patientportal/server/visit"
)

func (r *appointmentResolver) CheckIn(ctx context.Context, objs []*booking.Appointment) ([]*visit.CheckIn, error) {
	return r.checkIns(ctx, objs)
}

func (r *appointmentResolver) IsVideo(ctx context.Context, objs []*booking.Appointment) ([]bool, error) {
	return r.rooms.Visit.AreVideo(ctx, objs)
}

func (r *appointmentResolver) VideoURL(ctx context.Context, objs []*booking.Appointment) ([]*string, error) {
	return r.rooms.Visit.VideoURLs(ctx, objs)
}

func (r *mutationResolver) CheckIn(ctx context.Context, input visit.CheckInInput) (*visit.CheckInPayload, error) {
	payload, err := r.rooms.Visit.CheckIn(ctx, who(ctx), input)
	return orNothing(payload, err)
}

func (r *mutationResolver) MarkNoShow(ctx context.Context, input visit.MarkNoShowInput) (*visit.MarkNoShowPayload, error) {
	payload, err := r.rooms.Visit.MarkNoShow(ctx, who(ctx), input)
	return orNothing(payload, err)
}

func (r *mutationResolver) CompleteVisit(ctx context.Context, input visit.CompleteVisitInput) (*visit.CompleteVisitPayload, error) {
	payload, err := r.rooms.Visit.CompleteVisit(ctx, who(ctx), input)
	return orNothing(payload, err)
}

func (r *mutationResolver) BookForPatient(ctx context.Context, input booking.BookForPatientInput) (booking.BookAppointmentResult, error) {
	return r.rooms.Booking.BookForPatient(ctx, who(ctx), input)
}

func (r *mutationResolver) SaveVisitKind(ctx context.Context, input visit.SaveVisitKindInput) (*visit.SaveVisitKindPayload, error) {
	payload, err := r.rooms.Visit.SaveVisitKind(ctx, who(ctx), input)
	return orNothing(payload, err)
}

func (r *queryResolver) DaySheet(ctx context.Context, locationID string, practitionerID *string, date string) (*visit.DaySheet, error) {
	sheet, err := r.rooms.Visit.DaySheet(ctx, who(ctx), visit.DaySheetFilter{LocationID: locationID, PractitionerID: practitionerID, Date: date})
	return orNothing(sheet, err)
}

func (r *queryResolver) VisitKind(ctx context.Context, serviceID string) (*visit.VisitKind, error) {
	kind, err := r.rooms.Visit.VisitKind(ctx, who(ctx), serviceID)
	return orNothing(kind, err)
}

func (r *subscriptionResolver) DaySheetChanges(ctx context.Context, locationID string, practitionerID *string, date string) (<-chan *visit.SheetChange, error) {
	return r.rooms.Visit.DaySheetChanges(ctx, who(ctx), visit.DaySheetFilter{LocationID: locationID, PractitionerID: practitionerID, Date: date})
}
