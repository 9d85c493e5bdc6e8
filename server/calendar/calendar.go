package calendar

import (
	"time"

	"patientportal/server/fault"
)

// Feed is a secret address by which an account's calendar reads a patient's
// appointments; the address itself is not known here.
type Feed struct {
	ID             string
	PatientID      string
	DetailedTitles bool
	CreatedAt      time.Time
	LastReadAt     *time.Time // to the hour
}

// File is what a calendar is given.
type File struct {
	Content    []byte
	ModifiedAt time.Time
}

// CreateCalendarFeedInput says whose appointments to put into a calendar.
type CreateCalendarFeedInput struct {
	PatientID      string
	DetailedTitles bool
}

// CreateCalendarFeedPayload is the feed with its address, told this once: a path
// on this server.
type CreateCalendarFeedPayload struct {
	Feed Feed
	URL  string
}

// SaveCalendarFeedInput says what a feed shows.
type SaveCalendarFeedInput struct {
	FeedID         string
	DetailedTitles bool
}

// Validate reports every problem at once.
func (in SaveCalendarFeedInput) Validate() error { return checkFeedID(in.FeedID) }

// SaveCalendarFeedPayload is the feed as it is now.
type SaveCalendarFeedPayload struct{ Feed Feed }

// RevokeCalendarFeedInput says which feed to end.
type RevokeCalendarFeedInput struct{ FeedID string }

// Validate reports every problem at once.
func (in RevokeCalendarFeedInput) Validate() error { return checkFeedID(in.FeedID) }

// RevokeCalendarFeedPayload says that the feed has ended.
type RevokeCalendarFeedPayload struct{ Revoked bool }

func checkFeedID(id string) error {
	var p fault.Problems
	p.Check(id != "", "feedId", "calendar.feed_required", "Say which calendar address.")
	return p.Err()
}
