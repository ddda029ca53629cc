package event

import "github.com/lapwing-sec/lapwing/actors/finding"

// Planned is a row of the acceptance table that nothing judges yet.
type Planned struct {
	ID       finding.Event
	Title    string
	Category string
}

// planned rows move to rows, each into a file of its own, as they come.
var planned = []Planned{
	{2, "Access to internal API from unusual IP address", "Baseline exception"},
	{3, "Access to internal API from unusual location", "Baseline exception"},
	{4, "Access using anomalous tools", "Baseline exception"},
	{5, "Access during unusual time period", "Baseline exception"},
	{6, "Access using abnormal parameter values", "Baseline exception"},
	{7, "Weak password-based logon to internal application", "Account risk"},
	{11, "Brute-force against SMS verification code", "Account risk"},
	{12, "Brute-force against e-mail verification code", "Account risk"},
	{13, "Batch registration", "Account risk"},
	{14, "Malicious consumption of short message resources", "API abuse"},
	{15, "Malicious consumption of e-mail resources", "API abuse"},
	{16, "Batch download", "API abuse"},
	{18, "API attack", "API abuse"},
	{20, "Mass sensitive data access", "Sensitive data leak"},
	{21, "Mass sensitive data access by IP addresses outside China", "Sensitive data leak"},
	{22, "Return of error message", "Response exception"},
	{23, "Return of database error message", "Response exception"},
	{24, "Return of sensitive system information", "Response exception"},
	{25, "Abnormal response", "Response exception"},
}

// NotYet lists the rows that nothing judges yet.
func NotYet() []Planned { return planned }
