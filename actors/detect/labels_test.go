package detect

import "testing"

// TestAS02OperationsSayWhy: where all operations of SOAP and JSON-RPC go in at one path, the operation
// tells the purpose; GraphQL is a purpose of its own.
func TestAS02OperationsSayWhy(t *testing.T) {
	e := New(Options{})
	for _, row := range []struct {
		call string
		want uint8
	}{
		{"POST https://h.example/ws/Shop\nContent-Type: text/xml\nSOAPAction: \"urn:DeleteCustomer\"\n\n<Envelope><Body><DeleteCustomer/></Body></Envelope>\n\n-- 200\n\n", 48},
		{"POST https://h.example/ws/Shop\nContent-Type: text/xml\nSOAPAction: \"urn:ListCustomers\"\n\n<Envelope><Body><ListCustomers/></Body></Envelope>\n\n-- 200\n\n", 41},
		{"POST https://h.example/rpc\nContent-Type: application/json\n\n{\"jsonrpc\":\"2.0\",\"method\":\"order.cancel\",\"params\":{}}\n\n-- 200\n\n", 54},
		{"POST https://h.example/graphql\nContent-Type: application/json\n\n{\"query\":\"mutation deleteUser { deleteUser { id } }\"}\n\n-- 200\n\n", 31},
	} {
		in, x := inspect(t, e, row.call)
		if p := in.Facts.Purposes; len(p) == 0 || uint8(p[0]) != row.want {
			t.Errorf("%s %v: purposes %v, want %d", x.Path, in.Facts.API, p, row.want)
		}
	}
}
