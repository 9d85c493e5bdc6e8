package sms

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestATextIsOnePost(t *testing.T) {
	t.Parallel()
	var got Text
	var header http.Header
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header = r.Header
		if err := json.NewDecoder(r.Body).Decode(&got); err != nil || r.Method != http.MethodPost {
			t.Errorf("%s %v", r.Method, err)
		}
		w.WriteHeader(http.StatusAccepted)
	}))
	defer server.Close()
	gateway, err := OpenGateway(server.URL+"/texts", "token-of-the-gateway")
	if err != nil {
		t.Fatal(err)
	}
	want := Text{ID: "delivery-1", To: "+15550100199", Body: "Reminder: your appointment on Monday 7 December"}
	if err := gateway.Send(t.Context(), want); err != nil || got != want {
		t.Errorf("sent %+v (%v)", got, err)
	}
	if header.Get("Authorization") != "Bearer token-of-the-gateway" || header.Get("Idempotency-Key") != "delivery-1" {
		t.Errorf("header %v", header)
	}
}

func TestWhatTheGatewayAnswers(t *testing.T) {
	t.Parallel()
	status := http.StatusOK
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(status)
	}))
	gateway, err := OpenGateway(server.URL, "token")
	if err != nil {
		t.Fatal(err)
	}
	for code, want := range map[int]string{200: "sent", 204: "sent", 400: "refused", 422: "refused", 302: "again", 401: "again", 429: "again", 503: "again"} {
		status = code
		err := gateway.Send(t.Context(), Text{ID: "x", To: "+15550100199"})
		got := "again"
		if err == nil {
			got = "sent"
		} else if errors.Is(err, ErrRefused) {
			got = "refused"
		}
		if got != want {
			t.Errorf("%d: %s (%v), want %s", code, got, err, want)
		}
	}
	server.Close()
	if err := gateway.Send(t.Context(), Text{To: "+15550100199"}); err == nil || errors.Is(err, ErrRefused) || strings.Contains(err.Error(), "127.0.0.1") {
		t.Errorf("nobody there: %v", err)
	}
}

func TestGatewaysThatAreNoneAreRefused(t *testing.T) {
	t.Parallel()
	for url, ok := range map[string]bool{
		"https://texts.example.org/v1": true, "http://127.0.0.1:9000": true, "http://localhost:9000/x": true,
		"http://texts.example.org": false, "https://user:pass@texts.example.org": false, "texts": false, "": false,
	} {
		if _, err := OpenGateway(url, "token"); (err == nil) != ok {
			t.Errorf("%q: %v", url, err)
		}
	}
	if _, err := OpenGateway("https://texts.example.org", ""); err == nil {
		t.Error("no token")
	}
}
