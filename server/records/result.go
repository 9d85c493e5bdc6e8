package records

import (
	"time"

	"patientportal/server/page"
)

// Coding is a code of a terminology.
type Coding struct {
	System  string // such as http://loinc.org; empty when the record names none
	Code    string
	Display string // what it is called on the record
}

// Result is a measured or observed value, as it is read.
type Result struct {
	ID         string
	Name       string
	Code       Coding
	Category   string     // FHIR observation category, such as laboratory; may be empty
	TakenAt    *time.Time // UTC, where a date without a time begins; nil when the record does not say
	TakenOn    *string    // the same as recorded: 2006, 2006-01, 2006-01-02 or RFC 3339 with its offset
	ReleasedAt time.Time  // UTC
	Status     string     // in words
	// StatusMeaning says what the status means and what to do next.
	StatusMeaning  string
	Value          *string // in words, rounded for reading
	ValueNumber    *float64
	Unit           *string // as printed
	AbsentReason   *string // in words
	Components     []ResultComponent
	ReferenceRange *ReferenceRange
	Interpretation *Interpretation
	Report         *string
	Comments       *string
	Author         *string
}

// ResultComponent is a part of a value that has several.
type ResultComponent struct {
	Name  string
	Value *string // in words; why there is none when there is none
	Unit  *string
}

// ReferenceRange is what the record calls usual.
type ReferenceRange struct {
	Low  *string
	High *string
	Text string
}

// Interpretation is the record's own judgement of a value.
type Interpretation struct {
	Code string // HL7 v3 ObservationInterpretation; empty when the record has words alone
	Text string
}

// ResultConnection is a page of results.
type ResultConnection struct {
	Edges      []ResultEdge
	PageInfo   page.Info
	TotalCount int // zero unless it was asked for
}

// ResultEdge is a result with its place in the list.
type ResultEdge struct {
	Node   *Result
	Cursor string
}

// ResultFilter narrows a list of results.
type ResultFilter struct {
	// Category is a FHIR observation category. It also opens what lists of
	// results leave out: vital-signs, survey and social-history.
	Category string
	Search   string // words that the name has, case and accents aside
}

// ResultTrend is one kind of result over time.
type ResultTrend struct {
	Name           string       // the code itself when there is no point
	Points         []TrendPoint // oldest first, at most 100
	Unit           *string      // of all points
	ReferenceRange *ReferenceRange
}

// TrendPoint is one point of a trend.
type TrendPoint struct {
	ResultID string
	TakenAt  time.Time
	Value    float64
	Text     string // the number in words, without its unit
}
