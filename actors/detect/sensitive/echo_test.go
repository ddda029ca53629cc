package sensitive

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// TestEchoesKeepJSON: whatever secrets and JSON are made of, JSON stays JSON, and a sure secret
// that JSON writes in one of its strings is gone.
func TestEchoesKeepJSON(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	parts := strings.Split(`a " \ / % %41 & &amp; &#34; + = < { } [ ] : , 1 1234 -1 true é 日 \u0041 😀 n u`, " ")
	word := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		return b.String()
	}
	hidden := 0
	for range 3_000 {
		secret, e := word(2+r.IntN(5)), &Echoes{left: echoEffort}
		e.add([]byte(secret), maxEchoes)
		e.add([]byte(word(4)), maxEchoes)
		text, err := json.Marshal(map[string]any{
			word(2): word(3) + secret + word(2), "n": r.IntN(3000), "l": []any{true, secret, 1234, word(6)},
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, format := range []traffic.Format{traffic.FormatJSON, traffic.FormatText} {
			got := e.HideBody(text, format, 16<<10)
			if format == traffic.FormatJSON && !json.Valid(got) {
				t.Fatalf("%q of %s: no JSON: %s", secret, text, got)
			}
			for limit := range len(text) {
				if short := e.HideBody(text, format, limit); len(short) > limit+len(`"***"`) {
					t.Fatalf("%d bytes, want %d", len(short), limit)
				}
			}
			e.left = echoEffort
			quoted, _ := json.Marshal(secret)
			if len(e.all) == 0 || string(e.all[0].text) != secret || e.all[0].fit != anywhere {
				continue
			}
			if whole := append(append([]byte(","), quoted...), ','); format == traffic.FormatJSON && bytes.Contains(got, whole) {
				t.Fatalf("%q is still in %s", secret, got)
			}
			hidden++
		}
	}
	if hidden < 300 {
		t.Errorf("only %d cases with a sure secret", hidden)
	}
}

// TestEchoesShowOrdinaryAnswers: the effort is enough for a full sample of prose and tokens.
func TestEchoesShowOrdinaryAnswers(t *testing.T) {
	e := &Echoes{left: echoEffort}
	for i := range 2 * maxEchoes {
		e.add(fmt.Appendf(nil, "%c%c%d-token-%d", 'a'+i%26, 'a'+i*7%26, i, i*i), 2*maxEchoes)
	}
	for name, row := range map[string]string{
		"prose": "the order of our customer was sent to another place; ", "hex": "3fa85f64-5717-4562-b3fc-2c963f66afa6 ",
		"URL": "%E4%BD%A0%E5%A5%BD+", "JSON": `{\"id\":\"a1\",\"at\":\"x\"},`, "HTML": "<p class=a>x &amp; y</p>\n",
	} {
		text := []byte(strings.Repeat(row, 16<<10/len(row)))
		e.left = echoEffort
		if got := e.Hide(text, 16<<10); !bytes.Equal(got, text) {
			t.Errorf("%s: %d of %d bytes are shown", name, len(got), len(text))
		}
	}
}
