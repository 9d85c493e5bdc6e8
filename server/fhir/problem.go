package fhir

import (
	"fmt"
	"strings"
)

// mostProblems bounds how many faults of one import are listed: enough to mend
// a file in one go, few enough to read.
const mostProblems = 20

// Problem is one thing wrong with the input, said so that the person who has
// the file can find it.
type Problem struct {
	File   string
	Line   int    // 1 is the first; 0 when the path alone says where
	Path   string // such as Bundle.entry[3].resource.birthDate; may be empty
	Reason string
}

// Error is one line: file, line, path, reason.
func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ": line %d", p.Line)
	}
	if p.Path != "" {
		b.WriteString(": " + p.Path)
	}
	b.WriteString(": " + p.Reason)
	return b.String()
}

// BadInput says that nothing was stored, and every reason why (at most twenty).
type BadInput struct {
	Problems []Problem
	More     int // how many were found beyond those listed
}

// Error lists the problems, one a line.
func (e *BadInput) Error() string {
	lines := make([]string, 0, len(e.Problems)+1)
	for _, p := range e.Problems {
		lines = append(lines, p.Error())
	}
	if e.More > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", e.More))
	}
	return strings.Join(lines, "\n")
}

func (e *BadInput) add(p Problem) {
	if len(e.Problems) == mostProblems {
		e.More++
		return
	}
	e.Problems = append(e.Problems, p)
}

// orNil keeps an empty list from becoming a non-nil error.
func (e *BadInput) orNil() error {
	if len(e.Problems) == 0 {
		return nil
	}
	return e
}
