package graph

import (
	"context"
	"patientportal/graph/generated"
	"patientportal/server/booking"
	"patientportal/server/notify"
	"patientportal/server/patient"
	"time"
)

func (r *appointmentResolver) Slot(ctx context.Context, objs []*booking.Appointment) ([]*booking.Slot, error) {
	return r.appointmentSlots(ctx, objs)
}

func (r *appointmentResolver) Coverage(ctx context.Context, objs []*booking.Appointment) ([]*patient.Coverage, error) {
	return r.appointmentCoverages(ctx, objs)
}

func (r *appointmentResolver) Policy(ctx context.Context, obj *booking.Appointment) (*booking.AppointmentPolicy, error) {
	found, err := r.rooms.Booking.Policy(ctx, who(ctx), obj)
	return orNothing(found, err)
}

func (r *appointmentResolver) History(ctx context.Context, objs []*booking.Appointment) ([][]booking.AppointmentHistory, error) {
	return r.appointmentHistories(ctx, objs)
}

func (r *appointmentResolver) Reminders(ctx context.Context, objs []*booking.Appointment) ([][]notify.Reminder, error) {
	return r.appointmentReminders(ctx, objs)
}

func (r *appointmentResolver) CalendarURL(ctx context.Context, obj *booking.Appointment) (string, error) {
	return "/calendar/" + r.rooms.Booking.CalendarToken(obj.ID) + ".ics", nil
}

func (r *mutationResolver) HoldSlot(ctx context.Context, input booking.HoldSlotInput) (booking.HoldSlotResult, error) {
	return r.rooms.Booking.HoldSlot(ctx, who(ctx), input)
}

func (r *mutationResolver) ExtendHold(ctx context.Context, input booking.ExtendHoldInput) (*booking.ExtendHoldPayload, error) {
	payload, err := r.rooms.Booking.ExtendHold(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) ReleaseHold(ctx context.Context, input booking.ReleaseHoldInput) (*booking.ReleaseHoldPayload, error) {
	payload, err := r.rooms.Booking.ReleaseHold(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) BookAppointment(ctx context.Context, input booking.BookAppointmentInput) (booking.BookAppointmentResult, error) {
	return r.rooms.Booking.BookAppointment(ctx, who(ctx), input)
}

func (r *mutationResolver) RescheduleAppointment(ctx context.Context, input booking.RescheduleAppointmentInput) (booking.BookAppointmentResult, error) {
	return r.rooms.Booking.RescheduleAppointment(ctx, who(ctx), input)
}

func (r *mutationResolver) CancelAppointment(ctx context.Context, input booking.CancelAppointmentInput) (booking.CancelAppointmentResult, error) {
	return r.rooms.Booking.CancelAppointment(ctx, who(ctx), input)
}

func (r *patientResolver) Appointments(ctx context.Context, obj *patient.Patient, when booking.AppointmentWhen, first *int, after *string) (*booking.AppointmentConnection, error) {
	list, err := r.rooms.Booking.Appointments(ctx, who(ctx), obj.ID, when, pageOf(ctx, first, after))
	return &list, err
}

func (r *queryResolver) Slots(ctx context.Context, locationID *string, departmentID *string, practitionerID *string, serviceID *string, from *time.Time, to *time.Time, includeHeld bool, appointmentID *string, first *int, after *string) (*booking.SlotConnection, error) {
	filter := booking.SlotFilter{LocationID: locationID, DepartmentID: departmentID, PractitionerID: practitionerID, ServiceID: serviceID, From: from, To: to, IncludeHeld: includeHeld, AppointmentID: appointmentID}
	list, err := r.rooms.Booking.Slots(ctx, who(ctx), filter, pageOf(ctx, first, after))
	return &list, err
}

func (r *queryResolver) FirstAvailable(ctx context.Context, locationID *string, departmentID *string, practitionerID *string, serviceID *string, from *time.Time, to *time.Time, appointmentID *string) (*booking.Slot, error) {
	filter := booking.SlotFilter{LocationID: locationID, DepartmentID: departmentID, PractitionerID: practitionerID, ServiceID: serviceID, From: from, To: to, AppointmentID: appointmentID}
	return r.rooms.Booking.FirstAvailable(ctx, who(ctx), filter)
}

func (r *queryResolver) Appointment(ctx context.Context, appointmentID string) (*booking.Appointment, error) {
	found, err := r.rooms.Booking.Appointment(ctx, who(ctx), appointmentID)
	return orNothing(found, err)
}

func (r *subscriptionResolver) SlotChanges(ctx context.Context, locationID *string, departmentID *string, practitionerID *string, from *time.Time, to *time.Time) (<-chan *booking.SlotChange, error) {
	return r.rooms.Booking.SlotChanges(ctx, who(ctx), booking.SlotChangeFilter{
		LocationID: locationID, DepartmentID: departmentID, PractitionerID: practitionerID, From: from, To: to,
	})
}

func (r *Resolver) Appointment() generated.AppointmentResolver { return &appointmentResolver{r} }

type appointmentResolver struct{ *Resolver }
