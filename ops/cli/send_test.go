package cli

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// answering gives a client of a node that answers with these statuses, the last for ever.
func answering(t *testing.T, statuses ...int) (*client, *int) {
	t.Helper()
	n := 0
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if b, _ := io.ReadAll(r.Body); string(b) != "body" || r.Header.Get("Idempotency-Key") != "k" {
			t.Errorf("try %d sends %q under %q", n, b, r.Header.Get("Idempotency-Key"))
		}
		w.WriteHeader(statuses[min(n, len(statuses)-1)])
		n++
		_, _ = io.WriteString(w, `{"accepted":1}`)
	}))
	t.Cleanup(srv.Close)
	return &client{base: srv.URL, token: "x", http: srv.Client()}, &n
}

func TestSendRepeatsWhatPasses(t *testing.T) {
	for _, status := range []int{500, 502, 503, 504, 429} {
		c, n := answering(t, status, 202)
		r, err := c.send(t.Context(), "text/plain", "", "k", []byte("body"), io.Discard)
		if err != nil || r.Accepted != 1 || *n != 2 {
			t.Errorf("%d: %+v after %d tries, %v", status, r, *n, err)
		}
	}
	for _, status := range []int{400, 401, 413, 415, 501} {
		c, n := answering(t, status, 202)
		if _, err := c.send(t.Context(), "text/plain", "", "k", []byte("body"), io.Discard); err == nil || *n != 1 {
			t.Errorf("%d: %d tries, %v", status, *n, err)
		}
	}
}

func TestSendGivesUpOnANodeThatOnlyFails(t *testing.T) {
	defer func(d time.Duration) { sendPatience = d }(sendPatience)
	sendPatience = 10 * time.Millisecond
	c, n := answering(t, 500)
	_, err := c.send(t.Context(), "text/plain", "", "k", []byte("body"), io.Discard)
	if err == nil || !strings.Contains(err.Error(), "500") || *n < 2 {
		t.Errorf("%d tries, %v", *n, err)
	}
}
