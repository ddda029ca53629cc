package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/risk"
)

func rk01() riskSet {
	s := riskSet{id: 1}
	for _, p := range []string{"/api/orders", "/api/v1/users", "/dingdan", "/api/v1/users/7"} {
		s.shows(risk.Example("TRACE "+host+p+"\n\n-- 200\nContent-Type: message/http\n\nTRACE "+p+" HTTP/1.1"),
			risk.Example("TRACK "+host+p+"\n\n-- 200\n\nx"), risk.Example("DEBUG "+host+p+"\n\n-- 200\n\nOK"),
			risk.Example("OPTIONS "+host+p+"\n\n-- 200\nAllow: OPTIONS, GET, PUT, DELETE, TRACE\n\n"),
			risk.Example("PUT "+host+p+"\n\nx\n-- 201\n\n"), risk.Example("DELETE "+host+p+"\n\n-- 200\n\n"))
		s.not(risk.Example("TRACE "+host+p+"\n\n-- 405\n\n"), risk.Example("PUT "+host+p+"\n\n-- 403\n\n"),
			risk.Example("OPTIONS "+host+p+"\nOrigin: https://a.example.com\nAccess-Control-Request-Method: PUT\n\n-- 204\n"+
				"Access-Control-Allow-Methods: PUT\n\n"),
			risk.Example("OPTIONS "+host+p+"\n\n-- 405\n\n"), risk.Example("GET "+host+p+"\n\n-- 200\n\n{}"),
			risk.Example("POST "+host+p+"\n\n-- 200\n\n{}"), risk.Example("HEAD "+host+p+"\n\n-- 200\n\n"))
	}
	s.shows("DELETE https://shop.example.com/api/orders/7\nCookie: lang=en; theme=dark\nX-Request-Id: 7c9e6679742540de944be07fc1f90ae7\n\n-- 204\n\n",
		"PUT https://shop.example.com/api/users/7\nTraceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\nContent-Type: application/json\n\n{\"a\":1}\n-- 200\n\n{}")
	s.shows("PUT https://shop.example.com/uploads/a.jsp\n"+bearer+"\nx\n-- 201\n\n", "PROPFIND https://shop.example.com/files\n\n-- 207\n\n<d/>")
	s.not("PUT https://shop.example.com/api/users/7\n"+bearer+jsonType+"\n{\"name\":\"a\"}\n-- 200\n\n{}",
		"DELETE https://shop.example.com/api/orders/7\nCookie: SESSION=5F2A9C1B7D3E4F60A1B2C3D4E5F60718\n\n-- 204\n\n",
		"PATCH https://shop.example.com/api/users/7\n"+bearer+jsonType+"\n{\"name\":\"a\"}\n-- 200\n\n{}",
		"DELETE https://shop.example.com/api/logout\n\n-- 204\n\n",
		"DELETE https://shop.example.com/api/cart/items/7\nCookie: lang=en; basket=q7Xk2vPz9LmT4wRs8NcJ\n\n-- 204\n\n",
		"PUT https://shop.example.com/api/notes/7\nX-User-Id: 1042\nContent-Type: application/json\n\n{\"a\":1}\n-- 200\n\n{}",
		"PUT https://shop.example.com/api/notes/7\nX-Acme-Device: q7Xk2vPz9LmT4wRs8NcJ\nContent-Type: application/json\n\n{\"a\":1}\n-- 200\n\n{}",
		"PUT https://shop.example.com/api/notes/7\nIf-Match: \"7\"\nContent-Type: application/json\n\n{\"a\":1}\n-- 200\n\n{}",
		"DELETE https://shop.example.com/api/notes/7\n\n-- 200\nAllow: GET, DELETE\n\n",
		"PUT https://bucket.example.com/a.png?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA&X-Amz-Signature=5d672d79c15b\n\nx\n-- 200\n\n")
	return s
}

// signed makes a token under a key.
func signed(alg, key string) string {
	enc := base64.RawURLEncoding.EncodeToString
	head := enc([]byte(`{"alg":"`+alg+`","typ":"JWT"}`)) + "." + enc([]byte(`{"sub":"7","exp":1900000000}`))
	m := hmac.New(sha256.New, []byte(key))
	m.Write([]byte(head))
	return head + "." + enc(m.Sum(nil))
}

func rk02() riskSet {
	s := riskSet{id: 2}
	unsigned := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none"}`)) + ".eyJzdWIiOiI3In0."
	none := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"None","typ":"JWT"}`)) + ".eyJzdWIiOiI3In0.c2ln"
	weak := []string{unsigned, none}
	for _, k := range []string{"secret", "123456", "password", "your-256-bit-secret", "admin", "key", "jwt", "test", "changeme", "secret123"} {
		weak = append(weak, signed("HS256", k))
	}
	strong := []string{
		signed("HS256", "v8$Kq2!zP0xTn7@bRw5#mYc9^hJd3&Lf"), signed("RS256", "x"), signed("ES256", "secret"), signed("EdDSA", "secret"),
		signed("PS256", "secret"), "q7Xk2vPz9LmT4wRs8NcJ",
	}
	for i, all := range [][]string{weak, strong} {
		for _, t := range all {
			forms := []risk.Example{
				risk.Example("GET " + host + "/api/me\nAuthorization: Bearer " + t + "\n\n" + ok(`{"n":1}`)),
				risk.Example("GET " + host + "/api/me\nCookie: token=" + t + "\n\n" + ok(`{"n":1}`)),
				risk.Example("GET " + host + "/api/me?access_token=" + t + "\n\n" + ok(`{"n":1}`)),
				risk.Example("GET " + host + "/api/me\nX-Auth-Token: " + t + "\n\n" + ok(`{"n":1}`)),
				risk.Example("POST " + host + "/api/login\n" + jsonType + "\n{\"username\":\"amy\",\"password\":\"vK7!mQ2#pL\"}\n" +
					ok(`{"code":0,"data":{"token":"`+t+`"}}`)),
			}
			s.take(i == 0, forms)
		}
	}
	for _, t := range weak {
		s.not(risk.Example("GET " + host + "/api/me\nAuthorization: Bearer " + t + "\n\n" + status(401, `{"error":"bad token"}`)))
	}
	return s
}

func rk13() riskSet {
	s := riskSet{id: 13}
	for _, u := range []string{"https://oa.example.com/api/staff", "https://erp.example.com/api/stock", "https://shop.example.com/admin/users",
		"https://hr-portal.example.com/api/leave", "https://gitlab.example.com/api/v4/projects"} {
		for _, ip := range []string{"203.0.113.7", "8.8.8.8", "2001:db8::7"} {
			s.shows(risk.Example("GET " + u + "\n" + bearer + "@client: " + ip + "\n\n" + ok(`{"n":1}`)))
			s.not(risk.Example("GET " + u + "\n" + bearer + "@client: " + ip + "\n\n" + status(403, `{"error":"forbidden"}`)))
		}
		for _, ip := range []string{"10.1.2.3", "192.168.7.7", "172.20.1.1", "fd00::7", "127.0.0.1", "100.64.1.1"} {
			s.not(risk.Example("GET " + u + "\n" + bearer + "@client: " + ip + "\n\n" + ok(`{"n":1}`)))
		}
	}
	s.not(get("/api/products", bearer, nil, ok(`{"n":1}`)), get("/api/cart", bearer, nil, ok(`{"n":1}`)))
	return s
}

func rk17() riskSet {
	s := riskSet{id: 17}
	weak := []string{
		"10000452", "abc123", "1732180000", "1732180000123", "20261121093000123456", "admin", "user1001", "dXNlcjoxMDAxOmFkbWlu",
		"b706835de79a2b4e80506f582af3676a", "aaaaaaaaaaaaaaaaaaaaaaaa", "1234567890123456", "abcabcabcabcabcabcabc", "YWRtaW4xMjM0NTY=",
		"21232f297a57a5a743894a0e4a801fc3", "partner-system-key-2026", "session-user-000123", "61646d696e3a31303031",
	}
	strong := []string{
		"q7Xk2vPz9LmT4wRs8NcJ", "5F2A9C1B7D3E4F60A1B2C3D4E5F60718", "7c9e6679-7425-40de-944b-e07fc1f90ae7", "9d2f6a31c08e4b7f95d2a7c1",
		"01JD8XKQ2M5T7VZ3N9R4C6B1HW", "s3Kx9-Qm2_vT7wLp0RzY4bNc", "glpat-Xk2vPz9LmT4wRs8NcJb3", "b7c1f0e29a4d48e6a3f5d2c8917e6b40",
		signed("HS256", "v8$Kq2!zP0xTn7@bRw5#mYc9^hJd3&Lf"),
	}
	for i, all := range [][]string{weak, strong} {
		for _, t := range all {
			s.take(i == 0, []risk.Example{
				risk.Example("GET " + host + "/api/me\nAuthorization: Bearer " + t + "\n\n" + ok(`{"n":1}`)),
				risk.Example("GET " + host + "/api/me\nCookie: lang=en; sessionid=" + t + "\n\n" + ok(`{"n":1}`)),
				risk.Example("GET " + host + "/api/me\nX-API-Key: " + t + "\n\n" + ok(`{"n":1}`)),
				risk.Example("GET " + host + "/api/me?access_token=" + strings.ReplaceAll(t, "=", "%3D") + "\n\n" + ok(`{"n":1}`)),
			})
			s.not(risk.Example("GET " + host + "/api/me\nX-API-Key: " + t + "\n\n" + status(401, `{"error":"bad key"}`)))
		}
	}
	s.not("GET https://shop.example.com/api/me\nCookie: lang=en; theme=dark; _ga=GA1.2.1122334455.1700000000\n\n"+risk.Example(ok(`{}`)),
		"GET https://shop.example.com/api/list?page=2&size=20\n\n"+risk.Example(ok(`{}`)),
		"GET https://shop.example.com/api/me\nX-Request-Id: 1001\n\n"+risk.Example(ok(`{}`)))
	return s
}

const idCard = "11010519491231002X"

func rk18() riskSet {
	s := riskSet{id: 18}
	for _, f := range []fields{
		{"name", "Amy", "idCard", idCard}, {"name", "李雷", "身份证号", idCard}, {"card", "6222021234567890128", "bankCard", "6222021234567890128"},
		{"passport", "E12345678", "passportNo", "E12345678"}, {"ssn", "536-90-4399"}, {"nric", "S1234567D"},
	} {
		s.shows(answered("/api/customers/7", "", f)...)
		s.not(answered("/api/customers/7", bearer, f)...)
		s.not(answered("/api/customers/7", "Cookie: SESSION=5F2A9C1B7D3E4F60A1B2C3D4E5F60718\n", f)...)
		s.not(answered("/api/customers/7", "X-API-Key: q7Xk2vPz9LmT4wRs8NcJ\n", f)...)
		s.not(risk.Example("GET " + host + "/api/customers/7\n\n" + status(403, f.json())))
		s.not(asked("POST", "/api/verify", "", f, ok(f.json()))[:3]...)
	}
	for _, f := range []fields{
		{"name", "Amy", "email", "amy@example.com"}, {"idCard", "110***********002X"}, {"order", "202611210930001234"}, {"id", "7c9e6679-7425-40de-944b-e07fc1f90ae7"},
		{"mobile", "13812345678"}, {"sku", "A-1042"},
	} {
		s.not(answered("/api/customers/7", "", f)...)
	}
	s.not(login("/api/login", "amy", "vK7!mQ2#pL", ok(`{"token":"q7Xk2vPz9LmT4wRs8NcJ","idCard":"`+idCard+`"}`))...)
	return s
}

func rk19() riskSet {
	s := riskSet{id: 19}
	for _, u := range []string{"https://oa.example.com/api/staff", "https://erp.example.com/api/stock", "https://shop.example.com/admin/users",
		"https://shop.example.com/internal/report"} {
		s.shows(risk.Example("GET "+u+"\n@client: 10.1.2.3\n\n"+ok(`{"rows":[{"n":1}]}`)),
			risk.Example("POST "+u+"\n"+jsonType+"\n{\"n\":1}\n"+ok(`{"ok":true}`)),
			risk.Example("DELETE "+u+"/7\n\n-- 204\n\n"))
		s.not(risk.Example("GET "+u+"\n"+bearer+"\n"+ok(`{"rows":[{"n":1}]}`)),
			risk.Example("GET "+u+"\nCookie: SESSION=5F2A9C1B7D3E4F60A1B2C3D4E5F60718\n\n"+ok(`{"rows":[{"n":1}]}`)),
			risk.Example("GET "+u+"\n\n"+status(401, `{"error":"sign in"}`)), risk.Example("GET "+u+"\n\n-- 302\nLocation: /login\n\n"),
			risk.Example("GET "+u+"\n\n"+ok(`{"code":401,"msg":"请先登录"}`)), risk.Example("GET "+u+"\n\n"+ok(`{"code":403,"message":"Access denied"}`)))
	}
	s.not("GET https://oa.example.com/login\n\n-- 200\nContent-Type: text/html\n\n<html><form></form></html>",
		"GET https://oa.example.com/health\n\n"+risk.Example(ok(`{"status":"UP"}`)), "GET https://oa.example.com/captcha\n\n"+risk.Example(ok(`{"img":"x"}`)),
		"GET https://shop.example.com/api/products\n\n"+risk.Example(ok(`{"rows":[1]}`)))
	s.not(risk.Example("POST https://oa.example.com/api/login\n" + jsonType + "\n{\"username\":\"li\",\"password\":\"vK7!mQ2#pL\"}\n" + ok(loggedIn)))
	return s
}

func rk20() riskSet {
	s := riskSet{id: 20}
	const t = "q7Xk2vPz9LmT4wRs8NcJb3Hd6Yf1Ga5e"
	for _, k := range []string{"access_token", "token", "api_key", "apikey", "auth_token", "sessionId", "accessToken", "jwt", "app_token"} {
		for _, p := range []string{"/api/orders", "/api/files/7", "/ws/feed", "/dingdan/liebiao"} {
			s.shows(get(p, "", fields{k, t}, ok(`{"n":1}`)))
		}
	}
	s.shows(get("/api/orders", "", fields{"access_token", signed("RS256", "x")}, ok(`{"n":1}`)))
	s.shows("GET https://shop.example.com/api/orders;jsessionid=5F2A9C1B7D3E4F60A1B2C3D4E5F60718\n\n" + risk.Example(ok(`{}`)))
	for _, q := range []string{
		"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA%2F1&X-Amz-Expires=600&X-Amz-Signature=5d672d79c15b",
		"OSSAccessKeyId=LTAI5tJ8mQ2vX7nR4kW9pZ3c&Expires=1900000000&Signature=vjbyPxybdZaNmGa%2ByT272YEAiv4%3D",
		"sv=2024-11-04&se=2026-11-30&sr=b&sp=r&sig=Z%2FRHIX5Xcg0Mq2rqI3OlWTjEg2tYkboXr1P9ZUXDtkk%3D",
		"Expires=1900000000&Signature=abcDEF123456&Key-Pair-Id=APKA1", "page=2&size=20", "page_token=CAUQAAabcdef1234567890", "q=token",
		"csrf_token=9a8b7c6d5e4f3a2b1c0d", "code=q7Xk2vPz9LmT4wRs8NcJ&state=x1y2", "appkey=1001&timestamp=1700000000&sign=9a0b8c7d6e5f4a3b2c1d",
		"next_token=abcDEF123456abcDEF", "sort=token", "token=", "id=7c9e6679-7425-40de-944b-e07fc1f90ae7",
	} {
		s.not(risk.Example("GET "+host+"/api/files/7?"+q+"\n\n"+ok(`{}`)), risk.Example("GET "+host+"/api/list?"+q+"\n\n"+ok(`{}`)))
	}
	for _, p := range []string{"/verify-email", "/account/reset-password", "/unsubscribe", "/invite/accept", "/user/activate"} {
		s.not(get(p, "", fields{"token", t}, ok(`{}`)))
	}
	s.not(get("/api/orders", bearer, nil, ok(`{}`)))
	return s
}

func rk21() riskSet {
	s := riskSet{id: 21}
	for _, f := range []fields{
		{"accessKeyId", "LTAI5tJ8mQ2vX7nR4kW9pZ3c", "accessKeySecret", "kQ7xV2mN9pL4wR8tZ3cB6yH1sD5fG0"},
		{"AccessKeyId", "AKIAIOSFODNN7ABCDEFG", "SecretAccessKey", "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"},
		{"aws_access_key_id", "AKIAJ5Q7XK2VPZ9LMT4W", "aws_secret_access_key", "Qm2vT7wLp0RzY4bNcs3Kx9Hd6Yf1Ga5eUj8Io0Pw"},
		{"secretId", "AKIDz8krbsJ5yKBZQpn74WFkmLPx3gnPhESA", "secretKey", "Gu5t9xGARNpq86cd98joQYCN3Cozk1qA"},
		{"ak", "LTAI5tJ8mQ2vX7nR4kW9pZ3c", "sk", "kQ7xV2mN9pL4wR8tZ3cB6yH1sD5fG0"},
	} {
		s.shows(answered("/api/config/storage", bearer, f)...)
		s.not(answered("/api/config/storage", bearer, f[:2])...)
		s.not(answered("/api/config/storage", bearer, append(fields{"SecurityToken", "CAISjgJ1q6Ft5B2yfSjIr5DkO9"}, f...))...)
		s.not(answered("/api/config/storage", bearer, fields{f[0], f[1], f[2], "******"})...)
		s.not(risk.Example("GET " + host + "/api/config\n\n" + status(403, `{"error":"no"}`)))
	}
	s.not(answered("/api/keys", bearer, fields{"accessKey", "name of a key", "secretKey", "hidden"})...)
	s.not(answered("/api/config", bearer, fields{"bucket", "logs-2026", "endpoint", "oss-cn-hangzhou.example.com"})...)
	return s
}

func rk27() riskSet {
	s := riskSet{id: 27}
	for _, f := range []fields{{"idCard", idCard}, {"idNo", idCard}, {"sfz", idCard}, {"bankCard", "6222021234567890128"}, {"ssn", "536-90-4399"}, {"nric", "S1234567D"}} {
		for _, p := range []string{"/api/staff/search", "/query", "/api/v1/check", "/chaxun"} {
			s.shows(get(p, bearer, f, ok(`{"n":1}`)))
		}
		s.not(asked("POST", "/api/staff/search", bearer, f, ok(`{"n":1}`))...)
	}
	for _, f := range []fields{{"id", "1042"}, {"order", "202611210930001234"}, {"mobile", "13812345678"}, {"email", "amy@example.com"},
		{"idCard", "110***********002X"}, {"ts", "1732180000123"}, {"uuid", "7c9e6679-7425-40de-944b-e07fc1f90ae7"}, {"sku", "6901234567892"},
		{"q", "identity card"}} {
		s.not(get("/api/staff/search", bearer, f, ok(`{"n":1}`)))
	}
	s.not("GET https://shop.example.com/files/7?OSSAccessKeyId=LTAI5tJ8mQ2vX7nR4kW9pZ3c&Expires=1900000000&Signature=vjbyPxybdZaNmGa\n\n-- 200\n\nx")
	return s
}

func rk28() riskSet {
	s := riskSet{id: 28}
	for _, p := range []string{"/api/orders/1042", "/api/v1/users/77", "/api/invoices/100234", "/api/account/5/statements", "/members/123456", "/api/dingdan/1042"} {
		s.shows(risk.Example("GET "+host+p+"\n"+bearer+"\n"+ok(`{"id":1042,"total":12}`)), risk.Example("GET "+host+p+"\n\n"+ok(`{"name":"x","n":1}`)))
		s.not(risk.Example("GET "+host+p+"\n"+bearer+"\n"+status(404, `{"error":"none"}`)),
			risk.Example("GET "+host+p+"\n"+bearer+"\n"+ok(`{"code":403,"msg":"无权限"}`)))
	}
	for _, f := range []fields{{"userId", "1001"}, {"orderId", "1042"}, {"uid", "77"}, {"accountNo", "100234"}, {"order_id", "9"}} {
		s.shows(get("/api/detail", bearer, f, ok(`{"n":1}`)), risk.Example("POST "+host+"/api/detail\n"+bearer+jsonType+"\n"+f.json()+"\n"+ok(`{"n":1}`)))
	}
	for _, p := range []string{
		"/api/orders/7c9e6679-7425-40de-944b-e07fc1f90ae7", "/api/products/1042", "/articles/2026/11/21", "/api/v2/orders", "/api/news/88",
		"/api/orders/20261121093000123456", "/api/categories/5", "/page/2", "/api/cities/110100", "/api/orders/ord_9d2f6a31c08e4b7f", "/api/goods/10086",
	} {
		s.not(risk.Example("GET "+host+p+"\n\n"+ok(`{"n":1}`)), risk.Example("GET "+host+p+"\n"+bearer+"\n"+ok(`{"n":1}`)))
	}
	for _, f := range []fields{
		{"page", "2", "pageSize", "20"}, {"year", "2026"}, {"status", "1"}, {"type", "3"}, {"quantity", "5"}, {"limit", "50"}, {"categoryId", "12"},
		{"zip", "94107"}, {"lat", "31"}, {"userId", "u_9d2f6a31c08e4b7f"}, {"orderId", "202611210930001234"}, {"version", "12"}, {"code", "482913"},
	} {
		s.not(get("/api/list", bearer, f, ok(`{"n":1}`)))
	}
	return s
}

func rk29() riskSet {
	s := riskSet{id: 29}
	rows := func(n int) string {
		return `{"total":` + fmt.Sprint(n) + `,"rows":[` + strings.TrimSuffix(strings.Repeat(`{"total":12,"name":"x"},`, n), ",") + `]}`
	}
	for _, k := range []string{"pageSize", "limit", "size", "per_page", "rows", "page_size", "maxResults"} {
		for _, n := range []int{200, 500, 1000} {
			f := fields{"page", "1", k, fmt.Sprint(n)}
			s.shows(get("/api/orders", bearer, f, ok(rows(n))), risk.Example("POST "+host+"/api/orders/list\n"+bearer+jsonType+"\n"+f.json()+"\n"+ok(rows(n))))
			s.not(get("/api/orders", bearer, f, ok(rows(50))), get("/api/orders", bearer, f, status(400, `{"error":"pageSize at most 100"}`)))
		}
		s.not(get("/api/orders", bearer, fields{k, "20"}, ok(rows(20))), get("/api/orders", bearer, fields{k, "10000"}, ok(`{"`+k+`":100,"rows":[{"n":1}]}`)))
		s.shows(get("/api/orders", bearer, fields{k, "10000"}, ok(`{"data":{"`+k+`":10000,"total":3,"list":[{"n":1},{"n":2}]}}`)))
	}
	s.shows(get("/api/orders", bearer, fields{"limit", "99999"}, ok(rows(320))))
	s.not(get("/api/orders", bearer, nil, ok(rows(300))), get("/api/stat", bearer, fields{"limit", "500"}, ok(`{"credit":{"limit":"gold"}}`)))
	return s
}
