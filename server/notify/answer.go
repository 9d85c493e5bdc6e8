package notify

// answerWords say that the clinic answered a request, or proposes other times
// for an appointment.
func answerWords(kind NotificationKind, self bool) wording {
	whose := "you"
	if !self {
		whose = "someone you care for"
	}
	if kind == KindRequestDeclined {
		return wording{
			title:   "The clinic answered a request",
			body:    "The clinic cannot arrange a visit that was asked for, for " + whose + ". It says why.",
			subject: "The clinic answered a request for a visit",
		}
	}
	return wording{
		title:   "The clinic proposes times",
		body:    "The clinic keeps times for " + whose + " for a while. Look at them and take the one that suits.",
		subject: "The clinic proposes times for a visit",
	}
}
