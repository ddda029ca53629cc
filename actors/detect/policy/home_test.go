package policy

import (
	"testing"

	"github.com/lapwing-sec/lapwing/actors/detect/region"
)

func TestEV21HomeIsATenantsOwn(t *testing.T) {
	code := func(s string) region.Code {
		c, err := region.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	var none *Rules
	for c, want := range map[string]bool{"CN": false, "HK": true, "MO": true, "TW": true, "US": true} {
		if none.Abroad(code(c)) != want || none.Abroad(0) {
			t.Errorf("without a home of its own: %s abroad is %v", c, !want)
		}
	}
	r, refused := Compile([]Document{{Kind: HomeKind, Name: "home", Body: []byte(`{"countries":["DE","FR","DE"]}`)}})
	if len(refused) > 0 || r.Abroad(code("FR")) || r.Abroad(code("DE")) || !r.Abroad(code("CN")) || r.Abroad(0) {
		t.Errorf("at home in DE and FR: %v", refused)
	}
	for _, d := range []Document{
		{Kind: HomeKind, Name: "other", Body: []byte(`{"countries":["DE"]}`)}, {Kind: HomeKind, Name: "home", Body: []byte(`{"countries":[]}`)},
		{Kind: HomeKind, Name: "home", Body: []byte(`{"countries":["de"]}`)}, {Kind: HomeKind, Name: "home", Body: []byte(`{"country":"DE"}`)},
	} {
		if _, refused := Compile([]Document{d}); len(refused) != 1 {
			t.Errorf("%s %s is taken", d.Name, d.Body)
		}
	}
}
