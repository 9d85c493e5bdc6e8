package clinic

import (
	"strings"
	"time"
	_ "time/tzdata" // zones load alike on every machine
	"unicode/utf8"

	"patientportal/server/fault"
)

// Bounds of what is written down, in characters and minutes.
const (
	maxName     = 200
	maxProse    = 4000
	maxPhone    = 40
	minDuration = 5
	maxDuration = 480
	maxNotice   = 60 * 24 * 30
	maxBuffer   = 240
	maxADay     = 100

	// DefaultNoticeMinutes is how long before a visit patients book at the
	// latest, where a service says nothing else.
	DefaultNoticeMinutes = 60
	// DefaultChangeNoticeMinutes is how long before a visit patients move or
	// cancel it at the latest, where a service says nothing else.
	DefaultChangeNoticeMinutes = 24 * 60
)

// AddLocationInput describes a new place.
type AddLocationInput struct {
	Name       string
	Address    string
	Phone      string
	TimeZone   string // IANA name
	Directions string
	Position   int // lists are sorted by it, then by name
}

// Validate reports every problem at once.
func (in AddLocationInput) Validate() error {
	var p fault.Problems
	checkName(&p, in.Name)
	checkProse(&p, "address", in.Address)
	checkProse(&p, "directions", in.Directions)
	p.Check(utf8.RuneCountInString(in.Phone) <= maxPhone, "phone", "clinic.phone", "This phone number is too long.")
	p.Check(IsZone(in.TimeZone), "timeZone", "clinic.time_zone", "Give an IANA time zone, such as America/Chicago.")
	return p.Err()
}

// IsZone tells whether the name is one of the IANA time zone database. "Local"
// and "" mean this machine's zone to Go and are none.
func IsZone(name string) bool {
	if name == "" || name == "Local" {
		return false
	}
	_, err := time.LoadLocation(name)
	return err == nil
}

// AddDepartmentInput describes a new department.
type AddDepartmentInput struct {
	Name        string
	Description string
	Position    int
}

// Validate reports every problem at once.
func (in AddDepartmentInput) Validate() error {
	var p fault.Problems
	checkName(&p, in.Name)
	checkProse(&p, "description", in.Description)
	return p.Err()
}

// AddPractitionerInput describes someone who can be booked.
type AddPractitionerInput struct {
	Name        string
	Credentials string
	Specialty   string
	PhotoURL    string // empty for none
	Position    int
}

// Validate reports every problem at once.
func (in AddPractitionerInput) Validate() error {
	var p fault.Problems
	checkName(&p, in.Name)
	short := func(s string) bool { return utf8.RuneCountInString(s) <= maxName }
	p.Check(short(in.Credentials), "credentials", "clinic.too_long", "This is too long.")
	p.Check(short(in.Specialty), "specialty", "clinic.too_long", "This is too long.")
	checkProse(&p, "photoUrl", in.PhotoURL)
	return p.Err()
}

// AddPostInput gives a practitioner a post.
type AddPostInput struct {
	PractitionerID string
	DepartmentID   string
	LocationID     string
}

// Validate reports every problem at once.
func (in AddPostInput) Validate() error {
	var p fault.Problems
	p.Check(in.PractitionerID != "", "practitionerId", "clinic.required", "Say who.")
	p.Check(in.DepartmentID != "", "departmentId", "clinic.required", "Say for which department.")
	p.Check(in.LocationID != "", "locationId", "clinic.required", "Say where.")
	return p.Err()
}

// AddServiceInput describes a new kind of visit.
type AddServiceInput struct {
	DepartmentID            string
	Name                    string
	DurationMinutes         int // 5 to 480
	Instructions            string
	SelfBooking             SelfBooking
	MinimumNoticeMinutes    *int // DefaultNoticeMinutes when nil, at most 30 days
	RescheduleNoticeMinutes *int // DefaultChangeNoticeMinutes when nil, at most 30 days
	CancelNoticeMinutes     *int // DefaultChangeNoticeMinutes when nil, at most 30 days
	BufferBeforeMinutes     int  // 0 to 240
	BufferAfterMinutes      int  // 0 to 240
	MostADay                int  // for each practitioner, 0 for any number, at most 100
	NeedsReferral           bool
	Position                int
}

// Validate reports every problem at once.
func (in AddServiceInput) Validate() error {
	var p fault.Problems
	p.Check(in.DepartmentID != "", "departmentId", "clinic.required", "Say which department gives it.")
	in.checkRules(&p)
	return p.Err()
}

func (in AddServiceInput) checkRules(p *fault.Problems) {
	checkName(p, in.Name)
	checkProse(p, "instructions", in.Instructions)
	if in.DurationMinutes < minDuration || in.DurationMinutes > maxDuration {
		p.Addf("durationMinutes", "clinic.duration", "A visit lasts %d to %d minutes.", minDuration, maxDuration)
	}
	switch in.SelfBooking {
	case SelfBookingBook, SelfBookingRequest, SelfBookingView:
	default:
		p.Add("selfBooking", "clinic.self_booking", "Choose BOOK, REQUEST or VIEW.")
	}
	checkNotice(p, "minimumNoticeMinutes", in.MinimumNoticeMinutes)
	checkNotice(p, "rescheduleNoticeMinutes", in.RescheduleNoticeMinutes)
	checkNotice(p, "cancelNoticeMinutes", in.CancelNoticeMinutes)
	checkBuffer(p, "bufferBeforeMinutes", in.BufferBeforeMinutes)
	checkBuffer(p, "bufferAfterMinutes", in.BufferAfterMinutes)
	if in.MostADay < 0 || in.MostADay > maxADay {
		p.Addf("mostADay", "clinic.most_a_day", "Choose 0 for any number, or at most %d a day.", maxADay)
	}
}

// ChangeServiceInput is a service with all of its rules as they are to be. It
// stays with its department: DepartmentID and Position are not looked at.
type ChangeServiceInput struct {
	AddServiceInput
	ServiceID string
	Version   int // that was looked at
}

// Validate reports every problem at once.
func (in ChangeServiceInput) Validate() error {
	var p fault.Problems
	p.Check(in.ServiceID != "", "serviceId", "clinic.required", "Say which service.")
	in.checkRules(&p)
	return p.Err()
}

func checkBuffer(p *fault.Problems, field string, minutes int) {
	if minutes < 0 || minutes > maxBuffer {
		p.Addf(field, "clinic.buffer", "The time around a visit is 0 to %d minutes.", maxBuffer)
	}
}

func checkNotice(p *fault.Problems, field string, minutes *int) {
	if minutes != nil && (*minutes < 0 || *minutes > maxNotice) {
		p.Addf(field, "clinic.notice", "The notice is 0 to %d minutes.", maxNotice)
	}
}

func checkName(p *fault.Problems, name string) {
	p.Check(strings.TrimSpace(name) != "", "name", "clinic.required", "Give it a name.")
	p.CheckProse("clinic", "name", name, maxName)
}

func checkProse(p *fault.Problems, field, text string) { p.CheckProse("clinic", field, text, maxProse) }
