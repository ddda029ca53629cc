package console_test

import (
	"net/url"
	"strings"
	"testing"
)

// TestP301P302P501PoliciesPage: built-in rows are listed, searched, filtered and switched; rules
// are written as text, refused with the field that is wrong, shown with their history, deleted.
func TestP301P302P303P501PoliciesPage(t *testing.T) {
	_, c, _ := open(t)
	wants(t, c.Get("/policies"), 200, "Own data types", "cn_mobile", "Switch off", "None is set")
	wants(t, c.Get("/policies/auth-rules?add=1"), 200, "New: authentication rule", "X-Staff")
	wants(t, c.Get("/policies?tab=purposes"), 200, "BP-18", "Short Message Sending")
	save := func(v url.Values, status int, texts ...string) {
		t.Helper()
		wants(t, c.Post("/policies/save", v), status, texts...)
	}
	save(url.Values{"kind": {"builtin-data-types"}, "name": {"cn_mobile"}, "seen": {"0"}, "do": {"off"}}, 303)
	wants(t, c.Get("/policies"), 200, "Switch on")
	for query, want := range map[string]string{"q=MOBILE": "cn_mobile", "state=off": "cn_mobile", "level=S3&q=swift": "", "level=S1&q=swift": "swift_code", "q=<b>": ""} {
		a := c.Get("/policies?" + query)
		has := strings.Contains(a.Text, `<code>`+want+`</code>`)
		if n := strings.Count(a.Text, "Switch o"); want == "" && n != 0 || want != "" && (n != 1 || !has) {
			t.Errorf("%s: %d rows, want %q", query, n, want)
		}
	}
	save(url.Values{"kind": {"data-types"}, "name": {"badge"}, "rule": {"level: S9\nexpert: {patterns: [abc]}"}, "do": {"save"}}, 422,
		"want one of S1, S2, S3, S4", "at least 6")
	save(url.Values{"kind": {"data-types"}, "name": {"<b>"}, "rule": {"level: ["}, "do": {"save"}}, 422, "cannot be read", "&lt;b&gt;")
	good := url.Values{"kind": {"data-types"}, "name": {"工号"}, "rule": {"level: S3\nexpert: {patterns: ['EMP-[0-9]{6}']}"}, "why": {"<i>so</i>"}, "do": {"save"}}
	save(good, 303)
	save(good, 422, "of that name already")
	wants(t, c.Get("/policies"), 200, "工号", "&lt;i&gt;so")
	page := "/policies/data-types/" + url.PathEscape("工号")
	wants(t, c.Get(page+"?saved=1"), 200, "History of", "EMP-[0-9]{6}", "Put in force", "In force as version 1")
	wants(t, c.Get("/policies/data-types"), 200, "工号", "Own data types")
	save(url.Values{"kind": {"data-types"}, "name": {"工号"}, "seen": {"1"}, "do": {"delete"}}, 303)
	wants(t, c.Get(page), 200, "deleted", "Go back to version 1")
	save(url.Values{"kind": {"data-types"}, "name": {"工号"}, "seen": {"0"}, "version": {"1"}, "do": {"restore"}}, 303)
	wants(t, c.Get("/policies/nothing/x"), 404, "no kind of policies", "data-types")
	wants(t, c.Get("/policies/nothing"), 404, "there is: data-types")
	wants(t, c.Get("/policies/data-types/none"), 404, "工号")
}

// TestP305P307P309RulesByForm: a rule is written, tried and changed by fields; what is wrong stands
// at its field and what was filled in stays.
func TestP305P307P403RulesByForm(t *testing.T) {
	_, c, _ := open(t)
	form := url.Values{"kind": {"data-types"}, "name": {"badge"}, "level": {"S3"}, "expert/patterns": {"EMP-[0-9]{6}\r\nABC-[0-9]{4}\r\n"}, "enabled": {"true"},
		"keywords/match": {"any"}, "basic/min": {""}, "positions/response": {"body"}}
	send := func(do string, status int, texts ...string) {
		t.Helper()
		form.Set("do", do)
		wants(t, c.Post("/policies/save", form), status, texts...)
	}
	form.Set("text", "no. EMP-123456 <b>")
	send("try", 200, "1 hit", "newest stored calls", "EMP-[0-9]{6}\nABC-[0-9]{4}", "&lt;b&gt;", "Nothing is in force yet")
	form.Set("level", "")
	send("save", 422, "want one of S1", `<p class="wrong">`, "EMP-[0-9]{6}\nABC-[0-9]{4}")
	form.Set("level", "S2")
	send("save", 303)
	a := c.Get("/policies/data-types/badge")
	wants(t, a, 200, `<option value="S2" selected>`, "EMP-[0-9]{6}\nABC-[0-9]{4}", `value="body" checked`, `&#34;patterns&#34;: [`)
	form.Set("seen", "1")
	form.Set("expert/patterns", ".{6,}")
	delete(form, "enabled")
	send("try", 200, "% of ordinary text")
	send("save", 303)
	wants(t, c.Get("/policies/data-types/badge"), 200, "% of ordinary text", `&#34;enabled&#34;: false`)
	wants(t, c.Get("/policies"), 200, "not in force", "% of ordinary text")
	form.Set("name", "cn_mobile")
	form.Set("seen", "0")
	send("save", 422, "built-in data type")

	form = url.Values{"kind": {"credentials"}, "name": {"ticket"}, "enabled": {"true"},
		"c.field": {"request.header", "", "method"}, "c.name": {"X-Ticket", "", ""}, "c.op": {"prefix", "equals", "equals"}, "c.values": {"TK-\r\nTX-", "", "POST"}}
	send("more", 200, "Condition 10", "TK-\nTX-")
	form["c.op"][0] = "in_net"
	send("save", 422, "no operator", "TK-\nTX-")
	form["c.op"][0] = "prefix"
	send("save", 303)
	wants(t, c.Get("/policies/credentials/ticket"), 200, "Condition 3", "TK-\nTX-", `<option value="request.header" selected>`)
	form = url.Values{"kind": {"sensitive-allow"}, "name": {"hotline"}, "enabled": {"true"}, "c.field": {"host"}, "c.name": {""}, "c.op": {"equals"},
		"c.values": {"shop.example.com"}, "fields": {"response.body hotline\n"}, "types": {"cn_phone"}}
	send("try", 200, "newest stored calls")
	send("save", 303)
	wants(t, c.Get("/policies/sensitive-allow/hotline"), 200, "response.body hotline", "cn_phone")
}
