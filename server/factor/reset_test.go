package factor

import (
	"testing"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

const reason = "Phone lost; passport seen at the desk."

func (w *world) reset(who actor.Actor, patientID, accountID string) error {
	_, err := w.ResetSecondFactor(w.Ctx, who, ResetSecondFactorInput{PatientID: &patientID, AccountID: &accountID, Reason: reason})
	return err
}

func TestTheDeskResetsALostFactor(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		patient := w.Patient("4-000-001")
		w.Add(account.CreateInput{Username: "lost.phone", Email: "rosa@example.org", PatientID: patient})
		out, err := w.SignIn(w.Ctx, account.SignInInput{Username: "lost.phone", Password: ownPassword}, home)
		if err != nil {
			t.Fatal(err)
		}
		wantCode(t, w.reset(desk, patient, ""), fault.Conflict)
		if has, err := w.HasSecondFactor(w.Ctx, desk, patient); err != nil || has {
			t.Errorf("before: %v, %v", has, err)
		}
		w.enrolled(out.Who())
		if has, err := w.HasSecondFactor(w.Ctx, admin, patient); err != nil || !has {
			t.Errorf("set up: %v, %v", has, err)
		}
		_, err = w.HasSecondFactor(w.Ctx, nurse, patient)
		wantCode(t, err, fault.Forbidden)
		if err := w.reset(desk, patient, ""); err != nil {
			t.Fatal(err)
		}
		if w.IsOpen(out.SessionToken) {
			t.Error("a session outlived it")
		}
		again, err := w.SignIn(w.Ctx, account.SignInInput{Username: "lost.phone", Password: ownPassword}, home)
		if err != nil || again.SignedIn == nil {
			t.Errorf("the password alone: %+v, %v", again, err)
		}
		n := w.Number(`SELECT COUNT(*) FROM audit_events WHERE action = 'account.reset_second_factor' AND reason = ?
			AND account_id = 'desk' AND patient_id = ? AND outcome = ?`, reason, patient, audit.OK)
		if n != 1 || w.told(outbox.LetterFactorReset) != 1 {
			t.Errorf("%d rows with the reason, %d letters", n, w.told(outbox.LetterFactorReset))
		}
		if n := w.Number(`SELECT COUNT(*) FROM account_recovery_codes`); n != 0 {
			t.Errorf("%d recovery codes left", n)
		}
	})
}

func TestWhoMayResetWhose(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		patient := w.Patient("4-000-001")
		own := w.Add(account.CreateInput{Username: "patient", PatientID: patient})
		staff := w.Add(account.CreateInput{Username: "clinician", Role: actor.RoleClinician})
		none := w.Patient("4-000-002")
		for name, c := range map[string]struct {
			who                actor.Actor
			patient, accountID string
			want               fault.Code
		}{
			"nobody":              {actor.Actor{}, patient, "", fault.Unauthenticated},
			"a patient":           {actor.FromSession(actor.Session{ID: "s", AccountID: own, Role: actor.RolePatient}), patient, "", fault.Forbidden},
			"a clinician":         {nurse, patient, "", fault.Forbidden},
			"the desk":            {desk, patient, "", fault.Conflict}, // there is none, but they may
			"the desk by account": {desk, "", own, fault.Conflict},
			"the desk, of staff":  {desk, "", staff, fault.NotFound},
			"an administrator":    {admin, "", staff, fault.Conflict},
			"no account":          {admin, none, "", fault.NotFound},
			"no patient":          {admin, store.NewID(), "", fault.NotFound},
			"both ids":            {admin, patient, own, fault.InvalidInput},
			"neither":             {admin, "", "", fault.InvalidInput},
			"what is no id":       {admin, "", "a\x00b", fault.NotFound},
		} {
			if err := w.reset(c.who, c.patient, c.accountID); err == nil || fault.CodeOf(err) != c.want {
				t.Errorf("%s: %v, want %s", name, err, c.want)
			}
		}
		_, err := w.ResetSecondFactor(w.Ctx, desk, ResetSecondFactorInput{PatientID: &patient, Reason: "  ok "})
		wantCode(t, err, fault.InvalidInput)
	})
}
