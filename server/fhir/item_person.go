package fhir

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"

	"patientportal/server/patient"
)

// ClinicNumberSystem marks an identifier as this portal's own clinic number:
// a patient who is new here gets it when nobody else has it.
const ClinicNumberSystem = "urn:patientportal:clinic-number"

// What the patient room takes at most, in characters; see its RegisterInput.
// The resource keeps the rest.
const (
	longestName    = 200
	longestPhone   = 40
	longestAddress = 500
	longestNumber  = 500
)

// registration is a Patient as the patient room takes it: details that could
// not be used, such as an address that is no address, are left out.
func (r *person) registration() patient.RegisterInput {
	name := bestName(r.Name)
	in := patient.RegisterInput{
		FullName: clip(name.legal(), longestName), GivenNames: clip(strings.Join(name.Given, " "), longestName),
		FamilyName: clip(name.Family, longestName), DateOfBirth: r.BirthDate, Sex: r.sex(), Deceased: r.deceased(),
		Email: contact(r.Telecom, "email"), Phone: contact(r.Telecom, "phone"),
		Address: clip(bestAddress(r.Address), longestAddress), PreferredLanguage: r.language(),
	}
	if !patient.ValidEmail(in.Email) {
		in.Email = ""
	}
	if utf8.RuneCountInString(in.Phone) > longestPhone {
		in.Phone = ""
	}
	if _, err := language.Parse(in.PreferredLanguage); err != nil {
		in.PreferredLanguage = ""
	}
	for _, n := range r.Identifier {
		known := strings.TrimSpace(n.Value) != "" && len(n.System)+len(n.Value) <= longestNumber
		if known && n.Use != "old" && n.System != ClinicNumberSystem {
			in.Identifiers = append(in.Identifiers, patient.Identifier{System: n.System, Value: n.Value, Kind: clip(n.kind(), longestName)})
		}
	}
	return in
}

// kind is the code of HL7's identifier types when there is one, such as MR.
func (n identifier) kind() string { return firstOf(n.Type.code(), n.Type.Text) }

func (r *person) sex() string {
	switch r.Gender {
	case "female", "male", "other":
		return r.Gender
	}
	return "unknown"
}

// deceased is the date when it is known, else "true".
func (r *person) deceased() string {
	if r.DeceasedDateTime != "" {
		return r.DeceasedDateTime
	}
	if r.DeceasedBoolean {
		return "true"
	}
	return ""
}

// language is the preferred one's tag, else the first one's.
func (r *person) language() string {
	first := ""
	for _, c := range r.Communication {
		tag := c.Language.code()
		if c.Preferred && tag != "" {
			return tag
		}
		first = firstOf(first, tag)
	}
	return first
}

// clinicNumber is the number that the record claims here, empty without one.
func (r *person) clinicNumber() string {
	for _, n := range r.Identifier {
		if n.System == ClinicNumberSystem && patient.IsClinicNumber(n.Value) {
			return n.Value
		}
	}
	return ""
}

func (r *practitioner) listing(namer) listing { return listing{Name: bestName(r.Name).full()} }

func (r *organization) listing(namer) listing { return listing{Name: r.Name} }

func (r *place) listing(namer) listing { return listing{Name: firstOf(r.Name, r.Description)} }

// listing of a medication without a name is what it is made of.
func (r *medication) listing(who namer) listing {
	var parts []string
	for _, i := range r.Ingredient {
		if part := firstOf(i.Concept.name(), who.name(i.Item)); part != "" {
			parts = append(parts, part)
		}
	}
	return listing{Name: firstOf(r.Code.name(), strings.Join(parts, " / ")), Code: r.Code.best()}
}

// listing of a role is the practitioner in it, else the organization.
func (r *practitionerRole) listing(who namer) listing {
	return listing{Name: firstOf(who.name(r.Practitioner), who.name(r.Organization))}
}
