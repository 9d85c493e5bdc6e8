package records

// The words of what a patient has and takes. Codes are those of FHIR R4.

// http://hl7.org/fhir/CodeSystem/medicationrequest-status and
// http://hl7.org/fhir/CodeSystem/medication-statement-status.
var medicationStates = map[string]state{
	"active":    {"Active", "You are meant to take this now. Go on as prescribed, and ask before you stop or change the dose."},
	"on-hold":   {"On hold", "This is paused for now. Do not start it again until your care team tells you to."},
	"completed": {"Finished", "This course is over. There is nothing left to take."},
	"stopped":   {"Stopped", "This was ended before its time. Do not take it any more unless your care team tells you to."},
	"cancelled": {"Cancelled", "This was withdrawn before it began. Do not take it."},
	"draft":     {"Draft", "This is not ordered yet. Do not take it until it is."},
	"intended":  {"Planned", "You are meant to take this later. Your care team will tell you when to start."},
	"not-taken": {"Not taken", "The record says that you do not take this. Tell your care team if that is not so."},
	"unknown":   {"Not known", "The record does not say whether you take this now. Tell your care team, so that the list is right."},
}

// http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical and
// …/allergyintolerance-verification.
var allergyStates = map[string]state{
	"active":      {"Active", "This can cause a reaction now. Avoid it, and tell everyone who treats you."},
	"inactive":    {"Inactive", "This is not thought to cause a reaction any more. Ask your care team before you come into contact with it."},
	"resolved":    {"Resolved", "This was tested again and is no longer a risk. There is nothing to avoid."},
	"unconfirmed": {"Not confirmed", "This is suspected and not proven. Avoid it until your care team knows more."},
	"presumed":    {"Presumed", "This is likely and not proven. Avoid it until your care team knows more."},
	"confirmed":   {"Confirmed", "This is proven. Avoid it, and tell everyone who treats you."},
	"refuted":     {"Ruled out", "This was looked into and is not an allergy of yours. There is nothing to avoid."},
}

// noAllergies are the codes by which a record says that an allergy is not
// there. As FHIR has it such an entry is "active" too, and would read as one to
// beware of. SNOMED CT situations, and the code system of the International
// Patient Summary, http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips.
var noAllergies = map[string]state{
	"716186003": noneKnown, "160244002": noneKnown, // any
	"409137002": noneKnown, "no-known-medication-allergies": noneKnown,
	"429625007": noneKnown, "no-known-food-allergies": noneKnown,
	"428607008": noneKnown, "no-known-environmental-allergies": noneKnown,
	"no-known-allergies": noneKnown,
	"no-allergy-info":    {"Not known", "The record does not say whether you have allergies. Tell your care team, so that the list is right."},
}

var noneKnown = state{"None known", "No such allergy was known when this was written. If something has given you a reaction, tell your care team."}

// allergyState is that of an allergy, or of a note that there is none; what
// was withdrawn or ruled out stays so.
func allergyState(code, status string) state {
	switch status {
	case "", "active", "confirmed", "unconfirmed", "presumed":
		if s, ok := noAllergies[code]; ok {
			return s
		}
	}
	return stateOf(allergyStates, status)
}

// http://terminology.hl7.org/CodeSystem/condition-clinical and
// …/condition-ver-status.
var conditionStates = map[string]state{
	"active":           {"Active", "You have this now. Follow your care plan, and tell your care team when it gets worse."},
	"recurrence":       {"Come back", "This was gone and has come back. Follow your care plan, and keep your appointments."},
	"relapse":          {"Relapsed", "This was better and is worse again. Follow your care plan, and keep your appointments."},
	"inactive":         {"Inactive", "This does not trouble you now and may come back. Tell your care team when it does."},
	"remission":        {"In remission", "There are no signs of this now. Keep the check-ups that you were given."},
	"resolved":         {"Resolved", "This is over. It stays on the record because it may matter later."},
	"unconfirmed":      {"Not confirmed", "This is suspected and not proven. More tests or time may tell."},
	"provisional":      {"Provisional", "This is the best explanation for now. It may change as more is known."},
	"differential":     {"One of several possibilities", "This is one of the explanations being looked into. It is not a diagnosis yet."},
	"confirmed":        {"Confirmed", "This is an established diagnosis. Follow your care plan."},
	"refuted":          {"Ruled out", "This was looked into and you do not have it. There is nothing to do."},
	"unknown":          {"Not known", "The record does not say whether you have this now. Ask your care team."},
	"health-concern":   {"Concern", "This was noted as something to keep an eye on. Ask your care team what that means for you."},
	"entered-in-error": {"Withdrawn", "This was written down by mistake."},
}

// http://hl7.org/fhir/CodeSystem/immunization-status as R4 uses it.
var immunizationStates = map[string]state{
	"completed": {"Given", "You had this dose. Ask your care team whether and when another is due."},
	"not-done":  {"Not given", "You did not have this dose. Ask your care team whether you still need it."},
}
