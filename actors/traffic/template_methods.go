package traffic

// methods in the order of their bits; every other method shares the last bit.
var methods = []string{
	"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "PROPPATCH", "MKCOL",
	"COPY", "MOVE", "LOCK", "UNLOCK", "REPORT", "SEARCH", "PURGE", "LINK", "UNLINK", "QUERY", "OTHER",
}

// Methods as bits of node.ends, in the order of methods.
const (
	bitGet = 1 << iota
	bitPost
	bitPut
	bitDelete
	bitPatch
	bitHead
	bitOptions
)

// firstRare is the index of the first method that scanners send more often than clients.
const firstRare = 7

func methodIndex(method string) int {
	for i, m := range methods {
		if m == method {
			return i
		}
	}
	return len(methods) - 1
}

// Bounds for methods that are in no register.
const (
	maxInvented = 16 // remembered for a host
	provenCalls = 3  // successful calls until one is believed
)

// invented counts the successful calls of a method that is in no register.
type invented struct {
	method string
	calls  uint8
}

// proven notes a successful call of an unregistered method and reports whether it
// succeeded often enough to be one of the host's own.
func (h *hostTrie) proven(method string) bool {
	for i := range h.invented {
		if m := &h.invented[i]; m.method == method {
			m.calls = min(m.calls+1, provenCalls)
			return m.calls >= provenCalls
		}
	}
	if len(h.invented) < maxInvented {
		h.invented = append(h.invented, invented{string([]byte(method)), 1})
	}
	return false
}

// serves reports whether calls of the method are the host's own: the common methods are,
// rare ones where they worked.
func (h *hostTrie) serves(n *node, method string) bool {
	i := methodIndex(method)
	switch {
	case i < firstRare:
		return true
	case i < len(methods)-1:
		return n.ends>>i&1 != 0
	}
	for _, m := range h.invented {
		if m.method == method {
			return m.calls >= provenCalls
		}
	}
	return false
}
