package api

import (
	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

const langKey = "lapwing.lang"

// speak takes ?lang= off the parameters of a request to the API, so that every route knows it.
func speak(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		q := c.QueryParams()
		if !q.Has("lang") || !isAPI(c) {
			return next(c)
		}
		l, ok := finding.ParseLang(q.Get("lang"))
		if !ok {
			return &query.BadRequest{Errors: []query.ParamError{{Param: "lang", Detail: "want en or zh"}}}
		}
		q.Del("lang")
		c.Set(langKey, l)
		return next(c)
	}
}

// Lang is the language that findings are said in: ?lang=, else the Accept-Language header.
func Lang(c echo.Context) finding.Lang {
	if l, ok := c.Get(langKey).(finding.Lang); ok {
		return l
	}
	c.Response().Header().Add("Vary", "Accept-Language")
	return finding.AcceptLang(c.Request().Header.Get("Accept-Language"))
}
