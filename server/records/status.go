package records

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// state is a status as a patient reads it.
type state struct {
	words   string // such as Not given
	meaning string // what it means and what to do next, in a sentence or two
}

// stateOf puts a FHIR status code into words. A code that is not known here is
// shown as it is: the record knows more than this table.
func stateOf(table map[string]state, code string) state {
	if s, ok := table[code]; ok {
		return s
	}
	if code == "" {
		return state{"Not stated", "The record does not say how this stands. Ask your care team if you need to know."}
	}
	return state{
		words:   readable(code),
		meaning: "This is how the clinic that wrote it marked it. Ask your care team if you are not sure what it means for you.",
	}
}

// readable turns a code such as in-progress into In progress.
func readable(code string) string {
	text := strings.NewReplacer("-", " ", "_", " ").Replace(code)
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// resultStates are the codes of http://hl7.org/fhir/observation-status.
var resultStates = map[string]state{
	"registered":  {"Waiting for the result", "The test is ordered or under way. There is nothing to do until the result is here."},
	"preliminary": {"Early result", "This may still change. Wait for the final result before you act on it, unless your care team says otherwise."},
	"final":       {"Final", "This result is complete. Ask your care team if you are not sure what it means for you."},
	"amended":     {"Amended", "Something was added or changed after this result was final. What you see is the newest version."},
	"corrected":   {"Corrected", "An error in an earlier version was put right. Go by what you see now."},
	"cancelled":   {"Cancelled", "The test was not carried out, so there is no result. Ask your care team whether it is still needed."},
	"unknown":     {"Not known", "The record does not say whether this result is final. Ask your care team before you rely on it."},
}

// entryStates are the words of each kind's statuses, by the kind's name in
// the table.
var entryStates = map[string]map[string]state{
	KindMedication:   medicationStates,
	KindAllergy:      allergyStates,
	KindImmunization: immunizationStates,
	KindCondition:    conditionStates,
	KindProcedure:    procedureStates,
	KindVisit:        visitStates,
	KindDocument:     documentStates,
	KindCarePlan:     carePlanStates,
}
