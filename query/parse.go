package query

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// ParamError says what is wrong with one parameter of a request.
type ParamError struct {
	Param  string
	Detail string
}

// BadRequest lists everything wrong with a request's parameters.
type BadRequest struct{ Errors []ParamError }

func (e *BadRequest) Error() string {
	var b strings.Builder
	for i, p := range e.Errors {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(p.Param + ": " + p.Detail)
	}
	return b.String()
}

const (
	statusOpen   = "open"
	statusClosed = "closed"
)

// ParseView reads a view from parameters. ignore names parameters that belong to somebody
// else, such as the console's open drawer; every other unknown one is an error, because a
// mistyped filter must not answer with everything.
func ParseView(l *List, u url.Values, ignore ...string) (View, error) {
	v := View{List: l, Values: map[Field][]string{}, Order: l.Default, Limit: DefaultLimit}
	var bad []ParamError
	fail := func(param string, err error) {
		if err != nil {
			bad = append(bad, ParamError{param, err.Error()})
		}
	}
	for _, name := range slices.Sorted(mapKeys(u)) {
		vals := slices.DeleteFunc(slices.Clone(u[name]), func(s string) bool { return s == "" })
		switch {
		case slices.Contains(ignore, name):
		case len(vals) == 0:
		case l.Has(Field(name)):
			fail(name, checkValues(l, Field(name), vals))
			slices.Sort(vals)
			v.Values[Field(name)] = slices.Compact(vals)
		default:
			set, ok := params[name]
			if !ok {
				fail(name, errors.New("no such parameter"))
				continue
			}
			fail(name, set(&v, vals))
		}
	}
	if v.Since != "" && (!v.From.IsZero() || !v.To.IsZero()) {
		fail("since", errors.New("cannot stand beside from or to"))
	}
	if !v.From.IsZero() && !v.To.IsZero() && !v.From.Before(v.To) {
		fail("from", errors.New("must be before to"))
	}
	if len(bad) > 0 {
		return v, &BadRequest{bad}
	}
	return v, nil
}

// params are the parameters every list has; vals is never empty.
var params = map[string]func(v *View, vals []string) error{
	"q": func(v *View, vals []string) error {
		v.Text = strings.TrimSpace(vals[0])
		if len(v.Text) > maxTextBytes || !utf8.ValidString(v.Text) {
			return fmt.Errorf("at most %d bytes of UTF-8", maxTextBytes)
		}
		return nil
	},
	"source": func(v *View, vals []string) error {
		if v.List.Kind != finding.KindEvent {
			return errors.New("only events have a source")
		}
		slices.Sort(vals)
		v.Nets = slices.Compact(vals)
		_, err := parseNets(vals)
		return err
	},
	"digest": func(v *View, vals []string) error {
		if v.List.Kind == 0 || !digestID.MatchString(vals[0]) {
			return errors.New("want the ID of a digest, in a list of events or risks")
		}
		v.Digest = vals[0]
		return nil
	},
	"since": func(v *View, vals []string) (err error) {
		v.Since = vals[0]
		_, err = parseSpan(vals[0])
		return err
	},
	"from":   func(v *View, vals []string) error { return parseTime(vals[0], &v.From) },
	"to":     func(v *View, vals []string) error { return parseTime(vals[0], &v.To) },
	"cursor": func(v *View, vals []string) error { v.Cursor = vals[0]; return nil },
	"limit": func(v *View, vals []string) error {
		n, err := strconv.Atoi(vals[0])
		if err != nil || n < 1 || n > MaxLimit {
			return fmt.Errorf("want a number from 1 to %d", MaxLimit)
		}
		v.Limit = n
		return nil
	},
	"sort": func(v *View, vals []string) error {
		key, desc := strings.CutPrefix(vals[0], "-")
		if !slices.Contains(v.List.Sorts, SortKey(key)) {
			return fmt.Errorf("want one of %v, with - before it for falling order", v.List.Sorts)
		}
		v.Order = Order{SortKey(key), desc}
		return nil
	},
}

var digestID = regexp.MustCompile(`^dgs_[0-9a-z]{1,40}$`)

func parseTime(s string, t *time.Time) error {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02T15:04", time.DateOnly} {
		if at, err := time.Parse(layout, s); err == nil {
			*t = at.UTC() // without a zone it is UTC, as everywhere
			return nil
		}
	}
	return errors.New("want a time such as 2026-11-21T09:30:00Z")
}

// parseSpan reads "90m", "24h", "7d".
func parseSpan(s string) (time.Duration, error) {
	const longest = 3660 // days: ten years
	err := errors.New("want a span such as 90m, 24h or 30d")
	if len(s) < 2 || len(s) > 8 {
		return 0, err
	}
	n, bad := strconv.Atoi(s[:len(s)-1])
	unit := map[byte]time.Duration{'m': time.Minute, 'h': time.Hour, 'd': 24 * time.Hour}[s[len(s)-1]]
	if bad != nil || n < 1 || unit == 0 || n > int(longest*24*time.Hour/unit) {
		return 0, err
	}
	return time.Duration(n) * unit, nil
}

// parseNets reads addresses and blocks.
func parseNets(vals []string) ([]netip.Prefix, error) {
	if len(vals) > maxValues {
		return nil, fmt.Errorf("at most %d values", maxValues)
	}
	var nets []netip.Prefix
	for _, s := range vals {
		if ip, err := netip.ParseAddr(s); err == nil {
			ip = ip.Unmap().WithZone("")
			nets = append(nets, netip.PrefixFrom(ip, ip.BitLen()))
			continue
		}
		p, err := netip.ParsePrefix(s)
		if err != nil {
			return nil, fmt.Errorf("%q is no address and no block such as 203.0.113.0/24", s)
		}
		nets = append(nets, p.Masked())
	}
	return nets, nil
}
