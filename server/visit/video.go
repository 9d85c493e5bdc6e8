package visit

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"patientportal/server/booking"
)

// room is the part of a video address that is the visit's own.
const room = "{room}"

// AreVideo tells which appointments are held by video, in their order.
func (s *Service) AreVideo(ctx context.Context, list []*booking.Appointment) ([]bool, error) {
	kinds, err := s.kinds(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]bool, len(list))
	for i, a := range list {
		out[i] = s.isVideo(kinds, a.Service.ID)
	}
	return out, nil
}

func (s *Service) isVideo(kinds map[string]Kind, serviceID string) bool {
	return s.VideoURL != "" && kinds[serviceID].Video
}

// VideoURLs gives where appointments are joined by video, in their order; nil
// for one that is not held by video or cannot be joined now. Give them only to
// those who may see the appointments.
func (s *Service) VideoURLs(ctx context.Context, list []*booking.Appointment) ([]*string, error) {
	kinds, err := s.kinds(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]*string, len(list))
	for i, a := range list {
		if s.isVideo(kinds, a.Service.ID) && joinable(a, s.Clock()) {
			url := strings.Replace(s.VideoURL, room, s.roomOf(a), 1)
			out[i] = &url
		}
	}
	return out, nil
}

// joinable is from 20 minutes before the start until the end, while the visit
// is still to be.
func joinable(a *booking.Appointment, now time.Time) bool {
	waits := a.Status == booking.AppointmentStatusBooked || a.Status == booking.AppointmentStatusCheckedIn
	return waits && !now.Before(a.Start.Add(-joinBefore)) && now.Before(a.End)
}

// roomOf cannot be guessed, and is another one once the visit was moved.
func (s *Service) roomOf(a *booking.Appointment) string {
	mac := hmac.New(sha256.New, s.Keys.Derive("video"))
	mac.Write([]byte("visit:" + a.ID + ":" + strconv.Itoa(a.Sequence)))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}
