package ingest

import (
	"strings"
)

// target splits the request target, which stands whole in Path, and settles the host.
//
// The target may be a path, an absolute URL (whose host then counts, RFC 9112 3.2.2), the
// authority of a CONNECT, or "*".
func (r *run) target() error {
	x := &r.x
	t := x.Path
	if t == "" {
		return refuse(MissingField, "the path is missing")
	}
	if len(t) > r.o.TargetBytes {
		return refuse(TooLarge, "the path and query have %d bytes, at most %d are taken", len(t), r.o.TargetBytes)
	}
	switch {
	case t[0] == '/' || t == "*":
	case x.Method == "CONNECT":
		x.Host, t = t, "/"
	default:
		if scheme, rest, ok := strings.Cut(t, "://"); ok && isScheme(scheme) {
			end := strings.IndexAny(rest, "/?#")
			if end < 0 {
				end = len(rest)
			}
			x.Scheme, x.Host, t = scheme, rest[:end], rest[end:]
		}
		if t == "" || t[0] != '/' {
			t = "/" + t
		}
	}
	t = escaped(t)
	x.Path, x.Query, _ = strings.Cut(t, "?")
	var err error
	x.Host, err = host(x.Host, x.Scheme)
	return err
}

func isScheme(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return s != ""
}

// escaped percent-encodes what cannot stand in a target: controls, space, DEL and bytes
// above ASCII. Attackers send them raw; the call must not be lost for it.
func escaped(t string) string {
	raw := 0
	for i := 0; i < len(t); i++ {
		if t[i] <= ' ' || t[i] >= 0x7f {
			raw++
		}
	}
	if raw == 0 {
		return t
	}
	const hex = "0123456789ABCDEF"
	b := make([]byte, 0, len(t)+2*raw)
	for i := 0; i < len(t); i++ {
		if c := t[i]; c <= ' ' || c >= 0x7f {
			b = append(b, '%', hex[c>>4], hex[c&15])
		} else {
			b = append(b, c)
		}
	}
	return alias(b)
}

// host gives a host in lower case, without a default port, user and trailing dot.
func host(s, scheme string) (string, error) {
	if i := strings.LastIndexByte(s, '@'); i >= 0 {
		s = s[i+1:]
	}
	if s == "" {
		return "", refuse(MissingField, "the host is missing")
	}
	if len(s) > maxHostBytes {
		return "", refuse(Malformed, "the host is longer than %d bytes", maxHostBytes)
	}
	upper := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'A' && c <= 'Z':
			upper = true
		case c <= ' ' || c >= 0x7f || strings.IndexByte("/\\?#\"<>'`{}|^,;()%$&!*=~", c) >= 0:
			return "", refuse(Malformed, "the host %q is no host name or address", short(s))
		}
	}
	if upper {
		s = strings.ToLower(s)
	}
	name, port := s, ""
	if end := strings.LastIndexByte(s, ']'); s[0] == '[' && end > 0 {
		name, port = s[:end+1], strings.TrimPrefix(s[end+1:], ":")
	} else if i := strings.IndexByte(s, ':'); i >= 0 && strings.Count(s, ":") == 1 {
		name, port = s[:i], s[i+1:]
	}
	name = strings.TrimRight(name, ".")
	if name == "" {
		return "", refuse(Malformed, "the host %q has no name", short(s))
	}
	if port == "" || port == "80" && schemeOf(scheme) != "https" || port == "443" && schemeOf(scheme) != "http" {
		return name, nil
	}
	if strings.Trim(port, "0123456789") != "" || len(port) > 5 {
		return "", refuse(Malformed, "the host %q has no port after its colon", short(s))
	}
	return name + ":" + port, nil
}
