package factor

import (
	"crypto/hmac"
	"crypto/sha1" // RFC 6238's own, and the only one that every authenticator app has
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// The form of codes that every authenticator app takes (RFC 6238): six digits,
// a new one each half minute. One step before and after counts too, for clocks
// that are a little off.
const (
	totpStep        = 30 * time.Second
	totpDigits      = 6
	totpDrift       = 1  // steps
	totpSecretBytes = 20 // 160 bits: HMAC-SHA-1's own length (RFC 4226, section 4)
)

var base32Plain = base32.StdEncoding.WithPadding(base32.NoPadding)

// totpCode is the code of that step, by RFC 4226's truncation.
func totpCode(secret []byte, step int64) string {
	mac := hmac.New(sha1.New, secret)
	mac.Write(binary.BigEndian.AppendUint64(nil, uint64(step))) // steps are positive
	sum := mac.Sum(nil)
	at := sum[len(sum)-1] & 0x0f
	number := binary.BigEndian.Uint32(sum[at:]) & 0x7fff_ffff
	return fmt.Sprintf("%0*d", totpDigits, number%1_000_000)
}

// stepAt is the number of the step that an instant is in.
func stepAt(t time.Time) int64 { return t.Unix() / int64(totpStep/time.Second) }

// matchStep finds the step around now that has the code; only those after last
// count.
func matchStep(secret []byte, code string, now time.Time, last int64) (step int64, ok bool) {
	for s := stepAt(now) - totpDrift; s <= stepAt(now)+totpDrift; s++ {
		if subtle.ConstantTimeCompare([]byte(totpCode(secret, s)), []byte(code)) == 1 && s > last {
			return s, true
		}
	}
	return 0, false
}

// isTOTP tells what could be a code of an authenticator app.
func isTOTP(folded string) bool {
	_, err := strconv.ParseUint(folded, 10, 32)
	return err == nil && len(folded) == totpDigits
}

// otpauthURI is what an authenticator app reads from the QR code
// (https://github.com/google/google-authenticator/wiki/Key-Uri-Format). A colon
// would end the issuer.
func otpauthURI(issuer, username, secret string) string {
	issuer = strings.ReplaceAll(issuer, ":", "")
	values := url.Values{
		"secret": {secret}, "issuer": {issuer},
		"algorithm": {"SHA1"}, "digits": {strconv.Itoa(totpDigits)}, "period": {"30"},
	}
	label := url.PathEscape(issuer) + ":" + url.PathEscape(username)
	// Apps read "+" as itself, where a form would mean a space.
	return "otpauth://totp/" + label + "?" + strings.ReplaceAll(values.Encode(), "+", "%20")
}
