package password

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"slices"
	"strings"
	"sync"
	"unicode"
)

//go:embed common.txt.gz
var packedCommon []byte

// commonOnes is the list, unpacked when it is first needed. It is part of the
// program: that it cannot be read is a broken build.
var commonOnes = sync.OnceValue(func() []string {
	unpacked, err := gzip.NewReader(bytes.NewReader(packedCommon))
	if err != nil {
		panic("password: the list of common passwords: " + err.Error())
	}
	text, err := io.ReadAll(unpacked)
	if err != nil {
		panic("password: the list of common passwords: " + err.Error())
	}
	return strings.Fields(string(text))
})

// isCommon also knows a common password by its letters and digits alone, and
// with digits put before or behind it.
func isCommon(text string) bool {
	bare := bareText(text)
	return isListed(fold(text)) || isListed(bare) || isListed(strings.TrimFunc(bare, unicode.IsDigit))
}

func isListed(text string) bool {
	_, found := slices.BinarySearch(commonOnes(), text)
	return found
}
