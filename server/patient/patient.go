package patient

// Patient is who a person is to the clinic.
type Patient struct {
	ID           string
	FullName     string // as it is written
	GivenNames   string
	FamilyName   string
	ClinicNumber string  // such as 4-820-117
	DateOfBirth  *string // 2006, 2006-01 or 2006-01-02; nil when unknown
	Sex          string  // FHIR administrative gender: female, male, other or unknown
}

// Contact is how to reach a patient; nil where nothing is known.
type Contact struct {
	Email             *string
	Phone             *string // as given
	Address           *string // lines separated by line feeds
	PreferredLanguage *string // BCP 47, such as es-US
}

// Coverage is one insurance in force.
type Coverage struct {
	ID          string
	Payer       string
	Plan        *string
	MemberID    *string
	GroupNumber *string
}

// CareTeamMember is someone who cares for a patient, as records name them.
type CareTeamMember struct {
	Name string
	Role string
	Team string
}

// Identifier is a number another system knows a patient by.
type Identifier struct {
	System string // the FHIR identifier.system, a URI; may be empty
	Value  string
	Kind   string // what it is, such as MR or SS (HL7 v2 table 0203); may be empty
}
