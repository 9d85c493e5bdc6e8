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
	appointmentText, adviceText bool
	appointmentPush, advicePush bool
	atOnce                      bool
	before                      [3]bool // as leads are
	quiet                       bool
	hours                       QuietHours
	zone                        string // empty for that of the appointment's place
}

// defaultPreferences hold for who has not chosen, and where there is no account.
func (s *Service) defaultPreferences() preferences {
	return preferences{
		appointmentMail: true, adviceMail: true, appointmentText: true, adviceText: true,
		appointmentPush: true, advicePush: true, atOnce: true, before: [3]bool{true, true, true},
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

// by is the switch of a category's messages by a channel; nil where there is
// none.
func (p *preferences) by(channel DeliveryChannel, category NotificationCategory) *bool {
	advice := category == CategoryAdvice
	switch {
	case channel == ChannelEmail && advice:
		return &p.adviceMail
	case channel == ChannelEmail:
		return &p.appointmentMail
	case channel == ChannelSMS && advice:
		return &p.adviceText
	case channel == ChannelSMS:
		return &p.appointmentText
	case channel == ChannelPush && advice:
		return &p.advicePush
	case channel == ChannelPush:
		return &p.appointmentPush
	}
	return nil
}

// reasonOff is why a message by that channel was not wanted.
var reasonOff = map[DeliveryChannel]string{ChannelSMS: reasonTextsOff, ChannelPush: reasonPushOff}

// unwanted is why the account wants no such message, empty when it does.
// Reminders that are not to be mailed are told in the portal: see channel.
func (p preferences) unwanted(d delivery) string {
	category := categoryOf(d.kind)
	on := p.by(d.channel, category)
	reminder := d.kind == KindAppointmentReminder
	switch {
	case reminder && !p.wantsLead(d.lead):
		return reasonLeadOff
	case reminder && !d.isEcho():
		return ""
	case on != nil && !*on, category == CategoryAppointments && !reminder && !p.atOnce:
		return cmp.Or(reasonOff[d.channel], reasonMailOff)
	}
	return ""
}

func categoryOf(kind NotificationKind) NotificationCategory {
	if kind == KindAdvicePublished {
		return CategoryAdvice
	}
	return CategoryAppointments
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
		if on := p.by(c.Channel, c.Category); on != nil {
			*on = c.On
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
			ChannelPreference{Category: category, Channel: ChannelInApp, On: true, Fixed: true})
		for _, channel := range []DeliveryChannel{ChannelEmail, ChannelSMS, ChannelPush} {
			shown.Channels = append(shown.Channels,
				ChannelPreference{Category: category, Channel: channel, On: *p.by(channel, category)})
		}
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
