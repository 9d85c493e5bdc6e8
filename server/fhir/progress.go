package fhir

import (
	"fmt"
	"io"
	"path/filepath"
)

// Progress is how far an import has come.
type Progress struct {
	Storing    bool   // false while the input is only checked
	File       string // what is being read
	FileNumber int    // the first is 1
	Files      int
	Bytes      int64 // read of this file, as stored
	Size       int64 // of this file; 0 when unknown
	Resources  int   // so far, in this half of the work
}

// progressEvery is how many resources pass between two reports.
const progressEvery = 250

// Terminal gives a Progress function that keeps one line of a terminal up to
// date. Finish ends the line; without any progress it writes nothing. A
// terminal that is gone keeps nothing from being imported.
func Terminal(out io.Writer) (show func(Progress), finish func()) {
	width := 0
	show = func(p Progress) {
		doing := "Checking"
		if p.Storing {
			doing = "Storing"
		}
		line := fmt.Sprintf("%s %s (%d of %d)", doing, filepath.Base(p.File), p.FileNumber, p.Files)
		if p.Size > 0 {
			line += fmt.Sprintf(", %d%%", min(100, p.Bytes*100/p.Size))
		}
		line += fmt.Sprintf(", %d resources", p.Resources)
		_, _ = fmt.Fprintf(out, "\r%-*s", width, line)
		width = max(width, len(line))
	}
	finish = func() {
		if width > 0 {
			_, _ = fmt.Fprintf(out, "\r%-*s\r", width, "")
		}
	}
	return show, finish
}
