package factor

import (
	"strings"
	"testing"
	"time"

	"patientportal/server/account"
)

// The vectors of RFC 6238, appendix B, of which apps show the last six digits.
func TestCodesAreThoseOfTheRFC(t *testing.T) {
	t.Parallel()
	secret := []byte("12345678901234567890")
	for at, want := range map[int64]string{
		59: "94287082", 1111111109: "07081804", 1111111111: "14050471",
		1234567890: "89005924", 2000000000: "69279037", 20000000000: "65353130",
	} {
		if got := totpCode(secret, stepAt(time.Unix(at, 0))); got != want[2:] {
			t.Errorf("at %d: %s, want %s", at, got, want[2:])
		}
	}
}

func TestOneStepEitherSideCounts(t *testing.T) {
	t.Parallel()
	secret := []byte("12345678901234567890")
	now := time.Unix(1234567890, 0)
	for off, fine := range map[int64]bool{-2: false, -1: true, 0: true, 1: true, 2: false} {
		step, ok := matchStep(secret, totpCode(secret, stepAt(now)+off), now, 0)
		if ok != fine || (ok && step != stepAt(now)+off) {
			t.Errorf("%d steps off: %v", off, ok)
		}
	}
	if _, ok := matchStep(secret, totpCode(secret, stepAt(now)), now, stepAt(now)); ok {
		t.Error("a step that was used counted again")
	}
}

func TestCodesAreReadAsTyped(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{"123456": "123456", " 123 456": "123456", "123-456": "123456", "１２３４５６": "123456"} {
		if got := account.FoldCode(typed); got != want || !isTOTP(got) {
			t.Errorf("%q: %q", typed, got)
		}
	}
	for _, typed := range []string{"", "12345", "1234567", "12345a", "+12345", "-12345", "K7MQ-X4HD-WP9T"} {
		if isTOTP(account.FoldCode(typed)) {
			t.Errorf("%q passed as a code of an app", typed)
		}
	}
	if got := foldRecoveryCode(" k7mq x4hd\u2011wp9t\n"); got != "K7MQX4HDWP9T" {
		t.Errorf("folded as %q", got)
	}
}

func TestOtpauthURI(t *testing.T) {
	t.Parallel()
	got := otpauthURI("Lake & Shore: Clinic", "rosa quint", "GEZDGNBV")
	want := "otpauth://totp/Lake%20&%20Shore%20Clinic:rosa%20quint?algorithm=SHA1&digits=6&issuer=Lake%20%26%20Shore%20Clinic&period=30&secret=GEZDGNBV"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestRecoveryCodesAreGoodAndDiffer(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 1000 {
		code := newRecoveryCode()
		if len(code) != 14 || strings.ContainsAny(code, "0O1I") || seen[code] || len(foldRecoveryCode(code)) != 12 {
			t.Fatalf("drew %q", code)
		}
		seen[code] = true
	}
}
