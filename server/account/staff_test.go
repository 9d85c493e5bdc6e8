package account

import (
	"sync"
	"testing"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
)

// hire adds a member of staff called lin.desk, or of that name.
func (w *world) hire(username string, role actor.Role) StaffPayload {
	w.t.Helper()
	first, err := w.AddStaff(w.ctx, system, AddStaffInput{Username: username, DisplayName: "Made Up", Role: role})
	if err != nil {
		w.t.Fatal(err)
	}
	return first
}

func TestStaffBeginWithAPasswordToChange(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first := w.hire("lin.desk", actor.RoleFrontDesk)
		out, err := w.SignIn(w.ctx, SignInInput{Username: "lin.desk", Password: first.FirstPassword}, home)
		if err != nil {
			t.Fatal(err)
		}
		owes := out.Who().Owes()
		if len(owes) != 2 || owes[0] != actor.DutyPassword || owes[1] != actor.DutySecondFactor {
			t.Errorf("owes %v", owes)
		}
	})
}

func TestOnlyAdministratorsChangeStaff(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.hire("lin.desk", actor.RoleFrontDesk)
		desk := actor.FromSession(actor.Session{ID: "s", AccountID: "other", Role: actor.RoleFrontDesk})
		in := ChangeStaffInput{Username: "lin.desk", Reason: "Left the clinic."}
		_, err := w.AddStaff(w.ctx, desk, AddStaffInput{Username: "new.one", DisplayName: "Made Up", Role: actor.RoleFrontDesk})
		wantCode(t, err, fault.Forbidden)
		_, err = w.DisableStaff(w.ctx, desk, in)
		wantCode(t, err, fault.Forbidden)
		_, err = w.EnableStaff(w.ctx, desk, in)
		wantCode(t, err, fault.Forbidden)
		_, err = w.ResetStaff(w.ctx, desk, in)
		wantCode(t, err, fault.Forbidden)
		_, err = w.AddStaff(w.ctx, admin, AddStaffInput{Username: "a.patient", DisplayName: "Made Up", Role: actor.RolePatient})
		wantCode(t, err, fault.InvalidInput)
		in.Username = ownUsername // a patient's account is no staff's
		_, err = w.DisableStaff(w.ctx, admin, in)
		wantCode(t, err, fault.NotFound)
		for _, id := range []string{"none", "a\x00b"} {
			_, err = w.EnableStaff(w.ctx, admin, ChangeStaffInput{AccountID: id, Reason: "Came back."})
			wantCode(t, err, fault.NotFound)
		}
		_, err = w.ResetStaff(w.ctx, admin, ChangeStaffInput{})
		wantFields(t, err, "accountId", "reason")
		_, err = w.AddStaff(w.ctx, admin, AddStaffInput{PractitionerID: new("p"), Role: actor.RoleFrontDesk, Email: new("nobody")})
		wantFields(t, err, "username", "displayName", "email", "practitionerId")
	})
}

func TestADisabledMemberOfStaffIsOutAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first := w.hire("lin.desk", actor.RoleFrontDesk)
		out, err := w.SignIn(w.ctx, SignInInput{Username: "lin.desk", Password: first.FirstPassword}, home)
		if err != nil {
			t.Fatal(err)
		}
		ended, stop := w.Revoked(out.Who().SessionID())
		defer stop()
		in := ChangeStaffInput{Username: "Lin.Desk", Reason: "Left the clinic."}
		for range 2 {
			if _, err := w.DisableStaff(w.ctx, admin, in); err != nil {
				t.Fatal(err)
			}
		}
		<-ended
		if w.alive(out.SessionToken) {
			t.Error("the session goes on")
		}
		wantCode(t, w.try("lin.desk", first.FirstPassword, home), fault.Unauthenticated)
		if n := w.number(`SELECT COUNT(*) FROM audit_events WHERE action = 'account.disable' AND reason = 'Left the clinic.'`); n != 1 {
			t.Errorf("%d rows on the trail", n)
		}
	})
}

func TestAResetMemberOfStaffBeginsAnew(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first := w.hire("lin.desk", actor.RoleFrontDesk)
		w.exec(`UPDATE accounts SET must_change_password = ?, disabled_at = 1 WHERE id = ?`, false, first.StaffAccount.ID)
		again, err := w.ResetStaff(w.ctx, admin, ChangeStaffInput{Username: "lin.desk", Reason: "Lost the phone; showed a badge."})
		if err != nil {
			t.Fatal(err)
		}
		wantCode(t, w.try("lin.desk", first.FirstPassword, home), fault.Unauthenticated)
		out, err := w.SignIn(w.ctx, SignInInput{Username: "lin.desk", Password: again.FirstPassword}, home)
		if err != nil {
			t.Fatal(err)
		}
		if owes := out.Who().Owes(); len(owes) == 0 || owes[0] != actor.DutyPassword {
			t.Errorf("owes %v", owes)
		}
		if w.recorded("account.reset_staff", audit.OK) != 1 {
			t.Error("not on the trail")
		}
	})
}

func TestOneAdministratorIsLeftWhateverHappens(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, name := range []string{"first.admin", "second.admin"} {
			w.hire(name, actor.RoleAdministrator)
		}
		var both sync.WaitGroup
		for _, name := range []string{"first.admin", "second.admin"} {
			both.Go(func() {
				_, err := w.DisableStaff(w.ctx, system, ChangeStaffInput{Username: name, Reason: "Left the clinic."})
				if err != nil && fault.CodeOf(err) != fault.Conflict {
					t.Error(err)
				}
			})
		}
		both.Wait()
		if n := w.number(`SELECT COUNT(*) FROM accounts WHERE role = 'ADMINISTRATOR' AND disabled_at = 0`); n != 1 {
			t.Errorf("%d administrators are left", n)
		}
	})
}
