package console_test

import (
	"net/url"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query/querytest"
)

// TestPE08NF18CorrectOnTheAPIPage: pin, merge and exclude are forms without script; what is put in
// force shows with its history, what cannot work comes back with the reason and what was written.
func TestPE08NF18CorrectOnTheAPIPage(t *testing.T) {
	_, c, _ := open(t)
	orders := traffic.API{Host: "shop.example.com", Method: "GET", Template: "/api/v1/orders/{id}"}.ID(querytest.Tenant)
	page := "/apis/" + orders
	wants(t, c.Get(page), 200, "Correct this API", `action="`+page+`/correct"`, "Pin", "Merge", "Exclude", `value="/api/v1/orders/{id}"`)
	correct := func(status int, v url.Values, texts ...string) {
		t.Helper()
		v.Set("host", "shop.example.com")
		wants(t, c.Post(page+"/correct", v), status, texts...)
	}
	correct(303, url.Values{"kind": {"pin"}, "template": {"/api/v1/orders/{order}"}, "why": {"the <i>contract</i>"}})
	correct(303, url.Values{"kind": {"merge"}, "template": {"/api/v1/orders/{id}"}, "paths": {"/api/v1/order/{id}\r\n/o/{id}\r\n"}})
	correct(303, url.Values{"kind": {"exclude"}, "match": {"prefix"}, "text": {"/never/"}})
	for kind, text := range map[string]string{"pin": "&lt;i&gt;contract", "merge": "/o/{id}", "exclude": "/never/"} {
		wants(t, c.Get("/policies/api-corrections/"+kind+"-"+orders), 200, text, "History of", "Delete")
	}
	correct(422, url.Values{"kind": {"pin"}, "template": {"/a/{x}"}}, "of that name already")
	correct(422, url.Values{"kind": {"exclude"}, "match": {"regex"}, "text": {"(a"}}, "text", "(a")
	correct(422, url.Values{"kind": {"<b>"}}, "want one of pin, split")
	c.Post("/policies/save", url.Values{"do": {"delete"}, "kind": {"api-corrections"}, "name": {"exclude-" + orders}, "seen": {"1"}})
	none := url.Values{"kind": {"exclude"}, "match": {"prefix"}, "text": {"/"}}
	correct(200, none, "out of the lists", `name="sure"`, "Put it in force again")
	none.Set("sure", "1")
	correct(200, none, "out of the lists")
	wants(t, c.Get("/policies/api-corrections/exclude-"+orders), 200, "deleted")
	everywhere := url.Values{"kind": {"exclude"}, "host": {"*"}, "match": {"prefix"}, "text": {"/"}}
	wants(t, c.Post(page+"/correct", everywhere), 422, "every API of every host")
	nowhere := "/apis/api_0000000000000000"
	wants(t, c.Post(nowhere+"/correct", url.Values{"kind": {"pin"}, "host": {"h"}, "template": {"/a/{x}"}}), 404)
	wants(t, c.Get("/policies/api-corrections/pin-api_0000000000000000"), 404)
	wants(t, c.Get("/policies?tab=apis"), 200, "pin-"+orders, "Corrections of APIs")
}
