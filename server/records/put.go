package records

// This file is the writing side's words: what an importer hands over, and what
// it hears back. How lists read the same rows is the rest of the room.

// The kinds of RecordsObservation rows. Lists of results show KindResult,
// lists of vital signs KindVital; the other two are on the record, in neither.
const (
	KindResult        = "result"
	KindVital         = "vital"
	KindSurvey        = "survey"
	KindSocialHistory = "social-history"
)

// The kinds of RecordsEntry rows. KindReport is a diagnostic report that adds
// nothing to read by itself: its results are rows of their own, or its text is
// a document already. A report with a text of its own is a KindDocument.
const (
	KindMedication   = "medication"
	KindAllergy      = "allergy"
	KindImmunization = "immunization"
	KindCondition    = "condition"
	KindProcedure    = "procedure"
	KindVisit        = "visit"
	KindDocument     = "document"
	KindReport       = "report"
	KindCarePlan     = "care-plan"
)

// StatusEnteredInError marks what its author took back. Such rows are kept and
// shown in no list.
const StatusEnteredInError = "entered-in-error"

// Outcome is what became of one resource.
type Outcome string

// The outcomes of Put. Older and OtherPatient change nothing: the first is
// a version that came after its successor, the second has the key of a
// resource on another patient's record, which means that two systems use the
// same ids.
const (
	OutcomeNew          Outcome = "new"
	OutcomeUpdated      Outcome = "updated"
	OutcomeUnchanged    Outcome = "unchanged"
	OutcomeOlder        Outcome = "older"
	OutcomeOtherPatient Outcome = "other-patient"
)

// PutItem is one resource with the row that lists read, if it has one.
type PutItem struct {
	Resource    PutResource
	Observation *PutObservation
	Entry       *PutEntry
}

// PutResource is a resource as it came.
type PutResource struct {
	PatientID   string // empty for the directory: practitioners, places, medications
	Type        string // the FHIR resource type
	SourceKey   string // names it across imports; unique
	VersionID   string // meta.versionId, may be empty
	LastUpdated string // meta.lastUpdated, RFC 3339 or empty
	Raw         []byte // the JSON, unchanged
}

// PutObservation is a RecordsObservation row. Numbers and times are text as
// written beside the form that sorts; see the table.
type PutObservation struct {
	Kind               string
	Category           string // FHIR observation category, may be empty
	CodeSystem, Code   string
	Name               string
	TakenAt            int64  // microseconds since 1970 UTC; 0 when unknown
	TakenText          string // as recorded, with its own precision and offset
	ReleasedAt         int64  // microseconds; 0 stands for "when it was imported"
	Status             string // FHIR observation status
	ValueKind          string // quantity, concept, string, boolean, integer, range, ratio, sampled, time, dateTime, period; empty without value
	Value              string // number text is exact and carries its comparator: "<0.010"
	ValueNumber        *float64
	Unit               string
	RangeLow           string
	RangeHigh          string
	RangeText          string
	InterpretationCode string
	Interpretation     string // in words
	AbsentReason       string // in words
	Author             string
	Comments           string
	Components         []Component
}

// Component is one part of a value that has several; the column components is
// a JSON list of them, empty text when there are none.
type Component struct {
	CodeSystem     string   `json:"codeSystem,omitempty"`
	Code           string   `json:"code,omitempty"`
	Name           string   `json:"name"`
	ValueKind      string   `json:"valueKind,omitempty"`
	Value          string   `json:"value,omitempty"`
	ValueNumber    *float64 `json:"valueNumber,omitempty"`
	Unit           string   `json:"unit,omitempty"`
	RangeLow       string   `json:"rangeLow,omitempty"`
	RangeHigh      string   `json:"rangeHigh,omitempty"`
	RangeText      string   `json:"rangeText,omitempty"`
	Interpretation string   `json:"interpretation,omitempty"`
	AbsentReason   string   `json:"absentReason,omitempty"`
}

// PutEntry is a RecordsEntry row.
type PutEntry struct {
	Kind             string
	CodeSystem, Code string
	Name             string
	Status           string // the FHIR code, such as active, not-done or entered-in-error
	HappenedAt       int64  // microseconds since 1970 UTC, for sorting; 0 when unknown
	StartText        string // dates and times as recorded
	EndText          string
	RecordedText     string
	Author           string
	Source           string
	Detail           Detail
}

// Detail is what only one kind of entry has; the column detail is its JSON.
type Detail struct {
	Facts       []Fact       `json:"facts,omitempty"` // in reading order
	Text        string       `json:"text,omitempty"`  // a document's text, when it is text
	Attachments []Attachment `json:"attachments,omitempty"`
}

// Fact is one label with its value, in English.
type Fact struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// Attachment names a file inside the resource or at an address of its source.
type Attachment struct {
	Title       string `json:"title,omitempty"`
	ContentType string `json:"contentType,omitempty"`
	URL         string `json:"url,omitempty"`
	Bytes       int    `json:"bytes,omitempty"` // size of the content that the resource holds
	Hash        string `json:"hash,omitempty"`  // SHA-256 of that content, hexadecimal
}

// PutResult says what became of one item, and where it is.
type PutResult struct {
	ResourceID string // also the id of its row in lists
	PatientID  string // whose record it is on: for OtherPatient, the other's
	Outcome    Outcome
}
