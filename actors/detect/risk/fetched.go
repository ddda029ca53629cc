package risk

import (
	"bytes"
	"net/netip"
	"net/url"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// fetchEnds are how names of parameters end whose address a server fetches.
var fetchEnds = []string{
	"url", "uri", "link", "webhook", "endpoint", "target", "dest", "destination", "proxy", "feed", "src", "source",
	"remote", "wsdl", "fetch", "site", "href", "upstream",
}

// shownEnds are names of addresses that are shown or returned to, and not fetched.
var shownEnds = []string{
	"redirecturl", "redirecturi", "redirect", "returnurl", "returnuri", "returnto", "backurl", "nexturl", "gotourl",
	"callbackurl", "callbackuri", "successurl", "cancelurl", "failurl", "failureurl", "errorurl", "logouturl", "loginurl",
	"refererurl", "referrer", "referer", "referrerurl", "homepage", "homepageurl", "website", "websiteurl", "avatarurl",
	"avatar", "headimgurl", "faviconurl", "iconurl", "logourl", "profileurl", "pageurl", "currenturl", "fromurl",
	"documenturi", "documenturl", "shareurl", "jumpurl", "requesturl", "blockeduri", "sourceurl", "photourl", "coverurl",
	"thumbnailurl", "bloglink", "blogurl", "bloguri", "githuburl", "linkedinurl", "twitterurl", "postlogoutredirecturi",
	"notifyurl", "weburl", "clienturi", "tosuri", "policyuri", "logouri", "issuer", "audience", "namespace", "locationhref",
	"landingurl", "trackingurl", "clickurl", "deeplink", "canonicalurl", "originurl", "schemaurl", "entityid",
}

// fetchNames are names that hold an address to fetch where the value is a whole address,
// whatever the names usually hold.
var fetchNames = words(`url uri u link src image img imgurl picture file path page load download view preview host domain
	to html document data import xml reference open addr address mirror resource`)

// fetchPaths are words of the path of an API that fetches.
var fetchPaths = []string{
	"fetch", "proxy", "preview", "import", "crawl", "scrape", "screenshot", "snapshot", "convert", "render", "unfurl",
	"thumbnail", "transcode", "pdf", "webhook", "remote", "grab", "spider", "curl", "download", "mirror", "oembed",
	"resize", "ocr", "translate", "subscribe-feed", "rss", "validate-url", "checkurl", "check-url", "ssrf", "upload",
}

// toldPaths are words of the path of an API that only writes addresses down or sends the
// caller on.
var toldPaths = []string{
	"redirect", "oauth", "authorize", "/sso", "login", "logout", "analytics", "collect", "/track", "beacon", "telemetry",
	"/rum", "csp", "/log", "/events", "/event", "/stat", "pageview", "sentry", "shorten", "short-url", "shorturl",
	"bookmark", "favorite", "qrcode", "share", "/jump", "/goto", "/out", "/click", "comment", "profile", "feedback",
	"/users", "/user/", "article", "/post", "payment", "/pay", "signature", "jssdk", "jsapi", "sitemap", "canonical",
}

// fetchedAddress looks for a parameter that holds an address which the server may fetch.
func fetchedAddress(c *Call) (string, bool) {
	if !c.F.OK() || c.F.Blocked {
		return "", false
	}
	values := c.request()
	for i := range values {
		v := &values[i]
		if v.Place != traffic.InQuery && v.Place < traffic.InJSON || v.Class&(traffic.HasColon|traffic.HasOther) == 0 {
			continue
		}
		switch address, near := addressOf(v.Text); {
		case address == nil || strings.HasPrefix(v.Key, "xmlns") || strings.HasPrefix(v.Key, "@"):
		case ends(v.Key, shownEnds):
		case near && (ends(v.Key, fetchEnds) || fetchNames.has(v.Key)):
			return finding.Say("fetch_near", where(v)), true
		case !webSchemes[address.Scheme] && (ends(v.Key, fetchEnds) || fetchNames.has(v.Key)):
			return finding.Say("fetch_kind", where(v)), true
		case c.fetches(v):
			return finding.Say("fetch", where(v)), true
		}
	}
	return "", false
}

var webSchemes = map[string]bool{"http": true, "https": true}

// fetches weighs name, place and path: a name of its own kind is enough, a plain "url" in a
// form of many fields is a record's field.
func (c *Call) fetches(v *traffic.Value) bool {
	const few = 4 // fields of a request that asks for a fetch
	named, plain := ends(v.Key, fetchEnds), fetchNames.has(v.Key)
	if !named && !plain {
		return false
	}
	if c.about(aboutFetching) {
		return true
	}
	if c.about(aboutTold) {
		return false
	}
	if v.Place == traffic.InQuery {
		return true
	}
	fields := 0
	values := c.request()
	for i := range values {
		if values[i].Place >= traffic.InJSON {
			fields++
		}
	}
	return named && !plain || fields <= few
}

// addressOf reads a whole address; near tells that it leads into the own network.
func addressOf(text []byte) (u *url.URL, near bool) {
	const longest = 2048 // bytes; longer ones are data: addresses
	text = bytes.TrimSpace(text)
	if len(text) < 8 || len(text) > longest || bytes.IndexAny(text, " \t\r\n<>") >= 0 {
		return nil, false
	}
	at := bytes.Index(text, []byte("://"))
	switch {
	case at > 0 && at <= len("gopher"):
	case at < 0 && bytes.HasPrefix(text, []byte("//")) && bytes.IndexByte(text, '.') > 0:
	default:
		return nil, false
	}
	u, err := url.Parse(string(text))
	if err != nil || u.Host == "" && u.Scheme != "file" {
		return nil, false
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme == "" {
		u.Scheme = "http"
	}
	if !fetchSchemes[u.Scheme] {
		return nil, false
	}
	host := strings.ToLower(u.Hostname())
	if ip, err := netip.ParseAddr(host); err == nil {
		near = ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() || ip.IsUnspecified()
	} else {
		near = host == "localhost" || strings.HasSuffix(host, ".internal") || strings.HasSuffix(host, ".local") ||
			host != "" && !strings.Contains(host, ".")
	}
	return u, near
}

var fetchSchemes = words(`http https ftp sftp gopher file dict ldap ldaps jar tftp netdoc smb`)
