package traffic

import (
	"fmt"
	"testing"
)

func TestPE04Operations(t *testing.T) {
	f := func(path, contentType, body, want string, more ...Header) {
		t.Helper()
		x := &Exchange{Method: "POST", Path: path, Request: Message{
			Headers: append(more, Header{"Content-Type", contentType}), Body: []byte(body), Size: int64(len(body)),
		}}
		if got := Operation(x, NewWalker(Limits{}).Walk(x)); got != want {
			t.Errorf("%s %s: got %q, want %q", path, body, got, want)
		}
	}
	j, xml := "application/json", "text/xml"
	f("/graphql", j, `{"operationName":"GetUser","query":"query GetUser($id:ID!){user(id:$id){name}}"}`, "query GetUser")
	f("/graphql", j, `{"query":"mutation { createOrder(sku: 1) { id } }"}`, "mutation createOrder")
	f("/graphql", j, `{"query":"{ viewer { login } }"}`, "query viewer")
	f("/api", j,
		`{"query":"# c\nfragment F on U {id}\nquery Two { b } mutation One { a }","operationName":"One"}`, "mutation One")
	f("/graphql", j, `{"operationName":"Cached","extensions":{"persistedQuery":{"sha256Hash":"ab"}}}`, "query Cached")
	f("/graphql", "application/graphql", `subscription { ticks }`, "subscription ticks")
	f("/search", j, `{"query":"query builders for go"}`, "")
	f("/search", j, `{"query":"{curly} shoes"}`, "")
	f("/users", j, `{"method":"post","query":"select 1"}`, "")
	f("/rpc", j, `{"jsonrpc":"2.0","id":1,"method":"eth_getBalance","params":[]}`, "rpc eth_getBalance")
	f("/rpc", j, `{"jsonrpc":"2.0","id":1,"method":"<script>"}`, "")
	f("/mcp", j, `{"jsonrpc":"2.0","id":1,"method":"tools/list"}`, "rpc tools/list")
	f("/mcp", j, `{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"get_weather","arguments":{"name":"x"}}}`,
		"rpc tools/call/get_weather")
	f("/ws", xml, `<a/>`, "soap GetQuote", Header{"SOAPAction", `"http://example.com/stock#GetQuote"`})
	f("/ws", `application/soap+xml; charset=utf-8; action="urn:orders/Cancel"`, `<a/>`, "soap Cancel")
	f("/ws", xml,
		`<?xml version="1.0"?><s:Envelope xmlns:s="x"><s:Body><m:Track id="1"/></s:Body></s:Envelope>`, "soap Track")
	f("/helloworld.Greeter/SayHello", "application/grpc+proto", "\x00\x00", "grpc helloworld.Greeter/SayHello")
	f("/users", j, `{"name":"x"}`, "")
}

func TestPE04OperationsAreBounded(t *testing.T) {
	ts := NewTemplates(TemplateLimits{})
	ts.Learn("h", "POST", "/graphql", 200)
	if got := ts.Operation("h", "query probe", 400); got != "query" {
		t.Errorf("never worked: %q", got)
	}
	for i := range maxOperations + 10 {
		ts.Operation("h", fmt.Sprintf("query q%d", i), 200)
	}
	if got := ts.Operation("h", "query q1", 500); got != "query q1" {
		t.Errorf("known: %q", got)
	}
	if got := ts.Operation("h", "query late", 200); got != "query" {
		t.Errorf("past the bound: %q", got)
	}
	b, _ := ts.AppendBinary(nil)
	back := NewTemplates(TemplateLimits{})
	if err := back.UnmarshalBinary(b); err != nil || back.Operation("h", "query q7", 500) != "query q7" {
		t.Errorf("came back without operations: %v", err)
	}
}

func TestPE04AFloodOfOperationsDoesNotStay(t *testing.T) {
	ts := NewTemplates(TemplateLimits{})
	ts.Learn("h", "POST", "/graphql", 200)
	for range provenCalls {
		ts.Operation("h", "query real", 200)
	}
	for i := range maxOperations + 10 {
		ts.Operation("h", fmt.Sprintf("query flood%d", i), 200)
	}
	for range idleOperations + evictEvery {
		ts.Operation("h", "query real", 200)
	}
	if got := ts.Operation("h", "query late", 200); got != "query late" {
		t.Errorf("after the flood: %q", got)
	}
	if got := ts.Operation("h", "query real", 500); got != "query real" {
		t.Errorf("a name in use was dropped: %q", got)
	}
}

func TestPE04FailedOperations(t *testing.T) {
	f := func(contentType, body string, want bool) {
		t.Helper()
		x := &Exchange{Method: "POST", Path: "/rpc", Status: 200, Response: Message{
			Headers: []Header{{"Content-Type", contentType}}, Body: []byte(body), Size: int64(len(body)),
		}}
		if got := OperationFailed(NewWalker(Limits{}).Walk(x)); got != want {
			t.Errorf("%s: got %v", body, got)
		}
	}
	j := "application/json"
	f(j, `{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"Method not found"}}`, true)
	f(j, `{"errors":[{"message":"Cannot query field \"x\""}]}`, true)
	f(j, `{"jsonrpc":"2.0","id":1,"result":{"errors":0}}`, false)
	f(j, `{"data":{"order":{"id":1,"error":"none"}}}`, false)
	f("text/xml", `<s:Envelope xmlns:s="x"><s:Body><s:Fault><faultcode>s:Client</faultcode></s:Fault></s:Body></s:Envelope>`, true)
}
