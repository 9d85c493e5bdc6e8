package notify

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"patientportal/server/actor"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// onEvent runs in the transaction of every event: what is written here is there
// exactly when the event is.
func (s *Service) onEvent(ctx context.Context, e outbox.Event) error {
	ctx = actor.NewContext(ctx, actor.System("notify"))
	switch e.Kind {
	case outbox.AppointmentConfirmed:
		return s.onAppointment(ctx, e, KindAppointmentConfirmed, "")
	case outbox.AppointmentRescheduled:
		return s.onAppointment(ctx, e, KindAppointmentRescheduled, reasonChanged)
	case outbox.AppointmentCancelled:
		return s.onAppointment(ctx, e, KindAppointmentCancelled, reasonCancelled)
	case outbox.AppointmentReminder:
		return s.onReminder(ctx, e)
	case outbox.ContactChanged:
		return s.onContact(ctx, e)
	case outbox.AdvicePublished:
		return s.onAdvice(ctx, e)
	case outbox.LetterWritten:
		return s.onLetter(ctx, e)
	case outbox.CareChanged:
		return s.onCare(ctx, e)
	case outbox.BookingInvited:
		return s.onAsk(ctx, e, KindBookingInvited)
	case outbox.WaitlistOffered:
		return s.onAsk(ctx, e, KindEarlierTime)
	case outbox.BookingInvitationEnded, outbox.WaitlistOfferEnded:
		return s.onAskEnded(ctx, e)
	case outbox.TimesProposed:
		return s.onAsk(ctx, e, KindTimesProposed)
	case outbox.RequestDeclined:
		return s.onAsk(ctx, e, KindRequestDeclined)
	}
	return nil
}

// onAppointment drops what was planned for the appointment as it was before, if
// it was changed, and tells of it. What its people prefer is held first: see
// lockPreferences.
func (s *Service) onAppointment(ctx context.Context, e outbox.Event, kind NotificationKind, dropped string) error {
	facts, err := factsOf(e)
	if err != nil {
		return err
	}
	var to told
	ahead := facts.Start.After(s.Clock())
	if ahead {
		if to, err = s.toldOf(ctx, e.PatientID, actor.ScopeAppointments); err != nil {
			return err
		}
	}
	if dropped != "" {
		if err := s.dropDeliveries(ctx, e.SubjectID, e.SubjectVersion, dropped); err != nil {
			return err
		}
	}
	if !ahead {
		return nil
	}
	return s.tellOfAppointment(ctx, e, kind, facts, to)
}

// told are those to tell, and what they prefer.
type told struct {
	recipients []Recipient
	prefer     preferred
}

func (s *Service) toldOf(ctx context.Context, patientID string, scope actor.Scope) (told, error) {
	recipients, err := s.recipients(ctx, patientID, scope)
	if err != nil {
		return told{}, err
	}
	prefer, err := s.lockPreferences(ctx, accountsOf(recipients)...)
	return told{recipients, prefer}, err
}

// tellOfAppointment tells of an appointment at once and lays out the reminders
// of one that stands. Visits that have begun already, such as those taken over
// from another system, are told to nobody.
func (s *Service) tellOfAppointment(ctx context.Context, e outbox.Event, kind NotificationKind, facts outbox.AppointmentFacts, to told) error {
	if err := s.notifyOfAppointment(ctx, e, kind, facts, to); err != nil {
		return err
	}
	deliveries := s.appointmentDeliveries(e, kind, facts, to)
	payload, err := json.Marshal(withoutDetails(facts))
	if err != nil {
		return fmt.Errorf("writing the facts of an appointment: %w", err)
	}
	for i := range deliveries {
		deliveries[i].payload = payload
	}
	return s.plan(ctx, deliveries)
}

// onReminder tells those in the portal who want to hear that long before. It
// runs where the reminder's delivery is held, so it holds no preferences.
func (s *Service) onReminder(ctx context.Context, e outbox.Event) error {
	facts, err := factsOf(e)
	if err != nil {
		return err
	}
	recipients, err := s.recipients(ctx, e.PatientID, actor.ScopeAppointments)
	if err != nil {
		return err
	}
	prefer, err := s.readPreferences(ctx, accountsOf(recipients)...)
	if err != nil {
		return err
	}
	wanting := slices.DeleteFunc(recipients, func(r Recipient) bool { return !prefer.of(r.AccountID).wantsLead(e.LeadMinutes) })
	return s.notifyOfAppointment(ctx, e, KindAppointmentReminder, facts, told{wanting, prefer})
}

func (s *Service) notifyOfAppointment(ctx context.Context, e outbox.Event, kind NotificationKind,
	facts outbox.AppointmentFacts, to told) error {
	for _, r := range to.recipients {
		w := appointmentWords(kind, facts, r.Self)
		if err := s.addNotification(ctx, e, r, kind, w, "/appointments/"+e.SubjectID); err != nil {
			return err
		}
	}
	return s.echoes(ctx, e, kind, to, func(self bool) any { return echoedVisit{withoutDetails(facts), self} })
}

// onAdvice tells everyone who may read advice, each by their own address.
func (s *Service) onAdvice(ctx context.Context, e outbox.Event) error {
	to, err := s.toldOf(ctx, e.PatientID, actor.ScopeAdvice)
	if err != nil {
		return err
	}
	var deliveries []delivery
	for _, r := range to.recipients {
		if err := s.addNotification(ctx, e, r, KindAdvicePublished, adviceWords(r.Self), "/advice/"+e.SubjectID); err != nil {
			return err
		}
		if r.Email != "" {
			d := s.newDelivery(e, KindAdvicePublished, r.AccountID, r.Email).heeding(to.prefer)
			d.payload, err = json.Marshal(advicePayload{Self: r.Self})
			if err != nil {
				return fmt.Errorf("writing a payload: %w", err)
			}
			deliveries = append(deliveries, d)
		}
	}
	if err := s.plan(ctx, deliveries); err != nil {
		return err
	}
	return s.echoes(ctx, e, KindAdvicePublished, to, func(self bool) any { return advicePayload{Self: self} })
}

// heeding skips the message when its account wants none such.
func (d delivery) heeding(p preferred) delivery {
	if reason := p.of(d.accountID).unwanted(d); reason != "" {
		d.state, d.reason = StateSkipped, reason
	}
	return d
}

func accountsOf(recipients []Recipient) []string {
	accounts := make([]string, len(recipients))
	for i, r := range recipients {
		accounts[i] = r.AccountID
	}
	return accounts
}

// recipients are sorted by account, so that two transactions lock the streams
// of the same accounts in the same order.
func (s *Service) recipients(ctx context.Context, patientID string, scope actor.Scope) ([]Recipient, error) {
	recipients, err := s.audience.Recipients(ctx, patientID, scope)
	if err != nil {
		return nil, fmt.Errorf("asking whom to tell: %w", err)
	}
	recipients = slices.Clone(recipients)
	slices.SortFunc(recipients, func(a, b Recipient) int { return cmp.Compare(a.AccountID, b.AccountID) })
	return recipients, nil
}

func (s *Service) addNotification(ctx context.Context, e outbox.Event, r Recipient, kind NotificationKind, w wording, link string) error {
	number, err := s.outbox.Next(ctx, outbox.AccountStream(r.AccountID))
	if err != nil {
		return err
	}
	id := store.NewID()
	_, err = s.sql.addNotification.Exec(ctx, id, r.AccountID, number, store.NullText(e.PatientID), e.ID,
		string(kind), w.title, w.body, link, store.Micros(e.At))
	if err != nil {
		return fmt.Errorf("adding a notification: %w", err)
	}
	store.AfterCommit(ctx, func() { s.publish(accountTopic(r.AccountID), &signal{ID: id, Number: number}) })
	return nil
}

// appointmentDeliveries are the mail that tells of it and, unless it was
// cancelled, the reminders, as their addressee wants them; without any address
// the reminders stay in the portal.
func (s *Service) appointmentDeliveries(e outbox.Event, kind NotificationKind, facts outbox.AppointmentFacts, to told) []delivery {
	account, address := addressee(facts.ContactEmail, to.recipients)
	wants := to.prefer.of(account)
	var list []delivery
	if address != "" {
		list = append(list, s.newDelivery(e, kind, account, address).heeding(to.prefer))
	}
	if facts.Cancelled {
		return list
	}
	for _, p := range planReminders(facts.Start, s.Clock(), location(facts.TimeZone), wants) {
		d := s.newDelivery(e, KindAppointmentReminder, account, address)
		d.lead, d.due, d.channel = p.leadMinutes, p.due, wants.channel(address)
		if p.skip != "" {
			d.state, d.reason = StateSkipped, p.skip
		}
		list = append(list, d)
		if p.skip == reasonLeadOff && to.hasOthersThan(account) {
			list = append(list, s.forOthers(d))
		}
	}
	return list
}

// hasOthersThan tells whether anybody but that account is told.
func (t told) hasOthersThan(account string) bool {
	return slices.ContainsFunc(t.recipients, func(r Recipient) bool { return r.AccountID != account })
}

// others stand in a delivery's account for everybody but its addressee. They
// have no preferences of their own: each is asked when it is told.
const others = "others"

// forOthers is a reminder that its addressee does not want, as everybody else
// has it: in the portal, when the addressee would have had it.
func (s *Service) forOthers(d delivery) delivery {
	d.id, d.accountID, d.address, d.channel = store.NewID(), others, "", ChannelInApp
	d.state, d.reason, d.attempts, d.busyUntil, d.created = StatePending, "", 0, time.Time{}, s.Clock()
	return d
}

// newDelivery is due at once.
func (s *Service) newDelivery(e outbox.Event, kind NotificationKind, account, address string) delivery {
	d := delivery{
		id: store.NewID(), patientID: e.PatientID, accountID: account,
		subjectID: e.SubjectID, version: e.SubjectVersion,
		kind: kind, channel: ChannelEmail, address: address, state: StatePending,
		due: e.At, created: s.Clock(),
	}
	if address == "" {
		d.channel = ChannelInApp
	}
	return d
}

// plan writes the deliveries and sets their alarms.
func (s *Service) plan(ctx context.Context, deliveries []delivery) error {
	var alarms []alarm
	for _, d := range deliveries {
		d.messageID = d.id + "@" + hostOf(s.Clinic.BaseURL)
		if err := s.insertDelivery(ctx, d); err != nil {
			return err
		}
		if d.state == StatePending {
			alarms = append(alarms, alarm{deliveryID: d.id, due: d.due})
		}
	}
	return s.jobs.set(ctx, alarms)
}

// factsOf reads the payload of an appointment's event.
func factsOf(e outbox.Event) (outbox.AppointmentFacts, error) {
	var facts outbox.AppointmentFacts
	if err := json.Unmarshal(e.Payload, &facts); err != nil {
		return facts, fmt.Errorf("reading the facts of %s: %w", e.Kind, err)
	}
	return facts, nil
}

// withoutDetails keeps of an appointment what a message needs: nothing of with
// whom and for what.
func withoutDetails(facts outbox.AppointmentFacts) outbox.AppointmentFacts {
	facts.Practitioner, facts.Service, facts.Location, facts.ContactEmail = "", "", "", ""
	return facts
}

// advicePayload is what the mail about advice needs to know.
type advicePayload struct {
	Self bool `json:"self"`
}

// alarm is when to look at a delivery, by the program's clock.
type alarm struct {
	deliveryID string
	due        time.Time
}
