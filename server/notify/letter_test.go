package notify

import (
	"context"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"patientportal/server/outbox"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// write has a letter written and gives its delivery.
func (w *world) write(id string, l outbox.Letter) row {
	w.t.Helper()
	e, err := outbox.NewLetter(id, l)
	if err != nil {
		w.t.Fatal(err)
	}
	w.happen(e)
	return w.delivery(NotificationKind(l.Kind), 0)
}

var resetLetter = outbox.Letter{
	Kind: outbox.LetterResetPassword, AccountID: ownAccount, Address: "own@example.org",
	Items: []outbox.LetterItem{{Username: "rosa.quint", LinkID: "link-1"}, {Username: "rosa.q", LinkID: "link-2"}},
}

func TestLetterIsSentOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		d := w.write("letter-1", resetLetter)
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() {
				if _, err := w.deliver(w.ctx, d.id, nil); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		sent := w.sent.all()
		if len(sent) != 1 {
			t.Fatalf("sent %d times", len(sent))
		}
		if sent[0].To != "own@example.org" || sent[0].Subject != "Create a new password" || sent[0].ID != d.id+"@portal.example.org" {
			t.Errorf("sent %+v", sent[0])
		}
		for _, want := range []string{
			"Username: rosa.quint\nhttps://portal.example.org/reset-password#token-of-link-1\n",
			"Username: rosa.q\nhttps://portal.example.org/reset-password#token-of-link-2\n",
		} {
			if !strings.Contains(sent[0].Text, want) {
				t.Errorf("the mail does not say %q:\n%s", want, sent[0].Text)
			}
		}
	})
}

func TestLetterToNobodyIsPlannedAndSkipped(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		d := w.write("letter-1", outbox.Letter{Kind: outbox.LetterUsername})
		if d.state != StatePending || w.jobsSet() != 1 {
			t.Errorf("it stands at %s with %d alarms, want it planned like any other", d.state, w.jobsSet())
		}
		w.ring(d.id)
		if got := w.delivery(NotificationKind(outbox.LetterUsername), 0); got.state != StateSkipped || len(w.sent.all()) != 0 {
			t.Errorf("it stands at %s and %d mails went out", got.state, len(w.sent.all()))
		}
	})
}

func TestLinksThatAreOverAreNotMailed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		d := w.write("letter-1", resetLetter)
		w.sent.setDown(true)
		w.ring(d.id)
		w.sent.setDown(false)
		w.links.end("link-1")
		w.clock.Advance(pauses[0])
		w.ring(d.id)
		sent := w.sent.all()
		if len(sent) != 1 || strings.Contains(sent[0].Text, "link-1") || !strings.Contains(sent[0].Text, "link-2") {
			t.Fatalf("sent %+v, want the second link alone", sent)
		}
		w.links.end("link-3")
		only := resetLetter
		only.Items = []outbox.LetterItem{{LinkID: "link-3"}}
		e, err := outbox.NewLetter("letter-2", only)
		if err != nil {
			t.Fatal(err)
		}
		w.happen(e)
		for _, d := range w.deliveries() {
			w.ring(d.id)
		}
		if len(w.sent.all()) != 1 {
			t.Error("a letter was sent whose only link is over")
		}
	})
}

// Between the event and the mail nothing that is stored can be used as a link.
func TestNoTableHoldsALettersToken(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		d := w.write("letter-1", resetLetter)
		w.ring(d.id)
		for _, query := range []string{
			"SELECT COUNT(*) FROM outbox_events WHERE payload LIKE '%token-of%'",
			"SELECT COUNT(*) FROM notify_deliveries WHERE payload LIKE '%token-of%' OR reason LIKE '%token-of%'",
			"SELECT COUNT(*) FROM river_job WHERE CAST(args AS TEXT) LIKE '%token-of%'",
		} {
			var n int
			if err := s.WriterDB().QueryRowContext(w.ctx, query).Scan(&n); err != nil || n != 0 {
				t.Errorf("%s: %d (%v)", query, n, err)
			}
		}
	})
}

// The mail server is a real one, away at first.
func TestLettersGoOutOnceWhenTheServerIsBack(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		server := &mailServer{}
		url, end := server.listen(t, "127.0.0.1:0")
		end()
		w := newWorld(t, s)
		var err error
		if w.Sender, err = OpenSMTP(url); err != nil {
			t.Fatal(err)
		}
		for kind := range letterWords {
			l := resetLetter
			l.Kind = kind
			w.ring(w.write("letter-"+string(kind), l).id)
		}
		server.listen(t, strings.TrimSuffix(strings.TrimPrefix(url, "smtp://"), "?starttls=off"))
		w.clock.Advance(pauses[0])
		for range 2 {
			for _, d := range w.deliveries() {
				w.ring(d.id)
			}
		}
		mails := strings.Join(server.taken(), "\n")
		for kind, words := range letterWords {
			id := w.delivery(NotificationKind(kind), 0).id
			if n := strings.Count(mails, "Message-ID: <"+id+"@portal.example.org>"); n != 1 || !strings.Contains(mails, "Subject: "+words.subject) {
				t.Errorf("%s was taken %d times", kind, n)
			}
		}
	})
}

func TestOldLettersAreForgotten(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		visit := w.book("visit-1")
		sent := w.write("letter-1", resetLetter)
		w.ring(sent.id)
		w.clock.Advance(lettersKept)
		w.write("letter-2", outbox.Letter{Kind: outbox.LetterUsername})
		w.clock.Advance(time.Second)
		if err := w.SweepLetters(w.ctx); err != nil {
			t.Fatal(err)
		}
		for query, want := range map[string]int{
			"SELECT COUNT(*) FROM outbox_events WHERE kind = 'LetterWritten'":       1,
			"SELECT COUNT(*) FROM outbox_streams WHERE id LIKE 'letter:%'":          1,
			"SELECT COUNT(*) FROM notify_deliveries WHERE patient_id IS NULL":       1,
			"SELECT COUNT(*) FROM outbox_events WHERE id = '" + visit.ID + "'":      1,
			"SELECT COUNT(*) FROM outbox_streams WHERE id = '" + visit.Stream + "'": 1,
			"SELECT COUNT(*) FROM notify_deliveries WHERE patient_id IS NOT NULL":   4,
		} {
			var n int
			if err := s.WriterDB().QueryRowContext(w.ctx, query).Scan(&n); err != nil || n != want {
				t.Errorf("%s: %d (%v), want %d", query, n, err, want)
			}
		}
	})
}

func TestLettersConcernNoPatient(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		heard, err := w.AppointmentEvents(w.ctx, own, thePatient, "")
		if err != nil {
			t.Fatal(err)
		}
		w.write("letter-1", resetLetter)
		list, err := w.Deliveries(w.ctx, own, thePatient, firstPage)
		if err != nil || len(list.Edges) != 0 {
			t.Errorf("the patient's deliveries are %v (%v)", list, err)
		}
		w.hub.closeAll()
		closed(t, heard)
	})
}

func TestEveryLetterHasItsWords(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("../outbox/letter.go")
	if err != nil {
		t.Fatal(err)
	}
	kinds := regexp.MustCompile(`LetterKind = "([A-Z_]+)"`).FindAllSubmatch(source, -1)
	if len(kinds) != len(letterWords) {
		t.Errorf("%d kinds of letters, words for %d", len(kinds), len(letterWords))
	}
	for _, found := range kinds {
		if w := letterWords[outbox.LetterKind(found[1])]; w.subject == "" || w.opening == "" || w.closing == "" {
			t.Errorf("%s lacks words", found[1])
		}
	}
	s := storetest.Open(t, storetest.Dialects[0])
	w := newWorld(t, s)
	e, err := outbox.NewLetter("letter-1", outbox.Letter{Kind: "UNHEARD_OF"})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Tx(w.ctx, func(ctx context.Context) error {
		_, err := w.outbox.Append(ctx, e)
		return err
	})
	if err == nil {
		t.Error("a letter without words was taken")
	}
}
