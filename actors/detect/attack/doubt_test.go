package attack

import (
	"strconv"
	"strings"
	"testing"
)

// ordinary are texts as forms and searches have them, by what they are; %d makes each new.
var ordinary = map[string][]string{
	"names":     {"Ann O'Neil %d", "Jean-Luc d'Arc", "Smith, John", "Müller & Söhne GmbH", "Toys \"R\" Us", "Dr. Li (3rd floor)", "Ben & Jerry's"},
	"addresses": {"Apt. %d, 221B Baker St.", "Rue de l'Eglise %d, 75004 Paris", "C/ Alcalá, 45, 2º-B", "P.O. Box 12 -- rear entrance", "1 Main St #%d\nSpringfield, IL 62701"},
	"sentences": {"Where is order %d? It's been a week.", "Make sure the parcel is left at the door; thank you!", "Time flies (and so do we): see you at %d:30.",
		"Find a table for two, or more; the more the better", "Please select one from the list and update me when done", "Cat food & dog food"},
	"numbers": {"-%d", "1,%d.50", "$%d.00", "50%", "40.71,-74.00", "%d x 20", "1e10"},
	"ids":     {"INV-2026/%d", "123e4567-e89b-12d3-a456-426614174000", "AB-1234-xy", "sha256:9f86d081884c7d65", "user_%d", "v1.2.3-beta+5"},
	"dates":   {"2026-01-%d", "Mon, 15 Jan 2026 10:30:00 GMT", "10:30 AM - 11:45 AM", "2026-01-02T03:04:05+02:00", "Europe/Berlin"},
	"links": {"https://www.example.com/path/%d?utm_source=news&utm_medium=mail&id=5", "https://cdn.example.com/a/b.jpg?w=640&h=480&q=80", "/list/%d?tab=all",
		"www.forward.example/index.html", "https://example.com/?next=https%3A%2F%2Fexample.org%2Fback"},
	"mail": {"ann+tag%d@example.com", "Ann O'Neil <ann@example.com>", "\"Bob\" <bob@example.com>, Sue <sue@example.com>"},
}

// TestTW01OrdinaryTextIsDecidedByTheFirstStage holds that what people type every day costs no
// look at the rule set.
func TestTW01OrdinaryTextIsDecidedByTheFirstStage(t *testing.T) {
	for kind, texts := range ordinary {
		for i, text := range texts {
			s := Scanner{effort: effort{left: maxEffort}}
			if set := s.text(inValue|inRaw, "q", []byte(strings.ReplaceAll(text, "%d", strconv.Itoa(1000+i)))); set != 0 || s.doubt.Any() {
				t.Errorf("%s: %q: found %v, doubted %v", kind, text, named(set), s.doubt.Any())
			}
		}
	}
}

func TestTW03NamesOfProgramsAreDoubtedWhereTheyAreCommands(t *testing.T) {
	for text, want := range map[string]bool{
		"make sure it works": false, "time flies": false, "find my phone": false, "cat photos": false,
		"make -f /tmp/x": true, "time ifconfig": true, "find / -name x": true, "cat /etc/motd": true, "nohup ifconfig": true, "ls foo": true,
	} {
		if got := commandFirst([]byte(text)); got != want {
			t.Errorf("first: %q: %v", text, got)
		}
	}
	for text, want := range map[string]bool{
		"salt; more pepper": false, "a & find me": false, "line one\nmake it two": false, "x?a=1&id=5": false, "fish &chips; ok": false,
		"x;id": true, "x|ls -la": true, "x\nuname -a": true, "x;c'a't y": true, "x&whoami": true, "x;time who": true, "x|bcdboot/r y": true,
	} {
		if got := commandBehindMark([]byte(text)); got != want {
			t.Errorf("behind a mark: %q: %v", text, got)
		}
	}
}
