package notify

import (
	"encoding/json"
	"net/url"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/query/digest"
)

// pagerduty triggers one event a digest through the Events API v2
// (developer.pagerduty.com, "Send an Alert Event"): the digest's ID is the dedup_key, the
// summary has at most 1,024 characters, {"status":"success"} with 202 is yes.
var pagerduty = &Channel{
	ID: "pagerduty", Title: "PagerDuty", Means: "Triggers an incident for each digest with something new.",
	Alerts: true,
	Fields: []Field{
		{Name: "key", Title: "Integration key (Events API v2)", Must: true, Secret: true},
		{Name: "url", Title: "Address, for the EU region", Hint: "https://events.eu.pagerduty.com", Binds: true, Check: secure},
	},
	render: func(_ Values, m *digest.Message) []byte {
		severity := map[string]string{"high": "critical", "medium": "error", "low": "warning", "": "info"}[m.Level]
		texts := make([]string, len(m.Lines))
		for i, l := range m.Lines {
			texts[i] = l.Text
		}
		return marshal(map[string]any{
			"event_action": "trigger", "dedup_key": m.ID, "client": "Lapwing", "client_url": m.Link,
			"payload": map[string]any{
				"summary": cutBytes(m.Subject, 1024), "source": "lapwing", "severity": severity, "timestamp": m.At.Format(time.RFC3339),
				"class": "api-security", "custom_details": map[string]any{"lines": texts, "events": m.Events, "risks": m.Risks, "going_on": m.Going},
			},
			"links": []any{map[string]any{"href": m.Link, "text": "Lapwing"}},
		})
	},
	request: func(f Values, _ string, payload []byte, _ time.Time) (call, error) {
		at := f["url"]
		if at == "" {
			at = "https://events.pagerduty.com"
		}
		body := append(append([]byte(`{"routing_key":`), marshal(f["key"])...), ',')
		return jsonCall(joined(at, "/v2/enqueue"), append(body, payload[1:]...)), nil
	},
	answer: func(status int, body []byte) error {
		if err := accepted(status, body); err != nil {
			return err
		}
		var a struct {
			Status  string `json:"status"`
			Message string `json:"message"`
		}
		if json.Unmarshal(body, &a) != nil || a.Status != "success" {
			return said(status, body)
		}
		return nil
	},
}

// joined adds a path to an address that may have one.
func joined(base, path string) string {
	u, err := url.Parse(base)
	if err != nil {
		return base // was checked when it was written
	}
	u.Path, u.RawPath = strings.TrimSuffix(u.Path, "/")+path, ""
	return u.String()
}
