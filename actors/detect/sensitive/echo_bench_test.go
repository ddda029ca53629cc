package sensitive

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// BenchmarkEchoesWorst hides secrets that nearly match everywhere, in a sample of the greatest size.
func BenchmarkEchoesWorst(b *testing.B) {
	texts := map[string][]byte{
		"percent":    bytes.Repeat([]byte("%"), 20<<10),
		"backslash":  bytes.Repeat([]byte(`\\`), 10<<10),
		"entities":   bytes.Repeat([]byte("&#37;"), 4<<10),
		"JSON":       []byte(`{"a":"` + string(bytes.Repeat([]byte("%"), 20<<10)) + `"}`),
		"JSON quote": bytes.Repeat([]byte(`""`), 10<<10),
	}
	for name, text := range texts {
		format := traffic.FormatText
		if bytes.Contains([]byte(name), []byte("JSON")) {
			format = traffic.FormatJSON
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				e := &Echoes{left: echoEffort}
				for i := range maxEchoes {
					e.add(fmt.Appendf(nil, "%s-%d", bytes.Repeat([]byte("%"), 200), i), maxEchoes)
					e.add(fmt.Appendf(nil, "%s-%d", bytes.Repeat([]byte(`\`), 200), i), maxEchoes*2)
				}
				e.HideBody(text, format, 16<<10)
			}
		})
	}
}
