package booking

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"patientportal/server/store"
)

// visitsSubject carries what happens to visits between the servers of one
// portal: ids and times, nothing else.
const visitsSubject = "visits"

// VisitNews is that a visit of that place, practitioner and time was booked,
// moved there or away, cancelled, or took a step.
type VisitNews struct {
	AppointmentID  string    `json:"appointmentId"`
	LocationID     string    `json:"locationId"`
	PractitionerID string    `json:"practitionerId"`
	Start          time.Time `json:"start"` // UTC
}

// visitsChanged tells of appointments after the commit, or not at all. A message
// that is lost is made good by whoever reads the day anew.
func (s *Service) visitsChanged(ctx context.Context, rows ...storedAppointment) {
	if s.Bus == nil {
		return
	}
	store.AfterCommit(ctx, func() {
		for _, row := range rows {
			data, err := json.Marshal(VisitNews{row.id, row.locationID, row.practitionerID, store.FromMicros(row.start)})
			if err == nil {
				_ = s.Bus.Publish(visitsSubject, data) // the bus tells itself of what it may have lost
			}
		}
	})
}

// WatchVisits has fn told of every visit that changes, on any server, until
// leave is called. fn must not block.
func (s *Service) WatchVisits(fn func(VisitNews)) (leave func(), err error) {
	if s.Bus == nil {
		return nil, errors.New("booking: made without a bus, nobody hears of visits")
	}
	leave, err = s.Bus.Subscribe(visitsSubject, func(_ string, data []byte) {
		var news VisitNews
		if json.Unmarshal(data, &news) == nil {
			fn(news)
		}
	})
	if err != nil {
		return nil, fmt.Errorf("watching visits: %w", err)
	}
	return leave, nil
}
