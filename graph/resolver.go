// Package graph answers the contract: three-line resolvers over the rooms, and
// around them the gate, the limits and the presenter of errors.
package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"patientportal/graph/generated"
	"patientportal/server/account"
	"patientportal/server/advice"
	"patientportal/server/booking"
	"patientportal/server/calendar"
	"patientportal/server/carer"
	"patientportal/server/clinic"
	"patientportal/server/contact"
	"patientportal/server/factor"
	"patientportal/server/invitations"
	"patientportal/server/notify"
	"patientportal/server/page"
	"patientportal/server/patient"
	"patientportal/server/records"
	"patientportal/server/recovery"
	"patientportal/server/registration"
	"patientportal/server/requests"
	"patientportal/server/schedules"
	"patientportal/server/visit"
	"patientportal/server/waitlist"
)

// Rooms are the services that answer.
type Rooms struct {
	Account      *account.Service
	Factor       *factor.Service
	Recovery     *recovery.Service
	Clinic       *clinic.Service
	Patient      *patient.Service
	Registration *registration.Service
	Carer        *carer.Service
	Records      *records.Service
	Advice       *advice.Service
	Booking      *booking.Service
	Invitations  *invitations.Service
	Requests     *requests.Service
	Schedules    *schedules.Service
	Calendar     *calendar.Service
	Waitlist     *waitlist.Service
	Visit        *visit.Service
	Notify       *notify.Service
	Contact      *contact.Service
}

// Resolver hands each field to its room.
type Resolver struct{ rooms Rooms }

// NewSchema gives what the server executes documents against.
func NewSchema(rooms Rooms) graphql.ExecutableSchema {
	return generated.NewExecutableSchema(generated.Config{Resolvers: &Resolver{rooms: rooms}})
}

// pageOf gives the paging arguments of the field being resolved. The list is
// counted only when the client asks for totalCount.
func pageOf(ctx context.Context, first *int, after *string) page.Args {
	fields := asked(ctx)
	args := page.Args{First: first, After: after, Fields: fields}
	if fields == nil {
		args.WithTotal = asksForTotal(ctx)
	} else {
		args.WithTotal = fields.Ask("totalCount")
	}
	return args
}

// asksForTotal looks with the eyes of this request, variables and all.
func asksForTotal(ctx context.Context) bool {
	connection := graphql.GetFieldContext(ctx).Field.Definition.Type.Name()
	for _, f := range graphql.CollectFieldsCtx(ctx, []string{connection}) {
		if f.Name == "totalCount" {
			return true
		}
	}
	return false
}

// value is *p, or the type's zero for null.
func value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}
