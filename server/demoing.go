package main

import (
	"context"
	"fmt"

	"patientportal/server/demo"
	"patientportal/server/notify"
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

func (p *portal) demoRooms() demo.Rooms {
	return demo.Rooms{
		Account: p.Account, Clinic: p.Clinic, Patient: p.Patient, Records: p.Records, Booking: p.Booking,
		Advice: p.Advice, Importer: p.importer, Clock: p.clock,
	}
}

// calendarFile is the calendar file behind a token.
func (p *portal) calendarFile(ctx context.Context, token string) ([]byte, error) {
	facts, err := p.Booking.FactsByCalendarToken(ctx, token)
	if err != nil {
		return nil, err
	}
	return notify.ICS(facts, p.card, p.clock()), nil
}
