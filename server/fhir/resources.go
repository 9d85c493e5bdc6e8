package fhir

// The resources of R4 as far as lists, search and links need them.

type person struct {
	header
	Name             []humanName    `json:"name"`
	Telecom          []contactPoint `json:"telecom"`
	Gender           string         `json:"gender"`
	BirthDate        string         `json:"birthDate"`
	DeceasedBoolean  bool           `json:"deceasedBoolean"`
	DeceasedDateTime string         `json:"deceasedDateTime"`
	Address          []address      `json:"address"`
	Communication    []struct {
		Language  concept `json:"language"`
		Preferred bool    `json:"preferred"`
	} `json:"communication"`
}

type practitioner struct {
	header
	Name []humanName `json:"name"`
}

type practitionerRole struct {
	header
	Practitioner reference `json:"practitioner"`
	Organization reference `json:"organization"`
}

type organization struct {
	header
	Name string `json:"name"`
}

type place struct {
	header
	Name        string `json:"name"`
	Description string `json:"description"`
}

type medication struct {
	header
	Code       concept `json:"code"`
	Ingredient []struct {
		Concept concept   `json:"itemCodeableConcept"`
		Item    reference `json:"itemReference"`
	} `json:"ingredient"`
}

type encounter struct {
	header
	Status      string    `json:"status"`
	Class       coding    `json:"class"`
	Type        []concept `json:"type"`
	Subject     reference `json:"subject"`
	Participant []struct {
		Individual reference `json:"individual"`
	} `json:"participant"`
	Period          period      `json:"period"`
	ReasonCode      []concept   `json:"reasonCode"`
	ReasonReference []reference `json:"reasonReference"`
	Hospitalization struct {
		Discharge concept `json:"dischargeDisposition"`
	} `json:"hospitalization"`
	Location []struct {
		Location reference `json:"location"`
	} `json:"location"`
	ServiceProvider reference `json:"serviceProvider"`
}

type condition struct {
	header
	ClinicalStatus     concept      `json:"clinicalStatus"`
	VerificationStatus concept      `json:"verificationStatus"`
	Category           []concept    `json:"category"`
	Severity           concept      `json:"severity"`
	Code               concept      `json:"code"`
	BodySite           []concept    `json:"bodySite"`
	Subject            reference    `json:"subject"`
	OnsetDateTime      string       `json:"onsetDateTime"`
	OnsetAge           *quantity    `json:"onsetAge"`
	OnsetPeriod        period       `json:"onsetPeriod"`
	OnsetRange         *valueRange  `json:"onsetRange"`
	OnsetString        string       `json:"onsetString"`
	AbatementDateTime  string       `json:"abatementDateTime"`
	AbatementAge       *quantity    `json:"abatementAge"`
	AbatementPeriod    period       `json:"abatementPeriod"`
	AbatementRange     *valueRange  `json:"abatementRange"`
	AbatementString    string       `json:"abatementString"`
	RecordedDate       string       `json:"recordedDate"`
	Recorder           reference    `json:"recorder"`
	Asserter           reference    `json:"asserter"`
	Note               []annotation `json:"note"`
}

type observation struct {
	header
	anyValue
	Status            string       `json:"status"`
	Category          []concept    `json:"category"`
	Code              concept      `json:"code"`
	Subject           reference    `json:"subject"`
	EffectiveDateTime string       `json:"effectiveDateTime"`
	EffectivePeriod   period       `json:"effectivePeriod"`
	EffectiveTiming   timing       `json:"effectiveTiming"`
	EffectiveInstant  string       `json:"effectiveInstant"`
	Issued            string       `json:"issued"`
	Performer         []reference  `json:"performer"`
	Note              []annotation `json:"note"`
	Component         []component  `json:"component"`
}

type component struct {
	anyValue
	Code concept `json:"code"`
}

type diagnosticReport struct {
	header
	Status             string       `json:"status"`
	Category           []concept    `json:"category"`
	Code               concept      `json:"code"`
	Subject            reference    `json:"subject"`
	EffectiveDateTime  string       `json:"effectiveDateTime"`
	EffectivePeriod    period       `json:"effectivePeriod"`
	Issued             string       `json:"issued"`
	Performer          []reference  `json:"performer"`
	ResultsInterpreter []reference  `json:"resultsInterpreter"`
	Result             []reference  `json:"result"`
	Conclusion         string       `json:"conclusion"`
	ConclusionCode     []concept    `json:"conclusionCode"`
	PresentedForm      []attachment `json:"presentedForm"`
}

type medicationRequest struct {
	header
	Status          string       `json:"status"`
	StatusReason    concept      `json:"statusReason"`
	Intent          string       `json:"intent"`
	Category        []concept    `json:"category"`
	Concept         concept      `json:"medicationCodeableConcept"`
	Medication      reference    `json:"medicationReference"`
	Subject         reference    `json:"subject"`
	AuthoredOn      string       `json:"authoredOn"`
	Requester       reference    `json:"requester"`
	ReasonCode      []concept    `json:"reasonCode"`
	ReasonReference []reference  `json:"reasonReference"`
	Note            []annotation `json:"note"`
	Dosage          []dosage     `json:"dosageInstruction"`
	DoNotPerform    bool         `json:"doNotPerform"`
	DispenseRequest struct {
		ValidityPeriod period    `json:"validityPeriod"`
		Repeats        number    `json:"numberOfRepeatsAllowed"`
		Quantity       *quantity `json:"quantity"`
	} `json:"dispenseRequest"`
}

type medicationStatement struct {
	header
	Status            string       `json:"status"`
	StatusReason      []concept    `json:"statusReason"`
	Concept           concept      `json:"medicationCodeableConcept"`
	Medication        reference    `json:"medicationReference"`
	Subject           reference    `json:"subject"`
	EffectiveDateTime string       `json:"effectiveDateTime"`
	EffectivePeriod   period       `json:"effectivePeriod"`
	DateAsserted      string       `json:"dateAsserted"`
	InformationSource reference    `json:"informationSource"`
	ReasonCode        []concept    `json:"reasonCode"`
	ReasonReference   []reference  `json:"reasonReference"`
	Note              []annotation `json:"note"`
	Dosage            []dosage     `json:"dosage"`
}

type allergy struct {
	header
	ClinicalStatus     concept      `json:"clinicalStatus"`
	VerificationStatus concept      `json:"verificationStatus"`
	Type               string       `json:"type"`
	Category           []string     `json:"category"`
	Criticality        string       `json:"criticality"`
	Code               concept      `json:"code"`
	Patient            reference    `json:"patient"`
	OnsetDateTime      string       `json:"onsetDateTime"`
	OnsetAge           *quantity    `json:"onsetAge"`
	OnsetPeriod        period       `json:"onsetPeriod"`
	OnsetString        string       `json:"onsetString"`
	RecordedDate       string       `json:"recordedDate"`
	Recorder           reference    `json:"recorder"`
	Asserter           reference    `json:"asserter"`
	LastOccurrence     string       `json:"lastOccurrence"`
	Note               []annotation `json:"note"`
	Reaction           []struct {
		Substance     concept   `json:"substance"`
		Manifestation []concept `json:"manifestation"`
		Description   string    `json:"description"`
		Severity      string    `json:"severity"`
	} `json:"reaction"`
}

type immunization struct {
	header
	Status             string    `json:"status"`
	StatusReason       concept   `json:"statusReason"`
	VaccineCode        concept   `json:"vaccineCode"`
	Patient            reference `json:"patient"`
	OccurrenceDateTime string    `json:"occurrenceDateTime"`
	OccurrenceString   string    `json:"occurrenceString"`
	Recorded           string    `json:"recorded"`
	PrimarySource      *bool     `json:"primarySource"`
	Location           reference `json:"location"`
	Manufacturer       reference `json:"manufacturer"`
	LotNumber          string    `json:"lotNumber"`
	ExpirationDate     string    `json:"expirationDate"`
	Site               concept   `json:"site"`
	Route              concept   `json:"route"`
	DoseQuantity       *quantity `json:"doseQuantity"`
	Performer          []struct {
		Actor reference `json:"actor"`
	} `json:"performer"`
	Note            []annotation `json:"note"`
	ReasonCode      []concept    `json:"reasonCode"`
	ProtocolApplied []struct {
		Series           string    `json:"series"`
		TargetDisease    []concept `json:"targetDisease"`
		DoseNumber       number    `json:"doseNumberPositiveInt"`
		DoseNumberString string    `json:"doseNumberString"`
		SeriesDoses      number    `json:"seriesDosesPositiveInt"`
	} `json:"protocolApplied"`
}

type procedure struct {
	header
	Status            string      `json:"status"`
	StatusReason      concept     `json:"statusReason"`
	Category          concept     `json:"category"`
	Code              concept     `json:"code"`
	Subject           reference   `json:"subject"`
	PerformedDateTime string      `json:"performedDateTime"`
	PerformedPeriod   period      `json:"performedPeriod"`
	PerformedString   string      `json:"performedString"`
	PerformedAge      *quantity   `json:"performedAge"`
	PerformedRange    *valueRange `json:"performedRange"`
	Recorder          reference   `json:"recorder"`
	Asserter          reference   `json:"asserter"`
	Performer         []struct {
		Actor reference `json:"actor"`
	} `json:"performer"`
	Location        reference    `json:"location"`
	ReasonCode      []concept    `json:"reasonCode"`
	ReasonReference []reference  `json:"reasonReference"`
	BodySite        []concept    `json:"bodySite"`
	Outcome         concept      `json:"outcome"`
	Complication    []concept    `json:"complication"`
	FollowUp        []concept    `json:"followUp"`
	Note            []annotation `json:"note"`
}

type documentReference struct {
	header
	Status      string      `json:"status"`
	DocStatus   string      `json:"docStatus"`
	Type        concept     `json:"type"`
	Category    []concept   `json:"category"`
	Subject     reference   `json:"subject"`
	Date        string      `json:"date"`
	Author      []reference `json:"author"`
	Custodian   reference   `json:"custodian"`
	Description string      `json:"description"`
	Content     []struct {
		Attachment attachment `json:"attachment"`
	} `json:"content"`
	Context struct {
		Period       period  `json:"period"`
		FacilityType concept `json:"facilityType"`
	} `json:"context"`
}

type carePlan struct {
	header
	Status      string       `json:"status"`
	Intent      string       `json:"intent"`
	Category    []concept    `json:"category"`
	Title       string       `json:"title"`
	Description string       `json:"description"`
	Subject     reference    `json:"subject"`
	Period      period       `json:"period"`
	Created     string       `json:"created"`
	Author      reference    `json:"author"`
	Addresses   []reference  `json:"addresses"`
	Goal        []reference  `json:"goal"`
	Note        []annotation `json:"note"`
	Activity    []struct {
		Reference reference `json:"reference"`
		Detail    struct {
			Code        concept   `json:"code"`
			Status      string    `json:"status"`
			Description string    `json:"description"`
			Location    reference `json:"location"`
		} `json:"detail"`
	} `json:"activity"`
}

type careTeam struct {
	header
	Status      string    `json:"status"`
	Name        string    `json:"name"`
	Subject     reference `json:"subject"`
	Participant []struct {
		Role   []concept `json:"role"`
		Member reference `json:"member"`
	} `json:"participant"`
	ReasonCode           []concept   `json:"reasonCode"`
	ManagingOrganization []reference `json:"managingOrganization"`
}

type coverage struct {
	header
	Status       string      `json:"status"`
	Type         concept     `json:"type"`
	SubscriberID string      `json:"subscriberId"`
	Beneficiary  reference   `json:"beneficiary"`
	Payor        []reference `json:"payor"`
	Period       period      `json:"period"`
	Class        []struct {
		Type  concept `json:"type"`
		Value string  `json:"value"`
		Name  string  `json:"name"`
	} `json:"class"`
}

func (r *encounter) subject() reference           { return r.Subject }
func (r *condition) subject() reference           { return r.Subject }
func (r *observation) subject() reference         { return r.Subject }
func (r *diagnosticReport) subject() reference    { return r.Subject }
func (r *medicationRequest) subject() reference   { return r.Subject }
func (r *medicationStatement) subject() reference { return r.Subject }
func (r *allergy) subject() reference             { return r.Patient }
func (r *immunization) subject() reference        { return r.Patient }
func (r *procedure) subject() reference           { return r.Subject }
func (r *documentReference) subject() reference   { return r.Subject }
func (r *carePlan) subject() reference            { return r.Subject }
func (r *careTeam) subject() reference            { return r.Subject }
func (r *coverage) subject() reference            { return r.Beneficiary }
