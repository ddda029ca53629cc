package main

import "github.com/lapwing-sec/lapwing/actors/detect/risk"

// riskCases lists the cases of all rows that a single call can show.
func riskCases() (all []riskCase) {
	for _, s := range []func() riskSet{
		rk01, rk02, rk03, rk04, rk05, rk06, rk07, rk08, rk09, rk11, rk12, rk13, rk17, rk18, rk19, rk20, rk21, rk22, rk23, rk24, rk25,
		rk26, rk27, rk28, rk29, rk30, rk31, rk32, rk33, rk34, rk35, rk36, rk37, rk38,
	} {
		all = append(all, s().cases...)
	}
	return all
}

func rk04() riskSet {
	s := riskSet{id: 4}
	for _, p := range []string{"hunter2", "Tr0ub4dor&3", "correct horse", "密码123456", "P@ss w0rd!", "12345678", "qwertyuiop"} {
		s.shows(login("/api/login", "amy", p, ok(loggedIn))...)
	}
	s.shows(asked("POST", "/user/signin", "", fields{"account", "13812345678", "pwd", "abc12345"}, status(401, `{"error":"no"}`))...)
	s.shows("POST http://shop.example.com/login\n" + formType + "\nuser=amy&passwd=hunter2\n-- 302\nLocation: /home\n")
	s.shows("POST https://shop.example.com/auth/token\n" + formType + "\ngrant_type=password&username=amy&password=hunter2\n" +
		"-- 200\n" + jsonType + "\n{\"access_token\":\"q7Xk2vPz9LmT4wRs8NcJ\"}")
	for _, p := range []string{
		"5f4dcc3b5aa765d61d8327deb882cf99", "49ba59abbe56e057", "********", "8d969eef6ecad3c29a3a629280e686cf0c3f5d5a86aff3ca12020c923adc6c92",
		"$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy", "U2FsdGVkX1+vupppZksvRf5pq5g5XjFRlipRkwB0K1Y=",
		"kY3nq9QpT0mJx2Zr8sVb1g==",
		"MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC7n3xK2pQ5sT8vW1yZ4bD6fG9hJ0kL3mN5oP7qR9sT1uV3wX5yZ7aB9cD1eF3gH5iJ7kL9",
	} {
		s.not(login("/api/login", "amy", p, ok(loggedIn))...)
	}
	s.not(asked("POST", "/api/search", bearer, fields{"q", "password", "user", "amy"}, ok(`{"rows":[]}`))...)
	s.not(asked("POST", "/api/orders", bearer, fields{"item", "7", "note", "my password is long"}, ok(`{"ok":true}`))...)
	return s
}

func rk05() riskSet {
	s := riskSet{id: 5}
	for _, p := range []string{"123456", "abcdefgh", "Admin@123", "password", "888888", "Passw0rd", "qwerty12", "aB3$", "20001225"} {
		s.shows(login("/api/login", "amy", p, ok(loggedIn))...)
	}
	s.shows("GET https://shop.example.com/api/login\nAuthorization: Basic YW15OjEyMzQ1Ng==\n\n-- 200\n\n{}")
	for _, p := range []string{"vK7!mQ2#pL", "Wz9-tulip-Ran", "长城Great99!x", "5f4dcc3b5aa765d61d8327deb882cf99", "********"} {
		s.not(login("/api/login", "amy", p, ok(loggedIn))...)
	}
	s.not(login("/api/login", "amy", "123456", status(401, `{"error":"invalid credentials"}`))...)
	s.not(login("/api/login", "amy", "123456", ok(`{"code":1001,"msg":"用户名或密码错误"}`))...)
	s.not(asked("POST", "/api/coupons/redeem", bearer, fields{"code", "123456"}, ok(`{"ok":true}`))...)
	return s
}

func rk06() riskSet {
	s := riskSet{id: 6}
	for _, h := range []string{"https://oa.example.com/api/login", "https://erp.corp.example.com/login", "https://shop.example.com/admin/login"} {
		for _, p := range []string{"123456", "admin888", "Passw0rd"} {
			s.shows(risk.Example("POST " + h + "\n" + jsonType + "\n" + fields{"username", "li", "password", p}.json() + "\n" + ok(loggedIn)))
		}
		s.not(risk.Example("POST " + h + "\n" + jsonType + "\n" + fields{"username", "li", "password", "vK7!mQ2#pL"}.json() + "\n" + ok(loggedIn)))
		s.not(risk.Example("POST " + h + "\n" + jsonType + "\n" + fields{"username", "li", "password", "123456"}.json() + "\n" +
			status(401, `{"error":"bad credentials"}`)))
	}
	s.not(login("/api/login", "amy", "123456", ok(loggedIn))...)
	return s
}

func rk07() riskSet {
	s := riskSet{id: 7}
	for _, p := range [][2]string{
		{"admin", "admin"}, {"root", "root"}, {"tomcat", "tomcat"}, {"nacos", "nacos"}, {"admin", "admin123"}, {"Admin", "zabbix"},
		{"guest", "guest"}, {"admin", "Harbor12345"}, {"minioadmin", "minioadmin"},
	} {
		s.shows(login("/api/login", p[0], p[1], ok(loggedIn))...)
		s.not(login("/api/login", p[0], p[1], status(401, `{"error":"bad credentials"}`))...)
	}
	s.not(login("/api/login", "amy", "vK7!mQ2#pL", ok(loggedIn))...)
	s.not(login("/api/login", "amy", "admin", ok(loggedIn))...)
	s.not(login("/api/login", "admin", "vK7!mQ2#pL", ok(loggedIn))...)
	return s
}

func rk08() riskSet {
	s := riskSet{id: 8}
	for _, f := range []fields{
		{"user", "amy", "password", "Tr0ub4dor&3"}, {"id", "7", "loginPwd", "hunter2"}, {"name", "li", "initialPassword", "Welcome#2026"},
		{"user", "amy", "passwd", "123456"}, {"wifi", "guest", "wifiPassword", "coffee2go"}, {"db", "shop", "db_password", "s3cr3t!x"},
		{"userName", "li", "mima", "abc12345"},
	} {
		s.shows(answered("/api/profile", bearer, f)...)
	}
	for _, f := range []fields{
		{"user", "amy", "password", "******"}, {"user", "amy", "password", "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"},
		{"user", "amy", "password", "e10adc3949ba59abbe56e057f20f883e"}, {"username", "User name", "password", "Password"},
		{"password", "required"}, {"username", "用户名", "password", "密码"}, {"password", "must be at least 8 characters"},
		{"user", "amy", "hasPassword", "true"}, {"user", "amy", "password", ""}, {"password", "/account/password/reset"},
		{"user", "amy", "passwordHint", "my first dog"}, {"user", "amy", "password", "null"}, {"password", "请输入密码"},
		{"passwordStrength", "strong"}, {"password", "[FILTERED]"},
	} {
		s.not(answered("/api/profile", bearer, f)...)
	}
	s.not(risk.Example("GET " + host + "/api/profile\n\n" + status(400, `{"password":"hunter2"}`)))
	return s
}

func rk09() riskSet {
	s := riskSet{id: 9}
	for _, c := range []string{"password=hunter2", "user=amy; pwd=123456", "userPassword=Tr0ub4dor%263", "remember_password=iloveyou", "passwd=abc12345"} {
		s.shows(risk.Example("GET "+host+"/api/me\nCookie: "+c+"; lang=en\n\n"+ok(`{}`)),
			risk.Example("POST "+host+"/api/login\n\n-- 200\nSet-Cookie: "+c+"; Path=/; HttpOnly\n\n{}"))
	}
	for _, c := range []string{
		"sid=8f14e45fceea167a5a36dedd4bea2599", "hasPassword=1", "password=", "password=******", "showPassword=true", "lang=en; theme=dark",
		"passport=q7Xk2vPz9LmT", "compass=north", "password_reset=1", "savePassword=0",
	} {
		s.not(risk.Example("GET "+host+"/api/me\nCookie: "+c+"\n\n"+ok(`{}`)),
			risk.Example("POST "+host+"/api/x\n\n-- 200\nSet-Cookie: "+c+"; Path=/\n\n{}"))
	}
	return s
}

func rk11() riskSet {
	s := riskSet{id: 11}
	for _, m := range []string{
		"User does not exist", "user not found", "No account found with this email", "Unknown user", "Email not registered",
		"Sorry, we couldn't find your account", "用户不存在", "该手机号未注册", "账号不存在，请先注册", "用戶不存在", "The username is incorrect.",
		"Member not found", "ACCOUNT_NOT_FOUND",
	} {
		for _, st := range []int{200, 400, 401, 404} {
			s.shows(login("/api/login", "amy", "hunter2", status(st, fields{"error", m}.json()))[:2]...)
		}
		s.shows(risk.Example("POST " + host + "/login\n" + formType + "\nusername=amy&password=hunter2\n-- 200\nContent-Type: text/html\n\n" +
			"<html><body><p class=error>" + m + "</p><form><input type=\"password\" name=password></form></body></html>"))
	}
	for _, m := range []string{
		"Wrong user name or password", "Invalid credentials", "用户名或密码错误", "账号或密码不正确", "Login failed", "Bad credentials",
		"The user does not exist or the password is wrong", "用户不存在或密码错误", "Too many attempts, try again later", "验证码错误",
		"Account locked", "Unauthorized", "Incorrect username or password.", "Wrong password",
	} {
		for _, st := range []int{200, 400, 401} {
			s.not(login("/api/login", "amy", "hunter2", status(st, fields{"error", m}.json()))[:2]...)
		}
	}
	s.not(answered("/api/users/search", bearer, fields{"message", "User does not exist"})...)
	s.not(login("/api/login", "amy", "vK7!mQ2#pL", ok(loggedIn))...)
	return s
}

func rk12() riskSet {
	s := riskSet{id: 12}
	for _, f := range []fields{
		{"user", "amy", "password", "hunter2"}, {"username", "amy", "pwd", "123456"}, {"account", "amy", "passwd", "Tr0ub4dor&3"},
		{"loginName", "li", "loginPwd", "abc12345"}, {"user", "amy", "pwd", "e10adc3949ba59abbe56e057f20f883e"}, {"u", "amy", "user_password", "x9!kP"},
	} {
		for _, path := range []string{"/login", "/api/auth", "/denglu", "/api/v1/session"} {
			s.shows(get(path, "", f, ok(`{}`)))
		}
		s.shows(risk.Example("POST " + host + "/api/auth?" + f.form() + "\n\n" + ok(`{}`)))
	}
	for _, f := range []fields{
		{"topic", "password"}, {"resetPassword", "true"}, {"password", ""}, {"hasPassword", "1"}, {"passwordLength", "12"}, {"pass", "1"},
		{"page", "2"}, {"password", "******"}, {"passport_no", "E12345678"}, {"showPassword", "false"},
	} {
		s.not(get("/help", "", f, ok(`{}`)), get("/api/list", bearer, f, ok(`{}`)))
	}
	s.not(login("/api/login", "amy", "hunter2", ok(loggedIn))...)
	return s
}
