package edge

import (
	"os"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/ingest"
	"github.com/lapwing-sec/lapwing/ops/deploy/sensors"
)

// The log format that the decoder's package recommends is the one that is shipped.
func TestShippedLogFormatIsTheRecommendedOne(t *testing.T) {
	b, err := sensors.Files.ReadFile("nginx-log/lapwing-log.conf")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(string(b), ingest.NginxLogFormat) {
		t.Errorf("shipped:\n%s\nrecommended:\n%s", b, ingest.NginxLogFormat)
	}
}

// Each sensor comes with its instructions.
func TestEverySensorHasItsSteps(t *testing.T) {
	kinds := []string{"nginx-lua"}
	for _, k := range LoggedKinds("caddy") {
		kinds = append(kinds, k.Name)
	}
	for _, name := range kinds {
		b, err := os.ReadFile("../../deploy/sensors/" + name + "/README.md")
		if err != nil {
			t.Error(err)
			continue
		}
		for _, want := range []string{"Limits: ", "lapwing token create", "\n1. "} {
			if !strings.Contains(string(b), want) {
				t.Errorf("%s: README without %q", name, want)
			}
		}
	}
}
