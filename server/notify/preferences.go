package notify

import (
	"fmt"
	"time"

	"patientportal/server/fault"
)

// NotificationCategory is a matter about which an account is told. Letters
// about the account itself, such as a link to a new password, are in none:
// nobody switches them off.
type NotificationCategory string

// The categories.
const (
	CategoryAppointments NotificationCategory = "APPOINTMENTS"
	CategoryAdvice       NotificationCategory = "ADVICE"
)

// NotificationPreferences are what an account is told, how and when. They are
// the account's own, whichever patient it is about.
type NotificationPreferences struct {
	ID         string // the account's
	Channels   []ChannelPreference
	Leads      []LeadPreference
	QuietHours QuietHoursPreference
	TimeZone   *string // IANA name; nil for that of the appointment's place
}

// ChannelPreference is whether a matter is told by a channel.
type ChannelPreference struct {
	Category NotificationCategory
	Channel  DeliveryChannel
	On       bool
	Fixed    bool // cannot be changed
}

// LeadPreference is whether appointments are told of that long before; 0 is at
// once, when one is booked, moved or cancelled.
type LeadPreference struct {
	LeadMinutes int
	On          bool
}

// QuietHoursPreference are the hours in which no reminder goes out, as HH:MM on
// the clock of the zone; they may span midnight.
type QuietHoursPreference struct {
	On          bool
	From, Until string
}

// SaveNotificationPreferencesInput is what the account wants from now on.
// Channels and leads that are not named stay as they are.
type SaveNotificationPreferencesInput struct {
	Channels   []ChannelPreferenceInput
	Leads      []LeadPreferenceInput
	QuietHours QuietHoursInput
	TimeZone   *string
}

// ChannelPreferenceInput switches a channel of a category.
type ChannelPreferenceInput struct {
	Category NotificationCategory
	Channel  DeliveryChannel
	On       bool
}

// LeadPreferenceInput switches a lead.
type LeadPreferenceInput struct {
	LeadMinutes int
	On          bool
}

// QuietHoursInput sets the quiet hours.
type QuietHoursInput struct {
	On          bool
	From, Until string
}

// SaveNotificationPreferencesPayload is what holds now.
type SaveNotificationPreferencesPayload struct {
	Preferences *NotificationPreferences
}

// Validate tells every problem: what cannot be switched, what is named twice,
// leads, times and zones that there are not.
func (in SaveNotificationPreferencesInput) Validate() error {
	var p fault.Problems
	in.checkChannels(&p)
	in.checkLeads(&p)
	in.checkQuietHours(&p)
	p.Check(in.TimeZone == nil || isZone(*in.TimeZone), "timeZone", "notify.unknown_zone", "Choose a time zone from the list.")
	return p.Err()
}

func (in SaveNotificationPreferencesInput) checkChannels(p *fault.Problems) {
	type of struct {
		category NotificationCategory
		channel  DeliveryChannel
	}
	seen := map[of]bool{}
	for i, c := range in.Channels {
		field := fmt.Sprintf("channels.%d", i)
		p.Check(!seen[of{c.Category, c.Channel}], field, "notify.named_twice", "Name each channel of a category once.")
		seen[of{c.Category, c.Channel}] = true
		p.Check(c.On || c.Channel != ChannelInApp, field+".on", "notify.in_app_stays",
			"What concerns your record is always listed in the portal.")
	}
}

func (in SaveNotificationPreferencesInput) checkLeads(p *fault.Problems) {
	seen := map[int]bool{}
	for i, l := range in.Leads {
		field := fmt.Sprintf("leads.%d.leadMinutes", i)
		p.Check(!seen[l.LeadMinutes], field, "notify.named_twice", "Name each time once.")
		seen[l.LeadMinutes] = true
		_, known := (&preferences{}).lead(l.LeadMinutes)
		p.Check(known, field, "notify.unknown_lead", "Choose at once, 7 days, 2 days or 2 hours before.")
	}
}

// checkQuietHours looks at the times also while they are off: they are kept for
// when they are on again.
func (in SaveNotificationPreferencesInput) checkQuietHours(p *fault.Problems) {
	from, fromOK := timeOfDay(in.QuietHours.From)
	until, untilOK := timeOfDay(in.QuietHours.Until)
	p.Check(fromOK, "quietHours.from", "notify.not_a_time", "Enter when the quiet hours begin, such as 21:00.")
	p.Check(untilOK, "quietHours.until", "notify.not_a_time", "Enter when the quiet hours end, such as 08:00.")
	p.Check(!fromOK || !untilOK || from != until, "quietHours.until", "notify.no_quiet_hours",
		"Choose an end that differs from the beginning, or switch the quiet hours off.")
}

// timeOfDay reads HH:MM.
func timeOfDay(text string) (time.Duration, bool) {
	at, err := time.Parse("15:04", text)
	if err != nil || len(text) != len("15:04") {
		return 0, false
	}
	return time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute, true
}

func clockOf(ofDay time.Duration) string {
	return time.Time{}.Add(ofDay).Format("15:04")
}

// isZone tells whether it is an IANA name. "Local" would be the server's own.
func isZone(name string) bool {
	if name == "" || name == "Local" || len(name) > 64 {
		return false
	}
	_, err := time.LoadLocation(name)
	return err == nil
}
