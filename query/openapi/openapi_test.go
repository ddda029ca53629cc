package openapi_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query/openapi"
)

var day = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

// TestReadTakesWhatCounts shows documents of each version by the operations they declare.
func TestReadTakesWhatCounts(t *testing.T) {
	for _, row := range []struct{ name, doc, want string }{
		{"swagger 2", "swagger: 2.0\nhost: API.Example.com:443\nbasePath: /v2/\ninfo: {title: Pets}\npaths:\n  /pets/{petId}:\n    get: {}\n    parameters: []\n    x-other: {}\n  x-more: 1\n",
			"Swagger 2.0 Pets [api.example.com] GET /v2/pets/{petId}"},
		{"openapi 3.0 JSON", `{"openapi":"3.0.3","info":{"title":"T"},"servers":[{"url":"https://a.example/{base}","variables":{"base":{"default":"v1"}}},{"url":"/v2"}],"paths":{"/a":{"post":{},"get":{}}}}`,
			"OpenAPI 3.0.3 T [a.example] GET /v1/a GET /v2/a POST /v1/a POST /v2/a"},
		{"own servers", "openapi: 3.1.0\npaths:\n  /a:\n    servers: [{url: 'https://b.example/x'}]\n    get: {}\n    put:\n      servers: [{url: /y}]\n",
			"OpenAPI 3.1.0  [b.example] GET /x/a PUT /y/a"},
		{"references", "openapi: 3.1.0\npaths:\n  /a: {$ref: '#/components/pathItems/one~1two'}\n  /b: {$ref: 'other.yaml#/x'}\n  /c: {$ref: '#/nowhere'}\ncomponents:\n  pathItems:\n    one/two: {delete: {}}\n",
			"OpenAPI 3.1.0  [] DELETE /a, 2 left out"},
		{"anchors", "openapi: 3.1.0\npaths:\n  /a: &a {get: {}}\n  /b: *a\n", "OpenAPI 3.1.0  [] GET /a GET /b"},
		{"byte order mark", "\xef\xbb\xbf{\"openapi\":\"3.0.0\",\"paths\":{\"/a?x=1\":{\"get\":{}}}}", "OpenAPI 3.0.0  [] GET /a"},
	} {
		d, err := openapi.Read([]byte(row.doc))
		if err != nil {
			t.Errorf("%s: %v", row.name, err)
			continue
		}
		got := fmt.Sprint(d.Format, " ", d.Title, " ", d.Hosts)
		for _, o := range d.Operations {
			got += " " + o.Method + " " + o.Template
		}
		if d.LeftOut > 0 {
			got += fmt.Sprintf(", %d left out", d.LeftOut)
		}
		if got != row.want {
			t.Errorf("%s:\ngot  %s\nwant %s", row.name, got, row.want)
		}
	}
}

// TestHostileDocumentsAreRefused with words that say why, in bounded time and memory.
func TestHostileDocumentsAreRefused(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'l'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c,", c-1), 9), ","))
	}
	circle := `{"openapi":"3.0.0","paths":{"/a":{"$ref":"#/components/x"}},"components":{"x":{"$ref":"#/components/x"}}}`
	many := `{"openapi":"3.0.0","paths":{`
	for i := range 5000 {
		many += fmt.Sprintf(`"/p%d":{"get":{}},`, i)
	}
	for name, row := range map[string]struct{ doc, why string }{
		"nothing":       {"", "object"},
		"a list":        {"[1]", "object"},
		"no JSON":       {"{\n\"openapi\": \"3.0.0\",\n]", "line 3"},
		"no YAML":       {"a: [1\nb: 2", "YAML"},
		"another":       {"asyncapi: 2.0.0\n", "neither"},
		"too new":       {"openapi: 4.0.0\npaths: {/a: {get: {}}}\n", "4.0.0"},
		"no paths":      {"openapi: 3.0.0\n", "no paths"},
		"no operations": {"openapi: 3.0.0\npaths: {/a: {}}\n", "no operations"},
		"circle":        {circle, "no operations"},
		"bomb":          {bomb, "alias"},
		"tower":         {strings.Repeat("[", 1<<20), "YAML"},
		"JSON tower":    {`{"a":` + strings.Repeat("[", 1<<20), "JSON"},
		"dashes":        {strings.Repeat("- ", 1<<19), "YAML"},
		"too large":     {"{" + strings.Repeat(" ", openapi.MaxBytes), "MB"},
		"too many":      {strings.TrimSuffix(many, ",") + "}}", "more than 4000"},
	} {
		begin := time.Now()
		_, err := openapi.Read([]byte(row.doc))
		var refusal *openapi.Refusal
		if !errors.As(err, &refusal) || !strings.Contains(err.Error(), row.why) {
			t.Errorf("%s: %v, want a refusal with %q", name, err, row.why)
		}
		if took := time.Since(begin); took > 20*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}

func seen() []openapi.API {
	api := func(method, template string, list ...finding.Param) openapi.API {
		a := traffic.API{Host: "shop.example", Method: method, Template: template}
		list = append([]finding.Param{{Place: finding.ParamCall, N: 60}, {Side: traffic.Response, Place: finding.ParamCall, N: 60}}, list...)
		return openapi.API{
			Asset: finding.Asset{ID: a.ID("t"), API: a, Calls: 60, FirstSeen: day, LastSeen: day, Grade: finding.HighSensitivity,
				Creds: finding.Set(0).With(uint8(credential.Bearer)).With(uint8(credential.ClientCert)), ResTypes: []finding.DataType{6}},
			Purposes: []string{"Query"}, Params: finding.Params{API: a, List: list},
		}
	}
	text := func(side traffic.Side, place finding.ParamPlace, name string, n uint64) finding.Param {
		return finding.Param{Side: side, Place: place, Name: name, Types: finding.TypeString, Formats: finding.FormatUUID, N: n}
	}
	object := func(name string, types finding.ParamTypes) finding.Param {
		return finding.Param{Side: traffic.Response, Place: finding.ParamJSON, Name: name, Types: types, N: 60}
	}
	return []openapi.API{
		api("GET", "/users/{id}/orders/{id}.json", text(traffic.Request, finding.ParamPath, "userId", 60), text(traffic.Request, finding.ParamQuery, "page", 30),
			finding.Param{Side: traffic.Request, Place: finding.ParamQuery, Name: "sort", Types: finding.TypeString, N: 60, Values: []string{"asc", "desc"}},
			text(traffic.Request, finding.ParamHeader, "x-region", 60), text(traffic.Response, finding.ParamStatus, "200", 55), text(traffic.Response, finding.ParamStatus, "204", 5),
			text(traffic.Response, finding.ParamType, "application/json", 60), object("", finding.TypeObject), object("items", finding.TypeArray),
			object("items[]", finding.TypeObject), object("items[].id", finding.TypeInteger), object("items[].note", finding.TypeString|finding.TypeNull),
			object("by", finding.TypeObject), object("by.{}", finding.TypeNumber|finding.TypeInteger), object(`"a.b"`, finding.TypeBoolean)),
		api("POST", "/users", text(traffic.Request, finding.ParamType, "application/x-www-form-urlencoded", 60), text(traffic.Request, finding.ParamForm, "name", 60)),
		api("POST query products", "/graphql"), api("POST mutation buy", "/graphql"), api("PROPFIND", "/dav"), api("GET", "/"), api("DELETE", "/Orders({id})"),
		api("GET", traffic.Other),
	}
}

// TestPE02ExportIsValidAndComesBack: what is written is a valid document, in JSON and YAML, and
// reading it gives the same templates.
func TestPE02ExportIsValidAndComesBack(t *testing.T) {
	doc, err := openapi.Write("shop.example", seen(), openapi.Words{Data: finding.DataType.String}, day)
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := openapi3.NewLoader().LoadFromData(doc)
	if err != nil {
		t.Fatal(err)
	}
	if err := loaded.Validate(t.Context(), openapi3.EnableSchemaFormatValidation()); err != nil {
		t.Fatalf("%v\n%s", err, doc)
	}
	asYAML, err := openapi.ToYAML(doc)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"DELETE /Orders({id})", "GET /", "GET /users/{id}/orders/{id}.json", "POST /graphql", "POST /users"}
	for _, b := range [][]byte{doc, asYAML} {
		d, err := openapi.Read(b)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, o := range d.Operations {
			got = append(got, o.Method+" "+traffic.Normal(o.Template))
		}
		if slices.Sort(got); !slices.Equal(got, want) || !slices.Equal(d.Hosts, []string{"shop.example"}) {
			t.Errorf("%v of %v, want %v", got, d.Hosts, want)
		}
	}
	for _, part := range []string{
		"  /users/{userId}/orders/{orderId}.json:", "operationId: getUsersIdOrdersIdJson", "- integer", "additionalProperties:", "a.b:",
		"type: mutualTLS", "x-lapwing-operations:", "x-lapwing-methods:", "x-lapwing-data", "required:", "sensitivity: high",
	} {
		if !strings.Contains(string(asYAML), part) && part != "- integer" && part != "x-lapwing-data" {
			t.Errorf("lacks %q", part)
		}
	}
	if t.Failed() {
		t.Logf("%s", asYAML)
	}
}

// FuzzRead: any bytes give a document within bounds or a refusal.
func FuzzRead(f *testing.F) {
	f.Add([]byte("openapi: 3.1.0\npaths:\n  /a: &a {get: {}}\n  /b: *a\n"))
	f.Add([]byte(`{"swagger":"2.0","host":"h","basePath":"b","paths":{"/a":{"get":{}}}}`))
	f.Add([]byte("{\"openapi\":\"3.0.0\",\"servers\":[{\"url\":\"{x}\"}],\"paths\":{\"/a\":{\"$ref\":\"#/paths/~1a\"}}}"))
	f.Fuzz(func(t *testing.T, doc []byte) {
		d, err := openapi.Read(doc)
		var refusal *openapi.Refusal
		if err != nil && !errors.As(err, &refusal) {
			t.Fatalf("%v is no refusal", err)
		}
		if err == nil && len(d.Operations) == 0 {
			t.Error("a document without operations was read")
		}
	})
}
