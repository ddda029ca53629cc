package traffic

import "strings"

// headers lists header values; Cookie and Set-Cookie are taken apart instead.
func (w *Walker) headers(hs []Header) {
	if len(hs) == 0 {
		return
	}
	rec := w.record()
	for i := range hs {
		if w.full {
			break
		}
		w.stand.Line = uint16(min(i, 1<<16-1))
		h := &hs[i]
		switch {
		case len(h.Name) == 6 && strings.EqualFold(h.Name, "Cookie"):
			w.cookies(h.Value, w.record())
		case len(h.Name) == 10 && strings.EqualFold(h.Name, "Set-Cookie"):
			w.setCookie(h.Value, w.record())
		default:
			w.stand.Place = InHeader
			w.add(h.Name, "", raw(h.Value), rec, 0, len(h.Value))
		}
	}
	w.stand.Line = 0
}

// cookies lists the pairs of a Cookie header; their parent is "Cookie".
func (w *Walker) cookies(s string, rec uint32) {
	w.stand.Place = InCookie
	for at := 0; at < len(s) && !w.full; {
		name, start, end, next := cookiePair(s, at)
		if start < end || name != "" {
			w.add(name, "Cookie", w.percent(raw(s[start:end]), false), rec, start, end)
		}
		at = next
	}
}

// setCookie lists the pair of a Set-Cookie header with the parent "Set-Cookie", then its
// attributes with the cookie's name as parent.
func (w *Walker) setCookie(s string, rec uint32) {
	w.stand.Place = InCookie
	parent := "Set-Cookie"
	for at := 0; at < len(s) && !w.full; {
		name, start, end, next := cookiePair(s, at)
		if name == "" && start < end && at > 0 {
			name, start = s[start:end], end // an attribute without a value: Secure, HttpOnly
		}
		w.add(name, parent, w.percent(raw(s[start:end]), false), rec, start, end)
		if at == 0 {
			parent = name
		}
		at = next
	}
}

// cookiePair finds one pair from s[at:], without spaces and quotes around the value.
func cookiePair(s string, at int) (name string, start, end, next int) {
	end, next = len(s), len(s)
	if n := strings.IndexByte(s[at:], ';'); n >= 0 {
		end = at + n
		next = end + 1
	}
	for at < end && s[at] <= ' ' {
		at++
	}
	for end > at && s[end-1] <= ' ' {
		end--
	}
	start = at
	if n := strings.IndexByte(s[at:end], '='); n >= 0 {
		name = strings.TrimRight(s[at:at+n], " \t")
		start = at + n + 1
	}
	for start < end && s[start] <= ' ' {
		start++
	}
	if end-start >= 2 && s[start] == '"' && s[end-1] == '"' {
		start, end = start+1, end-1
	}
	return name, start, end, next
}
