package fhir

import (
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"
	"text/tabwriter"
)

// Report is what an import did. Read is always Stored + Unchanged + Skipped.
type Report struct {
	ImportID string
	Files    int
	Types    []TypeCount       // the kept types in a fixed order, then the others by name
	Patients []ImportedPatient // who was in the input, the first hundred
}

// TypeCount is what became of the resources of one type.
type TypeCount struct {
	Type      string         `json:"resourceType"`
	Read      int            `json:"read"`
	Stored    int            `json:"stored"`    // written by this import, new or as a newer version
	Updated   int            `json:"updated"`   // of those stored, the newer versions
	Unchanged int            `json:"unchanged"` // there already with the same content
	Skipped   int            `json:"skipped"`
	Reasons   map[string]int `json:"reasons,omitempty"` // why, and how often
}

// ImportedPatient is a patient that the input holds.
type ImportedPatient struct {
	PatientID    string
	ClinicNumber string
	FullName     string
	New          bool // registered by this import
}

// mostPatients bounds the list of patients in a report.
const mostPatients = 100

// Total sums all types.
func (r Report) Total() TypeCount {
	sum := TypeCount{Type: "Total"}
	for _, t := range r.Types {
		sum.Read += t.Read
		sum.Stored += t.Stored
		sum.Updated += t.Updated
		sum.Unchanged += t.Unchanged
		sum.Skipped += t.Skipped
	}
	return sum
}

// Count gives the line of one type; zero when the input had none.
func (r Report) Count(resourceType string) TypeCount {
	for _, t := range r.Types {
		if t.Type == resourceType {
			return t
		}
	}
	return TypeCount{Type: resourceType}
}

// WriteTable writes the closing table, and the clinic numbers of the patients
// in the input, which is what they sign up with.
func (r Report) WriteTable(out io.Writer) error {
	var table strings.Builder
	table.WriteString("resource type\tread\tstored\tupdated\tunchanged\tskipped\t\n")
	for _, t := range append(slices.Clone(r.Types), r.Total()) {
		fmt.Fprintf(&table, "%s\t%d\t%d\t%d\t%d\t%d\t\n", t.Type, t.Read, t.Stored, t.Updated, t.Unchanged, t.Skipped)
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	if _, err := io.WriteString(w, table.String()); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return r.writeRest(out)
}

func (r Report) writeRest(out io.Writer) error {
	var b strings.Builder
	if r.Total().Skipped > 0 {
		b.WriteString("\nSkipped, and why:\n")
	}
	for _, t := range r.Types {
		for _, reason := range sortedKeys(t.Reasons) {
			fmt.Fprintf(&b, "  %d %s: %s\n", t.Reasons[reason], t.Type, reason)
		}
	}
	if len(r.Patients) > 0 {
		b.WriteString("\nPatients:\n")
	}
	for _, p := range r.Patients {
		fmt.Fprintf(&b, "  %s  %s%s\n", p.ClinicNumber, p.FullName, map[bool]string{true: " (new)"}[p.New])
	}
	if n := r.Count("Patient"); n.Read > len(r.Patients) && len(r.Patients) == mostPatients {
		b.WriteString("  and more\n")
	}
	_, err := io.WriteString(out, b.String())
	return err
}

func sortedKeys(m map[string]int) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// tally counts while the import runs. Types that nobody keeps are input too:
// past a point their names are not collected.
type tally map[string]*TypeCount

const mostOtherTypes = 200

func (t tally) of(resourceType string) *TypeCount {
	c, ok := t[resourceType]
	if !ok && len(t) >= mostOtherTypes && keptType(resourceType) < 0 {
		resourceType = "other types"
		c, ok = t[resourceType]
	}
	if !ok {
		c = &TypeCount{Type: resourceType}
		t[resourceType] = c
	}
	return c
}

func (t tally) skip(resourceType, reason string) {
	c := t.of(resourceType)
	c.Skipped++
	if c.Reasons == nil {
		c.Reasons = map[string]int{}
	}
	c.Reasons[reason]++
}

// add merges what a finished part has counted.
func (t tally) add(part tally) {
	for name, p := range part {
		c := t.of(name)
		c.Read += p.Read
		c.Stored += p.Stored
		c.Updated += p.Updated
		c.Unchanged += p.Unchanged
		c.Skipped += p.Skipped
		for reason, n := range p.Reasons {
			if c.Reasons == nil {
				c.Reasons = map[string]int{}
			}
			c.Reasons[reason] += n
		}
	}
}

// lines gives the counts in the order of the table.
func (t tally) lines() []TypeCount {
	list := make([]TypeCount, 0, len(t))
	for _, c := range t {
		list = append(list, *c)
	}
	place := func(name string) int {
		if at := keptType(name); at >= 0 {
			return at
		}
		return len(kept)
	}
	sort.Slice(list, func(i, j int) bool {
		a, b := place(list[i].Type), place(list[j].Type)
		return a < b || a == b && list[i].Type < list[j].Type
	})
	return list
}
