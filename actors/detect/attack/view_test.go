package attack

import (
	"bytes"
	"testing"
)

func TestTW01View(t *testing.T) {
	f := func(text, want string) {
		t.Helper()
		var s Scanner
		if got := string(s.view([]byte(text), false)); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	f("plain text", "plain text")
	f("%3Cscript%3E", "<script>")
	f("%253Cscript%253E", "<script>")
	f("%25253C", "<")
	f("%2525253C", "%3C") // a fourth layer is left
	f("&#x3c;b&#62;&lt;i&gt;", "<b><i>")
	f(`\u003cb\x3e`, "<b>")
	f("%u003cb", "<b")
	f("+ADw-b+AD4-", "<b>")
	f("\xc0\xae\xc0\xae/", "../")
	f("\uff1cscript\uff1e", "<script>")
	f("100% sure & \\ done", "100% sure & \\ done")
	f("%", "%")
	f("%4", "%4")
	f("&#", "&#")
}

// FuzzView holds that undoing encodings never makes a text longer than the bound or than what
// escapes can grow to, settles for what it has undone, and leaves the text itself alone.
func FuzzView(f *testing.F) {
	for _, s := range []string{"", "%", "%3C%2", "%u00", "&#x3c;", "&#999999999;", `\u00`, "+AD", "\xc0", "\xe0\x80", "\xef\xbc", "%25253C", "a+b"} {
		f.Add([]byte(s), true)
		f.Add([]byte(s), false)
	}
	var s Scanner
	f.Fuzz(func(t *testing.T, text []byte, plus bool) {
		before := bytes.Clone(text)
		got := s.view(text, plus)
		if !bytes.Equal(text, before) {
			t.Fatalf("%q was written to", before)
		}
		if len(got) > maxText || len(got) > len(text) {
			t.Fatalf("%q: %d bytes of %d", text, len(got), len(text))
		}
		var fresh Scanner
		if again := fresh.view(text, plus); !bytes.Equal(got, again) {
			t.Fatalf("%q: %q, and %q without what was read before", text, got, again)
		}
		if folds := fold(nil, got); len(folds) > len(got) || bytes.Contains(folds, []byte("  ")) {
			t.Fatalf("%q: folded to %q", got, folds)
		}
	})
}
