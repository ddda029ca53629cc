package console

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/query/access"
	"github.com/lapwing-sec/lapwing/query/api"
)

type signInBody struct {
	To, User, Wrong string
	Secret          string // of the one-time link
}

func (c *Console) signInPage(e echo.Context) error {
	if api.Who(e).Known() {
		return e.Redirect(http.StatusSeeOther, back(e.QueryParam("to")))
	}
	pg := c.newPage(e, "Sign in", "")
	pg.Body = signInBody{To: e.QueryParam("to")}
	return c.show(e, "signin", pg)
}

func (c *Console) signIn(e echo.Context) error {
	body := signInBody{To: e.FormValue("to"), User: e.FormValue("user")}
	cookie, err := c.gate.SignIn(e.Request().Context(), body.User, e.FormValue("password"), e.RealIP())
	var wait *access.WaitError
	switch {
	case err == nil:
		c.server.SetSession(e, cookie)
		return e.Redirect(http.StatusSeeOther, back(body.To))
	case errors.As(err, &wait), errors.Is(err, access.ErrRefused):
		pg := c.newPage(e, "Sign in", "")
		body.Wrong = sentence(err.Error()) + "."
		pg.Body = body
		p := api.AsProblem(err)
		status := p.Status()
		if errors.Is(err, access.ErrRefused) {
			status = http.StatusUnauthorized
		}
		return c.render(e, status, "signin", pg)
	}
	return err
}

// welcomePage shows whose link it is. Looking does not use it up: mail scanners and
// previews look too.
func (c *Console) welcomePage(e echo.Context) error {
	secret := e.Param("secret")
	user, err := c.gate.LookAtLink(e.Request().Context(), secret, e.RealIP())
	if err != nil && !errors.Is(err, access.ErrLink) {
		return err
	}
	pg := c.newPage(e, "Welcome", "")
	pg.Body = signInBody{User: user, Secret: secret}
	if err != nil {
		pg.Body = signInBody{Wrong: sentence(err.Error()) + "."}
		return c.render(e, http.StatusGone, "welcome", pg)
	}
	return c.show(e, "welcome", pg)
}

func (c *Console) welcome(e echo.Context) error {
	secret, password := e.FormValue("secret"), e.FormValue("password")
	if password != e.FormValue("again") {
		return c.welcomeAgain(e, secret, "The two passwords are not the same.")
	}
	cookie, err := c.gate.UseLink(e.Request().Context(), secret, password, e.RealIP())
	switch {
	case err == nil:
		c.server.SetSession(e, cookie)
		return e.Redirect(http.StatusSeeOther, "/")
	case errors.Is(err, access.ErrPassword), errors.Is(err, access.ErrLink):
		return c.welcomeAgain(e, secret, sentence(err.Error())+".")
	}
	return err
}

func (c *Console) welcomeAgain(e echo.Context, secret, wrong string) error {
	user, _ := c.gate.LookAtLink(e.Request().Context(), secret, e.RealIP())
	pg := c.newPage(e, "Welcome", "")
	pg.Body = signInBody{User: user, Secret: secret, Wrong: wrong}
	return c.render(e, http.StatusUnprocessableEntity, "welcome", pg)
}

func (c *Console) signOut(e echo.Context) error {
	if p := api.Who(e); p.Session != "" {
		if err := c.gate.SignOut(e.Request().Context(), p); err != nil {
			return err
		}
	}
	c.server.SetSession(e, "")
	return e.Redirect(http.StatusSeeOther, "/signin")
}
