package main

import (
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"patientportal/graph"
	"patientportal/server/account"
)

const owed = "CONSENT_REQUIRED"

// TestNothingIsShownBeforeTheConsent: every root field of the role table, and
// the viewer's patients, on the web and on a phone; what is marked @public or
// @always works, and so does everything once the policy is agreed to.
func TestNothingIsShownBeforeTheConsent(t *testing.T) {
	t.Parallel()
	for _, dialect := range dialects {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, dialect)
			things := w.mariasThings(t, w.signIn(t, "maria.alvarez"))
			for name, newcomer := range map[string]func(*testing.T) *browser{
				"BROWSER": func(t *testing.T) *browser { return w.arrive(t, "jordan.whitfield", passwords()["jordan.whitfield"]) },
				"MOBILE":  func(t *testing.T) *browser { return w.arriveByPhone(t, "jordan.whitfield") },
			} {
				t.Run(name, func(t *testing.T) {
					b := newcomer(t)
					refusedUntilConsent(t, b, things)
					viewer := b.do(t, `{ viewer { account { owes privacyPolicyAccepted consents { version } } patients { id } } }`, nil)
					want := `{"viewer":{"account":{"owes":["CONSENT"],"privacyPolicyAccepted":false,"consents":[]},"patients":null}}`
					if viewer.code() != owed || string(viewer.Data) != want {
						t.Errorf("the viewer: %q %s", viewer.code(), viewer.Data)
					}
				})
			}
		})
	}
}

// refusedUntilConsent asks everything that is neither @public nor @always.
func refusedUntilConsent(t *testing.T, b *browser, things map[string]any) {
	t.Helper()
	schema := graph.NewSchema(graph.Rooms{}).Schema()
	asked := 0
	for _, r := range roleTable {
		kind, name, _ := strings.Cut(r.field, ".")
		if kind == "Patient" {
			kind, name = "Query", "patient"
		}
		field := schema.Types[kind].Fields.ForName(name)
		if field.Directives.ForName("public") != nil || field.Directives.ForName("always") != nil {
			continue
		}
		asked++
		if got := b.do(t, r.document, things); got.code() != owed {
			t.Errorf("%s: %q, want %q", r.field, got.code(), owed)
		}
	}
	if asked < 30 {
		t.Errorf("only %d fields asked", asked)
	}
}

// TestConsentOpensThePortal: on the kind of client it was given on, without a
// new sign-in, over sockets that are open too.
func TestConsentOpensThePortal(t *testing.T) {
	t.Parallel()
	for _, dialect := range dialects {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, dialect)
			server := httptest.NewServer(w.handler)
			t.Cleanup(server.Close)
			page, phone := w.arrive(t, "maria.alvarez", passwords()["maria.alvarez"]), w.arriveByPhone(t, "maria.alvarez")
			pageSocket, phoneSocket := page.socket(t, server.URL), phone.socket(t, server.URL)
			refused := func(name string, s *liveSocket) {
				t.Helper()
				for _, document := range []string{`{ unreadCount }`, `subscription { notificationAdded { id } }`} {
					if got := s.ask(t, document); !strings.Contains(got, owed) {
						t.Errorf("%s before: %s", name, got)
					}
				}
			}
			opened := func(name string, b *browser, s *liveSocket) {
				t.Helper()
				if got := b.do(t, `{ unreadCount viewer { account { owes privacyPolicyAccepted } patients { id } } }`, nil); got.code() != yes {
					t.Errorf("%s after: %v", name, got.Errors)
				}
				following := s.begin(t, `subscription { notificationAdded { id } }`)
				if got := s.ask(t, `{ unreadCount }`); strings.Contains(got, "errors") || !strings.Contains(got, "unreadCount") {
					t.Errorf("%s, the socket after: %s", name, got)
				}
				if i := slices.IndexFunc(s.others, func(m string) bool { return strings.Contains(m, following) }); i >= 0 {
					t.Errorf("%s, the subscription after: %s", name, s.others[i])
				}
			}
			refused("page", pageSocket)
			page.agree(t)
			opened("page", page, pageSocket)
			refused("phone", phoneSocket)
			phone.agree(t)
			opened("phone", phone, phoneSocket)
		})
	}
}

// TestAnotherVersionIsAConflict: nobody agrees to what they have not read.
func TestAnotherVersionIsAConflict(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "sqlite")
	b := w.arrive(t, "maria.alvarez", passwords()["maria.alvarez"])
	got := b.do(t, acceptPolicy, map[string]any{"v": "0.9"})
	if got.code() != "CONFLICT" || got.Errors[0].Extensions.Field != "version" {
		t.Errorf("an old version: %+v", got.Errors)
	}
	var read struct {
		Clinic struct{ PrivacyPolicy account.PrivacyPolicy }
	}
	w.anonymous().do(t, `{ clinic { privacyPolicy { version title body bodyHtml publishedAt } } }`, nil).into(t, &read)
	if read.Clinic.PrivacyPolicy != account.DefaultPolicy() {
		t.Errorf("the policy reads %+v", read.Clinic.PrivacyPolicy)
	}
}
