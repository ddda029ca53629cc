package console

import (
	"net/url"
	"strings"

	"github.com/lapwing-sec/lapwing/query"
)

// back accepts only addresses of our own pages, so that nobody can be sent elsewhere.
func back(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(u.Path, "/") ||
		strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") {
		return "/"
	}
	return (&url.URL{Path: u.Path, RawQuery: u.Query().Encode()}).String()
}

// address joins a path and parameters.
func address(path string, u url.Values) string {
	if len(u) == 0 {
		return path
	}
	return path + "?" + u.Encode()
}

// viewLink is the address of a list as it is looked at.
func viewLink(v query.View) string { return address("/"+v.List.Name, v.URL()) }

// viewWith adds parameters of the page itself, such as the open drawer.
func viewWith(v query.View, pairs ...string) string {
	u := v.URL()
	if v.Cursor != "" {
		u.Set("cursor", v.Cursor)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			u.Set(pairs[i], pairs[i+1])
		}
	}
	return address("/"+v.List.Name, u)
}
