package records

import "patientportal/server/page"

// RecordKind is what kind of entry stands on a record, by its public name.
type RecordKind string

// The kinds that lists show.
const (
	Medications   RecordKind = "MEDICATION"
	Allergies     RecordKind = "ALLERGY"
	Immunizations RecordKind = "IMMUNIZATION"
	Conditions    RecordKind = "CONDITION"
	Procedures    RecordKind = "PROCEDURE"
	Visits        RecordKind = "VISIT"
	Documents     RecordKind = "DOCUMENT"
	CarePlans     RecordKind = "CARE_PLAN"
)

// columnKinds are the kinds as the table has them.
var columnKinds = map[RecordKind]string{
	Medications:   KindMedication,
	Allergies:     KindAllergy,
	Immunizations: KindImmunization,
	Conditions:    KindCondition,
	Procedures:    KindProcedure,
	Visits:        KindVisit,
	Documents:     KindDocument,
	CarePlans:     KindCarePlan,
}

// RecordEntry is something on the record that is no measured value.
type RecordEntry struct {
	ID            string
	Kind          RecordKind
	Name          string
	Code          Coding
	Status        string // in words
	StatusMeaning string // what it means and what to do next
	StartedOn     *string
	EndedOn       *string
	RecordedOn    *string
	Author        *string
	Source        *string
	Details       []RecordDetail
	Text          *string
}

// RecordDetail is one more fact of an entry.
type RecordDetail struct {
	Label string
	Value string
}

// RecordEntryConnection is a page of entries.
type RecordEntryConnection struct {
	Edges      []RecordEntryEdge
	PageInfo   page.Info
	TotalCount int // zero unless it was asked for
}

// RecordEntryEdge is an entry with its place in the list.
type RecordEntryEdge struct {
	Node   *RecordEntry
	Cursor string
}
