package risk

// API is what was counted of one API on one UTC day, for the risks that no single call shows.
type API struct {
	RefusedLogins  bool   // a login was answered 423 or 429, today or yesterday
	Limited        bool   // a call was answered 429, today or yesterday
	MostFailures   uint32 // most failed logins of one client in an hour
	FastestMinute  uint32 // most calls of one client in one minute
	SharedPassword uint32 // most accounts that logged in with one and the same password
	Accounts       uint32 // accounts that logged in
	Guarded        bool   // it serves the office or partners: not everybody needs to reach it
	NewSources     uint32 // source blocks that were answered and are not among the usual ones
	UsualSources   uint32 // 0 until enough days were seen, and where they are too many to list
	NewTools       uint32 // programs, likewise
	UsualTools     uint32
	Line           uint32 // where a tenant has moved the row's line, 0: nowhere
}

// line is a row's line: as built in, or where a tenant has moved it.
func (a *API) line(builtin uint32) uint32 {
	if a.Line > 0 {
		return a.Line
	}
	return builtin
}
