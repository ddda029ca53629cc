package engine

import (
	"fmt"
	"os"
	"testing"
)

// TestMain lets the test binary be its own engine child.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == "engine" && os.Args[2] == "run" {
		if err := RunChild(os.Args[3:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}
