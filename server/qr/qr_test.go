package qr_test

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"patientportal/server/qr"
)

const text = "otpauth://totp/Clinic:rosa?secret=GEZDGNBVGY3TQOJQ"

// What is drawn is what the library says, module for module.
func TestSVGDrawsTheModules(t *testing.T) {
	t.Parallel()
	modules, err := qr.Modules(text)
	if err != nil {
		t.Fatal(err)
	}
	svg, err := qr.SVG(text, `Code for "Clinic" & you`)
	if err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal([]byte(svg), new(struct{})); err != nil {
		t.Fatalf("not well-formed: %v", err)
	}
	if !strings.Contains(svg, "<title>Code for &#34;Clinic&#34; &amp; you</title>") || strings.Contains(svg, text) {
		t.Error("the label is not there, or the text is in the clear")
	}
	drawn := make([][]bool, len(modules))
	for y := range drawn {
		drawn[y] = make([]bool, len(modules))
	}
	for _, bar := range regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1h-(\d+)z`).FindAllStringSubmatch(svg, -1) {
		x, y, w := number(t, bar[1]), number(t, bar[2]), number(t, bar[3])
		for i := range w {
			drawn[y][x+i] = true
		}
	}
	for y, row := range modules {
		for x := range row {
			if drawn[y][x] != row[x] {
				t.Fatalf("module %d, %d differs", x, y)
			}
		}
	}
}

func number(t *testing.T, digits string) int {
	t.Helper()
	n, err := strconv.Atoi(digits)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTextThatIsTooLongIsRefused(t *testing.T) {
	t.Parallel()
	if _, err := qr.SVG(strings.Repeat("x", 10_000), ""); err == nil {
		t.Error("drew it")
	}
}
