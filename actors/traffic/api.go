package traffic

import (
	"encoding/base32"
	"strings"

	"github.com/zeebo/xxh3"
)

// API names one API: what is inventoried, judged and reported on.
type API struct {
	Host     string // lower case
	Method   string // upper case; an operation's name may follow for GraphQL, SOAP, RPC
	Template string // path template such as /orders/{id}
}

var idAlphabet = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// HashID gives a short stable identifier, prefix plus 16 base32 characters
// (80 bits of XXH3-128), of the given parts; parts are length-separated, so
// ("a","bc") and ("ab","c") differ.
func HashID(prefix string, parts ...string) string {
	h := xxh3.New()
	for _, p := range parts {
		n := len(p)
		_, _ = h.Write([]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)})
		_, _ = h.WriteString(p)
	}
	sum := h.Sum128().Bytes()
	var b strings.Builder
	b.WriteString(prefix)
	b.WriteString(idAlphabet.EncodeToString(sum[:10]))
	return b.String()
}

// ID is the API's stable identifier within a tenant, "api_" and 16 characters.
func (a API) ID(tenant string) string {
	return HashID("api_", tenant, a.Host, a.Method, a.Template)
}

// Verb is the HTTP method, without the operation that may follow it.
func (a API) Verb() string {
	verb, _, _ := strings.Cut(a.Method, " ")
	return verb
}

func (a API) String() string { return a.Method + " " + a.Host + a.Template }
