package shop

// Weakness is one weakness built in on purpose.
type Weakness struct {
	Risk     string `json:"risk"`     // row ID
	Host     string `json:"host"`     //
	Method   string `json:"method"`   //
	Template string `json:"template"` // places in braces; their names carry no meaning
	Why      string `json:"why"`
}

// Weaknesses lists what a detector should find, each shown by the recorded traffic, at one place each:
// the same weakness may show at others too (a weak key signs every token, for example).
func Weaknesses() []Weakness {
	return []Weakness{
		{"RK-02", HostAPI, "GET", "/api/v1/users/me", "JWT signed with HS256 and the key \"secret\""},
		{"RK-03", HostAPI, "GET", "/api/v1/image/proxy", "whole address in parameter url"},
		{"RK-04", HostAPI, "POST", "/api/v1/login", "password readable in the body"},
		{"RK-04", HostShop, "POST", "/login", "password readable in the form"},
		{"RK-05", HostAPI, "POST", "/api/v1/login", "a third of the customers have a weak password"},
		{"RK-06", HostStaff, "POST", "/hr/api/v1/login", "weak passwords in the back office"},
		{"RK-07", HostStaff, "POST", "/hr/api/v1/login", "half of the staff keep the start password"},
		{"RK-08", HostStaff, "POST", "/hr/api/v1/staff", "answers with the start password"},
		{"RK-09", HostAPI, "GET", "/legacy/login", "cookie remember_password"},
		{"RK-10", HostAPI, "POST", "/api/v1/login", "no captcha and no lock after failures"},
		{"RK-11", HostShop, "POST", "/login", "unknown name and wrong password differ"},
		{"RK-12", HostAPI, "GET", "/legacy/login", "password in the query string"},
		{"RK-13", HostStaff, "GET", "/internal/staff", "internal API reached from public addresses"},
		{"RK-16", HostAPI, "GET", "/api/v1/products/{slug}/stock", "no rate limit"},
		{"RK-17", HostAPI, "GET", "/partner/v1/orders", "short patterned key"},
		{"RK-18", HostStaff, "GET", "/internal/staff", "ID cards without a credential"},
		{"RK-19", HostStaff, "GET", "/internal/staff", "internal API without a credential"},
		{"RK-20", HostAPI, "GET", "/api/v1/files/{id}", "token in parameter access_token"},
		{"RK-21", HostStaff, "GET", "/internal/config/storage", "key pair in the answer"},
		{"RK-22", HostStaff, "GET", "/hr/api/v1/staff/{id}", "name, mobile, mail, ID card, address, bank card together"},
		{"RK-23", HostStaff, "GET", "/internal/staff", "any page size is obeyed"},
		{"RK-24", HostAPI, "GET", "/api/v1/users/me", "mobile masked and plain together"},
		{"RK-25", HostAPI, "GET", "/api/v1/files/download", "passwd file in the answer"},
		{"RK-26", HostAPI, "GET", "/api/v1/status", "10.20.3.11 in the answer"},
		{"RK-27", HostStaff, "GET", "/hr/api/v1/staff/search", "ID card number in the query string"},
		{"RK-28", HostAPI, "GET", "/api/v1/orders/{id}", "short numeric ids"},
		{"RK-29", HostAPI, "GET", "/api/v1/orders", "page_size freely obeyed"},
		{"RK-30", HostStaff, "POST", "/internal/report", "SQL in parameter sql"},
		{"RK-34", HostAPI, "POST", "/api/v1/sms/send", "code in the answer"},
		{"RK-36", HostAPI, "GET", "/api/v1/files/download", "path in parameter path"},
		{"RK-37", HostAPI, "GET", "/debug/trace", "stack trace"},
		{"RK-38", HostAPI, "GET", "/api/v1/search", "MySQL error text"},
	}
}
