package console

import "testing"

func TestWordsAreWhole(t *testing.T) {
	for _, x := range [][2]string{
		{amount(1, "calls"), "1 call"},
		{amount(1, "calls a minute"), "1 call a minute"},
		{amount(2, "calls"), "2 calls"},
		{amount(1, "addresses"), "1 address"},
		{amount(1, "entries in a response"), "1 entry in a response"},
		{amount(1, "ms"), "1 ms"},
		{amount(0.5, ""), "0.50"},
		{count(1, "call"), "1 call"},
		{count(1200, "call"), "1,200 calls"},
		{verb("POST query products"), "POST"},
		{operation("POST query products"), "query products"},
		{operation("GET"), ""},
	} {
		if x[0] != x[1] {
			t.Errorf("got %q, want %q", x[0], x[1])
		}
	}
}
