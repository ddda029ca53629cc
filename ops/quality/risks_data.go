package main

import (
	"fmt"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/risk"
)

func rk22() riskSet {
	s := riskSet{id: 22}
	all := fields{
		"idCard", idCard, "mobile", "13812345678", "email", "amy@example.com", "bankCard", "6222021234567890128", "gender", "female",
		"ip", "203.0.113.9", "plate", "京A12345", "passportNo", "E12345678",
	}
	s.shows(answered("/api/staff/7", bearer, all)...)
	s.shows(answered("/api/customer/detail", bearer, all[:14])...)
	s.shows(answered("/api/customer/detail", "", all)...)
	s.not(answered("/api/staff/7", bearer, all[:4])...)
	s.not(answered("/api/staff/7", bearer, all[2:6])...)
	s.not(answered("/api/staff/7", bearer, fields{"mobile", "138****5678", "email", "a***@example.com"})...)
	s.not(risk.Example("GET " + host + "/api/staff/7\n\n" + status(403, all.json())))
	s.not(answered("/api/products/7", bearer, fields{"sku", "A-1042", "price", "12.50", "title", "scarf", "stock", "7", "color", "blue", "size", "M"})...)
	return s
}

func rk23() riskSet {
	s := riskSet{id: 23}
	list := func(n int, key, format string, first int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `{"n":%d,%q:%q},`, i, key, fmt.Sprintf(format, first+i))
		}
		return `{"rows":[` + strings.TrimSuffix(b.String(), ",") + `]}`
	}
	for _, n := range []int{120, 300, 1000} {
		s.shows(get("/api/users", bearer, nil, ok(list(n, "mobile", "138%08d", 12345678))), get("/api/users", "", nil, ok(list(n, "email", "user%d@example.com", 1))))
		s.not(get("/api/orders", bearer, nil, ok(list(n, "no", "A-%06d", 1))), get("/api/orders", bearer, nil, ok(list(n, "price", "%d.50", 1))))
	}
	for _, n := range []int{1, 10, 20, 50} {
		s.not(get("/api/users", bearer, nil, ok(list(n, "mobile", "138%08d", 12345678))), get("/api/users", bearer, nil, ok(list(n, "email", "user%d@example.com", 1))))
	}
	s.not(get("/api/users", bearer, nil, status(403, list(300, "mobile", "138%08d", 12345678))))
	return s
}

func rk24() riskSet {
	s := riskSet{id: 24}
	for _, f := range []fields{
		{"mobile", "138****5678", "phone", "13812345678"}, {"idCardMask", "110***********002X", "idCard", idCard},
		{"emailMasked", "a***@example.com", "email", "amy.li@example.com"}, {"cardShow", "6222 **** **** 0128", "bankCard", "6222021234567890128"},
		{"maskedPhone", "138****5678", "rawPhone", "13812345678"}, {"nameMask", "张*三", "name", "张小三"}, {"phone", "1381234****", "contact", "13812345678"},
	} {
		s.shows(answered("/api/me", bearer, f)...)
		s.shows(risk.Example("GET " + host + "/api/me\n" + bearer + "\n" + ok(`{"data":{"show":{"`+f[0]+`":"`+f[1]+`"},"raw":{"`+f[2]+`":"`+f[3]+`"}}}`)))
		s.not(answered("/api/me", bearer, f[:2])...)
		s.not(answered("/api/me", bearer, f[2:])...)
	}
	for _, f := range []fields{
		{"mobile", "138****5678", "phone", "13912345679"}, {"mobile", "138****5678", "phone", "139****5679"}, {"card", "**** 0128", "order", "20261121"},
		{"emailMasked", "b***@example.com", "email", "amy.li@example.com"}, {"idCard", "110***********002X", "no", "110105194912310000"},
		{"note", "*** important ***", "text", "important"}, {"name", "李*", "nick", "张三"},
	} {
		s.not(answered("/api/me", bearer, f)...)
	}
	return s
}

func rk25() riskSet {
	s := riskSet{id: 25}
	const passwd = "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nbin:x:2:2:bin:/bin:/usr/sbin/nologin"
	const shadow = "root:$6$Zx9kQ2mN$7pL4wR8tZ3cB6yH1sD5fG0kQ7xV2mN9pL4wR8tZ3cB6yH1sD5fG0kQ7xV2mN9pL4wR8tZ3cB6yH1sD5fG0a/:19700:0:99999:7:::\n" + //nolint:gosec // made up
		"daemon:*:19700:0:99999:7:::"
	const key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAq7Xk2vPz9LmT4wRs8NcJb3Hd6Yf1Ga5eUj8Io0PwQm2vT7wLp0RzY4bNcs3Kx9H\n-----END RSA PRIVATE KEY-----" //nolint:gosec // made up
	for _, text := range []string{passwd, shadow, key, "spring.datasource.url=jdbc:mysql://db1.example.com:3306/shop?user=app&password=s3cr3tX9"} {
		for _, p := range []string{"/api/file?name=x", "/download?path=/etc/passwd", "/api/logs/view"} {
			s.shows(risk.Example("GET " + host + p + "\n\n-- 200\nContent-Type: text/plain\n\n" + text))
		}
	}
	for _, text := range []string{
		"the root account is disabled", "user:x and group:y are placeholders", "see /etc/passwd for the list of users", "name,uid,home\namy,7,/home/amy",
		"-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQ\n-----END PUBLIC KEY-----", "jdbc is a way to reach databases", "key: value\nother: thing",
	} {
		s.not(risk.Example("GET "+host+"/api/file?name=x\n\n-- 200\nContent-Type: text/plain\n\n"+text),
			risk.Example("GET "+host+"/api/note\n"+bearer+"\n"+ok(fields{"content", strings.ReplaceAll(text, "\n", " ")}.json())))
	}
	return s
}

func rk26() riskSet {
	s := riskSet{id: 26}
	for _, ip := range []string{"10.0.12.7", "192.168.3.14", "172.20.5.6", "10.255.1.9", "172.31.0.77"} {
		for _, k := range []string{"ip", "host", "server", "upstream", "node"} {
			s.shows(answered("/api/status", bearer, fields{"zone", "b", k, ip})...)
		}
		s.shows(risk.Example("GET "+host+"/api/products\n\n-- 200\nX-Backend-Server: "+ip+"\n\n{}"),
			risk.Example("GET "+host+"/api/products\n\n"+status(500, fields{"error", "connect to " + ip + ":3306 refused"}.json())),
			risk.Example("GET "+host+"/api/nodes\n\n"+ok(fields{"endpoint", "http://" + ip + ":8080/health"}.json())))
		s.not(risk.Example("GET " + host + "/api/whoami\n@client: " + ip + "\n\n" + ok(fields{"ip", ip}.json())))
		s.not(get("/api/lookup", bearer, fields{"ip", ip}, ok(fields{"ip", ip, "kind", "private"}.json())))
	}
	s.shows(answered("/api/status", bearer, fields{"server", "fd12:3456:789a::17"})...)
	for _, f := range []fields{
		{"ip", "203.0.113.9"}, {"version", "10.0.12"}, {"version", "10.0.12.7"}, {"firmware", "10.20.30.40"}, {"ip", "127.0.0.1"}, {"subnet", "10.0.0.0/8"},
		{"oid", "1.3.6.1.4.1"}, {"build", "192.168.3.14"}, {"ip", "8.8.8.8"}, {"price", "10.0"}, {"mask", "255.255.255.0"},
		{"content", "To reach your router open http://192.168.1.1 in a browser and sign in with the word on its back"},
	} {
		s.not(answered("/api/info", bearer, f)...)
	}
	s.not("GET https://shop.example.com/help/router\n\n-- 200\nContent-Type: text/html\n\n<html><body><p>Open 192.168.1.1 in your browser.</p></body></html>")
	return s
}

func rk37() riskSet {
	s := riskSet{id: 37}
	for _, t := range []string{
		"java.lang.NullPointerException\n\tat com.shop.Orders.find(Orders.java:42)\n\tat com.shop.Api.get(Api.java:17)",
		"Traceback (most recent call last):\n  File \"/srv/app/orders.py\", line 42, in find\nKeyError: 'id'",
		"panic: runtime error: index out of range [3] with length 3\n\ngoroutine 7 [running]:\nmain.find(...)\n\t/srv/app/main.go:42",
		"TypeError: Cannot read properties of undefined (reading 'id')\n    at find (/srv/app/orders.js:42:17)\n    at Layer.handle (/srv/app/node_modules/express/lib/router/layer.js:95:5)",
		"PHP Fatal error:  Uncaught Error: Call to undefined function f() in /var/www/html/orders.php:42\nStack trace:\n#0 {main}",
		"System.NullReferenceException: Object reference not set to an instance of an object.\n   at Shop.Orders.Find(Int32 id) in C:\\src\\Orders.cs:line 42",
	} {
		s.shows(risk.Example("GET "+host+"/api/orders/9\n\n-- 500\nContent-Type: text/plain\n\n"+t),
			risk.Example("GET "+host+"/api/orders/9\n\n"+status(500, fields{"message", "error", "trace", t}.json())),
			risk.Example("GET "+host+"/api/orders/9\n\n"+ok(fields{"code", "500", "message", t}.json())))
	}
	for _, t := range []string{
		"internal error, number 8f2", "How to read a NullPointerException", "Something went wrong", "the goroutine of the day", "at work in Java since 2004",
		"order not found", "Exception for holidays: closed on Monday",
	} {
		s.not(risk.Example("GET "+host+"/api/orders/9\n\n"+status(500, fields{"message", t}.json())), risk.Example("GET "+host+"/api/news/9\n\n"+ok(fields{"title", t}.json())))
	}
	return s
}

func rk38() riskSet {
	s := riskSet{id: 38}
	for _, t := range []string{
		"You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near ''x'' at line 1",
		"SQLSTATE[42S22]: Column not found: 1054 Unknown column 'x' in 'order clause'", "ERROR: syntax error at or near \"x\" at character 42 (SQLSTATE 42601)",
		"ORA-00933: SQL command not properly ended", "SQLITE_ERROR: near \"x\": syntax error",
		"Unclosed quotation mark after the character string 'x'. Incorrect syntax near 'x'.",
	} {
		s.shows(risk.Example("GET "+host+"/api/products?sort=x\n\n-- 500\nContent-Type: text/plain\n\n"+t),
			risk.Example("GET "+host+"/api/products?sort=x\n\n"+status(500, fields{"message", t}.json())),
			risk.Example("GET "+host+"/api/products?sort=x\n\n"+ok(fields{"error", t}.json())))
	}
	for _, t := range []string{
		"what to do about a slow query", "the database is being maintained", "Learn SQL in a week", "syntax matters in every language", "oracle of delphi",
		"invalid sort field", "column x is not sortable",
	} {
		s.not(risk.Example("GET "+host+"/api/products?sort=x\n\n"+status(500, fields{"message", t}.json())), risk.Example("GET "+host+"/api/news/9\n\n"+ok(fields{"title", t}.json())))
	}
	return s
}
