package mix

import (
	"fmt"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Hostile is a call made to be slow to inspect.
type Hostile struct {
	Name string
	Call *traffic.Exchange
}

// hostileBody is the size of a hostile body: what a walk reads of one at most.
const hostileBody = 1 << 20

// HostileCalls makes the worst calls we know: bodies full of one thing, in one long text, in
// many short values, in many keys, in depth; and paths, queries and headers of that kind.
func HostileCalls() (all []Hostile) {
	response := func(name, body string) {
		all = append(all, Hostile{name, &traffic.Exchange{
			Method: "GET", Scheme: "https", Host: "shop.example.com", Path: "/api/v1/things", Status: 200,
			Response: traffic.Message{
				Headers: []traffic.Header{{Name: "Content-Type", Value: "application/json"}}, Body: []byte(body), Size: int64(len(body)),
			},
		}})
	}
	request := func(name, body string) {
		response(name+", in the request", `{}`)
		x := all[len(all)-1].Call
		x.Method, x.Request.Body, x.Request.Size = "POST", []byte(body), int64(len(body))
		x.Request.Headers = []traffic.Header{{Name: "Content-Type", Value: "application/json"}}
	}
	fill := func(unit string) string { return strings.Repeat(unit, hostileBody/len(unit)) }
	for _, t := range units {
		response(t.name+", one text", `{"text":"`+fill(t.unit)[:min(hostileBody-16, hostileBody)]+`"}`)
		values := strings.Repeat(`"`+strings.Repeat(t.unit, max(1, 96/len(t.unit)))+`",`, hostileBody/(96+3))
		response(t.name+", many values", "["+values[:min(len(values), hostileBody-4)]+`""]`)
		response(t.name+", plain text", fill(t.unit))
	}
	number := func(unit string, from int) string {
		var b strings.Builder
		for i := from; b.Len() < hostileBody-64; i++ {
			fmt.Fprintf(&b, unit, i, i)
		}
		return b.String()
	}
	response("new keys", "{"+number(`"user_phone_no_%d":"13800%06d",`, 100_000)+`"z":1}`)
	response("new keys of names", "["+number(`{"name%d":"王伟%d"},`, 100_000)+`{}]`)
	response("new labels", `{"text":"`+number(`tel%d: 13%09d `, 100_000)+`"}`)
	response("new Chinese labels", `{"text":"`+number(`联系电话%d：13%09d，`, 100_000)+`"}`)
	response("columns of names", "["+number(`{"a":"王伟","b%d":"张三","c":"%d"},`, 0)+`{}]`)
	response("one key twice", "{"+number(`"a":%d,"a":%d,`, 0)+`"a":1}`)
	response("depth", fill("["))
	response("depth of objects", fill(`{"a":`))
	response("nested text", `["`+fill(`{\"a\":[`)+`"]`)
	response("escapes", `{"text":"`+fill(`\u5f20`)+`"}`)
	response("short numbers", "["+fill("1,")+"1]")
	response("cards", "["+fill(`"4111111111111111",`)+`""]`)
	request("quotes", `{"q":"`+fill(`' or 1=1 -- `)+`"}`)
	request("tags", `{"q":"`+fill(`<script>alert(1)</script>`)+`"}`)
	request("commands", `["`+fill(`;cat /etc/passwd","`)+`"]`)
	request("paths", `{"q":"`+fill(`../`)+`"}`)
	request("new parameters", "{"+number(`"p%d":"v%d",`, 100_000)+`"z":1}`)
	request("words", `{"q":"`+fill(`union select from where sleep `)+`"}`)
	return all
}

var units = []struct{ name, unit string }{
	{"telephone numbers", "13800138000 "}, {"digits", "7"}, {"groups of digits", "1-"}, {"groups with dots", "1."},
	{"dates", "2024-05-01 "}, {"labels", "tel:"}, {"labels with values", "phone: 13800138000, "}, {"names", "name: John Smith, "},
	{"Chinese labels", "姓名："}, {"Chinese labels with values", "姓名：张伟，"}, {"places", "北京"}, {"addresses", "北京市海淀区建国路1号"},
	{"districts", "北京市区"}, {"plates", "京A12345 "}, {"e-mail addresses", "a@b.cc "}, {"at signs", "a@"}, {"links", "http://a.b/ "},
	{"colons", ":"}, {"hexadecimal colons", "a:"}, {"addresses of machines", "10.1.2.3 "}, {"MAC addresses", "0a:0b:0c:0d:0e:0f "},
	{"lines of passwords", `r:x:0:0:r:/:/b\n`}, {"begins of keys", "-----BEGIN "}, {"ID numbers", "11010519491231002X "},
	{"words of nine", "S1234567D "}, {"equals", "a="}, {"brackets", "(010)"}, {"years", "2024年1月"},
}
