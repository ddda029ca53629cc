package api

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/lapwing-sec/lapwing/query/access"
)

func TestFailuresOfOneCodeAreLoggedOnceASecondWithACount(t *testing.T) {
	var q quiet
	at := time.Now()
	for i := range 100 {
		if _, ok := q.say(StoreAway, at.Add(time.Duration(i)*time.Millisecond)); ok != (i == 0) {
			t.Errorf("failure %d within a second: logged %v", i, ok)
		}
	}
	if n, ok := q.say(Internal, at); n != 0 || !ok {
		t.Error("another code is not logged")
	}
	if n, ok := q.say(StoreAway, at.Add(sayEvery)); n != 99 || !ok {
		t.Errorf("after a second: %d unsaid, logged %v", n, ok)
	}
	if n, ok := q.say(StoreAway, at.Add(2*sayEvery)); n != 0 || !ok {
		t.Errorf("counted twice: %d", n)
	}
}

func TestAnOutageAnswers503WithRetryAfterAndFewLines(t *testing.T) {
	var log bytes.Buffer
	s := &Server{log: slog.New(slog.NewTextHandler(&log, nil)), registry: prometheus.NewRegistry()}
	if err := s.measure(); err != nil {
		t.Fatal(err)
	}
	e := echo.New()
	for range 50 {
		w := httptest.NewRecorder()
		c := e.NewContext(httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/v1/exchanges", nil), w)
		s.fail(fmt.Errorf("%w: %w", access.ErrAway, errors.New("connection refused")), c)
		if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") != "5" ||
			!strings.Contains(w.Body.String(), `"store_away"`) {
			t.Fatalf("%d %v %s", w.Code, w.Header(), w.Body)
		}
	}
	if n := strings.Count(log.String(), "request failed"); n < 1 || n > 3 { // 3: on a slow machine
		t.Errorf("%d lines of one outage:\n%s", n, log.String())
	}
}
