package main

import (
	"context"
	"fmt"

	"patientportal/server/actor"
	"patientportal/server/demo"
	"patientportal/server/fault"
	"patientportal/server/registration"
)

func (p *portal) layOutDemoIfEmpty(ctx context.Context) error {
	empty, err := demo.IsEmpty(ctx, p.demoRooms())
	if err != nil || !empty {
		return err
	}
	return p.layOutDemo(ctx, demo.Options{Patients: demo.DefaultPatients, Seed: 1})
}

func (p *portal) layOutDemo(ctx context.Context, o demo.Options) error {
	fmt.Println("Laying out the demo clinic …")
	report, err := demo.LayOut(ctx, p.demoRooms(), o)
	if err != nil {
		return err
	}
	fmt.Printf("%d made-up patients, %d resources, %d free times.\n", report.Patients, report.Resources, report.Slots)
	return nil
}

// newcomer is a made-up patient without an account, with a code drawn just now.
type newcomer struct{ clinicNumber, code, name, born string }

// inviteNewcomer gives a code to the first of the demo's newcomers who has not
// signed up yet.
func (p *portal) inviteNewcomer(ctx context.Context) error {
	who := actor.System("demo")
	for _, number := range demo.Newcomers() {
		found, err := p.Patient.ByClinicNumber(ctx, who, number)
		if fault.CodeOf(err) == fault.NotFound {
			continue // a clinic of fewer patients
		}
		if err != nil {
			return err
		}
		made, err := p.Registration.IssueActivationCode(ctx, who, registration.IssueActivationCodeInput{PatientID: found.ID})
		if fault.CodeOf(err) == fault.Conflict {
			continue // has an account by now
		}
		if err != nil {
			return err
		}
		p.newcomer = &newcomer{clinicNumber: number, code: made.Code, name: found.FullName}
		if found.DateOfBirth != nil {
			p.newcomer.born = *found.DateOfBirth
		}
		return nil
	}
	return nil
}

func (p *portal) demoRooms() demo.Rooms {
	return demo.Rooms{
		Account: p.Account, Clinic: p.Clinic, Patient: p.Patient, Records: p.Records, Hours: p.hours, Booking: p.Booking, Visit: p.Visit,
		Advice: p.Advice, Importer: p.importer, Clock: p.clock,
	}
}
