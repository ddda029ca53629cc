package finding

import (
	"errors"
	"reflect"
	"testing"
)

func TestTuningSurvivesTheWireWhole(t *testing.T) {
	in := NewTuning([]Tune{
		{Kind: KindRisk, Row: 18, Mode: ModeOff, Policy: "RK-18@1"},
		{Kind: KindEvent, Row: 127, Mode: ModeSimulate, Level: High, Floor: 12, Times: 2.5, Window: 300, Policy: "EV-127.x@9"},
		{Kind: KindEvent, Row: 9, Policy: "EV-09@2"},
		{Kind: KindEvent, Row: 9, Policy: "twice"},
		{Kind: KindEvent, Row: 0, Policy: "none"}, {Kind: 7, Row: 1}, {Kind: KindRisk, Row: 200},
	})
	if all := in.All(); len(all) != 3 || all[0].Row != 9 || all[0].Policy != "EV-09@2" || all[2].Kind != KindRisk {
		t.Fatalf("made %+v", all)
	}
	u := &Unpacker{rest: AppendTuning(nil, in)}
	out, err := ParseTuning(u.Bytes(u.Len(MaxTuning, 1)))
	if err != nil || u.Close() != nil || !reflect.DeepEqual(in, out) {
		t.Fatalf("got %+v %v", out, err)
	}
	if x := out.Event(127); x == nil || x.Window != 300 || out.Risk(18).Off() == false || out.Event(10) != nil || out.Risk(9) != nil {
		t.Errorf("asked %+v", x)
	}
	var none *Tuning
	if none.Event(9) != nil || none.Event(9).Off() || none.All() != nil || len(AppendTuning(nil, nil)) != 1 {
		t.Error("nothing says something")
	}
	packed := AppendTuning(nil, in)[1:]
	for n := 1; n < len(packed); n++ {
		if _, err := ParseTuning(packed[:n]); !errors.Is(err, ErrPacked) {
			t.Fatalf("%d of %d bytes gave %v", n, len(packed), err)
		}
	}
}
