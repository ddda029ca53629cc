package api

import (
	"net/http"
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
		h.Set("Referrer-Policy", "no-referrer")
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

// sameSite refuses changes that a browser sends from another site's page.
func sameSite(next echo.HandlerFunc) echo.HandlerFunc {
	guard := http.NewCrossOriginProtection()
	return func(c echo.Context) error {
		if err := guard.Check(c.Request()); err != nil {
			return &Problem{Code: CrossOrigin}
		}
		return next(c)
	}
}
