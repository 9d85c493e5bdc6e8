package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"patientportal/graph"
	"patientportal/server/actor"
)

// Who asks, in the order of a row's outcomes.
var askers = []string{"anonymous", "maria.alvarez", "jordan.whitfield", "dr.okafor", "desk.lindgren", "admin"}

// What may come of it.
const (
	yes = ""
	in_ = "UNAUTHENTICATED"
	not = "NOT_FOUND"
	ban = "FORBIDDEN"
	bad = "INVALID_INPUT"
	old = "EXPIRED"
	con = "CONFLICT"
)

// row is one field with a document that asks it for Maria's, and what comes of
// that for each asker. $patient, $slot and so on are filled in by the test.
type row struct {
	field    string
	document string
	outcomes [6]string
	fresh    bool // ends sessions: each asker signs in anew
}

// anyone needs no session; members need one and no more.
var (
	anyone  = [6]string{yes, yes, yes, yes, yes, yes}
	members = [6]string{in_, yes, yes, yes, yes, yes}
	// What a member is told of an input that cannot be right.
	membersInvalid = [6]string{in_, bad, bad, bad, bad, bad}
	membersMissing = [6]string{in_, not, not, not, not, not}
	// hers: Maria, and staff by their role.
	hers     = func(clinician, desk, admin string) [6]string { return [6]string{in_, yes, not, clinician, desk, admin} }
	identity = hers(yes, yes, yes)
	reach    = hers(yes, yes, not)
	medical  = hers(yes, not, not)
	booked   = hers(yes, yes, yes)
)

func patientRow(field, selection string, outcomes [6]string) row {
	return row{field: "Patient." + field, document: `query($patient: ID!) { patient(patientId: $patient) { ` + selection + ` } }`, outcomes: outcomes}
}

func list(field string) string { return field + "(first: 1) { edges { node { id } } }" }

// roleTable is the whole disclosure: every root field, and every field of a
// patient, must have a row.
var roleTable = []row{
	{field: "Query.viewer", document: `{ viewer { account { id } } }`, outcomes: anyone},
	{field: "Query.clinic", document: `{ clinic { name locations { id departments { id } } services { id } practitioners { id } } }`, outcomes: anyone},
	{field: "Query.patient", document: `query($patient: ID!) { patient(patientId: $patient) { id fullName } }`, outcomes: identity},
	{field: "Query.patients", document: `{ patients(search: "alvarez") { edges { node { id } } } }`, outcomes: [6]string{in_, ban, ban, yes, yes, yes}},
	{field: "Query.registration", document: `{ registration(registrationId: "none") { state } }`, outcomes: [6]string{not, not, not, not, not, not}},
	{field: "Query.registrationLocks", document: `{ registrationLocks { id } }`, outcomes: [6]string{in_, ban, ban, ban, yes, yes}},
	{field: "Query.slots", document: `{ slots(first: 1) { edges { node { id } } } }`, outcomes: members},
	{field: "Query.slots", document: `{ slots(first: 1, includeHeld: true) { edges { node { id status } } } }`, outcomes: [6]string{in_, ban, ban, yes, yes, yes}},
	{field: "Query.firstAvailable", document: `{ firstAvailable { id } }`, outcomes: members},
	{field: "Query.appointment", document: `query($appointment: ID!) { appointment(appointmentId: $appointment) { id history { at } reminders { dueAt } } }`, outcomes: booked},
	{field: "Query.advice", document: `query($advice: ID!) { advice(adviceId: $advice) { id } }`, outcomes: medical},
	{field: "Query.notifications", document: `{ notifications(first: 1) { edges { node { id } } } }`, outcomes: members},
	{field: "Query.unreadCount", document: `{ unreadCount }`, outcomes: members},
	{field: "Query.deliveries", document: `query($patient: ID!) { deliveries(patientId: $patient, first: 1) { edges { node { id } } } }`, outcomes: hers(yes, yes, yes)},

	patientRow("contact", "contact { email }", reach),
	patientRow("coverages", "coverages { id }", reach),
	patientRow("careTeam", "careTeam { name }", medical),
	patientRow("hasSecondFactor", "hasSecondFactor", [6]string{in_, ban, not, ban, yes, yes}),
	patientRow("signUp", "signUp { hasAccount }", [6]string{in_, ban, not, yes, yes, yes}),
	patientRow("referrals", "referrals { id }", identity),
	patientRow("appointmentRequests", "appointmentRequests { id }", identity),
	patientRow("appointments", list("appointments"), identity),
	patientRow("calendarFeed", "calendarFeed { id }", hers(not, not, not)),
	{field: "Mutation.createCalendarFeed", document: `mutation($patient: ID!) { createCalendarFeed(input: {patientId: $patient}) { feed { id } url } }`, outcomes: hers(not, not, not)},
	{field: "Mutation.saveCalendarFeed", document: `mutation { saveCalendarFeed(input: {feedId: "none", detailedTitles: true}) { feed { id } } }`, outcomes: [6]string{in_, not, not, not, not, not}},
	{field: "Mutation.revokeCalendarFeed", document: `mutation { revokeCalendarFeed(input: {feedId: "none"}) { revoked } }`, outcomes: [6]string{in_, not, not, not, not, not}},
	patientRow("invitations", "invitations(all: true) { id }", identity),
	patientRow("waitlistOffers", "waitlistOffers { id }", identity),
	{field: "Query.daySheet", document: `query($location: ID!) { daySheet(locationId: $location, date: "2026-08-06") { visits { appointmentId } } }`, outcomes: [6]string{in_, ban, ban, yes, yes, yes}},
	{field: "Mutation.checkIn", document: `mutation($appointment: ID!) { checkIn(input: {appointmentId: $appointment, contact: {email: "m@example.org"}}) { appointment { id } } }`, outcomes: [6]string{in_, con, not, con, con, con}},
	{field: "Mutation.markNoShow", document: `mutation($appointment: ID!) { markNoShow(input: {appointmentId: $appointment}) { appointment { id } } }`, outcomes: [6]string{in_, ban, ban, con, con, con}},
	{field: "Mutation.completeVisit", document: `mutation($appointment: ID!) { completeVisit(input: {appointmentId: $appointment}) { appointment { id } } }`, outcomes: [6]string{in_, ban, ban, con, con, con}},
	{field: "Mutation.bookForPatient", document: `mutation($slot: ID!, $service: ID!, $patient: ID!) { bookForPatient(input: {slotId: $slot, serviceId: $service, patientId: $patient, reason: "r", contact: {email: "m@example.org"}}) { __typename } }`, outcomes: [6]string{in_, ban, ban, yes, yes, yes}},
	{field: "Query.visitKind", document: `query($service: ID!) { visitKind(serviceId: $service) { video } }`, outcomes: [6]string{in_, ban, ban, yes, yes, yes}},
	{field: "Mutation.saveService", document: `mutation { saveService(input: {serviceId: "none", name: "n", durationMinutes: 30, instructions: "", selfBooking: BOOK, minimumNoticeMinutes: 0, rescheduleNoticeMinutes: 0, cancelNoticeMinutes: 0, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, mostADay: 0, needsReferral: false}) { service { id } } }`, outcomes: [6]string{in_, ban, ban, ban, ban, not}},
	{field: "Mutation.saveVisitKind", document: `mutation { saveVisitKind(input: {serviceId: "none", video: false, questions: []}) { video } }`, outcomes: [6]string{in_, ban, ban, ban, ban, not}},
	patientRow("recordSummary", "recordSummary { list count }", medical),
	patientRow("results", list("results"), medical),
	patientRow("resultTrend", `resultTrend(code: "4548-4") { name }`, medical),
	patientRow("vitals", list("vitals"), medical),
	patientRow("medications", list("medications"), medical),
	patientRow("allergies", list("allergies"), medical),
	patientRow("immunizations", list("immunizations"), medical),
	patientRow("conditions", list("conditions"), medical),
	patientRow("procedures", list("procedures"), medical),
	patientRow("visits", list("visits"), medical),
	patientRow("documents", list("documents"), medical),
	patientRow("carePlans", list("carePlans"), medical),
	patientRow("advice", list("advice"), medical),
	patientRow("access", "access { scopes }", identity),
	patientRow("carers", "carers { id }", hers(not, yes, yes)),
	patientRow("carerInvitations", "carerInvitations { id }", hers(not, yes, yes)),
	patientRow("childhood", "childhood { ofAge }", hers(not, yes, yes)),
	{field: "Query.carer", document: `query($carer: ID!) { carer(carerId: $carer) { id } }`, outcomes: hers(not, yes, yes)},
	{field: "Query.carerInvitation", document: `{ carerInvitation(token: "none") { email } }`, outcomes: [6]string{old, old, old, old, old, old}},
	{field: "Mutation.inviteToBook", document: `mutation($patient: ID!, $service: ID!) { inviteToBook(input: {patientId: $patient, serviceId: $service, window: {from: "2026-01-01", to: "2026-01-02"}, reason: ""}) { invitation { id } } }`, outcomes: [6]string{in_, ban, ban, bad, bad, ban}},
	{field: "Mutation.withdrawInvitation", document: `mutation { withdrawInvitation(input: {invitationId: "none"}) { invitation { id } } }`, outcomes: [6]string{in_, ban, ban, not, not, ban}},
	{field: "Mutation.joinWaitlist", document: `mutation($appointment: ID!) { joinWaitlist(input: {appointmentId: $appointment}) { entry { id } } }`, outcomes: booked},
	{field: "Mutation.leaveWaitlist", document: `mutation($appointment: ID!) { leaveWaitlist(input: {appointmentId: $appointment}) { appointment { id } } }`, outcomes: booked},
	{field: "Mutation.answerOffer", document: `mutation { answerOffer(input: {offerId: "none", accept: true}) { __typename } }`, outcomes: [6]string{in_, not, not, not, not, not}},
	{field: "Mutation.inviteCarer", document: `mutation($patient: ID!) { inviteCarer(input: {patientId: $patient, email: "aunt@example.org", relationship: "aunt", scopes: [ADVICE]}) { invitation { id } } }`, outcomes: hers(not, ban, ban)},
	{field: "Mutation.revokeCarerInvitation", document: `mutation($invitation: ID!) { revokeCarerInvitation(input: {invitationId: $invitation}) { invitation { id } } }`, outcomes: hers(not, yes, yes)},
	{field: "Mutation.acceptCarerInvitation", document: `mutation { acceptCarerInvitation(input: {token: "none"}) { patientId } }`, outcomes: [6]string{in_, old, old, ban, ban, ban}},
	{field: "Mutation.createCarerAccount", document: `mutation { createCarerAccount(input: {token: "none", fullName: "", username: "", password: ""}) { __typename } }`, outcomes: [6]string{old, old, old, old, old, old}},
	{field: "Mutation.revokeCarer", document: `mutation($carer: ID!) { revokeCarer(input: {carerId: $carer, reason: "r"}) { carer { id } } }`, outcomes: hers(not, yes, yes)},
	{field: "Mutation.grantCarer", document: `mutation($patient: ID!) { grantCarer(input: {patientId: $patient, username: "jordan.whitfield", relationship: "brother", scopes: [ADVICE], reason: "r"}) { carer { id } } }`, outcomes: [6]string{in_, ban, ban, ban, bad, bad}},

	{field: "Mutation.issueActivationCode", document: `mutation($patient: ID!) { issueActivationCode(input: {patientId: $patient}) { code } }`, outcomes: [6]string{in_, ban, ban, ban, con, con}},
	{field: "Mutation.settleRegistrationLock", document: `mutation { settleRegistrationLock(input: {lockId: "none"}) { locks { id } } }`, outcomes: [6]string{in_, ban, ban, ban, not, not}},
	{field: "Mutation.startRegistration", document: `mutation { startRegistration(input: {clinicNumber: "", activationCode: "", email: "m@example.org", fullName: "", dateOfBirth: "1990-01-31"}) { registration { id } } }`, outcomes: [6]string{bad, bad, bad, bad, bad, bad}},
	{field: "Mutation.completeRegistration", document: `mutation { completeRegistration(input: {registrationId: "none", username: "", password: ""}) { __typename } }`, outcomes: [6]string{old, old, old, old, old, old}},
	{field: "Mutation.registerPatient", document: `mutation { registerPatient(input: {fullName: "Made Up", dateOfBirth: "1990-01-31"}) { patient { id } } }`, outcomes: [6]string{in_, ban, ban, ban, yes, yes}},

	{field: "Mutation.extendHold", document: `mutation($hold: ID!) { extendHold(input: {holdId: $hold}) { hold { id } } }`, outcomes: [6]string{in_, yes, not, not, not, not}},
	{field: "Mutation.leaveHold", document: `mutation($hold: ID!) { leaveHold(input: {holdId: $hold}) { keptUntil } }`, outcomes: [6]string{in_, yes, not, not, not, not}},
	{field: "Mutation.resumeHold", document: `mutation($hold: ID!) { resumeHold(input: {holdId: $hold}) { hold { id } } }`, outcomes: [6]string{in_, yes, not, not, not, not}},
	{field: "Query.bookingDraft", document: `query($patient: ID!) { bookingDraft(patientId: $patient) { reason } }`, outcomes: booked},
	{field: "Mutation.saveBookingDraft", document: `mutation($patient: ID!) { saveBookingDraft(input: {patientId: $patient, reason: "r"}) { draft { reason } } }`, outcomes: booked},
	{field: "Mutation.dropBookingDraft", document: `mutation($patient: ID!) { dropBookingDraft(input: {patientId: $patient}) { dropped } }`, outcomes: booked},
	{field: "Mutation.bookAppointment", document: `mutation($hold: ID!, $patient: ID!) { bookAppointment(input: {holdId: $hold, patientId: $patient, reason: "r", contact: {email: "m@example.org"}}) { __typename } }`, outcomes: [6]string{in_, yes, not, not, not, not}},
	{field: "Mutation.rescheduleAppointment", document: `mutation($appointment: ID!, $hold: ID!) { rescheduleAppointment(input: {appointmentId: $appointment, holdId: $hold}) { __typename } }`, outcomes: [6]string{in_, yes, not, not, not, not}},
	{field: "Mutation.releaseHold", document: `mutation($hold: ID!) { releaseHold(input: {holdId: $hold}) { released } }`, outcomes: [6]string{in_, yes, not, not, not, not}},
	{field: "Query.appointmentRequests", document: `{ appointmentRequests(first: 1) { edges { node { id patient { fullName } } } } }`, outcomes: [6]string{in_, ban, ban, yes, yes, ban}},
	{field: "Query.appointmentRequest", document: `query($request: ID!) { appointmentRequest(requestId: $request) { id } }`, outcomes: booked},
	{field: "Mutation.requestAppointment", document: `mutation($patient: ID!, $asked: ID!) { requestAppointment(input: {patientId: $patient, serviceId: $asked, reason: "r", contact: {email: "m@example.org"}}) { request { id } } }`, outcomes: booked},
	{field: "Mutation.askForOtherTimes", document: `mutation($request: ID!) { askForOtherTimes(input: {requestId: $request, wishes: "w"}) { request { id } } }`, outcomes: booked},
	{field: "Mutation.answerAppointmentRequest", document: `mutation($request: ID!) { answerAppointmentRequest(input: {requestId: $request, slotIds: []}) { request { id } } }`, outcomes: [6]string{in_, ban, ban, bad, bad, ban}},
	{field: "Mutation.withdrawAppointmentRequest", document: `mutation { withdrawAppointmentRequest(input: {requestId: "none"}) { request { id } } }`, outcomes: [6]string{in_, not, not, not, not, not}},
	{field: "Mutation.takeProposedTime", document: `mutation { takeProposedTime(input: {proposalId: "none"}) { __typename } }`, outcomes: [6]string{in_, not, not, not, not, not}},
	{field: "Query.practitionerSchedule", document: `{ practitionerSchedule(practitionerId: "none") { version } }`, outcomes: [6]string{in_, ban, ban, not, not, not}},
	{field: "Query.scheduleExceptions", document: `{ scheduleExceptions { id } }`, outcomes: [6]string{in_, ban, ban, yes, yes, yes}},
	{field: "Mutation.saveSchedule", document: `mutation { saveSchedule(input: {practitionerId: "none", locationId: "none", departmentId: "none", hours: [], version: 0}) { affected { proposed } } }`, outcomes: [6]string{in_, ban, ban, bad, bad, bad}},
	{field: "Mutation.addScheduleException", document: `mutation { addScheduleException(input: {locationId: "none", date: "2026-01-31"}) { affected { proposed } } }`, outcomes: [6]string{in_, ban, ban, not, not, not}},
	{field: "Mutation.removeScheduleException", document: `mutation { removeScheduleException(input: {exceptionId: "none"}) { removed } }`, outcomes: [6]string{in_, ban, ban, not, not, not}},
	{field: "Mutation.blockSlots", document: `mutation { blockSlots(input: {practitionerId: "none", from: "2026-01-31T09:00:00Z", to: "2026-01-31T10:00:00Z"}) { changed } }`, outcomes: [6]string{in_, ban, ban, not, not, not}},
	{field: "Mutation.addReferral", document: `mutation($patient: ID!, $service: ID!) { addReferral(input: {patientId: $patient, serviceId: $service}) { referral { id } } }`, outcomes: [6]string{in_, ban, ban, yes, yes, ban}},
	{field: "Mutation.withdrawReferral", document: `mutation { withdrawReferral(input: {referralId: "none"}) { withdrawn } }`, outcomes: [6]string{in_, ban, ban, not, not, ban}},
	{field: "Mutation.holdSlot", document: `mutation($slot: ID!, $service: ID!, $patient: ID!) { holdSlot(input: {slotId: $slot, serviceId: $service, patientId: $patient}) { __typename } }`, outcomes: booked},
	{field: "Mutation.cancelAppointment", document: `mutation($appointment: ID!) { cancelAppointment(input: {appointmentId: $appointment, reasonCode: OTHER}) { __typename } }`, outcomes: booked},
	{field: "Mutation.markAdviceRead", document: `mutation($advice: ID!) { markAdviceRead(input: {adviceId: $advice}) { advice { id } } }`, outcomes: hers(ban, not, not)},
	{field: "Mutation.completeInstruction", document: `mutation($instruction: ID!) { completeInstruction(input: {instructionId: $instruction}) { advice { id } } }`, outcomes: hers(ban, not, not)},
	{field: "Mutation.publishAdvice", document: `mutation($patient: ID!) { publishAdvice(input: {patientId: $patient, subject: "s", body: "b"}) { advice { id } } }`, outcomes: [6]string{in_, ban, ban, yes, ban, ban}},
	{field: "Mutation.markNotificationsRead", document: `mutation { markNotificationsRead(input: {}) { unreadCount } }`, outcomes: members},
	{field: "Mutation.acceptPrivacyPolicy", document: `mutation { acceptPrivacyPolicy(input: {version: ""}) { viewer { account { id } } } }`, outcomes: [6]string{in_, bad, bad, bad, bad, bad}},
	{field: "Query.notificationPreferences", document: `{ notificationPreferences { id } }`, outcomes: members},
	{field: "Mutation.saveNotificationPreferences", document: `mutation { saveNotificationPreferences(input: {channels: [], leads: [], quietHours: {on: true, from: "21:00", until: "08:00"}}) { preferences { id } } }`, outcomes: members},
	{field: "Query.contactPoints", document: `{ contactPoints { id } }`, outcomes: members},
	{field: "Mutation.askForTexts", document: `mutation { askForTexts(input: {phone: "+15550100199"}) { contactPoints { id } } }`, outcomes: members},
	{field: "Mutation.provePhone", document: `mutation { provePhone(input: {code: "000000"}) { contactPoints { id } } }`, outcomes: membersInvalid},
	{field: "Mutation.removePhone", document: `mutation { removePhone { contactPoints { id } } }`, outcomes: members},
	{field: "Mutation.savePushDevice", document: `mutation { savePushDevice(input: {endpoint: "https://nowhere.invalid", p256dh: "", auth: "", device: "x"}) { contactPoints { id } } }`, outcomes: membersInvalid},
	{field: "Mutation.removePushDevice", document: `mutation { removePushDevice(input: {deviceId: "x"}) { contactPoints { id } } }`, outcomes: membersMissing},
	{field: "Mutation.refreshSession", document: `mutation { refreshSession(input: {refreshToken: "none"}) { accessToken } }`, outcomes: [6]string{in_, in_, in_, in_, in_, in_}},
	{field: "Mutation.revokeSession", document: `mutation($session: ID!) { revokeSession(input: {sessionId: $session}) { account { id } } }`, outcomes: [6]string{in_, yes, not, not, not, not}},
	{field: "Mutation.verifyEmail", document: `mutation { verifyEmail(input: {token: "none"}) { verified } }`, outcomes: [6]string{old, old, old, old, old, old}},
	{field: "Query.passwordReset", document: `{ passwordReset(token: "none") { valid } }`, outcomes: anyone},
	{field: "Mutation.recoverUsername", document: `mutation { recoverUsername(input: {fullName: "", dateOfBirth: "1984-03-09", clinicNumber: ""}) { accepted } }`, outcomes: [6]string{bad, bad, bad, bad, bad, bad}},
	{field: "Mutation.requestPasswordReset", document: `mutation { requestPasswordReset(input: {usernameOrEmail: ""}) { accepted } }`, outcomes: [6]string{bad, bad, bad, bad, bad, bad}},
	{field: "Mutation.resetPassword", document: `mutation { resetPassword(input: {token: "none", newPassword: "p"}) { reset } }`, outcomes: [6]string{old, old, old, old, old, old}},
	{field: "Query.passwordAdvice", document: `{ passwordAdvice(input: {password: "p"}) { good strength missing } }`, outcomes: anyone},
	{field: "Mutation.changePassword", document: `mutation { changePassword(input: {newPassword: "p"}) { expiresAt } }`, outcomes: [6]string{in_, bad, bad, bad, bad, bad}},
	{field: "Mutation.changeEmail", document: `mutation { changeEmail(input: {email: "p"}) { accepted } }`, outcomes: [6]string{in_, bad, bad, bad, bad, bad}},
	{field: "Mutation.resendVerification", document: `mutation { resendVerification { accepted } }`, outcomes: [6]string{in_, yes, con, yes, yes, yes}},
	{field: "Mutation.setSecurityAnswers", document: `mutation { setSecurityAnswers(input: {securityAnswers: []}) { account { id } } }`, outcomes: [6]string{in_, bad, bad, bad, bad, bad}},
	{field: "Mutation.signIn", document: `mutation { signIn(input: {username: "", password: ""}) { __typename } }`, outcomes: [6]string{bad, bad, bad, bad, bad, bad}},
	{field: "Mutation.stepUp", document: `mutation { stepUp(input: {password: ""}) { expiresAt } }`, outcomes: [6]string{in_, bad, bad, bad, bad, bad}},
	{field: "Mutation.startPasskeyRegistration", document: `mutation { startPasskeyRegistration { ceremonyId } }`, outcomes: members},
	{field: "Mutation.finishPasskeyRegistration", document: `mutation { finishPasskeyRegistration(input: {ceremonyId: "none", credentialJson: "{}"}) { passkey { id } } }`, outcomes: [6]string{in_, old, old, old, old, old}},
	{field: "Mutation.renamePasskey", document: `mutation { renamePasskey(input: {passkeyId: "none", name: "n"}) { passkey { id } } }`, outcomes: [6]string{in_, not, not, not, not, not}},
	{field: "Mutation.removePasskey", document: `mutation { removePasskey(input: {passkeyId: "none"}) { account { id } } }`, outcomes: [6]string{in_, not, not, not, not, not}},
	{field: "Mutation.startPasskeyVerification", document: `mutation { startPasskeyVerification(input: {challengeId: "none"}) { ceremonyId } }`, outcomes: [6]string{old, old, old, old, old, old}},
	{field: "Mutation.startPasskeyStepUp", document: `mutation { startPasskeyStepUp { ceremonyId } }`, outcomes: [6]string{in_, con, con, con, con, con}},
	{field: "Mutation.startPasskeySignIn", document: `mutation { startPasskeySignIn { ceremonyId } }`, outcomes: anyone},
	{field: "Mutation.finishPasskeySignIn", document: `mutation { finishPasskeySignIn(input: {ceremonyId: "none", credentialJson: "{}"}) { __typename } }`, outcomes: [6]string{old, old, old, old, old, old}},
	{field: "Query.signInChallenge", document: `{ signInChallenge(challengeId: "none") { challengeId } }`, outcomes: anyone},
	{field: "Mutation.verifySecondFactor", document: `mutation { verifySecondFactor(input: {challengeId: "none", method: TOTP, code: "123456"}) { __typename } }`, outcomes: [6]string{old, old, old, old, old, old}},
	{field: "Mutation.startTotpEnrollment", document: `mutation { startTotpEnrollment { secret } }`, outcomes: members},
	{field: "Mutation.confirmTotpEnrollment", document: `mutation { confirmTotpEnrollment(input: {code: "12"}) { recoveryCodes } }`, outcomes: [6]string{in_, bad, bad, bad, bad, bad}},
	{field: "Mutation.disableTotp", document: `mutation { disableTotp { account { id } } }`, outcomes: [6]string{in_, con, con, con, con, con}},
	{field: "Mutation.regenerateRecoveryCodes", document: `mutation { regenerateRecoveryCodes { recoveryCodes } }`, outcomes: [6]string{in_, con, con, con, con, con}},
	{field: "Mutation.forgetRememberedDevices", document: `mutation { forgetRememberedDevices { account { secondFactor { totp recoveryCodesLeft rememberedDevices { id } } } } }`, outcomes: members},
	{field: "Mutation.resetSecondFactor", document: `mutation($patient: ID!) { resetSecondFactor(input: {patientId: $patient, reason: "passport seen"}) { reset } }`, outcomes: [6]string{in_, ban, ban, ban, con, con}},
	{field: "Mutation.extendSession", document: `mutation { extendSession { expiresAt } }`, outcomes: members},
	{field: "Query.staffAccounts", document: `{ staffAccounts(first: 1) { edges { node { id username state lastSeenAt } } } }`, outcomes: [6]string{in_, ban, ban, ban, ban, yes}},
	{field: "Mutation.addStaff", document: `mutation { addStaff(input: {username: "", displayName: "", role: PATIENT}) { firstPassword } }`, outcomes: [6]string{in_, ban, ban, ban, ban, bad}},
	{field: "Mutation.disableStaff", document: `mutation { disableStaff(input: {accountId: "none", reason: "left us"}) { staffAccount { id } } }`, outcomes: [6]string{in_, ban, ban, ban, ban, not}},
	{field: "Mutation.enableStaff", document: `mutation { enableStaff(input: {accountId: "none", reason: "came back"}) { staffAccount { id } } }`, outcomes: [6]string{in_, ban, ban, ban, ban, not}},
	{field: "Mutation.resetStaff", document: `mutation { resetStaff(input: {accountId: "none", reason: "lost phone"}) { firstPassword } }`, outcomes: [6]string{in_, ban, ban, ban, ban, not}},
	{field: "Mutation.signOut", document: `mutation { signOut { signedOut } }`, outcomes: members, fresh: true},
	{field: "Mutation.signOutEverywhere", document: `mutation { signOutEverywhere { signedOut } }`, outcomes: members, fresh: true},
}

// subscriptions cannot be asked by POST; the tests of web, notify and booking ask them.
var askedElsewhere = []string{"Subscription.appointmentEvents", "Subscription.notificationAdded", "Subscription.slotChanges", "Subscription.daySheetChanges"}

// ownFields are a patient's identity, disclosed with Query.patient itself.
var ownFields = []string{"id", "fullName", "givenNames", "familyName", "clinicNumber", "dateOfBirth", "sex"}

func TestEveryFieldHasARow(t *testing.T) {
	t.Parallel()
	known := slices.Clone(askedElsewhere)
	for _, r := range roleTable {
		known = append(known, r.field)
	}
	schema := graph.NewSchema(graph.Rooms{}).Schema()
	for _, name := range []string{"Query", "Mutation", "Subscription", "Patient"} {
		for _, f := range schema.Types[name].Fields {
			id := name + "." + f.Name
			own := name == "Patient" && slices.Contains(ownFields, f.Name)
			if !strings.HasPrefix(f.Name, "__") && !own && !slices.Contains(known, id) {
				t.Errorf("%s has no row in the role table: say who may ask it", id)
			}
		}
	}
}

func TestRoleTable(t *testing.T) {
	t.Parallel()
	for _, dialect := range dialects {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, dialect)
			sessions := w.everybody(t)
			variables := w.mariasThings(t, sessions["maria.alvarez"])
			for _, r := range roleTable {
				for i, asker := range askers {
					b := sessions[asker]
					if r.fresh && asker != "anonymous" {
						b = w.signIn(t, asker)
					}
					if r.field == "Mutation.holdSlot" {
						variables["slot"] = w.freeSlot(t, sessions["maria.alvarez"], i)
					}
					if got := b.do(t, r.document, variables).code(); got != r.outcomes[i] {
						t.Errorf("%s asked by %s: %q, want %q", r.field, asker, got, r.outcomes[i])
					}
				}
			}
		})
	}
}

// TestForeignAndMissingAnswerAlike: an id that is somebody else's tells nothing
// that an id of nothing would not.
func TestForeignAndMissingAnswerAlike(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "sqlite")
	sessions := map[string]*browser{"maria.alvarez": w.signIn(t, "maria.alvarez")}
	real := w.mariasThings(t, sessions["maria.alvarez"])
	missing := map[string]any{}
	for name := range real {
		missing[name] = "0198c7f0-0000-7000-8000-000000000000"
	}
	jordan := w.signIn(t, "jordan.whitfield")
	for _, r := range roleTable {
		if r.outcomes[2] != not {
			continue
		}
		foreign, nothing := jordan.do(t, r.document, real), jordan.do(t, r.document, missing)
		a, _ := json.Marshal(foreign)
		b, _ := json.Marshal(nothing)
		if string(a) != string(b) {
			t.Errorf("%s: %s for a foreign id, %s for a missing one", r.field, a, b)
		}
	}
}

func (w *world) everybody(t *testing.T) map[string]*browser {
	t.Helper()
	sessions := map[string]*browser{"anonymous": w.anonymous()}
	for _, asker := range askers[1:] {
		sessions[asker] = w.signIn(t, asker)
	}
	return sessions
}

// mariasThings are ids that are hers.
func (w *world) mariasThings(t *testing.T, maria *browser) map[string]any {
	t.Helper()
	var got struct {
		Patient struct {
			Appointments struct {
				Edges []struct{ Node struct{ ID string } }
			}
			Advice struct {
				Edges []struct {
					Node struct {
						ID           string
						Instructions []struct{ ID string }
					}
				}
			}
		}
		Viewer struct {
			Account struct{ Sessions []struct{ ID string } }
		}
		Clinic struct {
			Services []struct{ ID, Name string }
		}
	}
	w.signIn(t, "maria.alvarez") // a second device, to be signed out
	maria.do(t, `query($patient: ID!) {
		patient(patientId: $patient) { appointments { edges { node { id } } } advice { edges { node { id instructions { id } } } } }
		viewer { account { sessions { id } } } clinic { services { id name } } }`,
		map[string]any{"patient": w.maria.ID}).into(t, &got)
	newest := got.Patient.Advice.Edges[0].Node
	things := map[string]any{
		"patient": w.maria.ID, "appointment": got.Patient.Appointments.Edges[0].Node.ID,
		"advice": newest.ID, "instruction": newest.Instructions[0].ID,
		"session": got.Viewer.Account.Sessions[0].ID, "service": got.Clinic.Services[0].ID,
	}
	var places struct {
		Clinic struct{ Locations []struct{ ID string } }
	}
	maria.do(t, `{ clinic { locations { id } } }`, nil).into(t, &places)
	things["location"] = places.Clinic.Locations[0].ID
	things["slot"] = w.freeSlot(t, maria, 20)
	for _, v := range got.Clinic.Services {
		if v.Name == "Exercise stress test" {
			things["asked"] = v.ID
		}
	}
	var asked struct {
		RequestAppointment struct{ Request struct{ ID string } }
	}
	maria.do(t, `mutation($patient: ID!, $asked: ID!) {
		requestAppointment(input: {patientId: $patient, serviceId: $asked, reason: "r", contact: {email: "m@example.org"}}) { request { id } } }`,
		map[string]any{"patient": w.maria.ID, "asked": things["asked"]}).into(t, &asked)
	things["request"] = asked.RequestAppointment.Request.ID
	var held struct {
		HoldSlot struct{ Hold struct{ ID string } }
	}
	maria.do(t, `mutation($slot: ID!, $service: ID!, $patient: ID!) {
		holdSlot(input: {slotId: $slot, serviceId: $service, patientId: $patient}) { ... on SlotHeld { hold { id } } } }`,
		map[string]any{"slot": things["slot"], "service": things["service"], "patient": w.maria.ID}).into(t, &held)
	things["hold"] = held.HoldSlot.Hold.ID
	things["carer"], _ = w.carer(t, "sister", actor.ScopeAdvice)
	var invited struct {
		InviteCarer struct{ Invitation struct{ ID string } }
	}
	maria.do(t, `mutation($patient: ID!) {
		inviteCarer(input: {patientId: $patient, email: "brother@example.org", relationship: "brother", scopes: [ADVICE]}) { invitation { id } } }`,
		map[string]any{"patient": w.maria.ID}).into(t, &invited)
	things["invitation"] = invited.InviteCarer.Invitation.ID
	return things
}

// freeSlot is the nth free slot of the first service, far enough ahead.
func (w *world) freeSlot(t *testing.T, b *browser, n int) string {
	t.Helper()
	var got struct {
		Clinic struct{ Services []struct{ ID string } }
		Slots  struct {
			Edges []struct{ Node struct{ ID string } }
		}
	}
	b.do(t, `{ clinic { services { id } } }`, nil).into(t, &got)
	b.do(t, `query($s: ID!, $from: DateTime!) { slots(serviceId: $s, from: $from, first: 40) { edges { node { id } } } }`,
		map[string]any{"s": got.Clinic.Services[0].ID, "from": w.clock().AddDate(0, 0, 15)}).into(t, &got)
	return got.Slots.Edges[n].Node.ID
}
