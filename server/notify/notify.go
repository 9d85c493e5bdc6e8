package notify

import (
	"time"

	"patientportal/server/fault"
	"patientportal/server/page"
)

// NotificationKind is what a notification or a delivery is about.
type NotificationKind string

// The kinds.
const (
	KindAppointmentConfirmed   NotificationKind = "APPOINTMENT_CONFIRMED"
	KindAppointmentRescheduled NotificationKind = "APPOINTMENT_RESCHEDULED"
	KindAppointmentCancelled   NotificationKind = "APPOINTMENT_CANCELLED"
	KindAppointmentReminder    NotificationKind = "APPOINTMENT_REMINDER"
	KindAdvicePublished        NotificationKind = "ADVICE_PUBLISHED"
	KindCarerChanged           NotificationKind = "CARER_CHANGED" // who may act for a patient
	KindCareChanged            NotificationKind = "CARE_CHANGED"  // for whom the account may act
	KindBookingInvited         NotificationKind = "BOOKING_INVITED"
	KindEarlierTime            NotificationKind = "EARLIER_TIME_OFFERED"
	KindTimesProposed          NotificationKind = "TIMES_PROPOSED"
	KindRequestDeclined        NotificationKind = "REQUEST_DECLINED"
)

// Notification is one line in the list a person opens in the portal.
type Notification struct {
	ID        string
	Kind      NotificationKind
	Title     string
	Body      string
	Link      string  // a path in the app
	PatientID *string // nil for what is about the account itself
	CreatedAt time.Time
	ReadAt    *time.Time

	number int64 // place among the account's notifications
}

// NotificationConnection is a page of notifications.
type NotificationConnection struct {
	Edges      []NotificationEdge
	PageInfo   page.Info
	TotalCount int
}

// NotificationEdge is a notification in a page.
type NotificationEdge struct {
	Node   *Notification
	Cursor string
}

// MarkNotificationsReadInput says which notifications were read. Nil means all;
// an empty list, which a client has with nothing on its screen, means none.
type MarkNotificationsReadInput struct {
	NotificationIDs []string
}

// Validate allows at most as many ids as a page has items.
func (in MarkNotificationsReadInput) Validate() error {
	var p fault.Problems
	if len(in.NotificationIDs) > page.MaxSize {
		p.Addf("notificationIds", "notify.too_many", "Name at most %d notifications at a time.", page.MaxSize)
	}
	return p.Err()
}

// MarkNotificationsReadPayload is what is left unread.
type MarkNotificationsReadPayload struct {
	UnreadCount int
}

// DeliveryChannel is how a message reaches a person.
type DeliveryChannel string

// The channels. A reminder of someone without an address stays in the portal.
const (
	ChannelEmail DeliveryChannel = "EMAIL"
	ChannelSMS   DeliveryChannel = "SMS"
	ChannelPush  DeliveryChannel = "PUSH"
	ChannelInApp DeliveryChannel = "IN_APP"
)

// DeliveryState is how a delivery stands.
type DeliveryState string

// The states; all but Pending are final.
const (
	StatePending DeliveryState = "PENDING"
	StateSent    DeliveryState = "SENT"
	StateFailed  DeliveryState = "FAILED"
	StateSkipped DeliveryState = "SKIPPED"
)

// Delivery is one message that left, or will leave, the portal.
type Delivery struct {
	ID      string
	Kind    NotificationKind
	Channel DeliveryChannel
	Address string // partly hidden; empty in the portal
	DueAt   time.Time
	SentAt  *time.Time
	State   DeliveryState
	Reason  *string // why it was skipped or failed, for people
}

// DeliveryConnection is a page of deliveries.
type DeliveryConnection struct {
	Edges      []DeliveryEdge
	PageInfo   page.Info
	TotalCount int
}

// DeliveryEdge is a delivery in a page.
type DeliveryEdge struct {
	Node   *Delivery
	Cursor string
}

// Reminder is a reminder of an appointment.
type Reminder struct {
	DueAt       time.Time
	Channel     DeliveryChannel
	State       DeliveryState
	LeadMinutes int
}
