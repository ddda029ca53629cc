package attack

import (
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// judged judges a call and gives the scanner, to ask what it cost.
func judged(e Example) (kinds []string, doubt bool, s *Scanner) {
	x := e.exchange()
	s = new(Scanner)
	set, d := s.Judge(x, traffic.NewWalker(traffic.Limits{}).Walk(x))
	return named(set), d.Any(), s
}

func TestTW01AttackAtEitherEndOfALongValueIsFound(t *testing.T) {
	filling := strings.Repeat("The cat sat on the mat, as cats do. ", 20_000)
	for _, payload := range []string{
		"1' union select null,version()-- ", "<script>alert(1)</script>", "{{7*7}}", "${jndi:ldap://x.example/a}",
	} {
		for _, text := range []string{payload + filling, filling + payload} {
			if kinds, _, _ := judged(Example{Method: "POST", Type: "application/json", Body: `{"note":"` + text + `"}`}); len(kinds) == 0 {
				t.Errorf("%s: not found in %.40q...", payload, text)
			}
		}
	}
}

func TestTW01AttackBehindManyValuesIsFound(t *testing.T) {
	for _, filling := range []string{`"; cat /etc/motd",`, `"It's 5 o'clock; the rest (of us) waits & sleeps",`, `"1 or 2 select from ' -- {{ ${ %d",`} {
		body := "[" + strings.Repeat(filling, 1<<19/len(filling)) + `"<script>alert(1)</script>"]`
		kinds, doubt, s := judged(Example{Method: "POST", Type: "application/json", Body: body})
		if !strings.Contains(strings.Join(kinds, " "), "xss") {
			t.Errorf("behind %s: found %v", filling, kinds)
		}
		if !doubt {
			t.Errorf("behind %s: values were left out, and the call is not doubted", filling)
		}
		if s.effort.left < -2*maxText/ruleStep {
			t.Errorf("behind %s: cost %d steps of %d", filling, maxEffort-s.effort.left, maxEffort)
		}
	}
}

func TestTW01CallsOfPeopleAreReadWhole(t *testing.T) {
	rows := strings.Repeat(`{"name":"Ann O'Neil","mail":"ann@example.com","note":"It's late; please call (before 5)","at":"2026-01-02T03:04:05Z"},`, 1000)
	_, _, s := judged(Example{Method: "POST", Type: "application/json", Body: "[" + rows + "{}]"})
	if s.Spent() || s.effort.left < maxEffort/2 {
		t.Errorf("1000 rows cost %d steps of %d", maxEffort-s.effort.left, maxEffort)
	}
}

// TestTW01NothingIsReadTwicePerMark holds that what costs most of all for its length stays
// linear: 1 MB of marks in one value once took seconds.
func TestTW01NothingIsReadTwicePerMark(t *testing.T) {
	start := time.Now()
	for _, unit := range []string{"|", "{", "'", "&", "(", "<", "../", ";a", "{{a", "#", "\n", "' or "} {
		_, _, s := judged(Example{Method: "POST", Type: "text/plain", Body: strings.Repeat(unit, 1<<20/len(unit))})
		if s.effort.left < -2*maxText/ruleStep {
			t.Errorf("%q: cost %d steps of %d", unit, maxEffort-s.effort.left, maxEffort)
		}
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}
