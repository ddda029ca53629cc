package api

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"
	"github.com/oklog/ulid/v2"
)

const requestKey = "lapwing.request"

// RequestID is the ID of this request: in the X-Request-Id header, in logs and in problems.
func RequestID(c echo.Context) string {
	id, _ := c.Get(requestKey).(string)
	return id
}

// csp lets only our own script, style and images in and no page around ours. Trusted Types
// are required and no policy exists: no string can become markup or script in the browser.
const csp = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'; " +
	"require-trusted-types-for 'script'; trusted-types 'none'"

// harden sets what every answer carries.
func (s *Server) harden(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		id := ulid.Make().String()
		c.Set(requestKey, id)
		h := c.Response().Header()
		h.Set("X-Request-Id", id)
		h.Set("Content-Security-Policy", csp)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		if s.secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		return next(c)
	}
}

// isAPI tells programs from people.
func isAPI(c echo.Context) bool {
	p := c.Request().URL.Path
	return strings.HasPrefix(p, "/api/") || !strings.Contains(c.Request().Header.Get("Accept"), "text/html")
}

// sameSite refuses changes that do not come from a page of ours: whatever a browser sends from
// another site, and, where the request is not a program's with a token of its own, also what does
// not say where it comes from. A browser always says it.
func sameSite(next echo.HandlerFunc) echo.HandlerFunc {
	guard := http.NewCrossOriginProtection()
	return func(c echo.Context) error {
		r := c.Request()
		if err := guard.Check(r); err != nil {
			return &Problem{Code: CrossOrigin}
		}
		if changes(r.Method) && r.Header.Get("Authorization") == "" && guarded(r) && !fromUs(r) {
			return &Problem{Code: CrossOrigin, Detail: "want the header Origin or Sec-Fetch-Site of a browser, or Authorization with a token"}
		}
		return next(c)
	}
}

func changes(method string) bool {
	return method != http.MethodGet && method != http.MethodHead && method != http.MethodOptions
}

// guarded reports a request whose rights come from the browser: one to the pages, or with a cookie.
func guarded(r *http.Request) bool {
	return !strings.HasPrefix(r.URL.Path, "/api/") || r.Header.Get("Cookie") != ""
}

// fromUs reports that the browser says that one of our own pages sends the request.
func fromUs(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" {
		return site == "same-origin"
	}
	u, err := url.Parse(r.Header.Get("Origin"))
	return err == nil && u.Host != "" && u.Host == r.Host
}
