package detect

import (
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	maxAgents    = 4096 // user agents remembered by a worker
	maxUserAgent = 1024 // bytes; longer ones are read to here
	maxProduct   = 64   // bytes

	maxNameDigits = 3 // digits in a program's name: "python3", "aiohttp", "k6"
)

// agents remembers what user agents are: a few hundred make nearly all calls.
type agents struct{ known map[string]agentIs }

type agentIs struct {
	tool    finding.Tool
	product string
}

func (a *agents) of(header string) (finding.Tool, string) {
	if len(header) > maxUserAgent {
		header = header[:maxUserAgent]
	}
	is, ok := a.known[header]
	if !ok {
		is = agentIs{attack.ToolOf(header), product(header)}
		if a.known == nil || len(a.known) >= maxAgents {
			a.known = make(map[string]agentIs, 64)
		}
		a.known[strings.Clone(header)] = is
	}
	return is.tool, is.product
}

// product gives the name of the client's program, "" where what it calls itself is not fit
// to show: the header is the caller's, and a name full of digits could be a number or a
// secret of somebody.
func product(header string) string {
	product := attack.Product(header)
	name, version, _ := strings.Cut(product, "/")
	if len(product) > maxProduct || !printable(product) || digitsIn(name) > maxNameDigits ||
		strings.Trim(version, "0123456789.-_") != "" && digitsIn(version) > maxNameDigits+4 {
		return ""
	}
	return strings.Clone(product)
}

func printable(s string) bool {
	for i := range len(s) {
		b := s[i]
		if b < ' ' || b >= 0x7f || b == '@' || b == '&' || b == '=' || b == '<' || b == '>' || b == '"' {
			return false
		}
	}
	return true
}

func digitsIn(s string) (n int) {
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n
}
