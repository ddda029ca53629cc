package param

import (
	"slices"
	"strings"
)

func set(list string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(list) {
		all[w] = true
	}
	return all
}

// plumbing are request headers that belong to HTTP, to proxies and to browsers: no parameter
// of an API. Their families are in plumbingStarts.
var plumbing = set(`accept accept-charset accept-encoding accept-language age authorization cache-control cdn-loop
	connection content-encoding content-language content-length content-location content-md5 content-range
	content-type cookie date dnt early-data expect forwarded from host http2-settings if-match if-modified-since
	if-none-match if-range if-unmodified-since keep-alive max-forwards origin pragma priority proxy-authorization
	proxy-connection purpose range referer save-data te trailer transfer-encoding true-client-ip upgrade
	upgrade-insecure-requests user-agent via x-client-ip x-correlation-id x-http-method-override x-real-ip
	x-request-id x-request-start x-requested-with x-scheme x-trace-id traceparent tracestate baggage soapaction
	b3 uber-trace-id sentry-trace x-envoy-expected-rq-timeout-ms`)

var plumbingStarts = strings.Fields("sec- x-forwarded- x-b3- x-amzn- x-amz-cf- cf- x-envoy- x-datadog- x-cloud- access-control- ali-cdn- x-original-")

func isPlumbing(header string) bool {
	return plumbing[header] || slices.ContainsFunc(plumbingStarts, func(p string) bool { return strings.HasPrefix(header, p) })
}

// kindWords are the ends of names whose fields hold a kind or a state, one of a few words.
// Only of them words are kept: a field of any other name may hold a person's.
var kindWords = set(`status state type kind category level mode sort order orderby sortby direction lang language locale
	currency channel platform format scope priority unit stage visibility size color colour severity period interval
	granularity version algorithm protocol method action event phase result reason tier plan role environment env
	region encoding view grant`)

// holdsKind reports whether the last word of a name is one of kindWords: "orderStatus",
// "order_status", "items[].status".
func holdsKind(name string) bool {
	if i := strings.LastIndexAny(name, ".]"); i >= 0 {
		name = name[i+1:]
	}
	start := len(name)
	for start > 0 {
		c := name[start-1]
		if c == '_' || c == '-' {
			break
		}
		start--
		if c >= 'A' && c <= 'Z' {
			break
		}
	}
	return kindWords[strings.ToLower(name[start:])] || kindWords[strings.ToLower(name)]
}

const (
	fewWords   = 12 // words of a field that holds a kind
	shortWords = 32 // bytes of one
)

// isWord wants a word as programs use them: letters first, then letters, digits, and the
// marks that join words.
func isWord(s string) bool {
	if s == "" || len(s) > shortWords || strings.Trim(s[:1], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return false
	}
	digits := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c|0x20 >= 'a' && c|0x20 <= 'z', c == '_', c == '-', c == '.':
		default:
			return false
		}
	}
	return digits <= 4
}

const longestName = 96 // bytes; longer names are values

// IsValue tells keys that are values of a table ({"u-1029": {...}}) from names.
func IsValue(key string) bool {
	if key == "" || len(key) > longestName {
		return true
	}
	digits, run := 0, 0
	for i := range len(key) {
		c := key[i]
		if c >= '0' && c <= '9' {
			digits++
			if run++; run > 4 {
				return true // no name counts so far
			}
			continue
		}
		run = 0
		switch {
		case c < ' ' || c == '@' || c == '/' || c == '%' || c == '=' || c == ' ':
			return true
		case c >= 0x80 && len(key) > 24: // a short name may be Chinese
			return true
		}
	}
	return digits == len(key) || len(key) >= 16 && digits*3 > len(key)
}
