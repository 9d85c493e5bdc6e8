package records

// The words of what was done, written and planned. Codes are those of FHIR R4.

// http://hl7.org/fhir/CodeSystem/event-status.
var procedureStates = map[string]state{
	"preparation": {"Being prepared", "This is being prepared and has not begun. Follow the instructions that you were given."},
	"in-progress": {"Under way", "This has begun and is not over. Your care team will tell you what comes next."},
	"not-done":    {"Not done", "This was planned and did not take place. Ask your care team whether it is still needed."},
	"on-hold":     {"On hold", "This has begun and is paused. Your care team will tell you when it goes on."},
	"stopped":     {"Stopped", "This was ended before it was complete. Ask your care team what comes next."},
	"completed":   {"Done", "This is complete. Follow any instructions that you were given for afterwards."},
	"unknown":     {"Not known", "The record does not say whether this was done. Ask your care team if you need to know."},
}

// http://hl7.org/fhir/encounter-status.
var visitStates = map[string]state{
	"planned":     {"Planned", "This visit has not taken place yet."},
	"arrived":     {"Arrived", "You have arrived and are waiting to be seen."},
	"triaged":     {"Waiting to be seen", "A nurse has seen you and a doctor will."},
	"in-progress": {"Under way", "This visit is not over. What comes of it is added here."},
	"onleave":     {"On leave", "You are away from the hospital for a while and expected back."},
	"finished":    {"Finished", "This visit is over. What came of it is on your record."},
	"cancelled":   {"Cancelled", "This visit did not take place."},
	"unknown":     {"Not known", "The record does not say how this visit ended. Ask your care team if you need to know."},
}

// http://hl7.org/fhir/document-reference-status and
// http://hl7.org/fhir/diagnostic-report-status.
var documentStates = map[string]state{
	"current":     {"Current", "This is the newest version. There is nothing to do but read it."},
	"superseded":  {"Replaced", "A newer version took its place. Read that one instead."},
	"registered":  {"Waiting for the report", "The report is ordered and not written yet. There is nothing to do until it is."},
	"partial":     {"Incomplete", "Parts of this report are still missing. Wait for the rest before you act on it."},
	"preliminary": {"Early version", "This may still change. Wait for the final version before you act on it."},
	"final":       {"Final", "This is complete. Ask your care team if you are not sure what it means for you."},
	"amended":     {"Amended", "Something was added or changed after this was final. What you see is the newest version."},
	"corrected":   {"Corrected", "An error in an earlier version was put right. Go by what you see now."},
	"appended":    {"Added to", "Something was added after this was final, and nothing else changed."},
	"cancelled":   {"Cancelled", "The report was called off. Ask your care team whether it is still needed."},
	"unknown":     {"Not known", "The record does not say how final this is. Ask your care team before you rely on it."},
}

// http://hl7.org/fhir/request-status.
var carePlanStates = map[string]state{
	"draft":     {"Draft", "This plan is being written. Nothing in it counts yet."},
	"active":    {"Active", "This is your plan now. Follow it, and ask when something in it is not clear."},
	"on-hold":   {"On hold", "This plan is paused. Your care team will tell you when it goes on."},
	"revoked":   {"Withdrawn", "This plan was withdrawn. Do not follow it any more."},
	"completed": {"Finished", "This plan is over. There is nothing left to do in it."},
	"unknown":   {"Not known", "The record does not say whether this plan counts now. Ask your care team."},
}
