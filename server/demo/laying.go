package demo

import (
	"context"
	"time"

	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/hours"
	"patientportal/server/page"
)

// slotMinutes is the grid of all schedules; most services fit into one.
const slotMinutes = 30

// clinic makes places, departments, services, practitioners and their hours,
// and lays out the free times.
func (l *layer) clinic(ctx context.Context) error {
	l.departments, l.practitioners, l.services = map[string]string{}, map[string]string{}, map[string]string{}
	for i, p := range places {
		made, err := l.Clinic.AddLocation(ctx, self, clinic.AddLocationInput{
			Name: p.name, Address: p.address, Phone: p.phone, TimeZone: p.zone, Directions: p.directions, Position: i,
		})
		if err != nil {
			return err
		}
		l.locations = append(l.locations, made.ID)
	}
	for i, w := range wards {
		made, err := l.Clinic.AddDepartment(ctx, self, clinic.AddDepartmentInput{Name: w.name, Description: w.description, Position: i})
		if err != nil {
			return err
		}
		l.departments[w.name] = made.ID
	}
	if err := l.offers(ctx); err != nil {
		return err
	}
	if err := l.visits(ctx); err != nil {
		return err
	}
	for i, d := range doctors {
		if err := l.doctor(ctx, i, d); err != nil {
			return err
		}
	}
	return l.countSlots(ctx)
}

// countSlots counts what the schedules gave: saving hours lays out their times.
func (l *layer) countSlots(ctx context.Context) error {
	one := 1
	free, err := l.Booking.Slots(ctx, self, booking.SlotFilter{}, page.Args{First: &one, WithTotal: true})
	l.report.Slots = free.TotalCount
	return err
}

func (l *layer) offers(ctx context.Context) error {
	for i, o := range offers {
		notice := o.notice * 60
		made, err := l.Clinic.AddService(ctx, self, clinic.AddServiceInput{
			DepartmentID: l.departments[o.ward], Name: o.name, DurationMinutes: o.minutes,
			Instructions: o.instructions, SelfBooking: clinic.SelfBooking(o.booking), Position: i,
			RescheduleNoticeMinutes: &notice, CancelNoticeMinutes: &notice,
			BufferBeforeMinutes: o.terms.before, BufferAfterMinutes: o.terms.after, MostADay: o.terms.mostADay, NeedsReferral: o.terms.referral,
		})
		if err != nil {
			return err
		}
		l.services[o.name] = made.ID
	}
	return nil
}

func (l *layer) doctor(ctx context.Context, position int, d doctor) error {
	made, err := l.Clinic.AddPractitioner(ctx, self, clinic.AddPractitionerInput{
		Name: d.name, Credentials: d.credentials, Specialty: d.ward, Position: position,
	})
	if err != nil {
		return err
	}
	l.practitioners[d.name] = made.ID
	posted := map[int]bool{}
	for _, h := range d.hours {
		if !posted[h.place] {
			posted[h.place] = true
			if _, err := l.Clinic.AddPost(ctx, self, clinic.AddPostInput{
				PractitionerID: made.ID, DepartmentID: l.departments[d.ward], LocationID: l.locations[h.place],
			}); err != nil {
				return err
			}
		}
		if err := l.hours(ctx, made.ID, l.departments[d.ward], h); err != nil {
			return err
		}
	}
	return nil
}

func (l *layer) hours(ctx context.Context, practitionerID, departmentID string, h shift) error {
	for _, weekday := range h.weekdays {
		_, err := l.Hours.SaveSchedule(ctx, self, hours.SaveScheduleInput{
			PractitionerID: practitionerID, LocationID: l.locations[h.place], DepartmentID: departmentID,
			Weekday: time.Weekday(weekday), StartMinute: h.from, EndMinute: h.to, SlotMinutes: slotMinutes,
		})
		if err != nil {
			return err
		}
	}
	return nil
}
