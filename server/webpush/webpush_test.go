package webpush

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// browser is what subscribes, with its private key.
type browser struct {
	Device
	private *ecdh.PrivateKey
	auth    []byte
}

func newBrowser(t *testing.T, endpoint string) browser {
	t.Helper()
	private, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	auth := make([]byte, authSize)
	rand.Read(auth)
	encode := base64.RawURLEncoding.EncodeToString
	return browser{Device{Endpoint: endpoint, P256dh: encode(private.PublicKey().Bytes()), Auth: encode(auth)}, private, auth}
}

// read decrypts as RFC 8291 says, written from the RFC and not with the library
// that encrypts.
func (b browser) read(t *testing.T, body []byte) string {
	t.Helper()
	salt, idLength := body[:16], int(body[20])
	theirs, sealed := body[21:21+idLength], body[21+idLength:]
	public, err := ecdh.P256().NewPublicKey(theirs)
	if err != nil {
		t.Fatal(err)
	}
	shared, err := b.private.ECDH(public)
	if err != nil {
		t.Fatal(err)
	}
	info := "WebPush: info\x00" + string(b.private.PublicKey().Bytes()) + string(theirs)
	ikm := derive(t, shared, b.auth, info, 32)
	block, err := aes.NewCipher(derive(t, ikm, salt, "Content-Encoding: aes128gcm\x00", 16))
	if err != nil {
		t.Fatal(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := gcm.Open(nil, derive(t, ikm, salt, "Content-Encoding: nonce\x00", 12), sealed, nil)
	if err != nil {
		t.Fatal(err)
	}
	text, _, _ := strings.Cut(string(plain), "\x02") // then padding
	return text
}

func derive(t *testing.T, secret, salt []byte, info string, length int) []byte {
	t.Helper()
	out, err := hkdf.Key(sha256.New, secret, salt, info, length)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestOnlyTheBrowserReadsTheMessage(t *testing.T) {
	t.Parallel()
	var body []byte
	var header http.Header
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ = io.ReadAll(r.Body)
		header = r.Header
		w.WriteHeader(http.StatusCreated)
	}))
	defer server.Close()
	key, err := KeyFrom([]byte("0123456789abcdef0123456789abcdef"))
	if err != nil {
		t.Fatal(err)
	}
	b := newBrowser(t, server.URL+"/push/1")
	u, _ := url.Parse(server.URL)
	sender := NewSender([]string{u.Host}, "no-reply@clinic.example", server.Client())
	if err := sender.Send(t.Context(), key, b.Device, []byte(`{"title":"Clinic"}`), time.Hour); err != nil {
		t.Fatal(err)
	}
	if got := b.read(t, body); got != `{"title":"Clinic"}` {
		t.Errorf("the browser read %q", got)
	}
	if header.Get("TTL") != "3600" || header.Get("Content-Encoding") != "aes128gcm" ||
		!strings.HasSuffix(header.Get("Authorization"), ", k="+key.Public()) {
		t.Errorf("header %v", header)
	}
}

func TestABrowserThatUnsubscribedIsGone(t *testing.T) {
	t.Parallel()
	status := 0
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
	defer server.Close()
	key, _ := KeyFrom([]byte("0123456789abcdef0123456789abcdef"))
	b := newBrowser(t, server.URL)
	u, _ := url.Parse(server.URL)
	sender := NewSender([]string{u.Host}, "no-reply@clinic.example", server.Client())
	for code, gone := range map[int]bool{404: true, 410: true, 429: false, 500: false, 302: false} {
		status = code
		if err := sender.Send(t.Context(), key, b.Device, nil, 0); err == nil || errors.Is(err, ErrGone) != gone {
			t.Errorf("%d: %v", code, err)
		}
	}
}

func TestOnlyPushServicesAreAsked(t *testing.T) {
	t.Parallel()
	sender := NewSender(Services, "no-reply@clinic.example", DefaultClient())
	good := newBrowser(t, "https://fcm.googleapis.com/fcm/send/abc").Device
	for endpoint, ok := range map[string]bool{
		"https://fcm.googleapis.com/fcm/send/abc": true, "https://updates.push.services.mozilla.com/wpush/v2/x": true,
		"https://wns2-by3p.notify.windows.com/w/?token=x": true, "https://web.push.apple.com/QA": true,
		"http://fcm.googleapis.com/": false, "https://fcm.googleapis.com.evil.example/": false,
		"https://127.0.0.1/": false, "https://169.254.169.254/latest": false, "https://evil-notify.windows.com.example/": false,
		"https://u:p@fcm.googleapis.com/": false, "https://fcm.googleapis.com:8443/": false, "": false,
		"https://fcm.googleapis.com/" + strings.Repeat("x", maxEndpoint): false,
	} {
		d := good
		d.Endpoint = endpoint
		if err := sender.Check(d); (err == nil) != ok {
			t.Errorf("%s: %v", endpoint, err)
		}
	}
	for name, d := range map[string]Device{
		"no key": {good.Endpoint, "", good.Auth}, "no secret": {good.Endpoint, good.P256dh, ""},
		"a point off the curve": {good.Endpoint, base64.RawURLEncoding.EncodeToString(append([]byte{4}, make([]byte, 64)...)), good.Auth},
	} {
		if sender.Check(d) == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
