package console_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/query/querytest"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// TestServe is for looking: it serves the shop until the file named in
// LAPWING_CONSOLE_UNTIL appears, and prints address and sign-in link.
func TestServe(t *testing.T) {
	until := os.Getenv("LAPWING_CONSOLE_UNTIL")
	if until == "" {
		t.Skip("LAPWING_CONSOLE_UNTIL is not set: nobody is looking")
	}
	s := storetest.New(t)
	querytest.Seed(t, s, time.Now())
	srv := querytest.Start(t, s, time.Now)
	fmt.Println("serving", srv.URL, srv.Link(t))
	for {
		if _, err := os.Stat(until); err == nil {
			return
		}
		time.Sleep(200 * time.Millisecond)
	}
}
