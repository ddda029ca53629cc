package main

import (
	"io"
	"slices"
	"testing"
)

func TestEveryAreaStaysAboveItsFloors(t *testing.T) {
	for _, a := range areas {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			if n := a.run().print(t.Output(), a.name, 10, false); n > 0 {
				t.Errorf("%d figures are below their floors", n)
			}
		})
	}
}

func TestAFigureBelowItsFloorOrWithoutCasesFails(t *testing.T) {
	var r report
	if r.print(io.Discard, "none", 1, false) != 1 {
		t.Error("a report without figures passes")
	}
	r.add("low", 0.5, 0.6, 10)
	r.add("empty", 1, 0.6, 0)
	r.add("good", 0.7, 0.6, 10)
	if n := r.below(); n != 2 {
		t.Errorf("%d figures are below, want 2", n)
	}
}

func TestConfusionsAreCountedMostFrequentFirst(t *testing.T) {
	var r report
	r.mistake("a", "b", "x")
	r.mistake("a", "c", "y")
	r.mistake("a", "c", "z")
	got := r.worst(10, true)
	want := []string{`2 x a read as c: "y"`, `1 x a read as b: "x"`}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
