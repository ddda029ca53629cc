package notify

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/lapwing-sec/lapwing/query/digest"
)

// webhook sends the whole digest as JSON. Receivers check it like this:
//
//	hex(HMAC-SHA-256(secret, timestamp + "." + body)) == the v1 of Lapwing-Signature
//
// and refuse old timestamps; Idempotency-Key is the digest's ID, the same when it comes again.
var webhook = &Channel{
	ID: "webhook", Title: "Signed webhook", Means: "POSTs the digest as JSON, signed with HMAC-SHA-256, to a program of yours.",
	Fields: []Field{
		{Name: "url", Title: "Address", Hint: "https://hooks.example.com/lapwing", Must: true, Binds: true, Check: anyWeb},
		{Name: "secret", Title: "Secret it is signed with", Hint: "at least 16 characters", Must: true, Secret: true, Check: longEnough},
	},
	render: func(_ Values, m *digest.Message) []byte { return marshal(m) },
	request: func(f Values, id string, payload []byte, now time.Time) (call, error) {
		c := jsonCall(f["url"], payload)
		stamp := strconv.FormatInt(now.Unix(), 10)
		c.header.Set("Idempotency-Key", id)
		c.header.Set("Lapwing-Digest", id)
		c.header.Set("Lapwing-Timestamp", stamp)
		c.header.Set("Lapwing-Signature", "t="+stamp+",v1="+Sign(f["secret"], stamp, payload))
		return c, nil
	},
	answer: accepted,
}

// Sign is what a webhook is signed with: hexadecimal HMAC-SHA-256 over the timestamp (seconds
// since 1970), a dot and the body.
func Sign(secret, timestamp string, body []byte) string {
	m := hmac.New(sha256.New, []byte(secret))
	m.Write([]byte(timestamp + "."))
	m.Write(body)
	return hex.EncodeToString(m.Sum(nil))
}

func longEnough(s string) error {
	const least = 16 // characters: 64 bits of hexadecimal
	if len(s) < least {
		return errors.New("want at least 16 characters, such as `openssl rand -hex 32` prints")
	}
	return nil
}

// alertmanager posts one alert a digest to the API of Prometheus Alertmanager
// (api/v2/openapi.yaml, postAlerts); it goes away by itself after a day.
var alertmanager = &Channel{
	ID: "alertmanager", Title: "Prometheus Alertmanager", Means: "Raises one alert a digest with something new; Alertmanager routes it.",
	Alerts: true,
	Fields: []Field{
		{Name: "url", Title: "Address of Alertmanager", Hint: "https://alertmanager.example.com", Must: true, Binds: true, Check: anyWeb},
		{Name: "token", Title: "Bearer token", Secret: true},
	},
	render: func(_ Values, m *digest.Message) []byte {
		severity := map[string]string{"high": "critical", "medium": "warning", "low": "info", "": "info"}[m.Level]
		return marshal([]map[string]any{{
			"labels": map[string]string{
				"alertname": "LapwingDigest", "severity": severity, "digest": m.ID,
			},
			"annotations":  map[string]string{"summary": m.Subject, "description": m.Text()},
			"startsAt":     m.At.Format(time.RFC3339),
			"endsAt":       m.At.Add(24 * time.Hour).Format(time.RFC3339),
			"generatorURL": m.Link,
		}})
	},
	request: func(f Values, _ string, payload []byte, _ time.Time) (call, error) {
		c := jsonCall(joined(f["url"], "/api/v2/alerts"), payload)
		bearer(c.header, f["token"])
		return c, nil
	},
	answer: accepted,
}

func bearer(h http.Header, token string) {
	if token != "" {
		h.Set("Authorization", "Bearer "+token)
	}
}
