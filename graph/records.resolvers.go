package graph

import (
	"context"
	"patientportal/server/patient"
	"patientportal/server/records"
)

func (r *patientResolver) RecordSummary(ctx context.Context, obj *patient.Patient) ([]records.RecordSummary, error) {
	return r.rooms.Records.Summary(ctx, who(ctx), obj.ID)
}

func (r *patientResolver) Results(ctx context.Context, obj *patient.Patient, category *string, search *string, first *int, after *string) (*records.ResultConnection, error) {
	filter := records.ResultFilter{Category: value(category), Search: value(search)}
	list, err := r.rooms.Records.Results(ctx, who(ctx), obj.ID, filter, pageOf(ctx, first, after))
	return &list, err
}

func (r *patientResolver) ResultTrend(ctx context.Context, obj *patient.Patient, code string) (*records.ResultTrend, error) {
	trend, err := r.rooms.Records.Trend(ctx, who(ctx), obj.ID, code)
	return &trend, err
}

func (r *patientResolver) Vitals(ctx context.Context, obj *patient.Patient, search *string, first *int, after *string) (*records.ResultConnection, error) {
	list, err := r.rooms.Records.Vitals(ctx, who(ctx), obj.ID, value(search), pageOf(ctx, first, after))
	return &list, err
}

func (r *patientResolver) Medications(ctx context.Context, obj *patient.Patient, search *string, first *int, after *string) (*records.RecordEntryConnection, error) {
	return r.entries(ctx, obj, records.Medications, search, first, after)
}

func (r *patientResolver) Allergies(ctx context.Context, obj *patient.Patient, search *string, first *int, after *string) (*records.RecordEntryConnection, error) {
	return r.entries(ctx, obj, records.Allergies, search, first, after)
}

func (r *patientResolver) Immunizations(ctx context.Context, obj *patient.Patient, search *string, first *int, after *string) (*records.RecordEntryConnection, error) {
	return r.entries(ctx, obj, records.Immunizations, search, first, after)
}

func (r *patientResolver) Conditions(ctx context.Context, obj *patient.Patient, search *string, first *int, after *string) (*records.RecordEntryConnection, error) {
	return r.entries(ctx, obj, records.Conditions, search, first, after)
}

func (r *patientResolver) Procedures(ctx context.Context, obj *patient.Patient, search *string, first *int, after *string) (*records.RecordEntryConnection, error) {
	return r.entries(ctx, obj, records.Procedures, search, first, after)
}

func (r *patientResolver) Visits(ctx context.Context, obj *patient.Patient, search *string, first *int, after *string) (*records.RecordEntryConnection, error) {
	return r.entries(ctx, obj, records.Visits, search, first, after)
}

func (r *patientResolver) Documents(ctx context.Context, obj *patient.Patient, search *string, first *int, after *string) (*records.RecordEntryConnection, error) {
	return r.entries(ctx, obj, records.Documents, search, first, after)
}

func (r *patientResolver) CarePlans(ctx context.Context, obj *patient.Patient, search *string, first *int, after *string) (*records.RecordEntryConnection, error) {
	return r.entries(ctx, obj, records.CarePlans, search, first, after)
}
