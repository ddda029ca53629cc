package storetest

import (
	"syscall"
	"testing"
)

func TestMain(m *testing.M) { Main(m) }

// An engine that one test kills does not fail the tests after it.
func TestAKilledEngineIsWaitedFor(t *testing.T) {
	for range 2 {
		t.Run("kills", func(t *testing.T) {
			s := New(t)
			if err := s.Ping(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := syscall.Kill(running(t).State().PID, syscall.SIGKILL); err != nil {
				t.Fatal(err)
			}
		})
	}
}
