package place

import (
	"fmt"
	"slices"
	"testing"
)

func names(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("10.0.0.%d:7301", i+1)
	}
	return out
}

func TestEveryShardHasOneOwnerWhateverTheOrder(t *testing.T) {
	members := names(5)
	a := Owners(64, members)
	slices.Reverse(members)
	b := Owners(64, members)
	if !slices.Equal(a, b) {
		t.Fatal("the order of the members changed the owners")
	}
	for s, o := range a {
		if !slices.Contains(members, o) {
			t.Fatalf("shard %d belongs to %q", s, o)
		}
	}
	if o := Owners(3, nil); !slices.Equal(o, []string{"", "", ""}) {
		t.Fatalf("without members: %v", o)
	}
}

func TestBalance(t *testing.T) {
	// 64 draws a table are few, so the mean over many clusters is what must be even; one
	// table alone must not be absurd.
	const clusters = 200
	for n := 2; n <= 10; n++ {
		worst := 0
		total := make([]int, n)
		for c := range clusters {
			members := make([]string, n)
			for i := range members {
				members[i] = fmt.Sprintf("10.%d.%d.%d:7301", n, c, i+1)
			}
			count := map[string]int{}
			for _, o := range Owners(256, members) {
				count[o]++
			}
			for i, m := range members {
				total[i] += count[m]
				worst = max(worst, count[m])
			}
		}
		mean := 256 / float64(n)
		if f := float64(worst) / mean; f > 1.9 {
			t.Errorf("%d members: the fullest of %d clusters holds %.2f times the mean", n, clusters, f)
		}
		for i, c := range total {
			if f := float64(c) / clusters / mean; f < 0.93 || f > 1.07 {
				t.Errorf("%d members: member %d holds %.2f of its share on average", n, i, f)
			}
		}
	}
}

func TestOnlyWhatMustMoveMoves(t *testing.T) {
	for n := 1; n < 10; n++ {
		before, after := Owners(256, names(n)), Owners(256, names(n+1))
		newcomer, moved := names(n + 1)[n], 0
		for s := range before {
			if before[s] != after[s] {
				moved++
				if after[s] != newcomer {
					t.Fatalf("%d members: shard %d moved from %s to %s, neither of which is new", n, s, before[s], after[s])
				}
			}
		}
		if want := 256 / float64(n+1); float64(moved) < 0.5*want || float64(moved) > 1.5*want {
			t.Errorf("%d members and one more: %d shards moved, want about %.0f", n, moved, want)
		}
	}
}
