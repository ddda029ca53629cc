package access

import (
	"fmt"
	"slices"
)

// Permission is what one route needs. The zero value permits nothing and no route starts
// with it.
type Permission uint8

// Permissions.
const (
	Public     Permission = iota + 1 // anybody, signed in or not
	Ingest                           // hand in captured calls
	Read                             // lists, details, charts
	ReadSample                       // masked requests and responses; every view is audited
	Decide                           // change the state of a case
	Configure                        // change the rules of detection
	Administer                       // users, tokens, audit
)

var permissionNames = [...]string{"none", "public", "ingest", "read", "read_sample", "decide", "configure", "administer"}

func (p Permission) String() string {
	if int(p) < len(permissionNames) {
		return permissionNames[p]
	}
	return fmt.Sprintf("permission(%d)", uint8(p))
}

// Valid reports whether p is one of the permissions above.
func (p Permission) Valid() bool { return p >= Public && p <= Administer }

// Role is what a person is.
type Role string

// Roles, rising.
const (
	Viewer  Role = "viewer"
	Analyst Role = "analyst"
	Admin   Role = "admin"
)

// Scope is what a token is for.
type Scope string

// Scopes of tokens.
const (
	ScopeIngest Scope = "ingest"
	ScopeRead   Scope = "read"
	ScopeAdmin  Scope = "admin"
)

var rolePermissions = []struct {
	Role Role
	May  []Permission
}{
	{Viewer, []Permission{Public, Read}},
	{Analyst, []Permission{Public, Read, ReadSample, Decide, Configure}},
	{Admin, []Permission{Public, Read, ReadSample, Decide, Configure, Administer, Ingest}},
}

var scopePermissions = []struct {
	Scope Scope
	May   []Permission
}{
	{ScopeIngest, []Permission{Public, Ingest}},
	{ScopeRead, []Permission{Public, Read, ReadSample}},
	{ScopeAdmin, []Permission{Public, Read, ReadSample, Decide, Configure, Administer, Ingest}},
}

// Roles lists the roles, rising.
func Roles() []Role {
	var rs []Role
	for _, r := range rolePermissions {
		rs = append(rs, r.Role)
	}
	return rs
}

// ParseScope reads "ingest", "read" or "admin".
func ParseScope(s string) (Scope, error) {
	for _, r := range scopePermissions {
		if string(r.Scope) == s {
			return r.Scope, nil
		}
	}
	return "", fmt.Errorf("no scope %q: want ingest, read or admin", s)
}

// ParseRole reads "viewer", "analyst" or "admin".
func ParseRole(s string) (Role, error) {
	if slices.Contains(Roles(), Role(s)) {
		return Role(s), nil
	}
	return "", fmt.Errorf("no role %q: want viewer, analyst or admin", s)
}

// Principal is who asks: a person or a token. The zero value may do nothing but what is
// public.
type Principal struct {
	Tenant  string
	Name    string // user name, or "token:NAME"
	Address string // IP they come from
	Token   string // ID of the token, "" for people
	Sensor  string // name of the sensor a token with the scope ingest stands for
	Role    Role   // of people
	Scopes  []Scope
	Session string // hash of the session, "" for tokens
}

// Known reports whether somebody was recognised at all.
func (p Principal) Known() bool { return p.Tenant != "" && p.Name != "" }

// May reports whether p holds the permission.
func (p Principal) May(need Permission) bool {
	if need == Public {
		return true
	}
	if !p.Known() {
		return false
	}
	for _, r := range rolePermissions {
		if r.Role == p.Role && p.Token == "" && slices.Contains(r.May, need) {
			return true
		}
	}
	for _, r := range scopePermissions {
		if p.Token != "" && slices.Contains(p.Scopes, r.Scope) && slices.Contains(r.May, need) {
			return true
		}
	}
	return false
}
