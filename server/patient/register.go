package patient

import (
	"fmt"
	"net/mail"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"patientportal/server/fault"
)

// The longest texts a registration takes, in characters. Email is RFC 5321's
// limit for a path.
const (
	maxName       = 200
	maxEmail      = 254
	maxPhone      = 40
	maxAddress    = 500
	maxIdentifier = 500
)

// NameUnknown stands for the name of a patient whose imported record has none.
const NameUnknown = "No name on the record"

// RegisterInput is a person new to the clinic. Names are kept in composed
// Unicode with single spaces. An imported patient carries a SourceKey, and may
// then come without a name.
type RegisterInput struct {
	ClinicNumber      string // free number at random when empty
	FullName          string // made from the other two when empty
	GivenNames        string
	FamilyName        string
	DateOfBirth       string // 2006, 2006-01 or 2006-01-02; empty when unknown
	Sex               string // FHIR administrative gender; empty counts as unknown
	Email             string
	Phone             string
	Address           string // lines separated by line feeds
	PreferredLanguage string // BCP 47
	Deceased          string // as recorded: empty, "true", or a FHIR dateTime
	SourceKey         string // names the patient where the record came from
	Identifiers       []Identifier
}

var clinicNumberForm = regexp.MustCompile(`^[0-9]-[0-9]{3}-[0-9]{3}$`)

// Validate reports every bad field at once.
func (in RegisterInput) Validate() error {
	var p fault.Problems
	in.checkIdentity(&p)
	in.checkContact(&p)
	for i, id := range in.Identifiers {
		if strings.TrimSpace(id.Value) == "" || utf8.RuneCountInString(id.Value) > maxIdentifier {
			p.Addf(fmt.Sprintf("identifiers.%d.value", i), "patient.identifier",
				"An identifier needs a value of 1 to %d characters.", maxIdentifier)
		}
	}
	return p.Err()
}

func (in RegisterInput) checkIdentity(p *fault.Problems) {
	named := in.FullName + in.GivenNames + in.FamilyName
	p.Check(in.SourceKey != "" || strings.TrimSpace(named) != "", "fullName", "patient.name_missing", "Enter the patient's name.")
	for _, f := range []struct{ field, name string }{
		{"fullName", in.FullName}, {"givenNames", in.GivenNames}, {"familyName", in.FamilyName},
	} {
		if utf8.RuneCountInString(f.name) > maxName {
			p.Addf(f.field, "patient.name_long", "A name has at most %d characters.", maxName)
		}
	}
	p.Check(in.ClinicNumber == "" || clinicNumberForm.MatchString(in.ClinicNumber), "clinicNumber",
		"patient.clinic_number_form", "A clinic number looks like 4-820-117.")
	p.Check(in.DateOfBirth == "" || isPartialDate(in.DateOfBirth), "dateOfBirth",
		"patient.birth_date", "Enter a real date, such as 1984-03-09.")
	p.Check(isSex(in.Sex), "sex", "patient.sex", "Choose female, male, other or unknown.")
}

func (in RegisterInput) checkContact(p *fault.Problems) {
	p.Check(in.Email == "" || ValidEmail(in.Email), "email", "patient.email", "Enter an email address like name@example.org.")
	for _, f := range []struct {
		field, value string
		most         int
	}{{"phone", in.Phone, maxPhone}, {"address", in.Address, maxAddress}} {
		if utf8.RuneCountInString(f.value) > f.most {
			p.Addf(f.field, "patient.too_long", "Use at most %d characters.", f.most)
		}
	}
	if in.PreferredLanguage != "" {
		_, err := language.Parse(in.PreferredLanguage)
		p.Check(err == nil, "preferredLanguage", "patient.language", "Use a language tag such as en or es-US.")
	}
}

// ValidEmail tells whether mail can be addressed to the text: one bare
// address (RFC 5322 addr-spec) of at most 254 characters.
func ValidEmail(text string) bool {
	if len(text) > maxEmail || strings.ContainsAny(text, " <>\r\n\t") {
		return false
	}
	parsed, err := mail.ParseAddress(text)
	return err == nil && parsed.Address == text
}

// CleanName composes Unicode, drops control characters and leaves single
// spaces, so that one name is one text.
func CleanName(text string) string {
	visible := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	return strings.Join(strings.Fields(norm.NFC.String(visible)), " ")
}

// clean gives the input as it is kept.
func (in RegisterInput) clean() RegisterInput {
	in.FullName, in.GivenNames, in.FamilyName = CleanName(in.FullName), CleanName(in.GivenNames), CleanName(in.FamilyName)
	if in.FullName == "" {
		in.FullName = strings.TrimSpace(in.GivenNames + " " + in.FamilyName)
	}
	if in.FullName == "" {
		in.FullName = NameUnknown
	}
	if in.Sex == "" {
		in.Sex = "unknown"
	}
	in.Phone, in.Address = CleanName(in.Phone), strings.TrimSpace(in.Address)
	return in
}

func isPartialDate(text string) bool {
	layouts := map[int]string{4: "2006", 7: "2006-01", 10: time.DateOnly}
	layout, ok := layouts[len(text)]
	if !ok {
		return false
	}
	t, err := time.Parse(layout, text)
	return err == nil && t.Year() > 0
}

func isSex(text string) bool {
	switch text {
	case "", "female", "male", "other", "unknown":
		return true
	}
	return false
}
