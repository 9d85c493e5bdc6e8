package fhir

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"patientportal/server/records"
)

// header is what every resource begins with.
type header struct {
	ResourceType string `json:"resourceType"`
	ID           string `json:"id"`
	Meta         struct {
		VersionID   string `json:"versionId"`
		LastUpdated string `json:"lastUpdated"`
	} `json:"meta"`
	Identifier []identifier      `json:"identifier"`
	Contained  []json.RawMessage `json:"contained"`
}

func (h *header) head() *header { return h }

// resource is one decoded resource of a type that the portal keeps.
type resource interface {
	head() *header
}

// personal is a resource on a patient's record.
type personal interface {
	resource
	subject() reference
	// item is the row for lists; Resource in it is the importer's to fill.
	item(who namer) records.PutItem
}

// listed is a resource of the directory: what others on a record refer to.
type listed interface {
	resource
	listing(who namer) listing
}

// listing is what a reference to a directory resource stands for.
type listing struct {
	Name string
	Code coding // of a medication
}

// namer finds what a reference stands for, by its display, its contained
// resource or the directory.
type namer interface {
	name(r reference) string
	look(r reference) listing
}

// rank is the turn in which a type is stored: what is named comes before what
// names it. A diagnostic report comes last, to be linked to its results.
type rank int

const (
	rankDirectory rank = iota // patients too
	rankRole                  // names a practitioner
	rankRecord
	rankReport
	ranks // how many there are
)

// kept are the types that the portal keeps, in the order of the closing table.
var kept = []struct {
	name string
	rank rank
	make func() resource
}{
	{"Patient", rankDirectory, func() resource { return new(person) }},
	{"Practitioner", rankDirectory, func() resource { return new(practitioner) }},
	{"PractitionerRole", rankRole, func() resource { return new(practitionerRole) }},
	{"Organization", rankDirectory, func() resource { return new(organization) }},
	{"Location", rankDirectory, func() resource { return new(place) }},
	{"Encounter", rankRecord, func() resource { return new(encounter) }},
	{"Condition", rankRecord, func() resource { return new(condition) }},
	{"Observation", rankRecord, func() resource { return new(observation) }},
	{"DiagnosticReport", rankReport, func() resource { return new(diagnosticReport) }},
	{"MedicationRequest", rankRecord, func() resource { return new(medicationRequest) }},
	{"MedicationStatement", rankRecord, func() resource { return new(medicationStatement) }},
	{"Medication", rankDirectory, func() resource { return new(medication) }},
	{"AllergyIntolerance", rankRecord, func() resource { return new(allergy) }},
	{"Immunization", rankRecord, func() resource { return new(immunization) }},
	{"Procedure", rankRecord, func() resource { return new(procedure) }},
	{"DocumentReference", rankRecord, func() resource { return new(documentReference) }},
	{"CarePlan", rankRecord, func() resource { return new(carePlan) }},
	{"CareTeam", rankRecord, func() resource { return new(careTeam) }},
	{"Coverage", rankRecord, func() resource { return new(coverage) }},
}

// keptType finds a type's place in kept, -1 when the portal does not keep it.
func keptType(name string) int {
	for i := range kept {
		if kept[i].name == name {
			return i
		}
	}
	return -1
}

// typeOf reads the resourceType of a well-formed JSON value. It fails when
// there is none or when it cannot be a type's name.
func typeOf(raw []byte) (string, error) {
	if len(raw) == 0 || raw[0] != '{' {
		return "", errors.New("expected a JSON object")
	}
	found := field(raw, "resourceType")
	if found == nil {
		return "", errors.New("has no resourceType, so it is no FHIR resource")
	}
	var name string
	if json.Unmarshal(found, &name) != nil || !typeName(name) {
		return "", errors.New("resourceType is not the name of a type")
	}
	return name, nil
}

// typeName tells whether a text has the form of a FHIR type's name. Whether
// there is such a type is not asked: later releases of FHIR add some.
func typeName(name string) bool {
	if len(name) < 2 || len(name) > 64 || name[0] < 'A' || name[0] > 'Z' {
		return false
	}
	for _, c := range []byte(name) {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return true
}

// decode reads a resource of a kept type.
func decode(raw []byte, at int) (resource, *misread) {
	r := kept[at].make()
	if err := json.Unmarshal(raw, r); err != nil {
		return nil, misreadBy(raw, err)
	}
	return r, nil
}

// misread is what is wrong with a resource and where inside it.
type misread struct{ path, reason string }

// misreadBy turns a decoder's error into words, without the value itself.
func misreadBy(raw []byte, err error) *misread {
	var wrongType *json.UnmarshalTypeError
	if errors.As(err, &wrongType) {
		path := pathAt(raw, int(wrongType.Offset))
		if wrongType.Type == reflect.TypeFor[number]() {
			path = pathOfNoNumber(raw, embedded.Replace(wrongType.Field))
		}
		if path == "" && wrongType.Field != "" {
			path = "." + embedded.Replace(wrongType.Field)
		}
		return &misread{path, fmt.Sprintf("expected %s, found %s", wanted(wrongType), found(wrongType.Value))}
	}
	return &misread{"", err.Error()}
}

// embedded are names of our own in the paths that a decoder tells.
var embedded = strings.NewReplacer("anyValue.", "", "header.", "")

func wanted(e *json.UnmarshalTypeError) string {
	switch e.Type.Kind().String() {
	case "slice":
		return "a list"
	case "struct", "map", "ptr":
		return "an object"
	case "bool":
		return "true or false"
	case "int":
		return "a whole number"
	}
	if e.Type.Name() == "number" {
		return "a number"
	}
	return "text"
}

func found(value string) string {
	word, _, _ := strings.Cut(value, " ")
	switch word {
	case "array":
		return "a list"
	case "object":
		return "an object"
	case "string":
		return "text"
	case "bool":
		return "true or false"
	}
	return "a " + word
}
