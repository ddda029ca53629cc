package api

import (
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
)

// Names of the session cookie. The first is bound to this host and to TLS by the browser.
const (
	secureCookie = "__Host-lapwing"
	plainCookie  = "lapwing" // only without TLS, on loopback
)

const whoKey = "lapwing.who"

// Who tells who asks; the zero Principal is nobody.
func Who(c echo.Context) access.Principal {
	p, _ := c.Get(whoKey).(access.Principal)
	return p
}

// Asker is Who for the use-cases.
func Asker(c echo.Context) query.Asker {
	p := Who(c)
	return query.Asker{Tenant: p.Tenant, Name: p.Name, Address: c.RealIP()}
}

// identify recognises a token or a session. A token that is not good is refused at once,
// also where the route is public: a program with a wrong token must not think it is in.
func (s *Server) identify(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		req := c.Request()
		if header := req.Header.Get("Authorization"); header != "" {
			secret, ok := strings.CutPrefix(header, "Bearer ")
			if !ok {
				return &Problem{Code: Unauthorized, Detail: "want Authorization: Bearer lapwing_..."}
			}
			p, err := s.gate.Bearer(req.Context(), strings.TrimSpace(secret), c.RealIP())
			if err != nil {
				return err
			}
			c.Set(whoKey, p)
			return next(c)
		}
		name := plainCookie
		if s.secure {
			name = secureCookie
		}
		if cookie, err := req.Cookie(name); err == nil {
			p, err := s.gate.Recognise(req.Context(), cookie.Value, c.RealIP())
			if err != nil {
				return err
			}
			c.Set(whoKey, p)
		}
		return next(c)
	}
}

// SetSession gives the browser its session; "" takes it away.
func (s *Server) SetSession(c echo.Context, secret string) { setSession(c, secret, s.secure) }

func setSession(c echo.Context, secret string, secure bool) {
	cookie := &http.Cookie{
		Name: plainCookie, Value: secret, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode,
		MaxAge: int(12 * time.Hour / time.Second), // a session's longest life
	}
	if secure {
		cookie.Name, cookie.Secure = secureCookie, true
	}
	if secret == "" {
		cookie.MaxAge = -1
	}
	c.SetCookie(cookie)
}
