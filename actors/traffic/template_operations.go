package traffic

import (
	"slices"
	"strings"
)

// Bounds of the operations of one host. Callers choose their names, and servers of GraphQL
// take any name, so names that were used once or twice make room for newer ones.
const (
	maxOperations  = 2000              // the largest public GraphQL schema has about 900 root fields
	idleOperations = 4 * maxOperations // calls of operations until a rare name is forgotten
)

// operations are the names admitted at one host.
type operations struct {
	ops     []operation // sorted by name
	opCalls uint64      // calls of operations that were asked about
	opRetry uint64      // opCalls at which a full list is looked through again
}

type operation struct {
	name  string
	calls uint8  // up to provenCalls
	heard uint64 // opCalls at the last of them
}

func byOperation(op operation, name string) int { return strings.Compare(op.name, name) }

// Operation admits the name of an operation (see the function of that name) and gives it
// back; past the bound, or while it never worked, it gives the kind alone ("query"). Give
// a status of 400 where the answer says that the operation failed (see OperationFailed).
func (t *Templates) Operation(host, op string, status int) string {
	h := t.find(host)
	if op == "" || h == nil {
		return ""
	}
	h.opCalls++
	if i, known := slices.BinarySearchFunc(h.ops, op, byOperation); known {
		o := &h.ops[i]
		o.calls, o.heard = min(o.calls+1, provenCalls), h.opCalls
		return op
	}
	if _, works := answered(status); works && h.admit(op) {
		return op
	}
	kind, _, _ := strings.Cut(op, " ")
	return kind
}

// admit makes room for a name and notes it; false when there is no room.
func (o *operations) admit(name string) bool {
	if len(o.ops) >= maxOperations && !o.forget() {
		return false
	}
	i, known := slices.BinarySearchFunc(o.ops, name, byOperation)
	if !known {
		o.ops = slices.Insert(o.ops, i, operation{strings.Clone(name), 1, o.opCalls})
	}
	return true
}

// forget drops the names that were used once or twice long ago; false when there are none.
func (o *operations) forget() bool {
	if o.opCalls < o.opRetry {
		return false
	}
	before := len(o.ops)
	o.ops = slices.DeleteFunc(o.ops, func(op operation) bool {
		return op.calls < provenCalls && op.heard+idleOperations < o.opCalls
	})
	o.opRetry = o.opCalls + evictEvery
	return len(o.ops) < before
}

// OperationFailed reports whether a response of GraphQL, JSON-RPC or SOAP says that the
// operation failed though its status does not: a name that no server knows is answered so.
func OperationFailed(v *Values) bool {
	values, _ := v.Of(Response)
	for i := range values {
		val := &values[i]
		switch {
		case val.Place == InJSON && (val.Parent == "error" || val.Parent == "errors"):
			return true
		case val.Place == InXML && strings.EqualFold(val.Key, "faultcode"):
			return true
		}
	}
	return false
}
