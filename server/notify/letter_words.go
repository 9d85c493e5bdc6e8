package notify

import "patientportal/server/outbox"

// lettering is what a letter says around the usernames and links it names.
// Nothing of it is clinical, and no patient is named.
type lettering struct {
	subject string
	opening string
	path    string // of the page that its links open; empty for letters without one
	closing string
}

// letterWords are the letters. A new kind is added in outbox and worded here.
var letterWords = map[outbox.LetterKind]lettering{
	outbox.LetterVerifyEmail: {
		subject: "Confirm your email address",
		opening: "This address was given for an account in our patient portal. To confirm that it is yours, open this page:",
		path:    "/verify-email",
		closing: "The link works for three days. If you know of no account, you need do nothing.",
	},
	outbox.LetterUsername: {
		subject: "Your username",
		opening: "You asked us for the username of your account in our patient portal.",
		closing: "If it was not you who asked, you need do nothing: nobody but you has been told.",
	},
	outbox.LetterResetPassword: {
		subject: "Create a new password",
		opening: "You asked us for a new password. To create one, open this page:",
		path:    "/reset-password",
		closing: "The link works once and for 30 minutes, and the newest one alone. " +
			"If it was not you who asked, you need do nothing: your password stays as it is.",
	},
	outbox.LetterNewPassword: {
		subject: "Your password was changed",
		opening: "The password of your account in our patient portal was changed, and your other devices were signed out.",
		closing: "If it was not you, choose “Forgot Password” on the sign-in page at once, and call us.",
	},
	outbox.LetterEmailAsked: {
		subject: "A new email address for your account",
		opening: "Someone who was signed in to your account in our patient portal asked us to write to another email address " +
			"from now on. As soon as that address is confirmed, it takes the place of this one.",
		closing: "If it was not you, sign in, change your password, and call us.",
	},
	outbox.LetterEmailChanged: {
		subject: "The email address of your account was changed",
		opening: "From now on we write about your account in our patient portal to another email address, which was confirmed.",
		closing: "If it was not you, call us at once.",
	},
	outbox.LetterPasskeyAdded: {
		subject: "A passkey was added to your account",
		opening: "A passkey was added to your account in our patient portal. " +
			"From now on the device that holds it can sign in without your password, and your password alone is no longer enough.",
		closing: "If it was not you, sign in, remove it under Account, Passkeys, change your password, and call us.",
	},
	outbox.LetterPasskeyRemoved: {
		subject: "A passkey was removed from your account",
		opening: "A passkey was removed from your account in our patient portal. The device that holds it can no longer sign in with it.",
		closing: "If it was not you, sign in, change your password, and call us.",
	},
	outbox.LetterNewQuestions: {
		subject: "Your security questions were changed",
		opening: "The security questions of your account in our patient portal were changed.",
		closing: "If it was not you, sign in, change your password, and call us.",
	},
	outbox.LetterTOTPOn: {
		subject: "Two-factor authentication was turned on",
		opening: "An authenticator app was set up for your account in our patient portal, and your other devices were signed out. " +
			"From now on signing in takes your password and a code.",
		closing: "If it was not you, call us at once.",
	},
	outbox.LetterTOTPOff: {
		subject: "Your authenticator app was turned off",
		opening: "The authenticator app of your account in our patient portal was turned off, and your other devices were signed out.",
		closing: "If it was not you, change your password and call us at once.",
	},
	outbox.LetterNewCodes: {
		subject: "You have new recovery codes",
		opening: "New recovery codes were made for your account in our patient portal. Those from before do not work any more.",
		closing: "If it was not you, change your password and call us at once.",
	},
	outbox.LetterCodeUsed: {
		subject: "One of your recovery codes was used",
		opening: "One of the recovery codes of your account in our patient portal was used in place of your second factor. " +
			"Each works once. If few are left, make new ones under “Account”, “Two-factor authentication”.",
		closing: "If it was not you, change your password and call us at once.",
	},
	outbox.LetterFactorReset: {
		subject: "Your second factor was removed",
		opening: "The clinic removed the second factor of your account in our patient portal: authenticator app, passkeys and recovery codes. " +
			"All your devices were signed out. Your password works as before; you can set up a second factor anew.",
		closing: "If you did not ask for this, call us at once.",
	},
	outbox.LetterStaffReset: {
		subject: "Your sign-in was reset",
		opening: "An administrator reset how you sign in to our patient portal. Your password and your second factor work no more, " +
			"and all your devices were signed out. They give you a first password in person.",
		closing: "If you did not ask for this, call the clinic at once.",
	},
	outbox.LetterCarerInvited: {
		subject: "An invitation to help look after somebody",
		opening: "A patient of ours, or who decides for one, would like you to help look after their affairs in our patient portal. " +
			"Who it is and what you may see and do stands on this page:",
		path: "/carer-invitation",
		closing: "The link works once and for seven days. Do not pass it on: whoever opens it can accept in your place. " +
			"If you do not know what this is about, you need do nothing.",
	},
	outbox.LetterCareBegun: {
		subject: "You can now help look after somebody",
		opening: "From now on you may act for somebody else in our patient portal, within what was shared with you. " +
			"Sign in to see for whom. They can see what you look at and do, and can end it at any time; so can you.",
		closing: "If you do not know what this is about, sign in, give it up under “Family and carers”, and call us.",
	},
	outbox.LetterCareEnded: {
		subject: "You no longer look after somebody",
		opening: "You may no longer act for somebody whose affairs you helped to look after in our patient portal. Sign in to see for whom.",
		closing: "If you did not expect this, ask them or call us.",
	},
	outbox.LetterCarerAdded: {
		subject: "Somebody can now act for you, or for a child",
		opening: "From now on somebody can act for you, or for a child in your care, in our patient portal. " +
			"Sign in and open “Family and carers” under “Account” to see who it is, what they may see and do, and what they did. " +
			"There you can end it at any time.",
		closing: "If you did not want this, end it there at once, and call us.",
	},
	outbox.LetterCarerGone: {
		subject: "Somebody can no longer act for you, or for a child",
		opening: "Somebody who could act for you, or for a child in your care, in our patient portal can no longer do so. " +
			"Sign in and open “Family and carers” under “Account” to see who it was.",
		closing: "If you did not expect this, call us.",
	},
}
