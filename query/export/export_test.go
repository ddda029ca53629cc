package export

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestVisibleShowsWhatIsHidden(t *testing.T) {
	f := func(in, want string) {
		t.Helper()
		if got := Visible(in); got != want {
			t.Errorf("Visible(%q) = %q, want %q", in, got, want)
		}
	}
	f("plain /path?x=1", "plain /path?x=1")
	f("名前 ü", "名前 ü")
	f("a\x00b\nc\x7f", "a␀b␊c␡")
	f("user\u202Etxt.exe", "user⟨U+202E⟩txt.exe")
	f("ze\u200Bro\uFEFF", "ze⟨U+200B⟩ro⟨U+FEFF⟩")
	f("\u0085\u009b31m", "⟨U+0085⟩⟨U+009B⟩31m")
	f("bad\xffend", "bad⟨xFF⟩end")
	f("\U000E0041", "⟨U+E0041⟩")
	if got := Lines("a\r\nb\tc\rd\u2028"); got != "a\nb\tc␍d⟨U+2028⟩" {
		t.Errorf("Lines = %q", got)
	}
}

func FuzzVisible(f *testing.F) {
	for _, s := range []string{"", "a", "\u202E", "\xff\xfe", "=1+1", "\x00=1", "e\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v := Visible(s)
		if !utf8.ValidString(v) || !utf8.ValidString(Lines(s)) {
			t.Fatalf("not UTF-8: %q", v)
		}
		for _, r := range v {
			if r < 0x20 || r == 0x7f || hidden(r) {
				t.Fatalf("%U stays hidden in %q", r, v)
			}
		}
		if Visible(v) != v {
			t.Fatalf("not stable: %q", v)
		}
	})
}

func TestCellNeverStartsAFormula(t *testing.T) {
	f := func(in, want string) {
		t.Helper()
		if got := Cell(in); got != want {
			t.Errorf("Cell(%q) = %q, want %q", in, got, want)
		}
	}
	f("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")
	f("+1", "'+1")
	f("-2", "'-2")
	f("@SUM(A1)", "'@SUM(A1)")
	f("\t=1", "'\t=1")
	f("\x00=1", "␀=1") // the NUL is text now, and the cell starts with it
	f("  =1", "'  =1")
	f("＝1", "'＝1")
	f("/orders/{id}", "/orders/{id}")
	f("", "")
}

func FuzzCell(f *testing.F) {
	f.Add("=1")
	f.Add(" \u00a0-1")
	f.Add("a\r\n=1")
	f.Fuzz(func(t *testing.T, s string) {
		c := Cell(s)
		if r, n := utf8.DecodeRuneInString(strings.TrimLeft(c, " ")); n > 0 && strings.ContainsRune("=+-@\t\r\n\x00", r) {
			t.Fatalf("Cell(%q) = %q starts with %q", s, c, r)
		}
		var b bytes.Buffer
		tab, err := NewTable(
			&b,
			[]Column[string]{{"one", func(s string) string { return s }}, {"two", func(string) string { return "x" }}},
		)
		if err != nil || tab.Row(s) != nil || tab.Flush() != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil || len(rows) != 2 || len(rows[1]) != 2 || rows[1][0] != c {
			t.Fatalf("%q does not come back: %q %v", c, rows, err)
		}
	})
}

func TestTableIsRFC4180(t *testing.T) {
	var b bytes.Buffer
	tab, err := NewTable(
		&b,
		[]Column[string]{{"a", func(s string) string { return s }}, {"b", func(string) string { return `say "hi", you` }}},
	)
	if err != nil {
		t.Fatal(err)
	}
	_ = tab.Row("x")
	_ = tab.Flush()
	if want := "a,b\r\nx,\"say \"\"hi\"\", you\"\r\n"; b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
}
