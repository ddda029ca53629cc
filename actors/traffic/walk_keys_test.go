package traffic

import (
	"fmt"
	"strings"
	"testing"
)

func walkJSON(w *Walker, doc string) *Values {
	return w.Walk(&Exchange{Response: Message{Body: []byte(doc)}})
}

// TestKeysAreNumbered: a key has one number from walk to walk, whose name it is, however it was
// written; keys that the one before predicts wrongly are read as they stand.
func TestKeysAreNumbered(t *testing.T) {
	w := NewWalker(Limits{})
	rows := `[{"id":1,"userName":"x","mobile":"y"},{"id":2,"userName":"x","mobil":"y"},{"id":3,"mobile":"z","a_longer_name_of_a_key":""},` +
		`{"\u0069d":4,"id\"":5,"userNamf":6,"a_longer_name_of_a_kez":7,"":8}]`
	ids := map[string]KeyID{}
	for range 3 {
		v := walkJSON(w, rows)
		for i := range v.All {
			val := &v.All[i]
			if val.KeyID != 0 && v.Keys.Name(val.KeyID) != val.Key {
				t.Errorf("%q has the number of %q", val.Key, v.Keys.Name(val.KeyID))
			}
			if id, ok := ids[val.Key]; ok && id != val.KeyID {
				t.Errorf("%q has the numbers %d and %d", val.Key, id, val.KeyID)
			}
			ids[val.Key] = val.KeyID
		}
	}
	for _, key := range []string{"id", "userName", "mobile", "mobil", "id\"", "userNamf", "a_longer_name_of_a_key", "a_longer_name_of_a_kez"} {
		if ids[key] == 0 {
			t.Errorf("%q has no number", key)
		}
	}
	if ids[""] != 0 {
		t.Error("no key has a number")
	}
}

// TestInventedKeysAreForgotten: more new keys than the table holds leave the answers right, are
// counted, and do not spoil the table for the calls behind them.
func TestInventedKeysAreForgotten(t *testing.T) {
	w := NewWalker(Limits{})
	var lengths PerKey[int]
	tell := func(key string) int { return len(key) }
	check := func(v *Values) {
		lengths.Use(v)
		for i := range v.All {
			if val := &v.All[i]; lengths.Of(val, tell) != len(val.Key) {
				t.Fatalf("%q is said to have %d bytes", val.Key, lengths.Of(val, tell))
			}
		}
	}
	for round := range 3 {
		var b strings.Builder
		for i := range maxKeys + 500 {
			fmt.Fprintf(&b, `"k%0*d":1,`, 1+i%9, i*3+round)
		}
		check(walkJSON(w, "{"+b.String()+`"z":2}`))
		before := w.keys.Generation()
		v := walkJSON(w, `{"id":1,"phone":2}`)
		check(v)
		if v.All[0].KeyID == 0 || v.All[1].KeyID == 0 || v.Keys.Generation() == before {
			t.Errorf("round %d: the table is spoilt", round)
		}
	}
	if w.keys.Refused == 0 {
		t.Error("nothing counted")
	}
}
