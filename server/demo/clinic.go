package demo

// place is a location of the demo clinic.
type place struct{ name, address, phone, zone, directions string }

var places = []place{
	{"Lakeshore Center", "100 Lakeshore Drive\nChicago, IL 60601", "+1 555 0101", "America/Chicago",
		"Enter from Lakeshore Drive. The front desk is on the ground floor; there is step-free access from the garage."},
	{"Desert Ridge Center", "200 Ridge Road\nPhoenix, AZ 85001", "+1 555 0102", "America/Phoenix",
		"Park in lot B. The entrance is under the blue awning; the lift is to its right."},
}

// ward is a department of the demo clinic.
type ward struct{ name, description string }

var wards = []ward{
	{"Internal medicine", "Check-ups, long-term conditions, and the first place to ask."},
	{"Cardiology", "The heart and blood pressure."},
	{"Dermatology", "The skin, hair and nails."},
	{"Physical therapy", "Moving again after an injury or an operation."},
}

// offer is a service of the demo clinic.
type offer struct {
	ward         string
	name         string
	minutes      int
	instructions string
	booking      string
	notice       int // hours in which patients move or cancel it no more
	terms        terms
}

// terms are what some services ask besides.
type terms struct {
	before, after int // minutes that the practitioner needs around it
	mostADay      int
	referral      bool
}

var offers = []offer{
	{"Internal medicine", "Office visit", 30, "Bring a list of the medicines you take.", "BOOK", 24, terms{}},
	{"Internal medicine", "Follow-up visit", 20, "Bring your readings since the last visit, if you keep any.", "BOOK", 4, terms{}},
	{"Cardiology", "Heart consultation", 30, "No coffee in the four hours before. Wear a loose shirt.", "BOOK", 48, terms{}},
	{"Cardiology", "Exercise stress test", 30, "Wear shoes you can run in. The front desk will call you to agree on a time.", "REQUEST", 72, terms{}},
	{"Dermatology", "Skin check", 20, "Come without make-up or nail polish.", "BOOK", 24, terms{}},
	{"Physical therapy", "Therapy session", 30, "Wear clothes you can move in.", "BOOK", 24, terms{}},
	{"Internal medicine", "Long check-up", 60, "Have nothing but water for eight hours before.", "BOOK", 24, terms{}},
	{"Dermatology", "Skin biopsy", 30, "Tell us if you take anything that thins the blood.", "BOOK", 48, terms{before: 15, after: 15, mostADay: 2}},
	{"Internal medicine", "Video visit", 30, "Have your medicines beside you, and sit where it is quiet and bright.", "BOOK", 4, terms{}},
	{"Cardiology", "Echocardiogram", 30, "Bring your referral, if you have it on paper.", "BOOK", 48, terms{referral: true}},
}

// shift is when a practitioner is at a place; weekdays count from Sunday, 0.
type shift struct {
	place    int
	weekdays []int
	from, to int // minutes of the place's own clock
}

// doctor is a bookable practitioner of the demo clinic.
type doctor struct {
	name, credentials, ward string
	hours                   []shift
}

var (
	mornings   = func(place int, days ...int) shift { return shift{place, days, 8 * 60, 12 * 60} }
	afternoons = func(place int, days ...int) shift { return shift{place, days, 13 * 60, 17 * 60} }
)

// okafor is the clinician who can sign in.
const okafor = "Dr. Ada Okafor"

var doctors = []doctor{
	{okafor, "MD", "Internal medicine", []shift{mornings(0, 1, 2, 3, 5), afternoons(0, 1, 3), mornings(1, 4), afternoons(1, 4)}},
	{"Dr. Wei Chen", "MD", "Internal medicine", []shift{mornings(0, 1, 3, 4, 5), afternoons(0, 2, 4)}},
	{"Dr. Noor Rahman", "DO", "Internal medicine", []shift{mornings(1, 1, 2, 3), afternoons(1, 1, 2, 5)}},
	{"Tomasz Zielinski", "NP", "Internal medicine", []shift{afternoons(0, 1, 2, 3, 4, 5)}},
	{"Dr. Lucia Ferreira", "MD", "Cardiology", []shift{mornings(0, 1, 3), afternoons(0, 3)}},
	{"Dr. Samuel Adeyemi", "MD", "Cardiology", []shift{mornings(1, 2, 4), afternoons(1, 2)}},
	{"Dr. Karin Holm", "MD", "Cardiology", []shift{mornings(0, 2, 5)}},
	{"Dr. Yuki Mori", "MD", "Dermatology", []shift{mornings(0, 1, 2), afternoons(0, 4)}},
	{"Dr. Pavel Novak", "MD", "Dermatology", []shift{mornings(1, 3, 5), afternoons(1, 3)}},
	{"Rosa Delgado", "PT", "Physical therapy", []shift{mornings(0, 1, 2, 3, 4, 5)}},
	{"Ben Carter", "PT", "Physical therapy", []shift{afternoons(0, 1, 2, 3, 4)}},
	{"Mei Lin", "PT", "Physical therapy", []shift{mornings(1, 1, 3, 5), afternoons(1, 1, 3)}},
}

// The accounts that the README and the tests know. Their passwords are public,
// so the server refuses to run with them anywhere but on localhost.
type signIn struct{ username, password, name, email, role string }

var (
	mariaSignIn = signIn{"maria.alvarez", "Quiet-Harbor-72!", "Maria Alvarez", "maria@example.org", "PATIENT"}
	staff       = []signIn{
		{"dr.okafor", "Copper-Lantern-58!", okafor, "okafor@example.org", "CLINICIAN"},
		{"desk.lindgren", "Maple-Window-41!", "Sofia Lindgren", "lindgren@example.org", "FRONT_DESK"},
		{"admin", "Granite-Compass-63!", "Demo administrator", "admin@example.org", "ADMINISTRATOR"},
	}
)
