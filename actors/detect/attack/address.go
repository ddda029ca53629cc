package attack

import (
	"bytes"
	"net/netip"
	"strconv"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// address judges a value that is an address: whether the server would be sent to itself, to
// its neighbours or to the cloud's metadata (TW-11).
func (s *Scanner) address(val *traffic.Value) finding.Set {
	if val.Class&traffic.HasPunct == 0 && (val.Class&traffic.HasColon == 0 || bytes.IndexByte(val.Text, '\\') < 0) {
		return 0
	}
	if len(val.Text) > maxPath || returnKeys(val.Key) || !s.effort.read(val.Text) {
		return 0
	}
	text := fold(s.folded[:0], s.view(val.Text, false))
	s.folded = text
	strict := val.Place == traffic.InQuery || val.Place == traffic.InForm
	if innerAddress(str(bytes.TrimSpace(text)), strict) {
		return finding.Set(0).With(uint8(SSRF))
	}
	return 0
}

// returnKeys reports parameters by which browsers say where they are or go back to: they
// hold addresses of development machines every day, and no server fetches them.
func returnKeys(key string) bool {
	for _, k := range [...]string{"redirect", "callback", "return", "referrer", "referer", "origin", "next", "dl", "from", "location", "page", "goto", "continue"} {
		if hasPrefixFold(key, k) {
			return true
		}
	}
	return false
}

// innerAddress reports an address whose host is the server's own, its network's or the
// metadata service of a cloud, in any notation that resolvers take. Plain private addresses
// are only told where strict: in JSON they are settings.
func innerAddress(url string, strict bool) bool {
	scheme, rest, ok := strings.Cut(url, "://")
	if !ok {
		if scheme, rest, ok = strings.Cut(url, ":\\"); !ok { // clients read '\' as '/', and one slash as two
			scheme, rest, ok = strings.Cut(url, ":/")
		}
		if ok {
			rest, strict = strings.TrimLeft(rest, `\/`), true
		}
	}
	if !ok {
		if rest, ok = strings.CutPrefix(url, "//"); !ok {
			return false
		}
		scheme, strict = "http", false
	}
	switch scheme {
	case "http", "https", "ftp", "ftps", "sftp", "ssh", "ldap", "ldaps", "url:http", "ws", "wss":
	default:
		return false
	}
	authority, path := rest, ""
	if i := strings.IndexAny(rest, `/?#\`); i >= 0 {
		authority, path = rest[:i], rest[i:]
	}
	user, host, hidden := strings.Cut(authority, "@")
	if !hidden {
		host = user
	} else if i := strings.LastIndexByte(host, '@'); i >= 0 {
		host = host[i+1:]
	}
	if strings.Contains(path, "@") && strings.HasPrefix(path, "#") {
		return innerHost(host, "", path, true)
	}
	if name, _, _ := strings.Cut(user, ":"); hidden && innerHost(name, "", path, true) {
		return true // parsers disagree about which of the two is the host
	}
	port := ""
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		host, port = host[:i], host[i+1:]
	}
	return innerHost(host, port, path, strict || hidden)
}

// metadataHosts answer with the machine's credentials.
var metadataHosts = map[string]bool{
	"metadata.google.internal": true, "metadata": true, "metadata.tencentyun.com": true, "instance-data": true, "100.100.100.200": true,
	"rancher-metadata": true, "192.0.0.192": true, "metadata.azure.internal": true, "kubernetes.default.svc": true, "kubernetes.default": true,
}

// wildcardZones are public names that resolve to any address written into them.
var wildcardZones = []string{".nip.io", ".xip.io", ".sslip.io", ".localtest.me", ".lvh.me", ".1u.ms", ".rbndr.us", ".localdomain",
	".svc.cluster.local", ".svc", ".internal"}

func innerHost(host, port, path string, strict bool) bool {
	host = strings.TrimSuffix(host, ".")
	if metadataHosts[host] || host == "localtest.me" || host == "lvh.me" {
		return true
	}
	for _, z := range wildcardZones {
		if strings.HasSuffix(host, z) && host != z[1:] {
			return z != ".internal" || strict
		}
	}
	if host == "localhost" {
		return innerPort(port) || strict && (port == "" || innerPath(path))
	}
	if strings.HasPrefix(host, "[") {
		a, err := netip.ParseAddr(strings.Trim(host, "[]"))
		return err == nil && (a.IsLoopback() || a.IsUnspecified() || a.IsPrivate() || a.IsLinkLocalUnicast() || a.Is4In6())
	}
	a, odd, ok := looseIPv4(host)
	switch {
	case !ok:
		return false
	case odd:
		return a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast() || a.IsUnspecified() || strict
	case a.IsLinkLocalUnicast() || a.As4()[0] == 0:
		return true
	case a.IsLoopback():
		return strict && !devPort(port) || innerPort(port)
	case a.IsPrivate():
		return innerPort(port) || strict
	}
	return false
}

// looseIPv4 reads an address as inet_aton does: one to four parts, each decimal, octal or
// hexadecimal, the last filling the rest. odd tells that it was not four plain decimals.
func looseIPv4(host string) (a netip.Addr, odd, ok bool) {
	parts := strings.Split(host, ".")
	if len(parts) > 4 || host == "" {
		return a, false, false
	}
	var v uint64
	for i, p := range parts {
		base := 10
		switch {
		case len(p) > 2 && p[:2] == "0x":
			p, base = p[2:], 16
		case len(p) > 1 && p[0] == '0':
			base = 8
		}
		odd = odd || base != 10
		n, err := strconv.ParseUint(p, base, 32)
		if err != nil {
			return a, false, false
		}
		if i == len(parts)-1 {
			v = v<<(8*(5-len(parts))) | n
		} else if n > 255 {
			return a, false, false
		} else {
			v = v<<8 | n
		}
	}
	odd = odd || len(parts) != 4
	return netip.AddrFrom4([4]byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)}), odd, v <= 1<<32-1
}

// innerPort reports ports of what listens inside only: shells, databases, caches, agents.
func innerPort(port string) bool {
	switch port {
	case "21", "22", "23", "25", "110", "135", "139", "143", "389", "445", "1433", "1521", "2049", "2181", "2375", "2376", "2379", "3306", "3389",
		"5432", "5601", "5900", "5984", "5985", "6379", "7001", "8500", "9000", "9001", "9092", "9200", "9300", "10250", "10255", "11211", "27017", "50070":
		return true
	}
	return false
}

// devPort reports ports of development servers.
func devPort(port string) bool {
	return len(port) == 4 && (port[0] == '3' || port[0] == '4' || port[0] == '5') && port[1] != '3' && port[1] != '4' || port == "8888"
}

var innerPaths = []string{"/admin", "/manager", "/server-status", "/actuator", "/latest", "/metadata", "/env", "/console", "/config", "/etc"}

func innerPath(path string) bool {
	for _, p := range innerPaths {
		if strings.HasPrefix(path, p) {
			return true
		}
	}
	return false
}
