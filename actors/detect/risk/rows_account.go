package risk

import (
	"fmt"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const accountSecurity = "Account security"

func accountRows() []*Row {
	return []*Row{
		{
			ID: 4, Title: "Password plaintext transmission", Category: accountSecurity, Level: finding.Low, Version: 2,
			Advice: "Encrypt or hash the password in the client before it is sent, so that proxies and logs behind the " +
				"TLS end never see it, and never log request bodies of this API.",
			Clear: "The password encrypted or hashed by the client.",
			Zh: finding.Words{
				Title:  "明文传输密码",
				Clear:  "密码由客户端加密或哈希后再发送。",
				Advice: "密码在客户端加密或哈希后再发送，避免 TLS 终端之后的代理与日志看到明文；该 API 的请求体不得写入日志。",
			},
			PerCall: plainPassword, Needs: LoginTried, Chance: ChanceLogin,
			Finds: []Example{
				login(`{"username":"amy","password":"Tr0ub4dor&3"}`, 200, `{"token":"x"}`),
				"POST https://shop.example.com/login\nContent-Type: application/x-www-form-urlencoded\n\n" +
					"user=amy&pwd=hunter2\n-- 302\nLocation: /home\n",
			},
			Ignores: []Example{
				login(
					`{"username":"amy","password":"5f4dcc3b5aa765d61d8327deb882cf995f4dcc3b5aa765d61d8327deb882cf99"}`,
					200,
					`{}`,
				),
				login(`{"username":"amy","password":"********"}`, 200, `{}`),
				login(`{"username":"amy","password":"49ba59abbe56e057"}`, 200, `{}`),
				login(`{"username":"amy","password":"kY3nq9QpT0mJx2Zr8sVb1g=="}`, 200, `{}`),
				"POST https://shop.example.com/search\nContent-Type: application/json\n\n{\"q\":\"password\"}\n-- 200\n\n{}",
			},
		},
		{
			ID: 5, Title: "Weak password tolerance", Category: accountSecurity, Level: finding.Low, Version: 2,
			Advice: "Ask for at least eight characters of three kinds and refuse the passwords that everybody uses; ask " +
				"the people who have such a one to change it.",
			Clear: "A password of at least 8 characters, three kinds of them, not among the most used.",
			Zh: finding.Words{
				Title:  "允许弱密码",
				Clear:  "密码至少 8 个字符、含三类字符，且不属于最常用密码。",
				Advice: "要求密码至少八个字符且含三类字符，拒绝常见弱口令，并要求正在使用弱口令的用户修改密码。",
			},
			PerCall: weakPassword, Needs: LoginOK, Chance: ChanceLoginOK,
			Finds: []Example{
				login(`{"username":"amy","password":"123456"}`, 200, `{"success":true,"token":"x"}`),
				login(`{"username":"amy","password":"Admin@123"}`, 200, `{"success":true,"token":"x"}`),
			},
			Ignores: []Example{
				login(`{"username":"amy","password":"123456"}`, 401, `{"error":"bad credentials"}`),
				login(`{"username":"amy","password":"vK7!mQ2#pL"}`, 200, `{"success":true,"token":"x"}`),
			},
		},
		{
			ID: 6, Title: "Weak password in internal application", Category: accountSecurity, Level: finding.High, Version: 2,
			Advice: "An account of an internal application with such a password opens much more than itself: have it " +
				"changed today, and ask for a second factor.",
			Clear: "A password of at least 8 characters, three kinds of them, not among the most used.",
			Zh: finding.Words{
				Title:  "内部应用存在弱密码",
				Clear:  "密码至少 8 个字符、含三类字符，且不属于最常用密码。",
				Advice: "内部应用账号的弱密码影响远不止其自身：当天即要求修改，并启用双因素认证。",
			},
			PerCall: func(c *Call) (string, bool) {
				if c.F.Service != internalService {
					return "", false
				}
				return weakPassword(c)
			},
			Needs:  Internal | LoginOK,
			Chance: ChanceLoginOK,
			Finds: []Example{
				"POST https://oa.example.com/admin/login\nContent-Type: application/json\n\n" +
					`{"username":"amy","password":"123456"}` + "\n-- 200\nContent-Type: application/json\n\n" +
					`{"success":true,"token":"x"}`,
			},
			Ignores: []Example{login(`{"username":"amy","password":"123456"}`, 200, `{"success":true,"token":"x"}`)},
		},
		{
			ID: 7, Title: "Presence of default passwords", Category: accountSecurity, Level: finding.Medium, Version: 1,
			Advice: "Have everybody who still uses the delivered or the first password change it, give each new account a " +
				"random one that works once, and refuse the known ones.",
			Clear: "No password of a product's manual, and no password that many accounts share.",
			Zh: finding.Words{
				Title:  "存在默认密码",
				Clear:  "不使用产品手册中的默认密码，也不使用多个账号共用的密码。",
				Advice: "要求仍在使用出厂密码或初始密码的用户修改密码，为新账号分配一次性随机密码，并拒绝已知的默认密码。",
			},
			PerCall: defaultPassword, Needs: LoginOK,
			Floor: fewShare, Unit: "accounts",
			PerAPI: func(a *API) (Verdict, bool) {
				return Verdict{
					Observed: a.SharedPassword, Threshold: max(a.line(fewShare), a.Accounts/shareOf), Unit: "accounts",
					Says: "password_shared", Of: a.Accounts,
				}, a.SharedPassword >= a.line(fewShare) && a.SharedPassword >= a.Accounts/shareOf
			},
			Chance: ChanceLoginOK, Enough: 100,
			Finds: []Example{
				login(`{"username":"admin","password":"admin"}`, 200, `{"success":true,"token":"x"}`),
				login(`{"username":"nacos","password":"nacos"}`, 200, `{"success":true,"accessToken":"9d2f6a31c08e4b7f95d2"}`),
				"GET https://shop.example.com/api/login\nAuthorization: Basic dG9tY2F0OnRvbWNhdA==\n\n-- 200\n\n{}",
			},
			Ignores: []Example{
				login(`{"username":"admin","password":"admin"}`, 401, `{"error":"bad credentials"}`),
				login(`{"username":"amy","password":"vK7!mQ2#pL"}`, 200, `{"success":true,"token":"x"}`),
				login(`{"username":"nacos","password":"admin"}`, 200, `{"success":true,"token":"x"}`),
			},
		},
		{
			ID: 8, Title: "Return of plaintext password", Category: accountSecurity, Level: finding.Low, Version: 2,
			Advice: "Never give a password back, not even to its owner: store only a salted hash, and leave the field " +
				"out of the answer.",
			Clear: "The field left out of the answer.",
			Zh: finding.Words{
				Title:  "返回明文密码",
				Clear:  "响应中去除该字段。",
				Advice: "任何时候都不返回密码，即使是返回给本人：仅存储加盐哈希，并从响应中去除该字段。",
			},
			Suggest: []finding.SuggestionKind{finding.SuggestMask},
			PerCall: passwordReturned, Needs: Succeeded | AnswerPass, Chance: ChanceRead,
			Finds: []Example{
				answer(`{"user":"amy","password":"Tr0ub4dor&3"}`), answer(`{"users":[{"name":"bob","loginPwd":"hunter2"}]}`),
				answer(`{"user":"amy","initialPassword":883112}`),
			},
			Ignores: []Example{
				answer(`{"user":"amy","password":"******"}`), answer(`{"user":"amy","password":null,"hasPassword":true}`),
				answer(`{"user":"amy","password":"$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"}`),
				answer(`{"errors":{"password":"is too short, use eight characters"}}`), answer(`{"password":"required"}`),
				answer(`{"labels":{"username":"User name","password":"Password"}}`), answer(`{"username":"用户名","password":"密码"}`),
			},
		},
		{
			ID: 9, Title: "Password storage in cookies", Category: accountSecurity, Level: finding.Low, Version: 1,
			Advice: "Keep a random session number in the cookie instead; a cookie is read by every script and backup of " +
				"the browser.",
			Clear: "No cookie that holds a password.",
			Zh: finding.Words{
				Title:  "Cookie 中存储密码",
				Clear:  "Cookie 中不含密码。",
				Advice: "Cookie 中改为存放随机会话标识；浏览器中的任何脚本和备份都能读取 Cookie。",
			},
			PerCall: passwordCookie, Needs: CookiePass, Chance: ChanceAny,
			Finds: []Example{
				"GET https://shop.example.com/me\nCookie: user=amy; password=hunter2\n\n-- 200\n\n{}",
				"POST https://shop.example.com/x\n\n-- 200\nSet-Cookie: userPwd=hunter2; Path=/\n\n{}",
			},
			Ignores: []Example{
				"GET https://shop.example.com/me\nCookie: sid=8f14e45fceea167a5a36dedd4bea2543\n\n-- 200\n\n{}",
				"GET https://shop.example.com/me\nCookie: hasPassword=1\n\n-- 200\n\n{}",
			},
		},
		{
			ID: 10, Title: "Unrestricted logon", Category: accountSecurity, Level: finding.Medium, Version: 1,
			Advice: "Ask for a captcha or wait longer after each failed login of one account or one address, and refuse " +
				"for a while after ten.",
			Clear: "A captcha, a 403 or a 429 after many failed logins.",
			Zh: finding.Words{
				Title:  "登录无限制",
				Clear:  "多次登录失败后要求图形验证码，或返回 403 或 429。",
				Advice: "同一账号或同一 IP 每次登录失败后要求图形验证码或延长等待时间，失败十次后暂时拒绝。",
			},
			Suggest: []finding.SuggestionKind{finding.SuggestRateLimit, finding.SuggestBot},
			Floor:   manyFailures, Unit: "failures",
			PerAPI: func(a *API) (Verdict, bool) {
				return Verdict{
					Observed: a.MostFailures, Threshold: a.line(manyFailures), Unit: "failures",
					Says: "logins_unlimited",
				}, a.MostFailures > a.line(manyFailures) && !a.RefusedLogins
			},
			Chance: ChanceLoginFailed, Enough: 10 * manyFailures,
		},
		{
			ID: 11, Title: "Unreasonable logon failure prompt", Category: accountSecurity, Level: finding.Low, Version: 2,
			Advice: "Give one and the same answer, after the same time, whether the name or the password was wrong: else " +
				"anybody can find out who has an account.",
			Clear: "An answer that does not say whether the account exists.",
			Zh: finding.Words{
				Title:  "不合理的登录失败提示",
				Clear:  "响应不透露账号是否存在。",
				Advice: "无论用户名错误还是密码错误，都以相同的响应时间返回相同的提示；否则任何人都能探测出谁拥有账号。",
			},
			PerCall: tellingPrompt, Needs: LoginTried, Chance: ChanceLoginFailed,
			Finds: []Example{
				login(`{"username":"amy","password":"hunter2"}`, 401, `{"message":"User does not exist"}`),
				login(`{"username":"amy","password":"hunter2"}`, 200, `{"code":1001,"msg":"用户不存在"}`),
			},
			Ignores: []Example{
				login(`{"username":"amy","password":"hunter2"}`, 401, `{"message":"Wrong user name or password"}`),
				login(`{"username":"amy","password":"hunter2"}`, 200, `{"code":1001,"msg":"用户不存在或密码错误"}`),
				login(`{"username":"amy","password":"hunter2"}`, 401, `{"message":"Wrong password"}`),
				answer(`{"message":"User does not exist"}`),
			},
		},
		{
			ID: 12, Title: "URL-based account password transmission", Category: accountSecurity,
			Level: finding.Medium, Version: 2,
			Advice: "Send the password in the body of a POST. Addresses stay in histories, logs and the Referer of the " +
				"next page.",
			Clear: "The password in the body instead of the address.",
			Zh: finding.Words{
				Title:  "URL 传输账号密码",
				Clear:  "密码放在请求体中，而不是地址中。",
				Advice: "使用 POST 请求体传输密码。地址会留存在浏览历史、日志以及后续页面的 Referer 中。",
			},
			PerCall: passwordInURL, Needs: AddressPass, Chance: ChanceAny,
			Finds: []Example{
				"GET https://shop.example.com/login?user=amy&password=hunter2\n\n-- 200\n\n{}",
				"POST https://shop.example.com/api/auth?loginPwd=hunter2\n\n-- 200\n\n{}",
				"GET https://shop.example.com/login?user=amy&pwd=e10adc3949ba59abbe56e057f20f883e\n\n-- 200\n\n{}",
			},
			Ignores: []Example{
				"GET https://shop.example.com/help?topic=password\n\n-- 200\n\n{}",
				"GET https://shop.example.com/login?resetPassword=true\n\n-- 200\n\n{}",
			},
		},
	}
}

// manyFailures is up to how many failed logins of one client in an hour no limit is missed.
const manyFailures = 30

// A password is a default one where at least fewShare accounts and one in shareOf of those that
// logged in have it: "123456" is shared by chance by about one in two hundred.
const (
	fewShare = 3
	shareOf  = 10
)

// internalService is the service object of an office's own applications (AS-06).
const internalService finding.Service = 1

func login(body string, status int, answer string) Example {
	return Example(fmt.Sprintf("POST https://shop.example.com/api/login\nContent-Type: application/json\n\n%s\n-- %d\n"+
		"Content-Type: application/json\n\n%s", body, status, answer))
}

func answer(body string) Example {
	return Example("GET https://shop.example.com/api/profile\nAuthorization: Bearer 9d2f6a31c08e4b7f95d2\n\n-- 200\n" +
		"Content-Type: application/json\n\n" + body)
}
