package demo

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

var anyDay = time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC)

func chartOf(t *testing.T, p person, seed uint64) []byte {
	t.Helper()
	text, err := write(p, rand.New(rand.NewPCG(seed, 1)), anyDay)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestTheSameSeedWritesTheSameRecord(t *testing.T) {
	t.Parallel()
	if !bytes.Equal(chartOf(t, maria, 7), chartOf(t, maria, 7)) {
		t.Error("two runs differ")
	}
	if bytes.Equal(chartOf(t, maria, 7), chartOf(t, maria, 8)) {
		t.Error("another seed changes nothing")
	}
}

func TestEveryResourceIsMarkedAsMadeUp(t *testing.T) {
	t.Parallel()
	var b struct {
		Entry []struct {
			Resource struct {
				Meta struct{ Tag []struct{ Code string } }
			}
		}
	}
	if err := json.Unmarshal(chartOf(t, jordan, 1), &b); err != nil {
		t.Fatal(err)
	}
	for i, e := range b.Entry {
		if len(e.Resource.Meta.Tag) != 1 || e.Resource.Meta.Tag[0].Code != "HTEST" {
			t.Errorf("entry %d carries no mark", i)
		}
	}
}

func TestFlagsAgreeWithWhatIsPrinted(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 1))
	for range 1000 {
		value := hba1c.take(rng, 0.3)
		printed, err := number(value, hba1c.digits).Float64()
		if err != nil {
			t.Fatal(err)
		}
		a, _ := hba1c.flag(value)
		if b, _ := hba1c.flag(printed); a != b {
			t.Fatalf("%v is %s, printed %v is %s", value, a, printed, b)
		}
	}
}

func TestPeopleBeginWithThoseWhomTheReadmeNames(t *testing.T) {
	t.Parallel()
	all := people(25, rand.New(rand.NewPCG(1, 1)), anyDay, []string{okafor})
	if len(all) != 25 || all[0].clinicNumber != "4-820-117" || all[1].clinicNumber != "4-820-536" {
		t.Errorf("%d people, %v first", len(all), all[0])
	}
	seen := map[string]bool{}
	for _, p := range all {
		if seen[p.id] || !strings.HasPrefix(p.id, "demo-") || !strings.HasSuffix(p.email, "@example.org") {
			t.Errorf("%q, %q", p.id, p.email)
		}
		seen[p.id] = true
	}
}
