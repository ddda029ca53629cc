package traffic

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// faults collects what is wrong with a correction.
type faults []Fault

func (f *faults) add(field, detail string) { *f = append(*f, Fault{field, detail}) }

func (f *faults) host(host string) {
	name := strings.TrimPrefix(host, "*.")
	switch {
	case host == "":
		f.add("host", `it is empty: want a name, "*.example.com" or "*"`)
	case len(host) > maxCorrectionText:
		f.add("host", fmt.Sprintf("longer than %d bytes", maxCorrectionText))
	case host == "*":
	case host != strings.ToLower(host) || strings.ContainsAny(name, "*/ \t?#@{}"):
		f.add("host", `want a name in lower case, "*.example.com" or "*"`)
	}
}

func (f *faults) methods(named []string) {
	if len(named) > maxNames {
		f.add("methods", fmt.Sprintf("more than %d", maxNames))
		return
	}
	for i, m := range named {
		if methods[methodIndex(m)] != m {
			f.add(fmt.Sprintf("methods[%d]", i), fmt.Sprintf("%q is no HTTP method in upper case", clip(m)))
		}
	}
}

// path checks a path or template and gives it in parts.
func (f *faults) path(field, path string) []string {
	switch {
	case !strings.HasPrefix(path, "/"):
		f.add(field, "want a path that begins with /")
		return nil
	case len(path) > maxCorrectionText:
		f.add(field, fmt.Sprintf("longer than %d bytes", maxCorrectionText))
		return nil
	case strings.ContainsAny(path, "?# \t\r\n"):
		f.add(field, "want a path without query and white space")
		return nil
	}
	parts := templateParts(path)
	if len(parts) > maxCorrectionDeep {
		f.add(field, fmt.Sprintf("more than %d segments", maxCorrectionDeep))
	}
	for _, seg := range strings.Split(path, "/") {
		if strings.Count(seg, "{") != strings.Count(seg, "}") || strings.Contains(seg, "{}") ||
			strings.IndexByte(seg, '}') < strings.IndexByte(seg, '{') {
			f.add(field, fmt.Sprintf("the braces of %q do not match: a value is written {name}", clip(seg)))
			return nil
		}
	}
	return parts
}

func checkTemplate(c *Correction, f *faults) { f.path("template", c.Template) }

func checkSplit(c *Correction, f *faults) {
	parts := f.path("template", c.Template)
	values := 0
	for _, p := range parts {
		if strings.Contains(p, "{") {
			values++
		}
	}
	if c.Place < 1 || c.Place > values {
		f.add("place", fmt.Sprintf("the template has %d values: want a number from 1 to %d", values, max(values, 1)))
	}
	f.list("values", c.Values)
	for i, v := range c.Values {
		if v == "" || strings.ContainsAny(v, "/{}?# \t\r\n") {
			f.add(fmt.Sprintf("values[%d]", i), "want one segment of a path as it stands in it, without / and braces")
		}
	}
}

func checkJoin(c *Correction, f *faults) {
	f.path("template", c.Template)
	f.list("paths", c.Paths)
	for i, p := range c.Paths {
		f.path(fmt.Sprintf("paths[%d]", i), p)
	}
}

func (f *faults) list(field string, list []string) {
	if len(list) > maxCorrectionList {
		f.add(field, fmt.Sprintf("%d of them: at most %d", len(list), maxCorrectionList))
	}
	for i, v := range list {
		if len(v) > maxCorrectionText {
			f.add(fmt.Sprintf("%s[%d]", field, i), fmt.Sprintf("longer than %d bytes", maxCorrectionText))
		}
		if slices.Index(list, v) < i {
			f.add(fmt.Sprintf("%s[%d]", field, i), "it stands there twice")
		}
	}
}

func checkMatch(c *Correction, f *faults) {
	if len(c.Text) > maxCorrectionText {
		f.add("text", fmt.Sprintf("longer than %d bytes", maxCorrectionText))
		return
	}
	switch c.Match {
	case Prefix, Suffix, Contains:
	case Regex:
		re, err := regexp.Compile(c.Text)
		if err != nil {
			f.add("text", fmt.Sprintf("no regular expression of RE2's syntax: %v", err))
		} else if re.MatchString("") {
			f.add("text", "it matches the empty text and so everything: anchor it with ^ and $ or name what it must hold")
		}
	default:
		f.add("match", "want one of prefix, suffix, contains, regex")
	}
	if c.Kind == Exclude && c.Host == "*" && len(c.Methods) == 0 && f.none() && takesAll(newMatcher(c.Match, c.Text)) {
		f.add("text", "it takes every API of every host out: name a host, methods or a longer text")
	}
	if c.Kind != Generalise && c.Match == Prefix && !strings.HasPrefix(c.Text, "/") {
		f.add("text", "the beginning of a path begins with /")
	}
}

func (f *faults) none() bool { return len(*f) == 0 }

// takesAll reports whether a rule matches whatever the path is.
func takesAll(m matcher) bool {
	for _, path := range []string{"/q", "/api/v1/orders/7", "/Zx_9.do", "/用户/1"} {
		if !m.matches(path) {
			return false
		}
	}
	return true
}

func checkRecognise(c *Correction, f *faults) {
	checkMatch(c, f)
	f.path("template", c.Template)
}

// clip keeps messages short.
func clip(s string) string {
	const most = 40 // bytes: enough to find the field again
	if len(s) > most {
		return s[:most] + "..."
	}
	return s
}
