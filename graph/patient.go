package graph

import (
	"context"

	"patientportal/server/patient"
)

// byPatientID are the fields of a patient that are resolved from the id alone.
// A new field is not among them until somebody says so.
var byPatientID = map[string]bool{
	"__typename": true, "id": true,
	"contact": true, "coverages": true, "careTeam": true,
	"recordSummary": true, "results": true, "resultTrend": true, "vitals": true,
	"medications": true, "allergies": true, "immunizations": true, "conditions": true,
	"procedures": true, "visits": true, "documents": true, "carePlans": true,
	"advice": true, "appointments": true, "calendarFeed": true, "invitations": true, "waitlistOffers": true, "signUp": true, "hasSecondFactor": true,
	"access": true, "carers": true, "carerInvitations": true, "childhood": true,
	"referrals": true, "appointmentRequests": true,
}

// patient reads the patient's row only when something of it is shown: most
// pages ask for lists, which have rules of their own.
func (r *Resolver) patient(ctx context.Context, patientID string) (*patient.Patient, error) {
	read := r.rooms.Patient.Patient
	if asksByIDOnly(ctx) {
		read = r.rooms.Patient.Known
	}
	found, err := read(ctx, who(ctx), patientID)
	return orNothing(found, err)
}

func asksByIDOnly(ctx context.Context) bool {
	fields := asked(ctx)
	for name := range fields {
		if !byPatientID[name] {
			return false
		}
	}
	return fields != nil
}
