package policy

// Credential is a tenant's own kind of authentication credential: a call that meets all
// conditions carries it (P4-02 to P4-06).
type Credential struct {
	Enabled    *bool       `json:"enabled,omitempty"` // default true
	Conditions []Condition `json:"conditions"`
}

// CheckCredential reads the body of a custom credential. At least one condition is on a
// header, cookie, query or body (P4-05): what tells a caller stands there.
func CheckCredential(body []byte) ([]byte, Faults) {
	var c Credential
	f := Read(body, &c)
	if f != nil {
		return nil, f
	}
	checkConditions(&f, "/conditions", c.Conditions, 1, forCredential)
	carried := false
	for _, x := range c.Conditions {
		carried = carried || x.carries()
	}
	if f == nil && !carried {
		f.add("/conditions", "want at least one on request.header, request.cookie, request.query or request.body "+
			"that asks for a value to be there")
	}
	if f != nil {
		return nil, f
	}
	return canonical(c), nil
}

// carries reports a condition that a value of the request meets: that value is the
// credential. "Is not there" is met by nothing.
func (c *Condition) carries() bool {
	field, ok := fieldOf(c.Field)
	op, has := operatorOf(c.Op)
	return ok && has && field.uses&carries != 0 && !op.not
}

// AuthRule says in which parameter an API's callers show who they are (XV-17).
type AuthRule struct {
	Enabled    *bool       `json:"enabled,omitempty"` // default true
	Conditions []Condition `json:"conditions"`        // which APIs: host, api, url, method, operation
	Position   string      `json:"position"`          // header, cookie, query or body
	Parameters []string    `json:"parameters"`        // one of them is there and not empty
	Only       bool        `json:"only,omitempty"`    // nothing else counts as a credential of these APIs
}

// positionFields are the fields of conditions by the positions of auth rules.
var positionFields = map[string]string{
	"header": "request.header", "cookie": "request.cookie", "query": "request.query", "body": "request.body",
}

// CheckAuthRule reads the body of an authentication rule.
func CheckAuthRule(body []byte) ([]byte, Faults) {
	var r AuthRule
	f := Read(body, &r)
	if f != nil {
		return nil, f
	}
	checkConditions(&f, "/conditions", r.Conditions, 1, forScope)
	f.oneOf("/position", r.Position, []string{"header", "cookie", "query", "body"})
	f.texts("/parameters", r.Parameters, maxValues, maxName)
	if f != nil {
		return nil, f
	}
	return canonical(r), nil
}
