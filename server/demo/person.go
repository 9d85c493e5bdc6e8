package demo

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// person is a made-up patient.
type person struct {
	id, given, family, sex, phone, email string
	born                                 string
	clinicNumber                         string // empty: the portal gives one
	ailments                             []ailment
	doctor                               string
}

const (
	// Maria and Jordan are always there: the README and the tests know them.
	mariaID  = "demo-maria-alvarez"
	jordanID = "demo-jordan-whitfield"
)

var maria = person{
	id: mariaID, given: "Maria", family: "Alvarez", sex: "female", phone: "+1 555 0117", email: "maria@example.org",
	born: "1984-03-09", clinicNumber: "4-820-117", ailments: []ailment{prediabetes, hypertension}, doctor: "Dr. Ada Okafor",
}

var jordan = person{
	id: jordanID, given: "Jordan", family: "Whitfield", sex: "male", phone: "+1 555 0136", email: "jordan@example.org",
	born: "1988-04-12", clinicNumber: "4-820-536", ailments: []ailment{asthma}, doctor: "Dr. Ada Okafor",
}

var (
	givenFemale = []string{"Amara", "Beatriz", "Chiara", "Daniela", "Elif", "Fatou", "Grace", "Hana", "Ingrid", "Jana", "Kiri", "Leila"}
	givenMale   = []string{"Aaron", "Bilal", "Chidi", "Dmitri", "Emeka", "Felipe", "Goran", "Hugo", "Ivan", "Jonas", "Kenji", "Liam"}
	families    = []string{"Abara", "Bergström", "Castillo", "Dvořák", "Eze", "Fontaine", "Gupta", "Haddad", "Ito", "Jensen", "Kowalski", "Lindqvist", "Moreau", "Nakamura", "O’Brien", "Petrov", "Quispe", "Rossi", "Sato", "Tanaka", "Usman", "Varga", "Weiss", "Yılmaz"}
)

// newcomers are the clinic numbers of patients, next after those two, who are
// there to sign up.
var newcomers = []string{"4-820-742", "4-820-759", "4-820-763"}

// Newcomers lists the clinic numbers of made-up patients to try signing up with.
func Newcomers() []string { return newcomers }

// people gives n patients, Maria and Jordan first.
func people(n int, rng *rand.Rand, today time.Time, doctors []string) []person {
	all := []person{maria, jordan}
	for i := len(all); i < n; i++ {
		p := anyone(i, rng, today, doctors)
		if at := i - 2; at < len(newcomers) {
			p.clinicNumber = newcomers[at]
		}
		all = append(all, p)
	}
	return all[:min(n, len(all))]
}

func anyone(i int, rng *rand.Rand, today time.Time, doctors []string) person {
	p := person{sex: "female", given: givenFemale[rng.IntN(len(givenFemale))]}
	if rng.IntN(2) == 0 {
		p.sex, p.given = "male", givenMale[rng.IntN(len(givenMale))]
	}
	p.id = fmt.Sprintf("demo-patient-%04d", i+1)
	p.family = families[rng.IntN(len(families))]
	p.phone = fmt.Sprintf("+1 555 %04d", 200+i)
	p.email = fmt.Sprintf("patient%04d@example.org", i+1)
	p.born = day(today.AddDate(-18-rng.IntN(65), -rng.IntN(12), -rng.IntN(28)))
	p.doctor = doctors[rng.IntN(len(doctors))]
	for _, a := range ailments {
		if rng.IntN(4) == 0 {
			p.ailments = append(p.ailments, a)
		}
	}
	return p
}
