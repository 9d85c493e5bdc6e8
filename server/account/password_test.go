package account

import (
	"path/filepath"
	"strings"
	"testing"

	"patientportal/server/fault"
	"patientportal/server/secret"
)

func problemWith(password string, about ...string) string {
	var p fault.Problems
	checkPassword(&p, "password", password, about...)
	if list := fault.List(p.Err()); len(list) > 0 {
		return strings.TrimPrefix(list[0].MessageID, "account.password_")
	}
	return ""
}

func TestPasswordRules(t *testing.T) {
	t.Parallel()
	about := []string{"rosa.quint", "Rosa Quintanilla", "1984-03-09", "rq@example.org", "4-820-117"}
	for password, want := range map[string]string{
		// Length alone, or three kinds.
		"Quiet-Harbor-72!": "", "Copper-Lantern-58!": "", "Maple-Window-41!": "", "Granite-Compass-63!": "",
		"sofa tundra pickle anvil": "", "плавник-жираф-окно-72": "", "Zk7#vQp2!mXd": "",
		"Zk7#vQp2!mX": "too_short", "zkqvqpwmxdrtlb": "too_short", "Zk7vvQp2wmXd": "too_short", "": "too_short",
		strings.Repeat("é!", maxPasswordBytes): "too_long",
		// What others know of the owner.
		"Rosa.Quint-tundra-7": "about_you", "tundra!QUINTANILLA!7": "about_you", "tundra-19840309-pickle": "about_you",
		"4820117-tundra-pickle": "about_you", "tundra-4-820-117-pickle": "about_you",
		// What everybody tries.
		"passwordpassword": "common", "123456789012345": "common", "Password2026!!": "common",
		"qwertyuiopasdfgh": "common", "aaaaaaaaaaaaaaaa": "common", "Welcome-2026!!": "common",
	} {
		if got := problemWith(password, about...); got != want {
			t.Errorf("%.40q: %q, want %q", password, got, want)
		}
	}
}

func TestFirstPasswordsAreGoodAndDiffer(t *testing.T) {
	t.Parallel()
	one, other := newFirstPassword(), newFirstPassword()
	if one == other {
		t.Error("drawn twice")
	}
	if problem := problemWith(one); problem != "" {
		t.Errorf("a first password is %s", problem)
	}
}

func TestUsernameForm(t *testing.T) {
	t.Parallel()
	for username, want := range map[string]bool{
		"abc": true, "maria.alvarez": true, "O-Brien_7": true, "Łukasz": true, "राम-कुमार": true, "李小龍": true,
		strings.Repeat("x", 64): true,
		"ab":                    false, "": false, strings.Repeat("x", 65): false, ".abc": false, "abc-": false,
		"a b": false, "a@b.example": false, "a\x00b": false, "a\u200bb": false, "ab\xff": false, "a/b": false,
	} {
		if got := isUsername(FoldUsername(username)); got != want {
			t.Errorf("%.40q: %v, want %v", username, got, want)
		}
	}
}

func TestHashesAreSaltedPepperedAndChecked(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "portal.key")
	h := NewArgon2id(openKeys(t, path), cheap)
	one, err := h.Hash(ownPassword)
	if err != nil {
		t.Fatal(err)
	}
	other, err := h.Hash(ownPassword)
	if err != nil || one == other {
		t.Errorf("the same password is kept the same way twice (%v)", err)
	}
	verify(t, h, ownPassword, one, true, false)
	verify(t, h, badPassword, one, false, false)
	verify(t, h, ownPassword, h.Decoy(), false, false)

	if _, err := secret.Rotate(path); err != nil {
		t.Fatal(err)
	}
	verify(t, NewArgon2id(openKeys(t, path), cheap), ownPassword, one, true, true)
	stranger := NewArgon2id(openKeys(t, filepath.Join(t.TempDir(), "portal.key")), cheap)
	if _, _, err := stranger.Verify(ownPassword, one); err == nil {
		t.Error("verified without the key that it was made with")
	}
	for _, cost := range []Params{{2, 64, 1}, {1, 128, 1}, {1, 64, 2}} {
		verify(t, NewArgon2id(openKeys(t, path), cost), ownPassword, one, true, true)
	}
}

func openKeys(t *testing.T, path string) *secret.Keyring {
	t.Helper()
	keys, err := secret.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func verify(t *testing.T, h Hasher, password, kept string, wantRight, wantStale bool) {
	t.Helper()
	right, stale, err := h.Verify(password, kept)
	if err != nil || right != wantRight || stale != wantStale {
		t.Errorf("right %v, stale %v (%v), want %v, %v", right, stale, err, wantRight, wantStale)
	}
}

func TestWhatIsNoHashIsAnError(t *testing.T) {
	t.Parallel()
	h := NewArgon2id(openKeys(t, filepath.Join(t.TempDir(), "portal.key")), cheap)
	for _, kept := range []string{
		"", "plain", "$argon2i$v=19$m=64,t=1,p=1,keyid=a$AAAA$AAAA", "$argon2id$v=16$m=64,t=1,p=1,keyid=a$AAAA$AAAA",
		"$argon2id$v=19$m=64,t=0,p=1,keyid=a$AAAA$AAAA", "$argon2id$v=19$m=64,t=1,p=1,keyid=a$AAAA$AAAA", "$argon2id$v=19$m=64$AAAA$AAAA",
	} {
		if right, _, err := h.Verify("", kept); err == nil || right {
			t.Errorf("%q: right %v, no error", kept, right)
		}
	}
}

func TestDeviceNames(t *testing.T) {
	t.Parallel()
	given := func(s string) *string { return &s }
	for _, c := range []struct {
		given *string
		kind  ClientKind
		agent string
		want  string
	}{
		{nil, Browser, "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge on Windows"},
		{nil, Browser, "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", "Safari on Mac"},
		{nil, Browser, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1", "Chrome on iPhone"},
		{nil, Browser, "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36", "Chrome on Android"},
		{nil, Browser, "curl/8.0", "Unknown browser"},
		{nil, Mobile, "Portal/1.0 (iPhone)", "App on iPhone"},
		{nil, Mobile, "", "App"},
		{given("  Kitchen\x00 tablet "), Mobile, "", "Kitchen tablet"},
		{given(" "), Browser, "", "Unknown browser"},
		{given("\xff"), Browser, "", "Unknown browser"},
	} {
		if got := deviceName(c.given, c.kind, c.agent); got != c.want {
			t.Errorf("%q: %q, want %q", c.agent, got, c.want)
		}
	}
}
