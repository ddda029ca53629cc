package main

import (
	"strings"
	"time"
)

// stamp is the value of crowd.StampHeader.
type stamp struct {
	exact bool // false: at is the start of a program that kept its own pace
	at    time.Time
	label string
}

func parseStamp(s string) (stamp, bool) {
	f := strings.Fields(s)
	if len(f) != 3 || (f[0] != "at" && f[0] != "from") {
		return stamp{}, false
	}
	t, err := time.Parse(time.RFC3339Nano, f[1])
	return stamp{f[0] == "at", t, f[2]}, err == nil
}
