package advice

import (
	"encoding/json"
	"fmt"

	"patientportal/server/outbox"
)

// publishedEvent tells that a patient has new advice. It says nothing of what
// is in it: whoever hears of it asks, and is checked then.
func publishedEvent(a *Advice) (outbox.Event, error) {
	payload, err := json.Marshal(map[string]string{"adviceId": a.ID})
	if err != nil {
		return outbox.Event{}, fmt.Errorf("describing published advice: %w", err)
	}
	return outbox.Event{
		Kind: outbox.AdvicePublished, SubjectID: a.ID, PatientID: a.PatientID,
		At: a.PublishedAt, Payload: payload,
	}, nil
}
