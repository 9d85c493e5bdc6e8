package clinic

// Settings are what the clinic says of itself by configuration.
type Settings struct {
	Name         string
	SupportPhone string
	SupportHours string // in the clinic's own words
	// OpenAppointments is how many visits a patient may have ahead that they
	// booked themselves; 0 for any number.
	OpenAppointments int
}

// Clinic is the clinic that runs this portal.
type Clinic struct {
	Name         string
	SupportPhone string
	SupportHours string
	// OpenAppointments is how many visits a patient may have ahead that they
	// booked themselves; 0 for any number.
	OpenAppointments int
}

// Location is a place people come to.
type Location struct {
	ID         string
	Name       string
	Address    string // lines separated by line feeds
	Phone      string
	TimeZone   string // IANA name, such as America/Chicago
	Directions string
	Active     bool
}

// Department is a part of the clinic that patients choose by.
type Department struct {
	ID          string
	Name        string
	Description string
	Active      bool
}

// Practitioner is someone who can be booked.
type Practitioner struct {
	ID          string
	Name        string // with its title: "Dr. Ada Okafor"
	Credentials string // letters after the name
	Specialty   string
	PhotoURL    *string
	Active      bool
}

// SelfBooking tells whether patients book a service themselves.
type SelfBooking string

// How a service is come by.
const (
	SelfBookingBook    SelfBooking = "BOOK"    // patients choose a free time and have it
	SelfBookingRequest SelfBooking = "REQUEST" // patients ask, the front desk answers
	SelfBookingView    SelfBooking = "VIEW"    // patients see it and call
)

// HealthcareService is a kind of visit.
type HealthcareService struct {
	ID                      string
	DepartmentID            string
	Name                    string
	DurationMinutes         int // 5 to 480
	Instructions            string
	SelfBooking             SelfBooking
	MinimumNoticeMinutes    int // patients book no later than this before the start
	RescheduleNoticeMinutes int // patients move a visit no later than this before the start
	CancelNoticeMinutes     int // patients cancel a visit no later than this before the start
	BufferBeforeMinutes     int // the practitioner needs this long before the visit, and sees nobody else
	BufferAfterMinutes      int // and this long after it
	MostADay                int // patients book at most so many a day with one practitioner; 0 for any number
	NeedsReferral           bool
	Active                  bool
	Version                 int // how often its rules were changed
}

// Post says that a practitioner works for a department at a location.
type Post struct {
	PractitionerID string
	DepartmentID   string
	LocationID     string
}
