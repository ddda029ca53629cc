package policy

import (
	"fmt"
	"regexp"
	"regexp/syntax"
)

// Bounds of an expert pattern (P3-07).
const (
	leastMatch   = 6       // characters that every match must have: shorter patterns match what is no datum
	mostPattern  = 1000    // characters of the expression
	mostProgram  = 1000    // instructions it compiles to: one byte of text costs at most so many steps
	foreverMatch = 1 << 20 // length of a match that cannot be
)

// pattern is an expert pattern ready to run: the expression, and what a text must show
// before it is worth running.
type pattern struct {
	re       *regexp.Regexp
	need     need
	sequence sequence // nil: nothing is known
	pass     int      // in which of the rules' passes its sequence lies
	bit      uint64   // of its last place there
	steps    int      // most steps one byte of text can cost
}

// newPattern compiles an expression, or says why it cannot be used. That every match has at
// least six characters is proved on the expression, not tried on samples.
func newPattern(expr string) (*pattern, error) {
	if len(expr) > mostPattern {
		return nil, fmt.Errorf("want at most %d bytes, have %d", mostPattern, len(expr))
	}
	re, err := expression(expr)
	if err != nil {
		return nil, err
	}
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return nil, err
	}
	tree = tree.Simplify()
	if n := shortest(tree); n < leastMatch {
		return nil, fmt.Errorf("can match %d characters: every match must have at least %d", n, leastMatch)
	} else if n >= foreverMatch {
		return nil, fmt.Errorf("can never match")
	}
	prog, err := syntax.Compile(tree)
	if err != nil || len(prog.Inst) > mostProgram {
		return nil, fmt.Errorf("compiles to %d steps, want at most %d: use smaller repetitions", len(prog.Inst), mostProgram)
	}
	re.Longest() // of the texts that begin at one place the whole datum is meant
	return &pattern{re: re, need: needOf(tree), sequence: sequenceOf(tree), steps: len(prog.Inst)}, nil
}

// shortest gives the length, in characters, of the shortest text an expression can match.
// Assertions (^, \b) are taken to hold, so the answer is never too large.
func shortest(re *syntax.Regexp) int {
	switch re.Op {
	case syntax.OpNoMatch:
		return foreverMatch
	case syntax.OpLiteral:
		return len(re.Rune)
	case syntax.OpCharClass:
		if len(re.Rune) == 0 {
			return foreverMatch
		}
		return 1
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return 1
	case syntax.OpCapture, syntax.OpPlus:
		return shortest(re.Sub[0])
	case syntax.OpRepeat:
		return min(foreverMatch, re.Min*shortest(re.Sub[0]))
	case syntax.OpConcat:
		n := 0
		for _, sub := range re.Sub {
			n = min(foreverMatch, n+shortest(sub))
		}
		return n
	case syntax.OpAlternate:
		n := foreverMatch
		for _, sub := range re.Sub {
			n = min(n, shortest(sub))
		}
		return n
	}
	return 0 // empty, assertions, * and ?
}
