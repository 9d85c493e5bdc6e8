package fhir

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"patientportal/server/actor"
	"patientportal/server/fault"
)

// is compares what a query gives with what it should.
func (d desk) is(want, query string, args ...any) {
	d.t.Helper()
	if got := strings.Join(d.rows(query, args...), "\n"); got != want {
		d.t.Errorf("%s\ngave %s\nwant %s", query, got, want)
	}
}

func TestABundleBecomesARecord(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		report := d.take(own(t, "visit.json"))
		for _, c := range report.Types {
			if c.Read != c.Stored+c.Unchanged+c.Skipped || keptType(c.Type) >= 0 && c.Skipped > 0 {
				t.Errorf("%+v", c)
			}
		}
		if c := report.Count("Claim"); c.Reasons[whyOtherType] != 1 {
			t.Errorf("a type that nobody keeps: %+v", c)
		}
		d.checkPerson()
		d.checkObservations()
		d.checkEntries()
	})
}

func (d desk) checkPerson() {
	d.t.Helper()
	d.is("Erfundene Zoë Beispiel|Erfundene Zoë|Beispiel|erfundene zoe beispiel|1970-02-28|female|made-up@example.org|555-0100|de-CH",
		`SELECT full_name || '|' || given_names || '|' || family_name || '|' || name_search || '|' || birth_date || '|' || sex
			|| '|' || email || '|' || phone || '|' || preferred_language FROM patients`)
	d.is("urn:example:mrn|MADE-UP-1|MR", `SELECT system || '|' || value || '|' || kind FROM patient_identifiers`)
	d.is("Dr. Ivo Imaginary|Family doctor|Blood pressure team", `SELECT name || '|' || role || '|' || team FROM patient_care_team_members`)
	d.is("Example Mutual|Plan One|MADE-UP-77|G-9|active",
		`SELECT payer || '|' || plan || '|' || member_id || '|' || group_number || '|' || status FROM patient_coverages`)
}

func (d desk) checkObservations() {
	d.t.Helper()
	const columns = `kind || '|' || name || '|' || status || '|' || value || '|' || unit || '|' || range_text || '|' ||
		interpretation || '|' || author || '|' || report_name || '|' || taken_text || '|' || comments`
	d.is("result|Glucose [Mass/volume] in Blood|final|77.22148719384|mg/dL|70 to 99.0 mg/dL|Normal|Dr. Ivo Imaginary|Metabolic panel|2024-03-10T08:15:00-05:00|Fasting.",
		`SELECT `+columns+` FROM records_observations WHERE code = '2339-0'`)
	d.is("result|Sodium|entered-in-error|999||||||2024-03|", `SELECT `+columns+` FROM records_observations WHERE code = '2951-2'`)
	d.is("result\nresult\nsocial-history\nsurvey\nvital", `SELECT kind FROM records_observations ORDER BY kind`)
	components := d.row(`SELECT components FROM records_observations WHERE kind = 'vital'`)
	for _, want := range []string{`"name":"Systolic blood pressure"`, `"value":"124.10"`, `"unit":"mm[Hg]"`} {
		if !strings.Contains(components, want) {
			d.t.Errorf("components %s have no %s", components, want)
		}
	}
}

func (d desk) checkEntries() {
	d.t.Helper()
	const columns = `name || '|' || status || '|' || start_text || '|' || end_text || '|' || author || '|' || source || '|' || detail`
	for kind, want := range map[string]string{
		"medication": "Vitamin D|active|2023-11||The patient||" + `{"facts":[{"label":"Recorded as","value":"Taken, as reported"}]}` + "\n" +
			`lisinopril 10 MG Oral Tablet|active|2024-03-10T08:30:00-05:00||Dr. Elsewhere||{"facts":[{"label":"Dose","value":"1.0 tablet, once every day"},{"label":"Reason","value":"Hypertensive disorder"}]}`,
		"allergy":      `Allergy to peanuts|active|||||{"facts":[{"label":"Type","value":"Allergy"},{"label":"Category","value":"Food"},{"label":"Risk of a serious reaction","value":"High"},{"label":"Reaction","value":"Hives (moderate)"}]}`,
		"immunization": `Influenza, seasonal|not-done|2024-01-05||||{"facts":[{"label":"Why not given","value":"Patient objection"}]}`,
		"condition":    `Hypertensive disorder|active|2019||Dr. Ivo Imaginary||{}`,
		"procedure":    `Intramuscular injection|completed|2024-03-10T08:31:00-05:00|2024-03-10T08:32:00-05:00|Dr. Ivo Imaginary|Example Ward|{}`,
		"visit": `Encounter for check up|finished|2024-03-10T08:00:00-05:00|2024-03-10T08:45:00-05:00|Dr. Ivo Imaginary|Harbor Example Hospital|` +
			`{"facts":[{"label":"Kind","value":"Outpatient visit"},{"label":"Reason","value":"Hypertensive disorder"},{"label":"Place","value":"Example Ward"}]}`,
		"care-plan": `Lifestyle education|active|2024-03-10||||{"facts":[{"label":"Activity","value":"Low sodium diet (in progress)"}]}`,
	} {
		d.is(want, `SELECT `+columns+` FROM records_entries WHERE kind = ? ORDER BY start_text`, kind)
	}
	d.is("History and physical note|Dr. Ivo Imaginary|Harbor Example Hospital", `SELECT name || '|' || author || '|' || source FROM records_entries WHERE kind = 'document'`)
	if detail := d.row(`SELECT detail FROM records_entries WHERE kind = 'document'`); !strings.Contains(detail, `"text":"Note: nothing unusual."`) {
		d.t.Errorf("the note is not there: %s", detail)
	}
	// The report with the note's very text is kept and not listed again.
	d.is("History and physical note\nMetabolic panel", `SELECT name FROM records_entries WHERE kind = 'report' ORDER BY name`)
}

func TestTheResourceIsKeptAsItCame(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		raw := `{"resourceType":"Patient","id":"p","birthDate":"1970","_birthDate":{"id":"x"},"multipleBirthInteger":2,"contained":[{"resourceType":"Basic","n":1.50}],"unknown":{"<&>":"é"}}`
		d.take(text("p.json", strings.ReplaceAll(raw, ",", " ,\r\n ")))
		d.is(raw, `SELECT raw FROM records_resources`)
	})
}

func TestTheSameFileTwiceChangesNothing(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		first := d.take(own(t, "visit.json"))
		before := d.state()
		d.clock.Advance(1e9)
		second := d.take(own(t, "visit.json"))
		if d.state() != before {
			t.Errorf("it was\n%sand is\n%s", before, d.state())
		}
		if got := second.Total(); got.Stored != 0 || got.Unchanged != first.Total().Stored {
			t.Errorf("the first time %+v, the second %+v", first.Total(), got)
		}
		if p := second.Patients; len(p) != 1 || p[0].New || p[0].ClinicNumber != first.Patients[0].ClinicNumber {
			t.Errorf("patients %+v", p)
		}
	})
}

const glucose = `{"resourceType":"Observation","id":"o","meta":{"versionId":"%v","lastUpdated":"%t"},"status":"final","code":{"text":"Glucose"},"subject":{"reference":"Patient/p"},"valueQuantity":{"value":%n}}`

func glucoseOf(version, at, value string) Source {
	return text("o.json", strings.NewReplacer("%v", version, "%t", at, "%n", value).Replace(glucose))
}

func TestANewerVersionIsShownAndTheOldOneKept(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		d.take(text("p.json", `{"resourceType":"Patient","id":"p"}`), glucoseOf("1", "2024-01-01T00:00:00Z", "5.0"))
		id := d.row(`SELECT id FROM records_observations`)
		report := d.take(glucoseOf("2", "2024-01-02T00:00:00Z", "5.1"))
		if c := report.Count("Observation"); c.Stored != 1 || c.Updated != 1 {
			t.Errorf("%+v", c)
		}
		d.is(id+"|5.1", `SELECT id || '|' || value FROM records_observations`)
		d.is("2|2", `SELECT version || '|' || version_id FROM records_resources WHERE resource_type = 'Observation'`)
		if old := d.row(`SELECT raw FROM records_resource_versions WHERE version = 1`); !strings.Contains(old, `"value":5.0`) {
			t.Errorf("history has %s", old)
		}
		for _, late := range []Source{
			glucoseOf("1", "2024-01-01T00:00:00Z", "5.0"), // the very one
			glucoseOf("1", "2024-01-01T06:00:00Z", "4.0"), // older by its time
			glucoseOf("1", "2024-01-02T00:00:00Z", "4.5"), // older by its number
		} {
			if c := d.take(late).Count("Observation"); c.Reasons[whyOlder] != 1 {
				t.Errorf("an older version: %+v", c)
			}
		}
		d.is("5.1", `SELECT value FROM records_observations`)
	})
}

func TestAPatientFollowsTheSourceAndKeepsWhatWasChangedHere(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		at := func(version, family, phone, email string) Source {
			return text("p.json", `{"resourceType":"Patient","id":"p","meta":{"versionId":"`+version+`"},"name":[{"family":"`+family+
				`","given":["Made"]}],"telecom":[{"system":"phone","value":"`+phone+`"},{"system":"email","value":"`+email+`"}]}`)
		}
		first := d.take(at("1", "Up", "1", "a@example.org"))
		number := d.row(`SELECT clinic_number FROM patients`)
		if len(first.Patients) != 1 || !first.Patients[0].New || first.Patients[0].ClinicNumber != number {
			t.Errorf("%+v, want the new number %s", first.Patients, number)
		}
		err := d.deps.Store.Tx(actor.NewContext(t.Context(), importing), d.changeEmail)
		if err != nil {
			t.Fatal(err)
		}
		d.take(at("2", "Downe", "2", "b@example.org"))
		d.is(number+"|Made Downe|made downe|2|own@example.org",
			`SELECT clinic_number || '|' || full_name || '|' || name_search || '|' || phone || '|' || email FROM patients`)
	})
}

func TestBulkFilesComeInAnyOrder(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		report, err := d.Import(t.Context(), importing, []string{"testdata/bulk"}, ImportOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if c := report.Count("Observation"); c.Stored != 1 || c.Reasons[whyUnknown] != 1 {
			t.Errorf("%+v", c)
		}
		d.is("Hemoglobin|<13.10|Fay Fictional|Made-up panel", `SELECT name || '|' || value || '|' || author || '|' || report_name FROM records_observations`)
		d.is("", `SELECT id FROM records_observations WHERE value_number IS NOT NULL`)
		d.is("No name on the record\n見本 太郎", `SELECT full_name FROM patients ORDER BY full_name`)
		d.is("Made-up sprain|resolved|2023-05-01|2023-06", `SELECT name || '|' || status || '|' || start_text || '|' || end_text FROM records_entries WHERE kind = 'condition'`)
	})
}

func TestReferencesOfEveryStyle(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		const about = `{"resourceType":"Condition","id":"%i","code":{"text":"%i"},"subject":%s,"recorder":%r}`
		styles := []struct{ id, subject, recorder, author string }{
			{"absolute", `{"reference":"http://a.example/fhir/Patient/p/_history/3"}`, `{"reference":"http://a.example/fhir/Practitioner/d"}`, "Dee Fictional"},
			{"relative", `{"reference":"Patient/p"}`, `{"reference":"Practitioner/d","display":"As displayed"}`, "As displayed"},
			{"asked", `{"reference":"Patient?identifier=urn:x|7"}`, `{"reference":"Practitioner?identifier=urn%3Ay%7C8"}`, "Dee Fictional"},
			{"numbered", `{"identifier":{"system":"urn:x","value":"7"}}`, `{"type":"Practitioner","identifier":{"system":"urn:y","value":"8"}}`, "Dee Fictional"},
			{"nowhere", `{"reference":"Patient/p"}`, `{"reference":"Practitioner/gone","display":"Dr. Gone"}`, "Dr. Gone"},
			{"nowhere-asked", `{"reference":"Patient/p"}`, `{"reference":"Practitioner?identifier=urn:y|404"}`, "404"},
			{"nowhere-numbered", `{"reference":"Patient/p"}`, `{"identifier":{"system":"urn:y","value":"405"}}`, "405"},
		}
		entries := []string{
			`{"fullUrl":"http://a.example/fhir/Patient/p","resource":{"resourceType":"Patient","id":"p","identifier":[{"system":"urn:x","value":"7"}]}}`,
			`{"fullUrl":"http://a.example/fhir/Practitioner/d","resource":{"resourceType":"Practitioner","id":"d","identifier":[{"system":"urn:y","value":"8"}],"name":[{"family":"Fictional","given":["Dee"]}]}}`,
		}
		want := map[string]string{}
		for _, s := range styles {
			r := strings.NewReplacer("%i", s.id, "%s", s.subject, "%r", s.recorder).Replace(about)
			entries = append(entries, `{"fullUrl":"http://a.example/fhir/Condition/`+s.id+`","resource":`+r+`}`)
			want[s.id] = s.author
		}
		entries = append(entries, `{"fullUrl":"http://a.example/fhir/Condition/inside","resource":{"resourceType":"Condition","id":"inside","code":{"text":"inside"},
			"contained":[{"resourceType":"Practitioner","id":"me","name":[{"text":"Con Tained"}]},{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"#r"}}],
			"subject":{"reference":"Patient/p"},"recorder":{"reference":"#me"},"asserter":{"reference":"#r"}}}`)
		want["inside"] = "Con Tained"
		d.take(text("b.json", `{"entry":[`+strings.Join(entries, ",")+`],"type":"searchset","resourceType":"Bundle"}`))
		for name, author := range want {
			d.is(author, `SELECT author FROM records_entries WHERE name = ?`, name)
		}
	})
}

func TestResultsInsideAReportAreResults(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		report := d.take(text("p.json", `{"resourceType":"Patient","id":"p"}`), text("r.json", `{"resourceType":"DiagnosticReport","id":"r","status":"final",
			"contained":[{"resourceType":"Observation","id":"o","status":"final","code":{"text":"Inside"},"valueString":"seen"}],
			"code":{"text":"Whole report"},"subject":{"reference":"Patient/p"},"effectiveDateTime":"2024-05-06","result":[{"reference":"#o"}]}`))
		if report.Count("Observation").Read != 0 || report.Count("DiagnosticReport").Stored != 1 {
			t.Errorf("%+v", report.Types)
		}
		d.is("Inside|seen|2024-05-06|Whole report", `SELECT name || '|' || value || '|' || taken_text || '|' || report_name FROM records_observations`)
	})
}

func TestAReportFindsResultsOfALaterSource(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		d.take(text("b.json", `{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"p"}},
			{"resource":{"resourceType":"DiagnosticReport","id":"r","code":{"text":"Panel"},"subject":{"reference":"Patient/p"},"result":[{"reference":"Observation/o"}]}}]}`),
			glucoseOf("1", "2024-01-01T00:00:00Z", "5.0"))
		d.is("Panel", `SELECT report_name FROM records_observations`)
	})
}

func TestAClinicNumberOnTheRecordIsGivenOnce(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		of := func(id, number string) Source {
			return text(id+".json", `{"resourceType":"Patient","id":"`+id+`","identifier":[{"system":"`+ClinicNumberSystem+`","value":"`+number+`"}]}`)
		}
		d.take(of("a", "4-820-117"), of("b", "4-820-117"), of("c", "no number"))
		d.is("1", `SELECT count(*) FROM patients WHERE clinic_number = '4-820-117'`)
		d.is("3", `SELECT count(DISTINCT clinic_number) FROM patients`)
	})
}

func TestTwoSystemsWithTheSameIds(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		person := func(family, born string) Source {
			return text("p.json", `{"resourceType":"Patient","id":"1","name":[{"family":"`+family+`"}],"birthDate":"`+born+`"}`)
		}
		d.take(person("One", "1950-01-01"))
		d.take(person("Married", "1950-01-01")) // the same person by another name
		other := person("Two", "1980-02-02")
		if got := d.refuse(ImportOptions{}, other); !slices.Equal(got, []string{"p.json: Patient: " + whyOtherPerson}) {
			t.Errorf("%q", got)
		}
		if _, err := d.ImportSources(t.Context(), importing, []Source{other}, ImportOptions{SourceName: "north"}); err != nil {
			t.Fatal(err)
		}
		d.is("Married\nTwo", `SELECT full_name FROM patients ORDER BY full_name`)

		note := func(patient string) Source {
			return text("c.json", `{"resourceType":"Condition","id":"5","code":{"text":"of `+patient+`"},"subject":{"reference":"`+patient+`"}}`)
		}
		d.take(note("Patient/1"))
		d.take(text("q.json", `{"resourceType":"Patient","id":"2"}`))
		if c := d.take(note("Patient/2")).Count("Condition"); c.Reasons[whyOtherPatient] != 1 {
			t.Errorf("%+v", c)
		}
		d.is("of Patient/1", `SELECT name FROM records_entries`)
	})
}

func TestOnePersonFromTwoSystemsIsOnePatient(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		of := func(id, born string) Source {
			return text("p.json", `{"resourceType":"Patient","id":"`+id+`","identifier":[{"system":"urn:national","value":"77"}],"name":[{"family":"Same"}],"birthDate":"`+born+`"}`)
		}
		d.take(of("a", "1950-01-01"))
		d.take(of("b", "1950-01-01"))
		d.is("1", `SELECT count(*) FROM patients`)
		d.take(of("c", "1951-01-01")) // a number alone does not make two people one
		d.is("2", `SELECT count(*) FROM patients`)
	})
}

func TestWhatIsNotStoredIsCountedWithItsReason(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		report := d.take(
			text("b.json", `{"resourceType":"Bundle","type":"transaction","entry":[
				{"resource":{"resourceType":"Patient","id":"p"}},
				{"resource":{"resourceType":"Observation","id":"1"}},
				{"resource":{"resourceType":"Observation","id":"2","subject":{"reference":"Group/g"}}},
				{"resource":{"resourceType":"Observation","id":"3","subject":{"reference":"Patient/other"}}},
				{"resource":{"resourceType":"Observation","id":"4","subject":{"display":"somebody"}}},
				{"resource":{"resourceType":"Observation","id":"5","subject":{"reference":"Patient/p"}},"request":{"method":"DELETE"}},
				{"request":{"method":"DELETE","url":"Patient/p"}},
				{"resource":{"resourceType":"Spaceship"}}]}`),
			text("n.ndjson", `{"resourceType":"Bundle","type":"collection","entry":[]}`+"\n"+`{"resourceType":"Spaceship"}`),
			text("c.json", `{"resourceType":"Claim"}`),
			text("h.json", `{"resourceType":"Bundle","type":"history","entry":[{"resource":{"resourceType":"Patient","id":"h"}}]}`),
			text("e.json", `{"resourceType":"Bundle","type":"searchset"}`),
			text("l.json", `{"entry":[{"item":{"reference":"Patient/p"}}],"status":"current","resourceType":"List"}`),
		)
		for name, want := range map[string]map[string]int{
			"Observation": {whyNoPatient: 1, "it is about a Group, not a patient": 1, whyUnknown: 2,
				"the entry asks for DELETE, which an import does not do": 1},
			"Bundle.entry": {whyNoResource: 1}, "Spaceship": {whyOtherType: 2}, "Claim": {whyOtherType: 1}, "List": {whyOtherType: 1},
			"Bundle": {"a Bundle of type history holds no record to store": 1, whyInnerBundle: 1},
		} {
			c := report.Count(name)
			if len(c.Reasons) != len(want) {
				t.Errorf("%s: %v", name, c.Reasons)
			}
			for reason, n := range want {
				if c.Reasons[reason] != n {
					t.Errorf("%s: %d %q, want %d", name, c.Reasons[reason], reason, n)
				}
			}
		}
		d.is("1", `SELECT count(*) FROM patients`)
	})
}

func TestAPatientReadTwiceIsListedOnce(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		p := `{"resourceType":"Patient","id":"p","name":[{"text":"Made Up"}]}`
		report := d.take(text("a.json", p), text("b.json", p))
		if len(report.Patients) != 1 || !report.Patients[0].New {
			t.Errorf("patients %+v, want one, new", report.Patients)
		}
	})
}

func TestOnlyThoseWhoRegisterPatientsImport(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		for role, want := range map[actor.Role]fault.Code{
			"": fault.Unauthenticated, actor.RolePatient: fault.Forbidden, actor.RoleClinician: fault.Forbidden,
			actor.RoleFrontDesk: "", actor.RoleAdministrator: "",
		} {
			who := actor.FromSession(actor.Session{ID: "s", AccountID: "a", Role: role})
			_, err := d.ImportSources(t.Context(), who, []Source{own(t, "visit.json")}, ImportOptions{})
			if want == "" && err != nil || want != "" && fault.CodeOf(err) != want {
				t.Errorf("%s: %v, want %s", role, err, want)
			}
		}
		if n := d.row(`SELECT count(*) FROM audit_events WHERE action = 'fhir.import' AND account_id = 'a'`); n != "2" {
			t.Errorf("%s lines on the trail, want 2", n)
		}
		if n := d.row(`SELECT count(*) FROM audit_events WHERE action = 'records.import' AND patient_id <> ''`); n != "1" {
			t.Errorf("%s lines for the patient, want 1: the second import wrote nothing", n)
		}
	})
}

func TestAnImportLeavesItsRow(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		d.take(text("p.json", `{"resourceType":"Patient","id":"p"}`))
		d.refuse(ImportOptions{}, text("p.json", `{`))
		d.is(`done|import|[{"resourceType":"Patient","read":1,"stored":1,"updated":0,"unchanged":0,"skipped":0}]`+"\n"+`refused|import|[]`,
			`SELECT state || '|' || by_actor || '|' || counts FROM fhir_imports ORDER BY state`)
	})
}

func TestImportReaderReadsFromTheStart(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		data, err := os.ReadFile("testdata/visit.json")
		if err != nil {
			t.Fatal(err)
		}
		report, err := d.ImportReader(t.Context(), importing, "upload", bytes.NewReader(data), ImportOptions{})
		if err != nil || report.Count("Observation").Stored != 5 {
			t.Errorf("%+v, %v", report.Count("Observation"), err)
		}
	})
}
