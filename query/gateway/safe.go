package gateway

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// checked is a rule whose every text is harmless in every gateway's language: Host, Method,
// Name and Countries are of letters, digits and few marks; path and agent are regular
// expressions of those and of escapes.
type checked struct {
	Rule
	path  string // regular expression of the whole path, without anchors
	agent string // regular expression of the agent's name
}

var (
	nameForm    = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)
	hostForm    = regexp.MustCompile(`^[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?$`)
	methodForm  = regexp.MustCompile(`^[A-Z]{1,20}$`)
	countryForm = regexp.MustCompile(`^[A-Z]{2}$`)
)

const (
	maxSources = 1000
	maxPath    = 2000 // bytes of a template
	maxAgent   = 200
)

// check makes a rule fit to be written, or says why it cannot be.
func check(r *Rule) (checked, error) {
	c := checked{Rule: *r}
	c.Method, _, _ = strings.Cut(r.Method, " ") // the name of an operation is no part of the method
	c.Host = bareHost(r.Host)
	switch {
	case !nameForm.MatchString(c.Name):
		return c, fmt.Errorf("a rule's name is letters, digits and hyphens, not %q", r.Name)
	case !hostForm.MatchString(c.Host):
		return c, fmt.Errorf("the host %q is no name that a rule can be written for", r.Host)
	case c.Kind != finding.SuggestBlacklist && !methodForm.MatchString(c.Method):
		return c, fmt.Errorf("the method %q is none that a rule can be written for", r.Method)
	case len(r.Template) > maxPath || len(r.Agent) > maxAgent || len(r.Sources) > maxSources:
		return c, fmt.Errorf("the rule is too long: at most %d sources, %d bytes of path, %d of user agent", maxSources, maxPath, maxAgent)
	}
	c.path, c.agent = pathPattern(r.Template), literal(r.Agent, ".+")
	for _, n := range c.Countries {
		if !countryForm.MatchString(n) {
			return c, fmt.Errorf("%q is no code of a country", n)
		}
	}
	c.Sources = nil
	for _, p := range r.Sources {
		a, bits := p.Addr().Unmap(), p.Bits()
		if p.Addr().Is4In6() {
			bits -= 96
		}
		block, err := a.Prefix(bits)
		if err != nil || !p.IsValid() || a.Zone() != "" {
			return c, fmt.Errorf("%v is no block of addresses", p)
		}
		c.Sources = append(c.Sources, block)
	}
	return c, c.whole()
}

// whole reports what is missing for the rule's kind.
func (c *checked) whole() error {
	missing := ""
	switch c.Kind {
	case finding.SuggestBlacklist, finding.SuggestWhitelist:
		if len(c.Sources) == 0 {
			missing = "addresses"
		}
	case finding.SuggestRateLimit:
		if c.PerMinute == 0 {
			missing = "a limit"
		}
	case finding.SuggestClient, finding.SuggestBot:
		if c.Agent == "" {
			missing = "a user agent"
		}
	case finding.SuggestRegion:
		if len(c.Countries) == 0 {
			missing = "countries"
		}
	case finding.SuggestMask:
		if len(masksOf(c.Data)) == 0 {
			missing = "types of data that have a pattern"
		}
	case finding.SuggestCredential:
	default:
		return fmt.Errorf("unknown kind of rule %q", c.Kind)
	}
	if missing != "" {
		return fmt.Errorf("nothing is known to fill the rule with: it needs %s", missing)
	}
	return nil
}

// bareHost takes the port off and writes small letters; addresses stay as they are written in
// a Host header, without brackets.
func bareHost(h string) string {
	h = strings.ToLower(h)
	if i := strings.LastIndexByte(h, ':'); i > 0 && strings.Count(h, ":") == 1 {
		h = h[:i]
	}
	return h
}

// pathPattern is the regular expression of a template: places match one segment.
func pathPattern(template string) string {
	var b strings.Builder
	for i, segment := range strings.Split(template, "/") {
		if i > 0 {
			b.WriteByte('/')
		}
		for segment != "" {
			before, rest, open := strings.Cut(segment, "{")
			inside, after, closed := strings.Cut(rest, "}")
			if !open || !closed || strings.Contains(inside, "{") {
				break
			}
			b.WriteString(literal(before, "[^/]+"))
			b.WriteString("[^/]+")
			segment = after
		}
		b.WriteString(literal(segment, "[^/]+"))
	}
	return b.String()
}

// literal is the regular expression of a text: letters, digits, '_' and '-' as they are, all else
// as an escape. A run of what is not ASCII becomes other, since gateways do not agree on how it is
// written.
func literal(text, other string) string {
	var b strings.Builder
	run := false
	for _, r := range text {
		if r >= 0x80 {
			if !run {
				b.WriteString(other)
			}
			run = true
			continue
		}
		run = false
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-' {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, `\x%02x`, r)
		}
	}
	return b.String()
}

// quoted is a host in a regular expression.
func quoted(host string) string { return strings.ReplaceAll(host, ".", `\.`) }

// masks are patterns by which a gateway finds a type of data in an answer, and what it puts there.
var masks = map[string][2]string{
	"cn_mobile":   {`\b(1[3-9][0-9])[0-9]{4}([0-9]{4})\b`, "$1****$2"},
	"cn_id_card":  {`\b([1-9][0-9]{5})(?:19|20)[0-9]{9}([0-9Xx])\b`, "$1***********$2"},
	"email":       {`\b([A-Za-z0-9])[A-Za-z0-9._%+-]*@([A-Za-z0-9.-]+)\b`, "$1***@$2"},
	"debit_card":  {`\b([3-6][0-9]{3})[0-9]{8,11}([0-9]{4})\b`, "$1********$2"},
	"credit_card": {`\b([3-6][0-9]{3})[0-9]{8,11}([0-9]{4})\b`, "$1********$2"},
}

func masksOf(data []string) (out [][2]string) {
	for _, d := range data {
		if m, ok := masks[d]; ok && !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out
}
