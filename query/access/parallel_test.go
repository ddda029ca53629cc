package access

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"
)

// together runs f n times at once and gives the errors.
func together(n int, f func() error) []error {
	errs, start := make([]error, n), make(chan struct{})
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			<-start
			errs[i] = f()
		})
	}
	close(start)
	wg.Wait()
	return errs
}

func TestALinkUsedManyTimesAtOnceLetsOneIn(t *testing.T) {
	g, m, _ := newGate()
	link, err := g.FirstLink(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	in := 0
	for _, err := range together(32, func() error {
		_, err := g.UseLink(t.Context(), link, right, home)
		return err
	}) {
		var wait *WaitError
		switch {
		case err == nil:
			in++
		case !errors.Is(err, ErrLink) && !errors.As(err, &wait):
			t.Error(err)
		}
	}
	if in != 1 || len(m.sessions) != 1 {
		t.Errorf("%d are in by one link, with %d sessions", in, len(m.sessions))
	}
}

// Two gates over one store are two nodes: neither sees the other's lock.
func TestALinkUsedOnTwoNodesAtOnceLetsOneIn(t *testing.T) {
	one, m, c := newGate()
	two := New(Options{Store: m, Auditor: m, Now: c.now, Cost: Cost{64, 1, 1}})
	one.settle, two.settle = settling, settling
	link, err := one.FirstLink(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	gates := make(chan *Gate, 2)
	gates <- one
	gates <- two
	in := 0
	for _, err := range together(2, func() error {
		_, err := (<-gates).UseLink(t.Context(), link, right, home)
		return err
	}) {
		if err == nil {
			in++
		}
	}
	if in != 1 {
		t.Errorf("%d are in by one link", in)
	}
}

func TestGuessesAtOnceAreCountedBeforeTheyAreJudged(t *testing.T) {
	g, _, c := settled(t)
	count := func(errs []error) (refused, told int) {
		for _, err := range errs {
			var wait *WaitError
			switch {
			case errors.Is(err, ErrRefused):
				refused++
			case errors.As(err, &wait):
				told++
			default:
				t.Error(err)
			}
		}
		return refused, told
	}
	guess := func() error { _, err := g.SignIn(t.Context(), "admin", "wrong", away); return err }
	if refused, told := count(together(60, guess)); refused != freeTries || told != 60-freeTries {
		t.Errorf("of 60 guesses at once %d were judged and %d told to wait", refused, told)
	}
	c.t = c.t.Add(firstWait)
	if refused, _ := count(together(60, guess)); refused != 1 {
		t.Errorf("after the wait %d guesses were judged", refused)
	}
	names := make(chan string, 60)
	for i := range 60 {
		names <- fmt.Sprintf("user%d", i)
	}
	refused, _ := count(together(60, func() error {
		_, err := g.SignIn(t.Context(), <-names, "wrong", "192.0.2.1")
		return err
	}))
	if refused != freeBlock {
		t.Errorf("of 60 names at once %d were judged, want %d", refused, freeBlock)
	}
}

func TestTheRightPasswordCostsNoTries(t *testing.T) {
	g, _, _ := settled(t)
	for i := range freeBlock * 2 {
		if _, err := g.SignIn(t.Context(), "admin", right, away); err != nil {
			t.Fatalf("sign-in %d: %v", i, err)
		}
	}
	if n := len(g.throttle.tries); n != 0 {
		t.Errorf("%d counts are left of right passwords", n)
	}
}

// Anybody behind the administrator's address may guess links and passwords.
func TestNobodyLocksTheAdministratorOutWithLinks(t *testing.T) {
	g, _, c := settled(t)
	cookie, err := g.SignIn(t.Context(), "admin", right, home)
	if err != nil {
		t.Fatal(err)
	}
	var wait *WaitError
	told := false
	for range 2 * freeBlock {
		_, err := g.LookAtLink(t.Context(), newSecret(), home)
		told = told || errors.As(err, &wait)
	}
	if !told {
		t.Error("links that are not good are looked up without end")
	}
	if _, err := g.SignIn(t.Context(), "admin", right, home); err != nil {
		t.Errorf("links keep the administrator from signing in: %v", err)
	}
	good, err := g.NewLink(t.Context(), "admin")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.LookAtLink(t.Context(), good, home); err != nil {
		t.Errorf("a good link is refused: %v", err)
	}
	for range 2 * freeBlock {
		_, _ = g.SignIn(t.Context(), "admin", "wrong", home)
	}
	if _, err := g.SignIn(t.Context(), "admin", right, home); !errors.As(err, &wait) {
		t.Fatalf("the block is not slowed down: %v", err)
	}
	c.t = c.t.Add(time.Minute)
	if p, err := g.Recognise(t.Context(), cookie, home); err != nil || !p.Known() {
		t.Errorf("a signed-in browser is kept out: %+v %v", p, err)
	}
}
