package account

import (
	"slices"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/page"
)

// wantFields wants a complaint about each of the fields, and about no other.
func wantFields(t testing.TB, err error, want ...string) {
	t.Helper()
	var got []string
	for _, f := range fault.List(err) {
		got = append(got, f.Field)
	}
	if !slices.Equal(got, want) {
		t.Errorf("complaints about %q, want %q", got, want)
	}
}

func TestStaffAreListedByUsername(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.hire("zoe.desk", actor.RoleFrontDesk)
		w.hire("Ada.Admin", actor.RoleAdministrator)
		closed := w.hire("may.doctor", actor.RoleClinician)
		in := ChangeStaffInput{AccountID: closed.StaffAccount.ID, Reason: "Left the clinic."}
		if _, err := w.DisableStaff(w.ctx, admin, in); err != nil {
			t.Fatal(err)
		}
		size := 2
		first, err := w.StaffAccounts(w.ctx, admin, page.Args{First: &size, WithTotal: true})
		if err != nil {
			t.Fatal(err)
		}
		rest, err := w.StaffAccounts(w.ctx, admin, page.Args{First: &size, After: first.PageInfo.EndCursor})
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, e := range append(first.Edges, rest.Edges...) {
			names = append(names, e.Node.Username+" "+string(e.Node.State))
		}
		want := []string{"Ada.Admin FIRST_PASSWORD", "may.doctor DISABLED", "zoe.desk FIRST_PASSWORD"}
		if !slices.Equal(names, want) || first.TotalCount != 3 {
			t.Errorf("%q of %d, want %q", names, first.TotalCount, want)
		}
		if !first.PageInfo.HasNextPage || rest.PageInfo.HasNextPage || !rest.PageInfo.HasPreviousPage {
			t.Errorf("pages %+v, %+v", first.PageInfo, rest.PageInfo)
		}
	})
}

func TestOnlyAdministratorsListStaff(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, role := range []actor.Role{actor.RolePatient, actor.RoleClinician, actor.RoleFrontDesk} {
			who := actor.FromSession(actor.Session{ID: "s", AccountID: "other", Role: role})
			_, err := w.StaffAccounts(w.ctx, who, page.Args{})
			wantCode(t, err, fault.Forbidden)
		}
		_, err := w.StaffAccounts(w.ctx, actor.Actor{}, page.Args{})
		wantCode(t, err, fault.Unauthenticated)
		_, err = w.StaffAccounts(w.ctx, admin, page.Args{After: new("rubbish")})
		wantFields(t, err, "after")
	})
}

func TestAnAccountOfStaffShowsItsUse(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first := w.hire("lin.desk", actor.RoleFrontDesk)
		if a := first.StaffAccount; a.LastSeenAt != nil || a.HasSecondFactor || a.Email != nil {
			t.Errorf("a new account %+v", a)
		}
		out, err := w.SignIn(w.ctx, SignInInput{Username: "lin.desk", Password: first.FirstPassword}, home)
		if err != nil {
			t.Fatal(err)
		}
		w.exec(`UPDATE accounts SET must_change_password = ?`, false)
		w.enrolled(out.Who())
		list, err := w.StaffAccounts(w.ctx, admin, page.Args{})
		if err != nil || len(list.Edges) != 1 {
			t.Fatalf("%+v, %v", list, err)
		}
		a := list.Edges[0].Node
		if a.LastSeenAt == nil || !a.LastSeenAt.Equal(start.Truncate(time.Minute)) || !a.HasSecondFactor || a.State != StaffActive {
			t.Errorf("after its use %+v", a)
		}
	})
}

func TestANewAddressOfStaffIsToBeProven(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		added, err := w.AddStaff(w.ctx, admin, AddStaffInput{
			Username: "lin.desk", DisplayName: "Made Up", Role: actor.RoleFrontDesk, Email: new("lin@example.org"),
		})
		if err != nil {
			t.Fatal(err)
		}
		if added.StaffAccount.EmailVerified {
			t.Error("an address counts as proven that nobody has proven")
		}
		letter := w.lastLetter(outbox.LetterVerifyEmail)
		if letter.Address != "lin@example.org" {
			t.Errorf("the letter goes to %q", letter.Address)
		}
		for _, token := range w.tokens(letter) {
			if _, err := w.VerifyEmail(w.ctx, VerifyEmailInput{Token: token}); err != nil {
				t.Error(err)
			}
		}
		list, err := w.StaffAccounts(w.ctx, admin, page.Args{})
		if err != nil || !list.Edges[0].Node.EmailVerified {
			t.Errorf("not proven by its link (%v)", err)
		}
	})
}
