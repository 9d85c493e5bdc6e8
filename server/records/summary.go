package records

import (
	"context"

	"patientportal/server/actor"
)

// RecordList names one of the lists that a record is read by.
type RecordList string

// The lists.
const (
	ListResults       RecordList = "RESULTS"
	ListVitals        RecordList = "VITALS"
	ListMedications   RecordList = "MEDICATIONS"
	ListAllergies     RecordList = "ALLERGIES"
	ListImmunizations RecordList = "IMMUNIZATIONS"
	ListConditions    RecordList = "CONDITIONS"
	ListProcedures    RecordList = "PROCEDURES"
	ListVisits        RecordList = "VISITS"
	ListDocuments     RecordList = "DOCUMENTS"
	ListCarePlans     RecordList = "CARE_PLANS"
)

// contents are the lists in reading order, each with its column value of kind.
var contents = []struct {
	list RecordList
	kind string
}{
	{ListResults, KindResult},
	{ListVitals, KindVital},
	{ListMedications, KindMedication},
	{ListAllergies, KindAllergy},
	{ListImmunizations, KindImmunization},
	{ListConditions, KindCondition},
	{ListProcedures, KindProcedure},
	{ListVisits, KindVisit},
	{ListDocuments, KindDocument},
	{ListCarePlans, KindCarePlan},
}

// RecordSummary says how much one list holds.
type RecordSummary struct {
	List  RecordList
	Count int
}

// Summary is the record's table of contents: every list with its length, in
// reading order, by one statement.
func (s *Service) Summary(ctx context.Context, who actor.Actor, patientID string) ([]RecordSummary, error) {
	ctx, err := s.read(ctx, who, patientID, "summary")
	if err != nil {
		return nil, err
	}
	counts, err := s.store.countKinds(ctx, patientID)
	if err != nil {
		return nil, err
	}
	all := make([]RecordSummary, len(contents))
	for i, c := range contents {
		all[i] = RecordSummary{List: c.list, Count: counts[c.kind]}
	}
	return all, nil
}
