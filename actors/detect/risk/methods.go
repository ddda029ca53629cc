package risk

import (
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// echoMethods are refused by every API: TRACE and TRACK give back what was sent, DEBUG opens
// a debugger, CONNECT makes a proxy of the server.
var echoMethods = names{"TRACE": true, "TRACK": true, "DEBUG": true, "CONNECT": true}

// fileMethods change the server's files where WebDAV is on by mistake.
var fileMethods = names{
	"PROPFIND": true, "PROPPATCH": true, "MKCOL": true, "COPY": true, "MOVE": true, "LOCK": true, "UNLOCK": true,
}

// pageEnds are ends of paths that are files of a web server and never records of an API.
var pageEnds = []string{".html", ".htm", ".txt", ".jsp", ".jspx", ".php", ".asp", ".aspx", ".js", ".css", ".war", ".sh"}

// insecureMethod looks for a method that the API should not have answered. PUT and DELETE are
// how REST works and OPTIONS is how CORS works: they count only where nothing speaks for that,
// and not where a description of the API declares them. No declaration makes an echo harmless,
// and /files/{name} does not declare that pages may be put there.
func insecureMethod(c *Call) (string, bool) {
	if !c.F.OK() || c.F.Blocked {
		return "", false
	}
	switch m := c.X.Method; {
	case echoMethods[m]:
		return finding.Say("method", finding.Arg("text", Label(m))), true
	case fileMethods[m]:
		return finding.Say("method_webdav", finding.Arg("text", Label(m))), c.anonymous()
	case c.Declared && (!pageOf(c.X.Path) || pageOf(c.F.API.Template)):
	case m == "OPTIONS":
		return "method_options", !c.preflight()
	case m == "PUT" || m == "DELETE":
		if pageOf(c.X.Path) {
			return finding.Say("method_file", finding.Arg("text", m)), true
		}
		if c.anonymous() && !c.entering() && !c.known() && c.password() == nil && !c.refusedInside() {
			return finding.Say("method_open", finding.Arg("text", m)), true
		}
	}
	return "", false
}

// known reports a call that REST made: its caller shows something by which the API may know him, be it
// no credential we know, or the answer declares the method, or caller and API speak of versions of the
// record. PUT and DELETE are then what the API is for.
func (c *Call) known() bool {
	values := c.request()
	for i := range values {
		v := &values[i]
		switch {
		case v.Place == traffic.InCookie && len(v.Text) >= leastCredential && opaque(v.Text):
			return true
		case v.Place == traffic.InHeader && (callerHeaders.has(v.Key) || len(v.Text) >= leastCredential && opaque(lastWord(v.Text)) &&
			!callHeaders.has(v.Key)):
			return true
		}
	}
	for _, name := range [...]string{"Allow", "Access-Control-Allow-Methods"} {
		if strings.Contains(strings.ToUpper(c.X.Response.Header(name)), c.X.Method) {
			return true
		}
	}
	return false
}

var (
	// callerHeaders say who calls, or that caller and API work on versions of a record (RFC 9110, 13.1).
	callerHeaders = words(`ifmatch ifunmodifiedsince idempotencykey xuserid xuser xusername xaccountid xtenantid xauthrequestuser
		xauthrequestemail xforwardeduser xforwardedemail xremoteuser remoteuser xconsumerid xconsumerusername xcustomerid xclientid
		xgoogauthenticateduseremail xmsclientprincipalid xjwtclaims xuserinfo xuserinfos`)
	// callHeaders name the call, its way or its form, with long random values.
	callHeaders = words(`xrequestid requestid xcorrelationid correlationid xtraceid traceid traceparent tracestate xb3traceid xb3spanid
		xb3parentspanid xamzntraceid xcloudtracecontext ubertraceid xdatadogtraceid ubertrace xspanid etag ifnonematch contentmd5 digest contentdigest
		secwebsocketkey xrequestedwith contenttype accept useragent referer origin host cookie via forwarded xforwardedfor cfray
		xamzcfid xvercelid fastlyclient xoriginalrequestid newrelic sentrytrace baggage xnonce xcsrftoken xxsrftoken`)
)

// preflight reports an OPTIONS call of a browser before a call to another origin. The answer
// says so too, where the sensor kept no headers of the request.
func (c *Call) preflight() bool {
	if c.X.Request.Header("Access-Control-Request-Method") != "" {
		return true
	}
	for i := range c.X.Response.Headers {
		if name := c.X.Response.Headers[i].Name; len(name) > 20 && strings.EqualFold(name[:20], "Access-Control-Allow") {
			return true
		}
	}
	return false
}

func pageOf(path string) bool {
	path = strings.ToLower(path)
	for _, end := range pageEnds {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return false
}

// entering reports a call by which somebody signs in, out or up: nobody has a credential
// before, and afterwards one has none.
func (c *Call) entering() bool {
	for _, p := range c.F.Purposes {
		if p >= 1 && p <= 17 || p == passwordReset || p == codeChecking {
			return true
		}
	}
	return c.F.Login.Outcome != 0 || c.about(aboutEntrances)
}

var entrances = []string{
	"login", "logon", "signin", "sign-in", "logout", "signout", "/session", "/token", "oauth", "captcha", "register", "signup",
}

// health reports calls that ask whether the API is alive, and what everybody must be able to read.
func (c *Call) health() bool {
	return c.is(statusCheck) && c.X.Method == "GET" && !c.personal() || c.about(aboutOpen)
}

var openPaths = []string{
	"/health", "/ping", "/ready", "/alive", "/live", "/version", "/robots", "/favicon", "/.well-known", "captcha",
	"publickey", "public-key", "/jwks", "/csrf", "/heartbeat",
}

// personal reports an answer with data of S2 and above.
func (c *Call) personal() bool {
	for _, d := range c.F.ResData {
		if level(d.Type) >= 2 {
			return true
		}
	}
	return false
}
