package page

import (
	"testing"

	"patientportal/server/fault"
)

func TestCursorNamesItsRowAgain(t *testing.T) {
	t.Parallel()
	for _, want := range []Key{{0, "a"}, {-62135596800000000, "x.y"}, {1 << 62, "0198c7f0-0000-7000-8000-000000000000"}} {
		cursor := want.Cursor()
		got, ok, err := Args{After: &cursor}.Start()
		if err != nil || !ok || got != want {
			t.Errorf("cursor of %v came back as %v, %v, %v", want, got, ok, err)
		}
	}
}

func TestForeignCursorIsRefusedByName(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"%%%", "YWJj", "LmFiYw", "MS4", "MS5hAA"} {
		_, _, err := Args{After: &bad}.Start()
		if list := fault.List(err); len(list) != 1 || list[0].Field != "after" {
			t.Errorf("cursor %q: got %v, want one problem on after", bad, err)
		}
	}
}

func TestSizeKeepsItsBounds(t *testing.T) {
	t.Parallel()
	for _, bad := range []int{-1, 0, MaxSize + 1} {
		if _, err := (Args{First: &bad}).Size(); fault.CodeOf(err) != fault.InvalidInput {
			t.Errorf("first: %d was taken", bad)
		}
	}
	if n, err := (Args{}).Size(); n != DefaultSize || err != nil {
		t.Errorf("without first: %d, %v", n, err)
	}
}

func TestFieldsAskForWhatTheyName(t *testing.T) {
	t.Parallel()
	asked := Fields{"edges": {"node": {"id": {}}}}
	for _, c := range []struct {
		fields Fields
		path   []string
		want   bool
	}{
		{asked, []string{"edges"}, true},
		{asked, []string{"edges", "node", "id"}, true},
		{asked, []string{"edges", "node", "name"}, false},
		{asked, []string{"edges", "cursor"}, false},
		{asked, []string{"edges", "node", "id", "deeper"}, false},
		{nil, []string{"anything", "at all"}, true},
		{Fields{}, []string{"anything"}, false},
	} {
		if got := c.fields.Ask(c.path...); got != c.want {
			t.Errorf("%v asks for %v: %v", c.fields, c.path, got)
		}
		last := len(c.path) - 1
		if got := c.fields.Inside(c.path[:last]...).Ask(c.path[last]); got != c.want {
			t.Errorf("%v inside %v asks for %s: %v", c.fields, c.path[:last], c.path[last], got)
		}
	}
	if (Args{Fields: asked}).Rows(10) != 10 || (Args{Fields: Fields{"pageInfo": {"hasNextPage": {}}}}).Rows(10) != 11 || (Args{}).Rows(10) != 11 {
		t.Error("a row is read beyond the page for whoever asks if there are more, or does not say")
	}
	if (Args{Fields: asked}).AskCursors() || !(Args{}).AskCursors() {
		t.Error("cursors are for whoever asks for them, or does not say")
	}
}
