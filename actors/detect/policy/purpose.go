package policy

// Purpose is a tenant's own purpose of APIs, told by address and parameter names (P5-02,
// P5-03, XV-18).
type Purpose struct {
	Enabled    *bool       `json:"enabled,omitempty"` // default true
	As         string      `json:"as,omitempty"`      // row ID of the built-in purpose these APIs have; "": one of its own
	Conditions []Condition `json:"conditions"`        // on host, api, url, method, content type and parameter names
}

// CheckPurpose reads the body of a custom purpose.
func CheckPurpose(body []byte) ([]byte, Faults) {
	var p Purpose
	f := Read(body, &p)
	if f != nil {
		return nil, f
	}
	if p.As != "" {
		if _, err := BuiltinPurpose(p.As); err != nil {
			f.add("/as", "%v", err)
		}
	}
	checkConditions(&f, "/conditions", p.Conditions, 1, forPurpose)
	if f != nil {
		return nil, f
	}
	return canonical(p), nil
}
