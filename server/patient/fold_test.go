package patient

import "testing"

func TestFoldForgivesWhatPeopleTypeDifferently(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"  Zoë   LÓPEZ ":           "zoe lopez",
		"Straße":                   "strasse",
		"Øystein Łukasz":           "oystein lukasz",
		"İstanbul ısı":             "istanbul isi",
		"Hemoglobin A1c/Total":     "hemoglobin a1c/total",
		"[Mass/\u200bvolume]":      "[mass/volume]",
		"25(OH)D\t3":               "25(oh)d 3",
		"ﬁbrinogen":                "fibrinogen",
		"Ελένη Παπαδοπούλου":       "ελενη παπαδοπουλου",
		"山田\u3000太郎":               "山田 太郎",
		"a\x00b":                   "a b",
		"":                         "",
		"\u0301":                   "",
		"e\u0301 equals \u00e9 ok": "e equals e ok",
	} {
		if got := Fold(given); got != want {
			t.Errorf("Fold(%q) = %q, want %q", given, got, want)
		}
	}
}

func FuzzFoldOnceIsEnough(f *testing.F) {
	f.Add("Zoë  Łóþez")
	f.Add("\u1e9b\u0323")
	f.Fuzz(func(t *testing.T, text string) {
		once := Fold(text)
		if twice := Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q, again %q", text, once, twice)
		}
	})
}
