package api

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/digest"
	"github.com/lapwing-sec/lapwing/query/notify"
)

// ofKind is a call about policies for the settings of one kind.
func ofKind(kind string, h echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		name := c.Param("name")
		c.SetParamNames("kind", "name")
		c.SetParamValues(kind, name)
		return h(c)
	}
}

type alarmJSON struct {
	Name    string       `json:"name"`
	Version uint64       `json:"version"` // 0: the one every tenant has
	Next    *time.Time   `json:"next,omitempty"`
	Rule    digest.Alarm `json:"rule"`
}

type recipientJSON struct {
	Name    string            `json:"name"`
	Version uint64            `json:"version"`
	Rule    map[string]string `json:"rule"` // secrets are sealed
	Alarms  []string          `json:"alarms"`
	Last    *time.Time        `json:"last,omitempty"` // slot of its newest digest
	Waiting int               `json:"waiting"`
	Trouble string            `json:"trouble,omitempty"`
}

type channelJSON struct {
	ID     string             `json:"id"`
	Title  string             `json:"title"`
	Means  string             `json:"means"`
	Fields []channelFieldJSON `json:"fields"`
}

type channelFieldJSON struct {
	Name   string `json:"name"`
	Title  string `json:"title"`
	Hint   string `json:"hint,omitempty"`
	Must   bool   `json:"must"`
	Secret bool   `json:"secret"`
}

// alarms tells what is in force, how it goes, and which channels there are.
func (s *Server) alarms(c echo.Context) error {
	all, err := s.desk.Alarms(c.Request().Context(), Asker(c))
	if err != nil {
		return err
	}
	alarms, recipients, owners, channels := []alarmJSON{}, []recipientJSON{}, []policyJSON{}, []channelJSON{}
	for _, a := range all.Alarms {
		alarms = append(alarms, alarmJSON{a.Name, a.Version, moment(a.Next), a.Alarm})
	}
	for _, r := range all.Recipients {
		recipients = append(recipients, recipientOf(r))
	}
	for _, o := range all.Owners {
		owners = append(owners, policyOf(o))
	}
	for _, ch := range notify.Channels() {
		channels = append(channels, channelOf(ch))
	}
	return c.JSON(http.StatusOK, map[string]any{
		"alarms": alarms, "recipients": recipients, "owners": owners, "channels": channels, "time_zone": all.Zone,
	})
}

func recipientOf(r query.RecipientRow) recipientJSON {
	out := recipientJSON{
		Name: r.Name, Version: r.Version, Rule: map[string]string{"channel": r.Recipient.Channel.ID, "language": r.Recipient.Language.String()},
		Alarms: r.Alarms, Last: moment(r.Last), Waiting: r.Waiting, Trouble: r.Trouble,
	}
	for k, v := range r.Recipient.Values {
		out.Rule[k] = v
	}
	if out.Alarms == nil {
		out.Alarms = []string{}
	}
	return out
}

func channelOf(ch *notify.Channel) channelJSON {
	out := channelJSON{ch.ID, ch.Title, ch.Means, []channelFieldJSON{}}
	for _, f := range ch.Fields {
		out.Fields = append(out.Fields, channelFieldJSON{f.Name, f.Title, f.Hint, f.Must, f.Secret})
	}
	return out
}

// testRecipient sends a test message; the answer comes when the receiver has taken it.
func (s *Server) testRecipient(c echo.Context) error {
	if err := s.desk.TestRecipient(c.Request().Context(), Asker(c), c.Param("name")); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"delivered": true})
}
