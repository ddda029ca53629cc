package attack

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// TestSieveLosesNoWord: each word of the table of leaks is let through, in either case, anywhere
// in a text; ordinary text is not.
func TestSieveLosesNoWord(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, l := range leaks {
		for _, w := range l.Any {
			for range 20 {
				text := make([]byte, r.IntN(40)+len(w)+r.IntN(40))
				for i := range text {
					text[i] = byte(r.IntN(256))
				}
				at := r.IntN(len(text) - len(w) + 1)
				copy(text[at:], w)
				if r.IntN(2) == 0 {
					text = bytes.ToUpper(text)
					copy(text[min(at, len(text)-len(w)):], bytes.ToUpper([]byte(w)))
				}
				if bytes.Contains(bytes.ToLower(text), []byte(w)) && !leakSieve.holds(text) {
					t.Fatalf("%q is lost in %q", w, text)
				}
			}
		}
	}
	plain := []byte(`{"rows":[{"id":"7c9e6679-7425-40de","customer":{"mobile":"13812345678","note":"please ring twice"}}]}`)
	if leakSieve.holds(plain) {
		t.Error("ordinary text is not kept back")
	}
}
