package account

// VerifyEmailInput is the link that proves an address.
type VerifyEmailInput struct{ Token string }

// VerifyEmailPayload says that the address is the account's.
type VerifyEmailPayload struct{ Verified bool }

// ResendVerificationPayload says that the mail is on its way.
type ResendVerificationPayload struct{ Accepted bool }
