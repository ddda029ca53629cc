package api

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
)

// LinkPath is where a one-time link leads: the secret follows.
const LinkPath = "/welcome/"

type userJSON struct {
	Name     string    `json:"name"`
	Role     string    `json:"role"`
	Password bool      `json:"has_password"`
	Created  time.Time `json:"created"`
	Changed  time.Time `json:"changed"`
	Disabled bool      `json:"disabled"`
}

func userOf(u access.User) userJSON {
	return userJSON{u.Name, string(u.Role), u.Password != "", u.Created.UTC(), u.Changed.UTC(), u.Disabled}
}

func (s *Server) users(c echo.Context) error {
	us, err := s.gate.Users(c.Request().Context(), Who(c).Tenant)
	if err != nil {
		return err
	}
	rows := make([]userJSON, len(us))
	for i, u := range us {
		rows[i] = userOf(u)
	}
	return c.JSON(http.StatusOK, map[string]any{"rows": rows})
}

type newUserJSON struct {
	Name string      `json:"name"`
	Role access.Role `json:"role"`
}

// newUser adds a person and gives the link with which they set their password.
func (s *Server) newUser(c echo.Context) error {
	var in newUserJSON
	if err := readJSON(c, &in); err != nil {
		return err
	}
	u, err := s.gate.AddUser(c.Request().Context(), Who(c), in.Name, in.Role)
	if err != nil {
		return badBody("", err.Error())
	}
	return s.link(c, u.Name)
}

// newLink gives a person of the caller's tenant a way in; passwords they had stay valid until
// the link is used.
func (s *Server) newLink(c echo.Context) error {
	us, err := s.gate.Users(c.Request().Context(), Who(c).Tenant)
	if err != nil {
		return err
	}
	for _, u := range us {
		if u.Name == c.Param("id") && !u.Disabled {
			return s.link(c, u.Name)
		}
	}
	return &query.Missing{Detail: "there is no user of that name, or they are shut out"}
}

func (s *Server) link(c echo.Context, user string) error {
	secret, err := s.gate.NewLink(c.Request().Context(), user)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.JSON(http.StatusCreated, map[string]any{"user": user, "path": LinkPath + secret})
}

func (s *Server) disableUser(c echo.Context) error {
	if err := s.gate.DisableUser(c.Request().Context(), Who(c), c.Param("id")); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
