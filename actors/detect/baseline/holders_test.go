package baseline

import (
	"net/netip"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const holdersBegun = 20_000

// held teaches days on which each of n holders calls from where it is said to be that day.
func held(days, n int, where func(holder, day int) string) *Holders {
	h := &Holders{}
	for d := range days {
		for i := range n {
			h.Add(keyNumber(i), netip.MustParseAddr(where(i, d)), holdersBegun+uint32(d), false)
		}
	}
	return h
}

func keyNumber(i int) uint64 { return uint64(i+1) * 0x9e3779b97f4a7c15 }

func byNumber(i int) string { return netip.AddrFrom4([4]byte{20, byte(i), byte(i), 9}).String() }

func TestEV02CredentialsAndTheirPlaces(t *testing.T) {
	home := func(i, _ int) string { return byNumber(i) }
	for _, c := range []struct {
		name    string
		h       *Holders
		key     uint64
		ip      string
		strange bool
	}{
		{"another partner's place", held(10, 5, home), keyNumber(3), byNumber(2), true},
		{"the next block", held(10, 5, home), keyNumber(3), "20.3.4.9", true},
		{"another server of the block", held(10, 5, home), keyNumber(3), "20.3.3.77", false},
		{"an unknown credential", held(10, 5, home), keyNumber(9), "20.3.4.9", false},
		{"none", held(10, 5, home), 0, "20.3.4.9", false},
		{"too few days of one", held(4, 20, home), keyNumber(3), "20.3.4.9", false},
		{"too few days of all", held(10, 2, home), keyNumber(1), "20.3.4.9", false},
		{"two places from the beginning", held(10, 5, func(i, d int) string { return byNumber(i + 100*(d%2)) }), keyNumber(3), "20.3.4.9", true},
		{"one of its two places", held(10, 5, func(i, d int) string { return byNumber(i + 100*(d%2)) }), keyNumber(3), byNumber(103), false},
		{"one of ten moves about", held(10, 10, func(i, d int) string {
			if i == 0 {
				return byNumber(100 + d)
			}
			return byNumber(i)
		}), keyNumber(3), "20.3.4.9", true},
		{"whoever moves about", held(10, 10, func(i, d int) string { return byNumber(100*i%7 + d) }), keyNumber(3), "20.3.4.9", false},
		{"three of ten moved once", held(12, 10, func(i, d int) string {
			if i < 3 && d > 8 {
				return byNumber(100 + i)
			}
			return byNumber(i)
		}), keyNumber(5), "20.3.4.9", false},
		{"more than can be known", held(10, MaxHolders+1, home), keyNumber(3), "20.3.4.9", false},
	} {
		if _, got := c.h.Strange(c.key, netip.MustParseAddr(c.ip)); got != c.strange {
			t.Errorf("%s: strange %v", c.name, got)
		}
	}

	h := held(10, 5, home)
	moved := netip.MustParseAddr("20.3.4.9")
	for d := range uint32(backDays) {
		if _, got := h.Strange(keyNumber(3), moved); !got {
			t.Fatalf("a new place is known after %d days", d)
		}
		h.Add(keyNumber(3), moved, holdersBegun+10+d, false)
	}
	if n, got := h.Strange(keyNumber(3), moved); got || n != 0 {
		t.Error("a place to which one came back unflagged stays strange")
	}
	other := netip.MustParseAddr("20.3.5.9")
	for d := range uint32(10) {
		h.Add(keyNumber(2), other, holdersBegun+20+d, false)
		h.Forget(keyNumber(2), other)
	}
	if _, got := h.Strange(keyNumber(2), other); !got {
		t.Error("a place whose calls are flagged became usual")
	}

	u := finding.NewUnpacker(h.Append([]byte{1}), 1)
	var back Holders
	back.Read(u)
	if err := u.Close(); err != nil || string(back.Append(nil)) != string(h.Append(nil)) {
		t.Errorf("read back: %v", err)
	}
}
