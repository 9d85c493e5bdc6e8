package outbox

import (
	"encoding/json"
	"fmt"
)

// LetterKind is what a mail about an account says; its words are notify's.
type LetterKind string

// The kinds.
const (
	LetterVerifyEmail   LetterKind = "VERIFY_EMAIL"   // with a link: this address is mine
	LetterUsername      LetterKind = "USERNAME"       // names the username that was forgotten
	LetterResetPassword LetterKind = "RESET_PASSWORD" // with a link for each username
	LetterNewPassword   LetterKind = "NEW_PASSWORD"   // the password was changed
	LetterEmailAsked    LetterKind = "EMAIL_ASKED"    // to the old address: another is to take its place
	LetterEmailChanged  LetterKind = "EMAIL_CHANGED"  // to the old address: another has taken its place
	LetterNewQuestions  LetterKind = "NEW_QUESTIONS"  // the security questions were changed

	LetterTOTPOn      LetterKind = "TOTP_ON"             // an authenticator app was set up
	LetterTOTPOff     LetterKind = "TOTP_OFF"            // and taken off
	LetterNewCodes    LetterKind = "NEW_RECOVERY_CODES"  // recovery codes were drawn anew
	LetterCodeUsed    LetterKind = "RECOVERY_CODE_USED"  // one of them was used
	LetterFactorReset LetterKind = "SECOND_FACTOR_RESET" // the clinic took every second factor off
	LetterStaffReset  LetterKind = "STAFF_RESET"         // an administrator took password and second factors off

	LetterPasskeyAdded   LetterKind = "PASSKEY_ADDED"   // a passkey opens the account from now on
	LetterPasskeyRemoved LetterKind = "PASSKEY_REMOVED" // a passkey opens it no more
	LetterCarerInvited   LetterKind = "CARER_INVITED"   // with a link: to act for a patient
	LetterCareBegun      LetterKind = "CARE_BEGUN"      // to the carer
	LetterCareEnded      LetterKind = "CARE_ENDED"      // to the carer
	LetterCarerAdded     LetterKind = "CARER_ADDED"     // to the patient, or who decides for them
	LetterCarerGone      LetterKind = "CARER_GONE"      // to the patient, or who decides for them
)

// Letter is the payload of LetterWritten: a mail about an account. It holds no
// token; those are made of the links' ids when the mail goes out.
type Letter struct {
	Kind      LetterKind   `json:"kind"`
	AccountID string       `json:"accountId,omitempty"` // empty when nobody has it
	Address   string       `json:"address,omitempty"`   // empty for a letter to nobody, which is never sent
	Items     []LetterItem `json:"items,omitempty"`
}

// LetterItem is one account or one link that a letter names.
type LetterItem struct {
	Username string `json:"username,omitempty"`
	LinkID   string `json:"linkId,omitempty"`
}

// NewLetter makes the event of a letter. The id is its own for ever: the same
// letter is never written twice.
func NewLetter(id string, l Letter) (Event, error) {
	payload, err := json.Marshal(l)
	if err != nil {
		return Event{}, fmt.Errorf("writing a letter: %w", err)
	}
	return Event{Stream: LetterStream(id), Kind: LetterWritten, SubjectID: id, Payload: payload}, nil
}

// LetterOf reads the letter of a LetterWritten.
func LetterOf(payload json.RawMessage) (Letter, error) {
	var l Letter
	if err := json.Unmarshal(payload, &l); err != nil {
		return Letter{}, fmt.Errorf("reading a letter: %w", err)
	}
	return l, nil
}
