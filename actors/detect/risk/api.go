package risk

// API is what was counted of one API, for the risks that no single call shows.
type API struct {
	RefusedLogins uint64 // logins answered 423 or 429
	Limited       uint64 // calls answered 429
	MostFailures  uint32 // most failed logins of one client in an hour
	FastestMinute uint32 // most calls of one client in one minute
}
