package query

import (
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func TestXV07VerificationRequestIsOneMaskedCommand(t *testing.T) {
	s := finding.Sample{
		API:  traffic.API{Host: "shop.example.com", Method: "POST mutation pay", Template: "/graphql"},
		Path: "/graphql?q=it's;rm -rf /",
		Request: finding.MaskedMessage{
			Headers: []traffic.Header{{Name: "Host", Value: "x"}, {Name: "Authorization", Value: "Bearer ***\r\nX: y"}},
			Body:    "{\"a\":\"$(id) `id` '***'\x1b\"}",
		},
	}
	want := `curl -i -X 'POST' 'https://shop.example.com/graphql?q=it'\''s;rm -rf /'` + " \\\n" +
		`  -H 'Authorization: Bearer ***  X: y'` + " \\\n" + `  --data-raw '{"a":"$(id) ` + "`id`" + ` '\''***'\''"}'`
	if got := VerificationRequest(&s); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	s.Request.Cut = true
	if got := VerificationRequest(&s); got != "" {
		t.Errorf("a request that was cut is offered: %s", got)
	}
}
