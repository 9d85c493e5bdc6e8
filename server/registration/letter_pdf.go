package registration

import (
	"bytes"
	_ "embed"
	"fmt"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"patientportal/server/qr"
)

// DejaVu has the letters of most names: Latin, Greek, Cyrillic and more. Its
// license is beside it. What it lacks is drawn as a box; the page that shows the
// code can be printed too, with the fonts of the computer.
//
//go:embed fonts/DejaVuSans.ttf
var textFont []byte

//go:embed fonts/DejaVuSansMono-Bold.ttf
var codeFont []byte

// page is what stands on a letter.
type page struct {
	clinic       Clinic
	name         string
	clinicNumber string
	code         string
	link         string // of the QR code
	at, until    time.Time
}

// Millimetres on a sheet of A4; what is drawn also fits on US Letter.
const (
	margin   = 25.0
	textWide = 160.0
	line     = 6.5
	qrSide   = 45.0
)

// pdf writes the letter.
func (p page) pdf() ([]byte, error) {
	square, err := qr.Modules(p.link)
	if err != nil {
		return nil, err
	}
	f := fpdf.New("P", "mm", "A4", "")
	f.SetLang("en")
	f.SetTitle("How to open your account", true)
	f.SetAuthor(drawable(p.clinic.Name), true)
	f.SetCreationDate(p.at)
	f.SetModificationDate(p.at)
	f.SetMargins(margin, margin, margin)
	f.SetAutoPageBreak(false, 0)
	f.AddUTF8FontFromBytes("text", "", textFont)
	f.AddUTF8FontFromBytes("code", "", codeFont)
	f.AddPage()
	p.head(f)
	p.steps(f)
	p.facts(f, square)
	p.foot(f)
	var out bytes.Buffer
	if err := f.Output(&out); err != nil {
		return nil, fmt.Errorf("writing a letter: %w", err)
	}
	return out.Bytes(), nil
}

func (p page) head(f *fpdf.Fpdf) {
	write(f, 16, p.clinic.Name)
	f.Ln(2)
	write(f, 11, p.at.Format("2 January 2006"))
	f.Ln(10)
	write(f, 11, p.name)
	f.Ln(10)
	write(f, 18, "Open your account in our patient portal")
	f.Ln(3)
	write(f, 11, "In the portal you book appointments, read your medical records and see what your doctor advises.")
	f.Ln(4)
}

func (p page) steps(f *fpdf.Fpdf) {
	for i, step := range []string{
		"Open " + p.clinic.BaseURL + "/create-account, or point the camera of your phone at the square below: then number and code are filled in.",
		"Enter your clinic number and activation code as they stand below, your email address, your full name and your date of birth.",
		"Choose a username and a password, and press “Submit”.",
	} {
		write(f, 11, fmt.Sprintf("%d.  %s", i+1, step))
		f.Ln(1.5)
	}
	f.Ln(6)
}

// facts are the number and the code, with the square beside them.
func (p page) facts(f *fpdf.Fpdf, square [][]bool) {
	top := f.GetY()
	for _, fact := range [][2]string{{"Clinic number", p.clinicNumber}, {"Activation code", p.code}} {
		write(f, 11, fact[0])
		f.SetFont("code", "", 22)
		f.CellFormat(textWide-qrSide, 12, fact[1], "", 1, "L", false, 0, "")
		f.Ln(5)
	}
	drawSquare(f, square, margin+textWide-qrSide, top, qrSide)
	f.SetY(top + qrSide + 8)
}

func (p page) foot(f *fpdf.Fpdf) {
	write(f, 11, "The code works once, until "+p.until.Format("2 January 2006")+". Until you have used it, keep this letter to yourself: "+
		"with it and your birth date somebody else could open your account. Afterwards it is worthless.")
	f.Ln(4)
	write(f, 11, strings.TrimSpace("Questions? Call "+p.clinic.SupportPhone+". "+p.clinic.SupportHours))
}

// write sets a paragraph across the sheet.
func write(f *fpdf.Fpdf, size float64, text string) {
	f.SetFont("text", "", size)
	f.MultiCell(textWide, max(line, size*0.45), drawable(text), "", "L", false)
}

// drawable leaves out what the writer of PDF cannot take: characters beyond the
// first 65,536.
func drawable(text string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xFFFF {
			return '□'
		}
		return r
	}, text)
}

// drawSquare draws each run of dark modules as one bar.
func drawSquare(f *fpdf.Fpdf, modules [][]bool, x, y, side float64) {
	size := side / float64(len(modules))
	f.SetFillColor(0, 0, 0)
	for row, cells := range modules {
		for i := 0; i < len(cells); i++ {
			from := i
			for i < len(cells) && cells[i] {
				i++
			}
			if i > from {
				f.Rect(x+float64(from)*size, y+float64(row)*size, float64(i-from)*size, size, "F")
			}
		}
	}
}
