package notify

import (
	"cmp"
	"strings"
	"time"
)

// Why a message was not sent that its account did not want, for people.
const (
	reasonLeadOff = "You switched these reminders off."
	reasonMailOff = "You switched these mails off."
)

// preferences are NotificationPreferences as rules ask for them.
type preferences struct {
	appointmentMail, adviceMail bool
	atOnce                      bool
	before                      [3]bool // as leads are
	quiet                       bool
	hours                       QuietHours
	zone                        string // empty for that of the appointment's place
}

// defaultPreferences hold for who has not chosen, and where there is no account.
func (s *Service) defaultPreferences() preferences {
	return preferences{
		appointmentMail: true, adviceMail: true, atOnce: true, before: [3]bool{true, true, true},
		quiet: true, hours: s.Quiet,
	}
}

// lead is the switch of a lead, 0 being at once; false for one there is not.
func (p *preferences) lead(minutes int) (*bool, bool) {
	if minutes == 0 {
		return &p.atOnce, true
	}
	for i, l := range leads {
		if l.minutes == minutes {
			return &p.before[i], true
		}
	}
	return nil, false
}

// wantsLead holds also for leads of an earlier version of the program.
func (p preferences) wantsLead(minutes int) bool {
	on, known := p.lead(minutes)
	return !known || *on
}

// mail is the switch of a category's mails.
func (p *preferences) mail(category NotificationCategory) *bool {
	if category == CategoryAdvice {
		return &p.adviceMail
	}
	return &p.appointmentMail
}

// unwanted is why the account wants no such message, empty when it does.
// Reminders that are not to be mailed are told in the portal: see channel.
func (p preferences) unwanted(kind NotificationKind, lead int) string {
	switch {
	case kind == KindAppointmentReminder && !p.wantsLead(lead):
		return reasonLeadOff
	case kind == KindAppointmentReminder:
		return ""
	case kind == KindAdvicePublished && p.adviceMail, kind != KindAdvicePublished && p.appointmentMail && p.atOnce:
		return ""
	}
	return reasonMailOff
}

// channel is how a reminder goes.
func (p preferences) channel(address string) DeliveryChannel {
	if address == "" || !p.appointmentMail {
		return ChannelInApp
	}
	return ChannelEmail
}

// shift moves a reminder out of the account's quiet hours, by the clock of its
// own zone or of the appointment's place.
func (p preferences) shift(due, start time.Time, place *time.Location) time.Time {
	if !p.quiet {
		return due
	}
	if p.zone != "" {
		place = location(p.zone)
	}
	return p.hours.shift(due, start, place)
}

// taking is the preferences after the input.
func (p preferences) taking(in SaveNotificationPreferencesInput) preferences {
	for _, c := range in.Channels {
		if c.Channel == ChannelEmail {
			*p.mail(c.Category) = c.On
		}
	}
	for _, l := range in.Leads {
		if on, known := p.lead(l.LeadMinutes); known {
			*on = l.On
		}
	}
	p.quiet = in.QuietHours.On
	p.hours.From, _ = timeOfDay(in.QuietHours.From)
	p.hours.Until, _ = timeOfDay(in.QuietHours.Until)
	p.zone = ""
	if in.TimeZone != nil {
		p.zone = *in.TimeZone
	}
	return p
}

// shown is the preferences as their owner sees them.
func (p preferences) shown(account string) *NotificationPreferences {
	shown := &NotificationPreferences{
		ID:         account,
		Leads:      []LeadPreference{{LeadMinutes: 0, On: p.atOnce}},
		QuietHours: QuietHoursPreference{On: p.quiet, From: clockOf(p.hours.From), Until: clockOf(p.hours.Until)},
	}
	for _, category := range []NotificationCategory{CategoryAppointments, CategoryAdvice} {
		shown.Channels = append(shown.Channels,
			ChannelPreference{Category: category, Channel: ChannelInApp, On: true, Fixed: true},
			ChannelPreference{Category: category, Channel: ChannelEmail, On: *p.mail(category)})
	}
	for i, l := range leads {
		shown.Leads = append(shown.Leads, LeadPreference{LeadMinutes: l.minutes, On: p.before[i]})
	}
	if p.zone != "" {
		shown.TimeZone = &p.zone
	}
	return shown
}

// preferred are the preferences of several accounts.
type preferred struct {
	byAccount map[string]preferences
	others    preferences // of who has not chosen
}

func (p preferred) of(account string) preferences {
	if found, ok := p.byAccount[account]; ok {
		return found
	}
	return p.others
}

// addressee is to which account the mails of an appointment go, and where: to
// the address given for this appointment, else the patient's own. Who gave
// their own address for another's appointment is its addressee.
func addressee(given string, recipients []Recipient) (account, address string) {
	var own, theirs string
	for _, r := range recipients {
		if r.Self {
			own, address = r.AccountID, r.Email
		} else if given != "" && sameAddress(given, r.Email) {
			theirs = r.AccountID
		}
	}
	if given == "" || theirs == "" || sameAddress(given, address) {
		return own, cmp.Or(given, address)
	}
	return theirs, given
}

func sameAddress(one, other string) bool { return strings.EqualFold(one, other) }
