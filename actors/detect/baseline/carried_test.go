package baseline

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

func user(form finding.Form) []finding.Written {
	return []finding.Written{{Name: "uid", Form: form, Means: finding.MeansUser}, {Name: "page", Form: finding.FormInteger}}
}

func learned(calls int, without int) (*Carried, *Formed) {
	var c Carried
	var f Formed
	for i := range calls {
		params := user(finding.FormInteger)
		if i < without {
			params = params[1:]
		}
		c.Add(params, false, 20_000+uint32(i*6/calls), false)
		f.Add(params, 20_000+uint32(i*6/calls), false)
	}
	return &c, &f
}

func TestTE01TE02WhatIsAlwaysCarriedIsKnown(t *testing.T) {
	const day = 20_010
	for _, c := range []struct {
		calls, without int
		want           bool
	}{{1000, 0, true}, {1000, 9, true}, {1000, 20, false}, {90, 0, false}} {
		known, forms := learned(c.calls, c.without)
		if l := known.Lacking(user(0)[1:], false, day, forms); (l.Means == finding.MeansUser && l.Name == "uid") != c.want {
			t.Errorf("%d calls, %d without: lacking %+v", c.calls, c.without, l)
		}
		if l := known.Lacking(user(finding.FormEmpty), false, day, forms); l.Empty != c.want {
			t.Errorf("%d calls, %d without: empty %+v", c.calls, c.without, l)
		}
		if l := known.Lacking(user(finding.FormToken), false, day, forms); l.Means != finding.MeansNone {
			t.Errorf("it is there: %+v", l)
		}
		if l := known.Lacking(nil, false, 20_003, forms); l.Means != finding.MeansNone {
			t.Errorf("before the days of learning are over: %+v", l)
		}
	}
}

func TestTE02ThreeDaysUnflaggedMakeItOptional(t *testing.T) {
	c, f := learned(1000, 0)
	for d := range uint32(10) {
		c.Add(nil, false, 20_010+d, false)
		c.Forget("uid")
	}
	if l := c.Lacking(nil, false, 20_030, f); l.Means != finding.MeansUser {
		t.Error("flagged calls made it optional")
	}
	for d := range uint32(backDays) {
		c.Add(nil, false, 20_030+d, false)
	}
	if l := c.Lacking(nil, false, 20_040, f); l.Means != finding.MeansNone {
		t.Errorf("three days without it, and still %+v", l)
	}
}

func TestCarriedIsBoundedAndReadsBack(t *testing.T) {
	var c Carried
	for i := range 50 {
		c.Add([]finding.Written{{Name: fmt.Sprint("user", i), Means: finding.MeansUser}}, i%2 == 0, 20_000+uint32(i), false)
	}
	if len(c.all) > maxCarried {
		t.Errorf("%d parameters", len(c.all))
	}
	packed := c.Append([]byte{1})
	var back Carried
	u := finding.NewUnpacker(packed, 1)
	back.Read(u)
	if err := u.Close(); err != nil || !bytes.Equal(packed, back.Append([]byte{1})) {
		t.Errorf("reads back differently: %v", err)
	}
}
