package baseline

import (
	"bytes"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

func TestRK14UsualCallersAreThoseOfTheFirstDaysAndThoseWhoComeBack(t *testing.T) {
	var u Usual
	for day := uint32(100); day < 103; day++ {
		u.Add(1, day)
		u.Add(2, day)
		if unusual, _ := u.New(9, day); unusual {
			t.Errorf("day %d: judged before enough was learned", day)
		}
	}
	if n := u.Count(103); n != 2 {
		t.Errorf("%d usual callers, want 2", n)
	}
	if unusual, fresh := u.New(9, 103); !unusual || !fresh {
		t.Error("a newcomer is taken as usual")
	}
	u.Add(9, 103)
	if unusual, fresh := u.New(9, 103); !unusual || fresh {
		t.Error("a newcomer's second call of the day is usual or counted again")
	}
	if unusual, _ := u.New(9, 104); unusual {
		t.Error("who came back on another day is still unusual")
	}
	b := u.Append(nil)
	var v Usual
	d := finding.NewUnpacker(append([]byte{1}, b...), 1)
	v.Read(d)
	if d.Close() != nil || !bytes.Equal(v.Append(nil), b) {
		t.Error("the set is not read as it was written")
	}
}

func TestRK14AnAPIOfManyCallersHasNoUnusualOne(t *testing.T) {
	var u Usual
	for key := range uint64(MaxUsual + 1) {
		u.Add(key, 100)
	}
	if unusual, _ := u.New(1000, 110); unusual || u.Count(110) != 0 {
		t.Error("an API that everybody calls has unusual callers")
	}
}

func TestRK14StrangersDoNotPushOutTheUsualOnes(t *testing.T) {
	var u Usual
	u.Add(1, 100)
	for key := uint64(10); key < 500; key++ {
		u.Add(key, 110)
	}
	if unusual, _ := u.New(1, 111); unusual || len(u.all) > MaxUsual {
		t.Errorf("the usual caller is lost, or %d are kept", len(u.all))
	}
}
