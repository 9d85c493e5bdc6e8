package password

import (
	"slices"
	"strings"
	"testing"
)

func TestJudge(t *testing.T) {
	t.Parallel()
	about := append([]string{"rosa.quint", "Rosa Quintanilla", "rq@example.org", "4-820-117"}, Birthday("1984-03-09")...)
	for text, want := range map[string][]Lack{
		// Length alone, or three kinds.
		"Quiet-Harbor-72!": nil, "sofa tundra pickle anvil": nil, "плавник-жираф-окно-72": nil, "Zk7#vQp2!mXd": nil,
		"":                                 {Length, Letters, Numbers, SpecialCharacters},
		"Zk7#vQp2!mX":                      {Length},
		"zkqvqpwmxdrtlb":                   {Numbers, SpecialCharacters},
		"Zk7vvQp2wmXd":                     {SpecialCharacters},
		"72#61!":                           {Length, Letters},
		strings.Repeat("é!", MaxBytes):     {TooLong},
		strings.Repeat("aaaa", MaxBytes/4): {Common},
		// What others know of the owner.
		"Rosa.Quint-tundra-7": {AboutYou}, "tundra!QUINTANILLA!7": {AboutYou, Common}, "quint": {Length, Numbers, SpecialCharacters, AboutYou},
		"4820117-tundra-pickle": {AboutYou}, "tundra-4-820-117-pickle": {AboutYou},
		"tundra-19840309-pickle": {AboutYou}, "pickle 09.03.1984 anvil": {AboutYou}, "pickle 3/9/84 anvil": nil, "pickle 03/09/84 anvil": {AboutYou},
		// What everybody tries.
		"passwordpassword": {Common}, "123456789012345": {Common}, "Password2026!!": {Common}, "qwertyuiopasdfgh": {Common},
		"aaaaaaaaaaaaaaaa": {Common}, "Welcome-2026!!": {Common},
	} {
		if got := Judge(text, about...).Missing; !slices.Equal(got, want) {
			t.Errorf("%.40q lacks %v, want %v", text, got, want)
		}
	}
}

// The list is there, and finds what is dressed up.
func TestCommonOnesAreKnown(t *testing.T) {
	t.Parallel()
	list := commonOnes()
	if len(list) < 40_000 || !slices.IsSorted(list) {
		t.Fatalf("%d common passwords, sorted %v", len(list), slices.IsSorted(list))
	}
	for _, text := range []string{"1qaz2wsx3edc", "Justin-Bieber!!", "Q1w2E3r4-T5y6!", "2024 Finalfantasy 2024", "CHICKENWING101"} {
		if !isCommon(text) {
			t.Errorf("%q is not known", text)
		}
	}
	for _, text := range []string{"Quiet-Harbor-72!", "sofa tundra pickle anvil"} {
		if isCommon(text) {
			t.Errorf("%q is taken for a common one", text)
		}
	}
}

func TestStrengthGrows(t *testing.T) {
	t.Parallel()
	if weak, strong := Judge("password").Strength, Judge("sofa tundra pickle anvil").Strength; weak != 0 || strong != 4 {
		t.Errorf("strengths %d and %d", weak, strong)
	}
}

func TestBirthday(t *testing.T) {
	t.Parallel()
	want := []string{"19840309", "09031984", "03091984", "840309", "090384", "030984"}
	if got := Birthday("1984-03-09"); !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	for _, partial := range []string{"", "1984", "1984-03", "84-03-09"} {
		if got := Birthday(partial); got != nil {
			t.Errorf("%q: %v", partial, got)
		}
	}
}

func FuzzJudge(f *testing.F) {
	for _, text := range []string{"", "Quiet-Harbor-72!", "\xff", "é!", "@$!1|07+"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if v := Judge(text, text); v.Strength < 0 || v.Strength > 4 {
			t.Errorf("%q has strength %d", text, v.Strength)
		}
	})
}
