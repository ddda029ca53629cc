package memo

import (
	"fmt"
	"strings"
	"testing"
)

func TestMemoAnswersForWholeTexts(t *testing.T) {
	m := New[int](64, 16)
	for round := range 3 {
		for i := range 1000 {
			text := []byte(fmt.Sprint("text ", i))
			n, known := m.At(text)
			if known && *n != i {
				t.Fatalf("round %d: %q has the answer of %d", round, text, *n)
			}
			if !known && *n != 0 {
				t.Fatalf("a new place holds %d", *n)
			}
			*n = i
			if again, known := m.At(text); !known || *again != i {
				t.Fatalf("%q is forgotten at once", text)
			}
		}
	}
	if p, known := m.At([]byte(strings.Repeat("x", 17))); p != nil || known {
		t.Error("a text that is too long is remembered")
	}
	m.Forget()
	if _, known := m.At([]byte("text 999")); known {
		t.Error("something is known after all was forgotten")
	}
}

func TestMemoAllocatesNothingOnceFull(t *testing.T) {
	m := New[int](8, 16)
	texts := make([][]byte, 100)
	for i := range texts {
		texts[i] = []byte(fmt.Sprintf("text %06d", i))
	}
	all := func() {
		for _, x := range texts {
			m.At(x)
		}
	}
	all()
	if n := testing.AllocsPerRun(10, all); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
