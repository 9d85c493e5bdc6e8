// Package qr draws QR codes for screens and for paper.
package qr

import (
	"fmt"
	"html"
	"strings"

	"github.com/skip2/go-qrcode"
)

// Modules gives the squares of the code for the text, true for dark ones, with
// the quiet zone of four around them; it can be read with a seventh of it
// covered. It fails when the text is longer than a code can hold.
func Modules(text string) ([][]bool, error) {
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return nil, fmt.Errorf("drawing a QR code: %w", err)
	}
	return code.Bitmap(), nil
}

// SVG draws the code for the text as an image of its own, dark on white whatever
// stands around it; label is what it is to people who do not see it.
func SVG(text, label string) (string, error) {
	modules, err := Modules(text)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	n := len(modules)
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" shape-rendering="crispEdges">`, n, n)
	fmt.Fprintf(&b, `<title>%s</title><path fill="#fff" d="M0 0h%dv%dH0z"/><path d="`, html.EscapeString(label), n, n)
	for y, row := range modules {
		drawRow(&b, row, y)
	}
	b.WriteString(`"/></svg>`)
	return b.String(), nil
}

// drawRow draws each run of dark modules as one bar.
func drawRow(b *strings.Builder, row []bool, y int) {
	for x := 0; x < len(row); x++ {
		from := x
		for x < len(row) && row[x] {
			x++
		}
		if x > from {
			fmt.Fprintf(b, "M%d %dh%dv1h-%dz", from, y, x-from, x-from)
		}
	}
}
