package console_test

import (
	"net/url"
	"testing"
)

// TestP301P302P501PoliciesPage: built-in rows are listed and switched, rules written, refused
// with the field that is wrong, shown with their history, deleted.
func TestP301P302P303P501PoliciesPage(t *testing.T) {
	_, c, _ := open(t)
	wants(t, c.Get("/policies"), 200, "Own data types", "cn_mobile", "Switch off", "None is set")
	wants(t, c.Get("/policies?tab=credentials"), 200, "Authentication rules", "X-Ticket")
	wants(t, c.Get("/policies?tab=purposes"), 200, "BP-18", "Short Message Sending")
	save := func(v url.Values, status int, texts ...string) {
		t.Helper()
		wants(t, c.Post("/policies/save", v), status, texts...)
	}
	save(url.Values{"kind": {"builtin-data-types"}, "name": {"cn_mobile"}, "seen": {"0"}, "do": {"off"}}, 303)
	wants(t, c.Get("/policies"), 200, "Switch on")
	save(url.Values{"kind": {"data-types"}, "name": {"badge"}, "rule": {"level: S9\nexpert: {patterns: [abc]}"}, "do": {"save"}}, 422,
		"want one of S1, S2, S3, S4", "at least 6")
	save(url.Values{"kind": {"data-types"}, "name": {"<b>"}, "rule": {"level: ["}, "do": {"save"}}, 422, "cannot be read", "&lt;b&gt;")
	good := url.Values{"kind": {"data-types"}, "name": {"工号"}, "rule": {"level: S3\nexpert: {patterns: ['EMP-[0-9]{6}']}"}, "why": {"<i>so</i>"}, "do": {"save"}}
	save(good, 303)
	save(good, 422, "of that name already")
	wants(t, c.Get("/policies"), 200, "工号", "&lt;i&gt;so")
	wants(t, c.Get("/policies/data-types/"+url.PathEscape("工号")), 200, "History of", "EMP-[0-9]{6}", "Put in force")
	save(url.Values{"kind": {"data-types"}, "name": {"工号"}, "seen": {"1"}, "do": {"delete"}}, 303)
	wants(t, c.Get("/policies/data-types/"+url.PathEscape("工号")), 200, "deleted", "Go back to version 1")
	save(url.Values{"kind": {"data-types"}, "name": {"工号"}, "seen": {"0"}, "version": {"1"}, "do": {"restore"}}, 303)
	wants(t, c.Get("/policies/nothing/x"), 404)
}
