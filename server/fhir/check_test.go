package fhir

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func problemsOf(raw string) []string {
	var list []string
	inspect([]byte(raw), "R", func(path, reason string) { list = append(list, path+": "+reason) })
	return list
}

func TestInspectionNamesThePlace(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		`{"a":1,"b":{"c":[{"d":2},{"d":3,"d":4}]}}`:                       "R.b.c[1].d: written twice in one object",
		`{"a":1,"\u0061":2}`:                                              "R.a: written twice in one object",
		`{"name":[{"text":"x\u0000y"}]}`:                                  "R.name[0].text: holds a NUL character",
		"{\"name\":[{\"given\":[\"ok\",\"\xff\"]}]}":                      "R.name[0].given[1]: is not UTF-8",
		`{"birthDate":"2023-02-30"}`:                                      `R.birthDate: "2023-02-30" is not a date of the calendar`,
		`{"extension":[{"url":"u","valueDateTime":"2023-02-30"}]}`:        `R.extension[0].valueDateTime: "2023-02-30" is not a date of the calendar`,
		`{"contained":[{"period":{"start":"2023-01-01T00:00:00"}}]}`:      `R.contained[0].period.start: "2023-01-01T00:00:00" has a time of day but no offset`,
		`{"effectiveTiming":{"event":["2020-01-01"],"date":["2020-13"]}}`: `R.effectiveTiming.date[0]: "2020-13" is not a date of the calendar`,
	} {
		if got := problemsOf(raw); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: %q", raw, got)
		}
	}
}

func TestInspectionLetsGoodThingsPass(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{
		`{"a":"\\u0000","b":"he said \"{\"","c":[],"d":{},"e":[[1,2],[]],"f":-1.5e+3,"g":null,"h":true}`,
		`{"date":12,"start":{"x":1},"birthDate":"1990","_birthDate":{"id":"x"}}`,
		" { \"a\" :\r\n[ 1 ,\t2 ] } ",
	} {
		if got := problemsOf(raw); got != nil {
			t.Errorf("%s: %q", raw, got)
		}
	}
}

func TestNestingHasAnEnd(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat(`{"a":[`, 60) + strings.Repeat(`]}`, 60)
	got := problemsOf(deep)
	if len(got) != 1 || !strings.HasSuffix(got[0], "nested deeper than 100") {
		t.Errorf("%q", got)
	}
}

func TestManyKeysAreStillCompared(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := range 200 {
		fmt.Fprintf(&b, `"k%d":1,`, i)
	}
	if got := problemsOf(`{` + b.String() + `"k7":2}`); !slices.Equal(got, []string{"R.k7: written twice in one object"}) {
		t.Errorf("%q", got)
	}
}

func TestWrongKindsAreToldByPath(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		`{"resourceType":"Observation","component":[{},{"code":"8480-6"}]}`:                                           ".component[1].code: expected an object, found text",
		`{"resourceType":"Observation","status":{"a":1}}`:                                                             ".status: expected text, found an object",
		`{"resourceType":"Observation","category":{"text":"x"}}`:                                                      ".category: expected a list, found an object",
		`{"resourceType":"Observation","valueBoolean":"yes"}`:                                                         ".valueBoolean: expected true or false, found text",
		`{"resourceType":"Observation","valueQuantity":{"value":"7"}}`:                                                ".valueQuantity.value: expected a number, found text",
		`{"resourceType":"Observation","component":[{"valueQuantity":{"value":1}},{"valueQuantity":{"value":"<1"}}]}`: ".component[1].valueQuantity.value: expected a number, found text",
		`{"resourceType":"Observation","note":[{"text":"ok"},{"text":["not", "text"]}]}`:                              ".note[1].text: expected text, found a list",
	} {
		_, wrong := decode([]byte(raw), keptType("Observation"))
		if wrong == nil {
			t.Errorf("%s passed", raw)
			continue
		}
		if got := wrong.path + ": " + wrong.reason; got != want {
			t.Errorf("%s: %s, want %s", raw, got, want)
		}
	}
}

func TestFieldFindsTheTopLevelAlone(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		`{"a":{"resourceType":"No"},"resourceType":"Yes"}`:    `"Yes"`,
		`{"a":"\"resourceType\":\"No\"","b":["}"],"c":-1}`:    "",
		` { "resourceType" : "A" , "resourceType" : "B" } `:   `"B"`,
		`{"resourceType":{"deep":[1,{"x":"}]"}]},"other":[]}`: `{"deep":[1,{"x":"}]"}]}`,
		`{}`: "",
	} {
		if got := string(field([]byte(raw), "resourceType")); got != want {
			t.Errorf("%s: %s, want %s", raw, got, want)
		}
	}
}
