package visit

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// Kind is what a service's visits are on the day.
type Kind struct {
	Video     bool
	Questions []Question // in the order in which they are asked
}

// SaveVisitKindInput says what a service's visits are on the day.
type SaveVisitKindInput struct {
	ServiceID string
	Video     bool
	Questions []QuestionInput
}

// Validate reports every problem at once.
func (in SaveVisitKindInput) Validate() error {
	var p fault.Problems
	p.Check(in.ServiceID != "", "serviceId", "visit.service", "Say which service.")
	p.Check(len(in.Questions) <= maxQuestions, "questions", "visit.questions", "Ask at most 20 questions.")
	p.Check(differ(in.Questions, func(q QuestionInput) string { return q.LinkID }), "questions", "visit.link_ids", "Name each question differently.")
	for i, q := range in.Questions {
		q.check(&p, "questions."+strconv.Itoa(i))
	}
	return p.Err()
}

func (in SaveVisitKindInput) kind() Kind {
	k := Kind{Video: in.Video, Questions: []Question{}}
	for _, q := range in.Questions {
		options := make([]Option, len(q.Options))
		for i, o := range q.Options {
			options[i] = Option(o)
		}
		k.Questions = append(k.Questions, Question{LinkID: q.LinkID, Text: q.Text, Type: q.Type, Required: q.Required, Options: options})
	}
	return k
}

// VisitKind is a Kind for those who change it.
type VisitKind struct {
	Video      bool
	CanBeVideo bool // the portal was told where
	Questions  []Question
}

// SaveVisitKindPayload is how a service's visits are from now on.
type SaveVisitKindPayload Kind

// SaveVisitKind says whether a service's visits are held by video and what is
// asked at check-in, for administrators. It fails with NOT_FOUND for a service
// that there is not, and with CONFLICT for video where the clinic has no place
// to hold it.
func (s *Service) SaveVisitKind(ctx context.Context, who actor.Actor, in SaveVisitKindInput) (SaveVisitKindPayload, error) {
	if err := who.Require(actor.RoleAdministrator); err != nil {
		return SaveVisitKindPayload{}, err
	}
	if err := in.Validate(); err != nil {
		return SaveVisitKindPayload{}, err
	}
	if in.Video && s.VideoURL == "" && !who.IsSystem() {
		return SaveVisitKindPayload{}, fault.New(fault.Conflict, "visit.no_video", "The portal was not told where video visits are held: see PORTAL_VIDEO_URL.")
	}
	dir, err := s.Clinic.FreshDirectory(ctx)
	if err != nil {
		return SaveVisitKindPayload{}, err
	}
	if dir.Service(in.ServiceID) == nil {
		return SaveVisitKindPayload{}, fault.ErrNotFound
	}
	kind := in.kind()
	raw, err := json.Marshal(kind.Questions)
	if err != nil {
		return SaveVisitKindPayload{}, fmt.Errorf("writing questions: %w", err)
	}
	err = s.Store.Tx(actor.NewContext(ctx, who), func(ctx context.Context) error {
		if err := s.tables.saveKind(ctx, in.ServiceID, kind.Video, string(raw), store.Micros(s.Clock())); err != nil {
			return err
		}
		return s.Trail.Record(ctx, who, audit.Event{Action: "visit.save_kind", SubjectType: "service", SubjectID: in.ServiceID, Fields: []string{"video", "questions"}})
	})
	s.known.Store(nil)
	return SaveVisitKindPayload(kind), err
}

// VisitKind gives what a service's visits are on the day, as it stands now, to
// members of staff; NOT_FOUND for a service that there is not.
func (s *Service) VisitKind(ctx context.Context, who actor.Actor, serviceID string) (VisitKind, error) {
	if err := receives(who); err != nil {
		return VisitKind{}, err
	}
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return VisitKind{}, err
	}
	if dir.Service(serviceID) == nil {
		return VisitKind{}, fault.ErrNotFound
	}
	all, err := s.tables.kinds(actor.NewContext(ctx, who))
	kind := all[serviceID]
	return VisitKind{Video: kind.Video, CanBeVideo: s.VideoURL != "", Questions: kind.Questions}, err
}

// freshness is how old what is known of kinds may be: another server's change
// is seen within it.
const freshness = 2 * time.Second

// knownKinds is never changed after it was made.
type knownKinds struct {
	byService map[string]Kind
	readAt    time.Time
}

// kinds are those of all services that have one, by service.
func (s *Service) kinds(ctx context.Context) (map[string]Kind, error) {
	now := s.Clock()
	if known := s.known.Load(); known != nil {
		if age := now.Sub(known.readAt); age >= 0 && age < freshness {
			return known.byService, nil
		}
	}
	found, err := s.tables.kinds(ctx)
	if err != nil {
		return nil, err
	}
	s.known.Store(&knownKinds{found, now})
	return found, nil
}
