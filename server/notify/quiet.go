package notify

import (
	"context"
	"time"
)

// IsQuiet tells whether any of the time between the two lies in the quiet hours
// of an account, by the clock of its own zone or of the place.
func (s *Service) IsQuiet(ctx context.Context, accountID, place string, from, until time.Time) (bool, error) {
	found, err := s.readPreferences(ctx, accountID)
	if err != nil {
		return false, err
	}
	wants := found.of(accountID)
	if !wants.quiet {
		return false, nil
	}
	zone := location(place)
	if wants.zone != "" {
		zone = location(wants.zone)
	}
	for at := from; at.Before(until); at = at.Add(time.Minute) {
		if _, quiet := wants.hours.end(at.In(zone)); quiet {
			return true, nil
		}
	}
	return false, nil
}
