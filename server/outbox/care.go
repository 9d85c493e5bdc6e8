package outbox

// CareFacts is the payload of CareChanged: who may act for a patient, or may not
// any more.
type CareFacts struct {
	Begun          bool     `json:"begun"` // else it has ended
	CarerAccountID string   `json:"carerAccountId"`
	Carer          string   `json:"carer"`   // the name, for the patient to read
	Patient        string   `json:"patient"` // given name and initial, for the carer to read
	SelfAccountID  string   `json:"selfAccountId,omitempty"`
	GuardianIDs    []string `json:"guardianIds,omitempty"` // accounts that decide for the patient
}
