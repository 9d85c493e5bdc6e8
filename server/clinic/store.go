package clinic

import (
	"context"
	"fmt"
	"time"

	"patientportal/ent/db"
	"patientportal/ent/db/clinicdepartment"
	"patientportal/ent/db/cliniclocation"
	"patientportal/ent/db/clinicpractitioner"
	"patientportal/ent/db/clinicservice"
	"patientportal/server/store"
)

type clinicStore struct{ store *store.Store }

// load reads the whole clinic: five statements, whatever its size.
func (s clinicStore) load(ctx context.Context) (*Directory, error) {
	client := s.store.DB(ctx)
	d := &Directory{
		locationByID: map[string]*Location{}, departmentByID: map[string]*Department{},
		practitionerByID: map[string]*Practitioner{}, serviceByID: map[string]*HealthcareService{},
		zones: map[string]*time.Location{}, hasPost: map[Post]bool{},
	}
	for _, part := range []func(context.Context, *db.Client) error{
		d.loadLocations, d.loadDepartments, d.loadPractitioners, d.loadServices, d.loadPosts,
	} {
		if err := part(ctx, client); err != nil {
			return nil, fmt.Errorf("reading the clinic: %w", err)
		}
	}
	return d, nil
}

func (d *Directory) loadLocations(ctx context.Context, client *db.Client) error {
	rows, err := client.ClinicLocation.Query().
		Order(cliniclocation.ByPosition(), cliniclocation.ByName(), cliniclocation.ByID()).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		v := Location{
			ID: row.ID, Name: row.Name, Address: row.Address, Phone: row.Phone,
			TimeZone: row.TimeZone, Directions: row.Directions, Active: row.Active,
		}
		zone, err := time.LoadLocation(row.TimeZone)
		if err != nil {
			return fmt.Errorf("location %s: %w", row.ID, err)
		}
		d.zones[v.ID], d.locationByID[v.ID] = zone, &v
		if v.Active {
			d.locations = append(d.locations, v)
		}
	}
	return nil
}

func (d *Directory) loadDepartments(ctx context.Context, client *db.Client) error {
	rows, err := client.ClinicDepartment.Query().
		Order(clinicdepartment.ByPosition(), clinicdepartment.ByName(), clinicdepartment.ByID()).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		v := Department{ID: row.ID, Name: row.Name, Description: row.Description, Active: row.Active}
		d.departmentByID[v.ID] = &v
		if v.Active {
			d.departments = append(d.departments, v)
		}
	}
	return nil
}

func (d *Directory) loadPractitioners(ctx context.Context, client *db.Client) error {
	rows, err := client.ClinicPractitioner.Query().
		Order(clinicpractitioner.ByPosition(), clinicpractitioner.ByName(), clinicpractitioner.ByID()).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		v := Practitioner{
			ID: row.ID, Name: row.Name, Credentials: row.Credentials, Specialty: row.Specialty,
			PhotoURL: maybe(row.PhotoURL), Active: row.Active,
		}
		d.practitionerByID[v.ID] = &v
		if v.Active {
			d.practitioners = append(d.practitioners, v)
		}
	}
	return nil
}

func (d *Directory) loadServices(ctx context.Context, client *db.Client) error {
	rows, err := client.ClinicService.Query().
		Order(clinicservice.ByPosition(), clinicservice.ByName(), clinicservice.ByID()).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		v := HealthcareService{
			ID: row.ID, DepartmentID: row.DepartmentID, Name: row.Name, DurationMinutes: row.DurationMinutes,
			Instructions: row.Instructions, SelfBooking: SelfBooking(row.SelfBooking),
			MinimumNoticeMinutes: row.MinimumNoticeMinutes, RescheduleNoticeMinutes: row.RescheduleNoticeMinutes,
			CancelNoticeMinutes: row.CancelNoticeMinutes, Active: row.Active,
			BufferBeforeMinutes: row.BufferBeforeMinutes, BufferAfterMinutes: row.BufferAfterMinutes,
			MostADay: row.MostADay, NeedsReferral: row.NeedsReferral, Version: row.Version,
		}
		d.serviceByID[v.ID] = &v
		if v.Active {
			d.services = append(d.services, v)
		}
	}
	return nil
}

func (d *Directory) loadPosts(ctx context.Context, client *db.Client) error {
	rows, err := client.ClinicPost.Query().All(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		v := Post{PractitionerID: row.PractitionerID, DepartmentID: row.DepartmentID, LocationID: row.LocationID}
		d.posts = append(d.posts, v)
		d.hasPost[v] = true
	}
	return nil
}

func (s clinicStore) insertLocation(ctx context.Context, v Location, position int) error {
	err := s.store.DB(ctx).ClinicLocation.Create().SetID(v.ID).SetName(v.Name).SetAddress(v.Address).
		SetPhone(v.Phone).SetTimeZone(v.TimeZone).SetDirections(v.Directions).SetPosition(position).Exec(ctx)
	return wrap(err, "location")
}

func (s clinicStore) insertDepartment(ctx context.Context, v Department, position int) error {
	err := s.store.DB(ctx).ClinicDepartment.Create().SetID(v.ID).SetName(v.Name).
		SetDescription(v.Description).SetPosition(position).Exec(ctx)
	return wrap(err, "department")
}

func (s clinicStore) insertPractitioner(ctx context.Context, v Practitioner, position int) error {
	create := s.store.DB(ctx).ClinicPractitioner.Create().SetID(v.ID).SetName(v.Name).
		SetCredentials(v.Credentials).SetSpecialty(v.Specialty).SetPosition(position)
	if v.PhotoURL != nil {
		create.SetPhotoURL(*v.PhotoURL)
	}
	return wrap(create.Exec(ctx), "practitioner")
}

func (s clinicStore) insertService(ctx context.Context, v HealthcareService, position int) error {
	err := s.store.DB(ctx).ClinicService.Create().SetID(v.ID).SetDepartmentID(v.DepartmentID).SetName(v.Name).
		SetDurationMinutes(v.DurationMinutes).SetInstructions(v.Instructions).SetSelfBooking(string(v.SelfBooking)).
		SetMinimumNoticeMinutes(v.MinimumNoticeMinutes).SetRescheduleNoticeMinutes(v.RescheduleNoticeMinutes).
		SetCancelNoticeMinutes(v.CancelNoticeMinutes).SetBufferBeforeMinutes(v.BufferBeforeMinutes).
		SetBufferAfterMinutes(v.BufferAfterMinutes).SetMostADay(v.MostADay).SetNeedsReferral(v.NeedsReferral).
		SetPosition(position).Exec(ctx)
	return wrap(err, "service")
}

// changeService writes all rules of a service over the version; false when it
// has another by now.
func (s clinicStore) changeService(ctx context.Context, v HealthcareService, version int) (bool, error) {
	n, err := s.store.DB(ctx).ClinicService.Update().Where(clinicservice.ID(v.ID), clinicservice.Version(version)).
		SetName(v.Name).SetDurationMinutes(v.DurationMinutes).SetInstructions(v.Instructions).SetSelfBooking(string(v.SelfBooking)).
		SetMinimumNoticeMinutes(v.MinimumNoticeMinutes).SetRescheduleNoticeMinutes(v.RescheduleNoticeMinutes).
		SetCancelNoticeMinutes(v.CancelNoticeMinutes).SetBufferBeforeMinutes(v.BufferBeforeMinutes).
		SetBufferAfterMinutes(v.BufferAfterMinutes).SetMostADay(v.MostADay).SetNeedsReferral(v.NeedsReferral).
		SetVersion(v.Version).Save(ctx)
	if err != nil {
		return false, fmt.Errorf("changing a service: %w", err)
	}
	return n == 1, nil
}

func (s clinicStore) insertPost(ctx context.Context, v Post) error {
	err := s.store.DB(ctx).ClinicPost.Create().SetID(store.NewID()).SetPractitionerID(v.PractitionerID).
		SetDepartmentID(v.DepartmentID).SetLocationID(v.LocationID).Exec(ctx)
	return wrap(err, "post")
}

func wrap(err error, what string) error {
	if err != nil {
		return fmt.Errorf("adding a %s: %w", what, err)
	}
	return nil
}

// maybe is nil for the empty text that stands for "none" in every table.
func maybe(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
