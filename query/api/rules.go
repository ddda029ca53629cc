package api

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

type ruleJSON struct {
	ID        string       `json:"id"`
	Kind      string       `json:"kind"`
	Title     string       `json:"title"`
	Category  string       `json:"category"`
	Rule      string       `json:"rule"`
	Level     string       `json:"level"`
	Advice    string       `json:"advice"`
	Unit      string       `json:"unit,omitempty"`
	Window    int          `json:"window_seconds,omitempty"`
	Also      []int        `json:"also_window_seconds,omitempty"`
	Line      *lineJSON    `json:"line,omitempty"`
	Finds     []string     `json:"finds"`
	Ignores   []string     `json:"ignores"`
	Policies  []policyJSON `json:"policies"`
	Cases     uint64       `json:"cases"`
	Simulated uint64       `json:"simulated"`
}

// lineJSON is what a policy can move.
type lineJSON struct {
	Floor  float64 `json:"floor,omitempty"`
	Times  float64 `json:"times,omitempty"`
	Window int     `json:"window,omitempty"`
}

// rules lists the built-in events and risks as they stand for the tenant.
func (s *Server) rules(c echo.Context) error {
	all, err := s.desk.Rulebook(c.Request().Context(), Asker(c))
	if err != nil {
		return err
	}
	rows := make([]ruleJSON, len(all))
	for i, r := range all {
		title, advice := s.desk.Catalog().TypeWords(r.TypeInfo, Lang(c))
		x := ruleJSON{
			ID: r.ID, Kind: r.Kind.String(), Title: title, Category: r.Category, Rule: r.Rule, Level: r.Level.String(), Advice: advice,
			Unit: r.Unit, Window: r.Line.Window, Finds: append([]string{}, r.Finds...), Ignores: append([]string{}, r.Ignores...),
			Policies: []policyJSON{}, Cases: r.Cases, Simulated: r.Simulated,
		}
		for _, also := range r.Line.Also {
			x.Also = append(x.Also, int(also.Seconds()))
		}
		if r.Line.Moves {
			x.Line = &lineJSON{r.Line.Floor, r.Line.Times, int(r.Line.Line.Window.Seconds())}
		}
		for _, p := range r.Policies {
			x.Policies = append(x.Policies, policyOf(p))
		}
		rows[i] = x
	}
	return c.JSON(http.StatusOK, map[string]any{"rows": rows})
}

// promotePolicy puts in force what only runs on trial.
func (s *Server) promotePolicy(c echo.Context) error {
	seen, err := ifMatch(c)
	if err != nil {
		return err
	}
	var in policyWishJSON
	if err := readJSON(c, &in); err != nil {
		return err
	}
	x, err := s.desk.PromoteSetting(c.Request().Context(), Asker(c), c.Param("kind"), c.Param("name"), seen, in.Why)
	return answerPolicy(c, x, err)
}
