package account

import (
	"context"
	"testing"

	"patientportal/server/fault"
)

const nextPassword = "Copper-Thicket-57!"

// accountNamed is the id of the account of that username.
func (w *world) accountNamed(username string) string {
	w.t.Helper()
	return w.values(`SELECT id FROM accounts WHERE username = ?`, username)[0][0]
}

// A device that was remembered and a sign-in that waits for its second proof
// rest on the old password.
func TestAReplacedPasswordForgetsDevicesAndSignInsUnderWay(t *testing.T) {
	factored(t, func(t *testing.T, w *world, out SignInOutcome, a *app) {
		w.through(a, Browser, true)
		waiting := w.askedOn(Browser, abroad)
		k, err := w.Keeper(w.ctx, out.Who().AccountID())
		if err != nil || !k.HasFactor {
			t.Fatalf("%+v, %v", k, err)
		}
		kept, err := w.HashAll(w.ctx, "test", nextPassword)
		if err != nil {
			t.Fatal(err)
		}
		err = w.store.Tx(w.ctx, func(ctx context.Context) error {
			ok, err := w.ReplacePassword(ctx, k, kept[0], home)
			if !ok {
				t.Error("the account is not disabled")
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.verify(waiting, MethodTOTP, a.next())
		wantCode(t, err, fault.Expired)
		if n := w.number(`SELECT COUNT(*) FROM account_remembered_devices`); n != 0 {
			t.Errorf("%d devices are remembered", n)
		}
	})
}
