package app

import (
	"log/slog"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
)

// TestNF18CorrectionsFollowTheSettings: what is set counts, what is deleted does not any more, and
// what cannot be read is named and costs nothing else.
func TestNF18CorrectionsFollowTheSettings(t *testing.T) {
	var log strings.Builder
	c := newCorrections(slog.New(slog.NewTextHandler(&log, nil)))
	pin := query.Setting{Kind: query.KindCorrection, Name: "pin", Version: 1, Body: []byte(`{"kind":"pin","host":"h","template":"/a/{x}"}`)}
	spec := query.Setting{Kind: query.KindSpec, Name: "s", Version: 1, Body: []byte(`{"title":"","format":"","host":"h","operations":["GET /b/{y}"]}`)}
	broken := query.Setting{Kind: query.KindCorrection, Name: "broken", Version: 1, Body: []byte(`{"kind":"glue"}`)}
	if err := c.take("t", []query.Setting{pin, spec, broken}); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"/a/1": "/a/{id}", "/b/1": "/b/{id}", "/c/1": ""} {
		if got, _ := c.of("t").Of("h", "GET", path); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	if !strings.Contains(log.String(), "broken") {
		t.Errorf("a broken correction is not named: %s", log.String())
	}
	if _, v := c.of("other").Of("h", "GET", "/a/1"); v != traffic.Unsaid {
		t.Error("another tenant has the corrections too")
	}
	pin.Deleted, spec.Deleted = true, true
	if err := c.take("t", []query.Setting{pin, spec}); err != nil || c.of("t") != nil {
		t.Errorf("deleted ones are in force: %v", err)
	}
}
