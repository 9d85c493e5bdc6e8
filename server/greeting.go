package main

import (
	"fmt"
	"io"

	"patientportal/server/config"
	"patientportal/server/demo"
)

// greet tells whoever started the server where to go.
func greet(w io.Writer, settings config.Serve, hasMailbox bool, someone *newcomer) {
	fmt.Fprintf(w, "\nPatient Portal of %s: %s\n", settings.ClinicName, settings.BaseURL)
	if settings.Open() {
		fmt.Fprintf(w, "GraphQL playground:  %s/playground\n", settings.BaseURL)
	}
	if settings.Demo && hasMailbox {
		fmt.Fprintf(w, "Outgoing mail:       %s/dev/mail\n", settings.BaseURL)
	}
	if !settings.Demo {
		return
	}
	fmt.Fprintf(w, "\nDemo accounts, all made up:\n")
	for _, a := range demo.Accounts() {
		fmt.Fprintf(w, "  %-18s %-22s %s\n", a.Username, a.Password, a.Who)
	}
	if someone != nil {
		fmt.Fprintf(w, "\nTo try “Create Account”, a made-up patient without one:\n")
		fmt.Fprintf(w, "  Clinic number %s, activation code %s, %s, born %s\n", someone.clinicNumber, someone.code, someone.name, someone.born)
	}
	fmt.Fprintln(w)
}
