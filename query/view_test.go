package query

import (
	"errors"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// TestTN31ViewsReadWhatTheyWrite: a view written to an address and read again is the same.
func TestTN31ViewsReadWhatTheyWrite(t *testing.T) {
	f := func(l *List, in, want string) {
		t.Helper()
		v := view(t, l, in)
		if got := v.URL().Encode(); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
		if again := view(t, l, v.URL().Encode()); !reflect.DeepEqual(again, v) {
			t.Errorf("%s: read again it is %+v, was %+v", in, again, v)
		}
	}
	f(Events, "", "")
	f(Events, "level=low&level=high&level=high", "level=high&level=low")
	f(Events, "sort=-last&limit=50", "") // the defaults
	f(
		Events,
		"source=203.0.113.7&source=2001:db8::/32&since=7d",
		"since=7d&source=2001%3Adb8%3A%3A%2F32&source=203.0.113.7",
	)
	f(Events, "status=open&q= orders ", "q=orders&status=open")
	f(Risks, "from=2026-11-20T10:00:00%2B01:00", "from=2026-11-20T09%3A00%3A00Z")
	f(
		Inventory,
		"grade=high&service=internal&response=SD-01&life=new&sort=p95",
		"grade=high&life=new&response=SD-01&service=internal&sort=p95",
	)
}

func TestViewsRefuseWhatTheyDoNotKnow(t *testing.T) {
	f := func(l *List, in, param string) {
		t.Helper()
		u, _ := url.ParseQuery(in)
		_, err := ParseView(l, u)
		var bad *BadRequest
		if !errors.As(err, &bad) || !slices.ContainsFunc(bad.Errors, func(p ParamError) bool { return p.Param == param }) {
			t.Errorf("%s: %v, want an error about %s", in, err, param)
		}
	}
	f(Events, "levle=high", "levle")
	f(Events, "level=worst", "level")
	f(Events, "status=to_be_fixed", "status") // a state of risks
	f(Risks, "status=handled", "status")
	f(Risks, "source=203.0.113.7", "source")
	f(Risks, "block=203.0.113.0/24", "block")
	f(Inventory, "type=EV-01", "type")
	f(Events, "source=300.1.1.1", "source")
	f(Events, "since=1y", "since")
	f(Events, "since=99999d", "since")
	f(Events, "since=7d&from=2026-11-20T00:00:00Z", "since")
	f(Events, "from=2026-11-20T00:00:00Z&to=2026-11-19T00:00:00Z", "from")
	f(Events, "from=yesterday", "from")
	f(Events, "limit=0", "limit")
	f(Events, "limit=1001", "limit")
	f(Events, "sort=name", "sort")
	f(Events, "q="+strings.Repeat("x", 201), "q")
	f(Events, "host="+strings.Repeat("x", 301), "host")
	f(Events, "host=%ff", "host")
	f(Events, strings.Repeat("host=a&", 51), "host")
}

func TestViewWindow(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	if w := view(t, Events, "").Window(now); w.From != now.Add(-30*24*time.Hour) || !w.To.IsZero() { // OV-08
		t.Errorf("events without a time: %v", w)
	}
	if w := view(t, Risks, "").Window(now); w != (Window{}) {
		t.Errorf("risks without a time: %v", w)
	}
	if w := view(t, Events, "since=90m").Window(now); w.From != now.Add(-90*time.Minute) {
		t.Errorf("90 minutes: %v", w)
	}
	if w := view(t, Events, "to=2026-11-01").Window(now); !w.From.IsZero() || w.To.Day() != 1 {
		t.Errorf("until a day: %v", w)
	}
}

func TestToggleOpensTheShortForms(t *testing.T) {
	v := view(t, Events, "status=open")
	if !v.Chosen(FieldStatus, "detected") || v.Chosen(FieldStatus, "handled") {
		t.Error("open does not stand for the open states")
	}
	got := v.Toggle(FieldStatus, "detected").Values[FieldStatus]
	if !slices.Equal(got, []string{"in_progress"}) {
		t.Errorf("without detected: %v", got)
	}
	if got := v.Toggle(FieldLevel, "high").Toggle(FieldLevel, "high").URL().Encode(); got != "status=open" {
		t.Errorf("there and back: %s", got)
	}
}

// TestTN18to22EventStates and the eight of RH-05 are all there, in their order.
func TestTN18TN22RH05States(t *testing.T) {
	ids := func(k finding.Kind, byMan bool) (out []Status) {
		for _, r := range Statuses(k) {
			if r.ByMan || !byMan {
				out = append(out, r.ID)
			}
			if r.Title == "" || r.Means == "" {
				t.Errorf("%s is not complete", r.ID)
			}
		}
		return out
	}
	if got := ids(finding.KindEvent, false); !slices.Equal(
		got,
		[]Status{"detected", "in_progress", "handled", "ignored", "disabled"},
	) {
		t.Errorf("events: %v", got)
	}
	if got := ids(finding.KindRisk, false); len(got) != 8 {
		t.Errorf("risks: %v, want eight", got)
	}
	if got := ids(finding.KindRisk, true); !slices.Equal(
		got,
		[]Status{"to_be_confirmed", "confirmed", "to_be_fixed", "fixed", "ignored"},
	) {
		t.Errorf("states of risks a person may choose: %v", got)
	}
	if InitialStatus(finding.KindEvent) != Detected || InitialStatus(finding.KindRisk) != ToBeConfirmed {
		t.Error("a case nobody decided on has another state")
	}
	if settable(finding.KindRisk, SystemFixed) == nil || settable(finding.KindEvent, "gone") == nil ||
		settable(finding.KindEvent, Fixed) == nil {
		t.Error("a person could choose a state that is not theirs")
	}
}

func FuzzParseView(f *testing.F) {
	for _, s := range []string{
		"level=high", "source=::1&q=%00", "since=7d", "from=2026-11-20&to=2026-11-21", "status=open&sort=-count&limit=9",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := url.ParseQuery(s)
		if err != nil {
			return
		}
		for _, l := range Lists() {
			v, err := ParseView(l, u)
			if err != nil {
				continue
			}
			again, err := ParseView(l, v.URL())
			if err != nil || again.URL().Encode() != v.URL().Encode() {
				t.Fatalf("%q is written as %q, which is read as %q, %v", s, v.URL().Encode(), again.URL().Encode(), err)
			}
		}
	})
}
