package detect

import (
	"slices"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// TestNF18WordsOfPlaces keeps a keyed hash of each word in a place and nothing of any other value.
func TestNF18WordsOfPlaces(t *testing.T) {
	key := []byte("0123456789abcdef0123456789abcdef")
	word := func(s string) uint32 { return PlaceWord(key, s) }
	for _, row := range []struct {
		path, template string
		want           []uint32
	}{
		{"/users/me", "/users/{id}", []uint32{word("me")}},
		{"/users/42", "/users/{id}", nil},
		{"/users/me/orders/7.json?x=/a", "/users/{id}/orders/{id}.json", []uint32{word("me"), 0}},
		{"/users/7/orders/last.json", "/users/{id}/orders/{id}.json", []uint32{0, word("last")}},
		{"/a/me/b", "/{other}", nil},
		{"/users/me/more", "/users/{id}", nil},
		{"/users/0b8f5c1e-5a55-4c3e-9b1c-1f2e3d4c5b6a", "/users/{id}", nil},
	} {
		e := New(Options{})
		e.hash.use(key)
		e.x, e.f = &traffic.Exchange{Path: row.path}, &finding.Facts{API: traffic.API{Template: row.template}}
		if e.places(); !slices.Equal(e.f.Words, row.want) {
			t.Errorf("%s of %s: %v, want %v", row.path, row.template, e.f.Words, row.want)
		}
	}
	if word("me") == 0 || word("me") == PlaceWord(key[:16], "me") || word("13812345678") != 0 {
		t.Error("a word's hash hangs on the key, and numbers have none")
	}
}
