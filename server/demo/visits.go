package demo

import (
	"context"

	"patientportal/server/visit"
)

// asked is what some services ask at check-in, and which are held by video.
var asked = map[string]visit.SaveVisitKindInput{
	"Office visit": {Questions: []visit.QuestionInput{
		{LinkID: "fever", Text: "Have you had a fever in the last 48 hours?", Type: visit.QuestionTypeBoolean, Required: true},
		{LinkID: "medicines", Text: "Have your medicines changed since your last visit?", Type: visit.QuestionTypeChoice, Required: true, Options: []visit.OptionInput{
			{Code: "same", Display: "No, they are the same"},
			{Code: "changed", Display: "Yes, something has changed"},
			{Code: "unsure", Display: "I am not sure"},
		}},
		{LinkID: "first", Text: "What would you like to talk about first?", Type: visit.QuestionTypeText},
	}},
	"Video visit": {Video: true, Questions: []visit.QuestionInput{
		{LinkID: "place", Text: "Will you be somewhere you can speak freely?", Type: visit.QuestionTypeBoolean, Required: true},
		{LinkID: "first", Text: "What would you like to talk about first?", Type: visit.QuestionTypeText},
	}},
}

// visits says what the services' visits are on the day.
func (l *layer) visits(ctx context.Context) error {
	for name, in := range asked {
		in.ServiceID = l.services[name]
		if _, err := l.Visit.SaveVisitKind(ctx, self, in); err != nil {
			return err
		}
	}
	return nil
}
