package visit

import (
	"context"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// DaySheetFilter is which day it is about.
type DaySheetFilter struct {
	LocationID     string
	PractitionerID *string // nil for everyone
	Date           string  // 2006-01-02, by the location's own calendar
}

// DaySheet is who comes when on a day.
type DaySheet struct {
	Date     string
	TimeZone string // IANA zone of the location's clock
	Visits   []SheetVisit
}

// SheetVisit is a visit on a day sheet.
type SheetVisit struct {
	AppointmentID string
	Start         time.Time // UTC
	End           time.Time // UTC
	Status        booking.AppointmentStatus
	Patient       SheetPatient
	Practitioner  *clinic.Practitioner
	Service       *clinic.HealthcareService
	IsVideo       bool
	CheckedInAt   *time.Time
	ArrivedAt     *time.Time
	Actions       []booking.VisitStep
}

// SheetPatient is who comes.
type SheetPatient struct {
	ID           string
	FullName     string
	ClinicNumber string
	DateOfBirth  *string
}

// mostOnSheet bounds a day at one place.
const mostOnSheet = 500

// span is the day on the clock of its place.
type span struct {
	zone       *time.Location
	start, end int64 // microseconds
}

// DaySheet lists the visits of a day that were not cancelled, earliest first, at
// most 500, for members of staff. One statement; the reading is on the trail.
// It fails with NOT_FOUND for a location that there is not and with
// INVALID_INPUT for a date that is none.
func (s *Service) DaySheet(ctx context.Context, who actor.Actor, in DaySheetFilter) (DaySheet, error) {
	day, err := s.dayOf(ctx, who, in)
	if err != nil {
		return DaySheet{}, err
	}
	ctx = actor.NewContext(ctx, who)
	rows, err := s.tables.sheet(ctx, in, day)
	if err != nil {
		return DaySheet{}, err
	}
	sheet := DaySheet{Date: in.Date, TimeZone: day.zone.String()}
	if sheet.Visits, err = s.listed(ctx, rows, day.zone); err != nil {
		return DaySheet{}, err
	}
	return sheet, s.Trail.Record(ctx, who, audit.Event{Action: "visit.read_day_sheet", SubjectType: "location", SubjectID: in.LocationID})
}

// dayOf checks who asks and for what.
func (s *Service) dayOf(ctx context.Context, who actor.Actor, in DaySheetFilter) (span, error) {
	if err := receives(who); err != nil {
		return span{}, err
	}
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return span{}, err
	}
	if dir.Location(in.LocationID) == nil {
		return span{}, fault.ErrNotFound
	}
	zone := dir.Zone(in.LocationID)
	date, err := time.ParseInLocation(time.DateOnly, in.Date, zone)
	if err != nil {
		var p fault.Problems
		p.Add("date", "visit.date", "Give a date, such as 2026-08-06.")
		return span{}, p.Err()
	}
	return span{zone, store.Micros(date), store.Micros(date.AddDate(0, 0, 1))}, nil
}

func (s *Service) listed(ctx context.Context, rows []sheetRow, zone *time.Location) ([]SheetVisit, error) {
	kinds, err := s.kinds(ctx)
	if err != nil {
		return nil, err
	}
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]SheetVisit, 0, len(rows))
	for _, row := range rows {
		v := row.visit(zone, s.Clock())
		if v.Practitioner, v.Service = dir.Practitioner(row.practitionerID), dir.Service(row.serviceID); v.Practitioner == nil || v.Service == nil {
			// Another server may have added it a moment ago.
			if dir, err = s.Clinic.FreshDirectory(ctx); err != nil {
				return nil, err
			}
			v.Practitioner, v.Service = dir.Practitioner(row.practitionerID), dir.Service(row.serviceID)
		}
		v.IsVideo = s.isVideo(kinds, row.serviceID)
		list = append(list, v)
	}
	return list, nil
}

func (r sheetRow) visit(zone *time.Location, now time.Time) SheetVisit {
	at := standing{status: r.status, start: store.FromMicros(r.start), now: now, zone: zone, arrived: r.arrivedAt != 0}
	v := SheetVisit{
		AppointmentID: r.appointmentID, Start: at.start, End: store.FromMicros(r.end), Status: r.status,
		Patient:     SheetPatient{ID: r.patientID, FullName: r.fullName, ClinicNumber: r.clinicNumber},
		CheckedInAt: moment(r.checkedInAt), ArrivedAt: moment(r.arrivedAt), Actions: at.actions(),
	}
	if r.birthDate != "" {
		v.Patient.DateOfBirth = &r.birthDate
	}
	return v
}

// moment is nil for 0, which stands for never.
func moment(micros int64) *time.Time {
	if micros == 0 {
		return nil
	}
	at := store.FromMicros(micros)
	return &at
}
