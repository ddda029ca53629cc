package console_test

import (
	"testing"

	"github.com/lapwing-sec/lapwing/query/querytest"
)

// TestXV03XV04XV20XV24OnTheAPIPage: distributions, the busiest second, addresses and regions, the week
// against the one before, programs and calls from abroad.
func TestXV03XV04XV20XV24OnTheAPIPage(t *testing.T) {
	_, c, _ := open(t)
	wants(t, c.Get("/apis/"+querytest.Orders.ID(querytest.Tenant)), 200, "Who calls, and how", "Busiest second of yesterday", "the week before",
		"from outside the home jurisdiction", "Distributions", "Countries and territories", "Kinds of clients", "Sizes of answers")
}
