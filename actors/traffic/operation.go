package traffic

import (
	"bytes"
	"strings"
)

// Operation names what a call does where one path serves many purposes; such an operation
// is an API of its own. The form is a kind and a name, which follow the method in
// API.Method ("POST mutation createOrder"):
//
//	query, mutation, subscription   GraphQL: operationName, else the operation's own name, else its first field
//	soap                            SOAPAction or the action parameter, else the first element of the Body
//	rpc                             the method of a JSON-RPC call; of a batch, the first; MCP's calls of
//	                                tools, prompts and resources by their name ("rpc tools/call/weather")
//	grpc                            Service/Method from the path
//
// "" where there is none. The caller of an API chooses these names, so their number is
// unbounded: pass them through Templates.Operation.
func Operation(x *Exchange, v *Values) string {
	contentType := x.Request.Header("Content-Type")
	if hasPrefixFold(contentType, "application/grpc") {
		return grpcOperation(x.Path)
	}
	if name := soapOperation(x, contentType, v); name != "" {
		return name
	}
	var query, named, method, tool []byte
	var rpc bool
	values, _ := v.Of(Request)
	for i := range values {
		val := &values[i]
		if val.Place == InJSON && val.Parent == "params" && val.Key == "name" {
			tool = first(tool, val.Text)
		}
		if val.Place != InJSON && val.Place != InQuery && val.Place != InForm || val.Parent != "" {
			continue
		}
		switch val.Key {
		case "query":
			query = first(query, val.Text)
		case "operationName":
			named = first(named, val.Text)
		case "method":
			method = first(method, val.Text)
		case "jsonrpc":
			rpc = true
		}
	}
	if rpc {
		if kind := string(method); kind == "tools/call" || kind == "prompts/get" {
			if name := operationName("rpc "+kind+"/", tool); name != "" {
				return name
			}
		}
		return operationName("rpc ", method)
	}
	graph := containsFold(x.Path, "graphql") || strings.HasSuffix(x.Path, "/gql")
	if hasPrefixFold(contentType, "application/graphql") && query == nil {
		query, graph = v.Bodies[Request].Text, true
	}
	return graphOperation(query, named, graph)
}

func first(have, found []byte) []byte {
	if have != nil {
		return have
	}
	return found
}

// graphKinds are the keywords that open a GraphQL operation.
var graphKinds = []string{"query", "mutation", "subscription"}

// graphOperation reads a GraphQL document. graph says that the path or the content type
// promised one; without that only a document that is surely GraphQL counts.
func graphOperation(doc, named []byte, graph bool) string {
	doc = skipGraphSpace(doc)
	if len(doc) == 0 {
		if graph && len(named) > 0 { // a persisted query: its kind is not in the call
			return operationName("query ", named)
		}
		return ""
	}
	kind, rest := "query", doc
	if doc[0] == '{' {
		if !graph {
			return ""
		}
	} else {
		kind, rest = graphHead(doc, named)
		if kind == "" {
			return ""
		}
	}
	if len(named) == 0 {
		named = word(rest)
	}
	if len(named) == 0 {
		if i := bytes.IndexByte(rest, '{'); i >= 0 {
			named = word(skipGraphSpace(rest[i+1:]))
		}
	}
	return operationName(kind+" ", named)
}

// graphHead finds the operation (the named one, if a name is given) and what follows its keyword.
func graphHead(doc, named []byte) (kind string, rest []byte) {
	for _, k := range graphKinds {
		for at := 0; at < len(doc); {
			i := bytes.Index(doc[at:], []byte(k))
			if i < 0 {
				break
			}
			i += at
			at = i + len(k)
			if i > 0 && !bytes.ContainsRune([]byte(" \t\r\n}"), rune(doc[i-1])) || at >= len(doc) || isAlnum(doc[at]) {
				continue
			}
			after := skipGraphSpace(doc[at:])
			if len(named) > 0 && !bytes.Equal(word(after), named) {
				continue
			}
			tail := skipGraphSpace(after[len(word(after)):])
			if len(tail) > 0 && strings.IndexByte("{(@", tail[0]) >= 0 {
				return k, after
			}
		}
	}
	return "", nil
}

// skipGraphSpace drops white space, commas and comments.
func skipGraphSpace(b []byte) []byte {
	for len(b) > 0 {
		switch b[0] {
		case ' ', '\t', '\r', '\n', ',':
			b = b[1:]
		case '#':
			i := bytes.IndexByte(b, '\n')
			if i < 0 {
				return nil
			}
			b = b[i:]
		default:
			return b
		}
	}
	return nil
}

func word(b []byte) []byte {
	i := 0
	for i < len(b) && (isAlnum(b[i]) || b[i] == '_') {
		i++
	}
	return b[:i]
}

// soapOperation reads the action of SOAP 1.1 and 1.2.
func soapOperation(x *Exchange, contentType string, v *Values) string {
	action := strings.Trim(x.Request.Header("SOAPAction"), `" `)
	if action == "" && hasPrefixFold(contentType, "application/soap+xml") {
		if i := strings.Index(contentType, "action="); i >= 0 {
			action, _, _ = strings.Cut(strings.Trim(contentType[i+len("action="):], `" `), ";")
			action = strings.Trim(action, `" `)
		}
	}
	if action != "" {
		return operationName("soap ", []byte(action[strings.LastIndexAny(action, "/#:")+1:]))
	}
	body := v.Bodies[Request]
	if body.Format != FormatXML || !bytes.Contains(body.Text[:min(len(body.Text), 512)], []byte("nvelope")) {
		return ""
	}
	_, rest, ok := bytes.Cut(body.Text, []byte("Body"))
	if !ok {
		return ""
	}
	_, rest, _ = bytes.Cut(rest, []byte("<"))
	if i := bytes.IndexAny(rest, " \t\r\n/>:"); i >= 0 && rest[i] == ':' {
		rest = rest[i+1:]
	}
	return operationName("soap ", word(rest))
}

// grpcOperation takes /package.Service/Method.
func grpcOperation(path string) string {
	service, method, ok := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if !ok {
		return ""
	}
	return operationName("grpc ", []byte(service+"/"+method))
}

// maxOperation bounds a name, in bytes; generated names reach about 60.
const maxOperation = 96

// operationName joins kind and name; names that nobody would give an operation are none.
func operationName(kind string, name []byte) string {
	if len(name) == 0 || len(name) > maxOperation {
		return ""
	}
	for _, c := range name {
		if !isAlnum(c) && strings.IndexByte("_-./$", c) < 0 {
			return ""
		}
	}
	return kind + string(name)
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

func containsFold(s, sub string) bool {
	for i := 0; i+len(sub) <= len(s); i++ {
		if strings.EqualFold(s[i:i+len(sub)], sub) {
			return true
		}
	}
	return false
}
