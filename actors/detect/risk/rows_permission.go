package risk

import (
	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	accessControl = "Access control"
	permission    = "Permission management"
)

func permissionRows() []*Row {
	return []*Row{
		{
			ID: 13, Title: "Internal application accessible from the Internet", Category: accessControl,
			Level: finding.Low, Version: 2,
			Advice: "Let the application be reached only from the company's network or through its VPN, or at least ask " +
				"for a second factor from outside.",
			Clear: "The application reachable from private addresses only.",
			Zh: finding.Words{
				Title:  "内部应用可从互联网访问",
				Clear:  "该应用仅可从内网地址访问。",
				Advice: "仅允许从公司网络或通过 VPN 访问该应用；至少对外部访问要求双因素认证。",
			},
			Suggest: []finding.SuggestionKind{finding.SuggestWhitelist},
			PerCall: reachedFromOutside, Needs: Internal | Succeeded, Chance: ChanceAny,
			Finds: []Example{"GET https://oa.example.com/admin/staff\nAuthorization: Bearer 9d2f6a31c08e4b7f95d2\n" +
				"@client: 203.0.113.7\n\n-- 200\n\n{}"},
			Ignores: []Example{
				"GET https://oa.example.com/admin/staff\nAuthorization: Bearer 9d2f6a31c08e4b7f95d2\n@client: 10.1.2.3\n\n" +
					"-- 200\n\n{}",
				"GET https://shop.example.com/products\n@client: 203.0.113.7\n\n-- 200\n\n{}",
				"GET https://oa.example.com/admin/staff\n@client: 203.0.113.7\n\n-- 403\n\n{}",
			},
		},
		{
			ID: 14, Title: "Unrestricted access sources", Category: accessControl, Level: finding.Low, Version: 1,
			Advice: "Let the API be reached only from the addresses that use it: the list of the usual ones is a good start " +
				"for the gateway's allow list.",
			Clear: "Callers from outside of the usual source blocks refused.",
			Zh: finding.Words{
				Title:  "访问来源未限制",
				Clear:  "拒绝常用来源网段之外的调用者。",
				Advice: "仅允许实际使用者的地址访问该 API；可用其常用来源列表作为网关白名单的起点。",
			},
			Suggest: []finding.SuggestionKind{finding.SuggestWhitelist},
			PerAPI: func(a *API) (Verdict, bool) {
				return Verdict{
					Observed: a.NewSources, Threshold: 0, Unit: "sources",
					Says: "sources_unlimited", Of: a.UsualSources,
				}, a.Guarded && a.NewSources > 0 && a.UsualSources > 0
			},
			Chance: ChanceAny, Enough: 1000,
		},
		{
			ID: 15, Title: "Unrestricted access tools", Category: accessControl, Level: finding.Low, Version: 1,
			Advice: "Let only the programs that the API is made for pass at the gateway, and ask for a client certificate or " +
				"a signed request where machines call: a user agent can be copied.",
			Clear: "Programs that the API is not usually called by refused.",
			Zh: finding.Words{
				Title:  "访问工具未限制",
				Clear:  "拒绝平时不调用该 API 的客户端程序。",
				Advice: "在网关仅放行该 API 面向的客户端程序；机器调用应要求客户端证书或请求签名，因为 User-Agent 可以伪造。",
			},
			Suggest: []finding.SuggestionKind{finding.SuggestClient},
			PerAPI: func(a *API) (Verdict, bool) {
				return Verdict{
					Observed: a.NewTools, Threshold: 0, Unit: "tools",
					Says: "tools_unlimited", Of: a.UsualTools,
				}, a.Guarded && a.NewTools > 0 && a.UsualTools > 0
			},
			Chance: ChanceAny, Enough: 1000,
		},
		{
			ID: 16, Title: "Unrestricted access rate", Category: accessControl, Level: finding.Low, Version: 1,
			Advice: "Limit the calls of one client a minute at the gateway, just above what the API's clients usually need.",
			Clear:  "A 429 for clients above a limit.",
			Zh: finding.Words{
				Title:  "访问频率未限制",
				Clear:  "对超过限额的客户端返回 429。",
				Advice: "在网关限制单个客户端每分钟的调用次数，限额略高于其正常需要。",
			},
			Suggest: []finding.SuggestionKind{finding.SuggestRateLimit},
			Floor:   fastMinute, Unit: "calls",
			PerAPI: func(a *API) (Verdict, bool) {
				return Verdict{
					Observed: a.FastestMinute, Threshold: a.line(fastMinute), Unit: "calls",
					Says: "rate_unlimited",
				}, a.FastestMinute > a.line(fastMinute) && !a.Limited
			},
			Chance: ChanceAny, Enough: 10 * fastMinute,
		},
		{
			ID: 17, Title: "Weak authentication credential", Category: permission, Level: finding.Medium, Version: 2,
			Advice: "Make credentials of at least 128 bits from the system's random source, without a number or a name in " +
				"them, and withdraw the ones in use.",
			Clear: "A credential of at least 16 characters and 64 bits without a pattern.",
			Zh: finding.Words{
				Title:  "鉴权凭据强度不足",
				Clear:  "凭据至少 16 个字符、64 位且无规律。",
				Advice: "使用系统随机源生成至少 128 位的凭据，不包含编号或名称，并吊销正在使用的凭据。",
			},
			PerCall: weakCredential, Needs: Succeeded, Any: Guessable | LoginOK, Chance: ChanceAnswered,
			Finds: []Example{
				"GET https://shop.example.com/api/me\nCookie: sessionid=10000452\n\n-- 200\n\n{}",
				"GET https://shop.example.com/api/me\nAuthorization: Bearer dXNlcjoxMDAxOmFkbWlu\n\n-- 200\n\n{}",
				"GET https://shop.example.com/api/me\nX-Auth-Token: b706835de79a2b4e80506f582af3676a\n\n-- 200\n\n{}",
				"GET https://shop.example.com/api/me\nX-API-Key: partner-system-key-2026\n\n-- 200\n\n{}",
				"GET https://shop.example.com/api/me\nX-Auth-Token: 20261121093000123456\n\n-- 200\n\n{}",
				login(`{"username":"amy","password":"vK7!mQ2#pL"}`, 200, `{"success":true,"token":"10000452"}`),
			},
			Ignores: []Example{
				"GET https://shop.example.com/api/me\nCookie: sessionid=5F2A9C1B7D3E4F60A1B2C3D4E5F60718\n\n-- 200\n\n{}",
				"GET https://shop.example.com/api/me\nCookie: sessionid=10000452\n\n-- 401\n\n{}",
				"GET https://shop.example.com/api/me\nX-API-Key: 7c9e6679-7425-40de-944b-e07fc1f90ae7\n\n-- 200\n\n{}",
				"GET https://shop.example.com/api/me\nAuthorization: Bearer q7Xk2vPz9LmT4wRs8NcJ\n\n-- 200\n\n{}",
			},
		},
		{
			ID: 18, Title: "Unauthenticated access to sensitive API", Category: permission, Level: finding.High, Version: 2,
			Advice: "Ask for a valid credential before this data is given out, and check that the caller may see this " +
				"very record.",
			Clear: "A credential in the call, or no data of S3 in the answer.",
			Zh: finding.Words{
				Title:  "敏感 API 未授权访问",
				Clear:  "调用携带凭据，或响应不含 S3 级数据。",
				Advice: "返回此类数据前要求有效凭据，并校验调用者是否有权查看该条记录。",
			},
			Suggest: []finding.SuggestionKind{finding.SuggestCredential, finding.SuggestMask},
			PerCall: openSensitive, Needs: Succeeded | Anonymous | AnswerData, Chance: ChanceOpen,
			Finds: []Example{
				"GET https://shop.example.com/api/customers/7\n\n-- 200\nContent-Type: application/json\n\n" +
					`{"name":"Amy","idCard":"11010519491231002X"}`,
			},
			Ignores: []Example{
				"GET https://shop.example.com/api/customers/7\nAuthorization: Bearer 9d2f6a31c08e4b7f95d2\n\n-- 200\n" +
					"Content-Type: application/json\n\n" + `{"name":"Amy","idCard":"11010519491231002X"}`,
				"GET https://shop.example.com/api/customers/7\n\n-- 403\nContent-Type: application/json\n\n" +
					`{"idCard":"11010519491231002X"}`,
				"GET https://shop.example.com/api/customers/7\n\n-- 200\nContent-Type: application/json\n\n" +
					`{"email":"amy@example.com"}`,
				"POST https://shop.example.com/api/verify\nContent-Type: application/json\n\n" +
					`{"idCard":"11010519491231002X"}` + "\n-- 200\nContent-Type: application/json\n\n" +
					`{"idCard":"11010519491231002X","valid":true}`,
			},
		},
		{
			ID: 19, Title: "Unauthorized access to internal API", Category: permission, Level: finding.High, Version: 2,
			Advice: "Put the internal application behind the company's sign-in: every call needs a credential.",
			Clear:  "A credential in the call.",
			Zh: finding.Words{
				Title:  "内部 API 未授权访问",
				Clear:  "调用携带凭据。",
				Advice: "将内部应用置于公司统一登录之后：每次调用都须携带凭据。",
			},
			Suggest: []finding.SuggestionKind{finding.SuggestCredential},
			PerCall: openInternal, Needs: Internal | Anonymous | Succeeded, Chance: ChanceOpen,
			Finds: []Example{"GET https://oa.example.com/admin/staff\n\n-- 200\nContent-Type: application/json\n\n" +
				`{"staff":[{"n":1}]}`},
			Ignores: []Example{
				"GET https://oa.example.com/admin/staff\nAuthorization: Bearer 9d2f6a31c08e4b7f95d2\n\n-- 200\n" +
					"Content-Type: application/json\n\n" + `{"staff":[{"n":1}]}`,
				"GET https://oa.example.com/admin/staff\n\n-- 401\nContent-Type: application/json\n\n" + `{"error":"sign in"}`,
				"GET https://oa.example.com/admin/login\n\n-- 200\nContent-Type: text/html\n\n<html><form></form></html>",
				"GET https://oa.example.com/admin/staff\n\n-- 200\nContent-Type: application/json\n\n" +
					`{"code":401,"msg":"未登录"}`,
				"GET https://oa.example.com/admin/health\n\n-- 200\nContent-Type: application/json\n\n" + `{"status":"UP"}`,
			},
		},
		{
			ID: 20, Title: "URL-based credential transmission", Category: permission, Level: finding.Medium, Version: 2,
			Advice: "Carry the credential in the Authorization header or a cookie. Addresses stay in histories, logs and " +
				"the Referer of the next page; renew what was sent that way.",
			Clear: "The credential in a header or cookie instead of the address.",
			Zh: finding.Words{
				Title: "URL 传输凭据",
				Clear: "凭据放在请求头或 Cookie 中，而不是地址中。",
				Advice: "使用 Authorization 请求头或 Cookie 传递凭据。地址会留存在浏览历史、日志以及后续页面的 Referer " +
					"中；已以此方式发送的凭据应更换。",
			},
			PerCall: credentialInURL, Needs: AddressSecret, Chance: ChanceAny,
			Finds: []Example{
				"GET https://shop.example.com/api/orders?access_token=" +
					"eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiI3In0.c2lnbmF0dXJlMTIzNDU2Nzg5MA\n\n-- 200\n\n{}",
				"GET https://shop.example.com/api/orders;jsessionid=5F2A9C1B7D3E4F60A1B2C3D4E5F60718\n\n-- 200\n\n{}",
			},
			Ignores: []Example{
				"GET https://shop.example.com/api/orders?page=2\nAuthorization: Bearer 9d2f6a31c08e4b7f95d2\n\n-- 200\n\n{}",
				"GET https://shop.example.com/files/7?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA%2F1&X-Amz-Expires=600" +
					"&X-Amz-Security-Token=IQoJb3JpZ2luX2VjEJ3&X-Amz-Signature=5d672d79c15b\n\n-- 200\n\nx",
				"GET https://shop.example.com/account/verify-email?token=9d2f6a31c08e4b7f95d2a7c1\n\n-- 200\n\n{}",
			},
		},
		{
			ID: 21, Title: "AccessKey pair information leak", Category: permission, Level: finding.High, Version: 2,
			Advice: "Take the key pair out of the answer, withdraw it now and look in the cloud's log for its use; give " +
				"clients short-lived keys of a narrow role instead.",
			Clear: "No AccessKey ID together with its secret in one answer.",
			Zh: finding.Words{
				Title:  "AccessKey 信息泄露",
				Clear:  "同一响应中不同时出现 AccessKey ID 与 Secret。",
				Advice: "从响应中去除该密钥对，立即吊销，并在云平台日志中排查其使用情况；改为向客户端发放权限最小的短期凭据。",
			},
			Suggest: []finding.SuggestionKind{finding.SuggestMask},
			PerCall: keyPair, Needs: Succeeded | AnswerKeyID | AnswerKey, Chance: ChanceRead,
			Finds: []Example{
				answer(`{"accessKeyId":"LTAI5tJ8mQ2vX7nR4kW9pZ3c","accessKeySecret":"kQ7xV2mN9pL4wR8tZ3cB6yH1sD5fG0"}`),
			},
			Ignores: []Example{
				answer(`{"accessKeyId":"LTAI5tJ8mQ2vX7nR4kW9pZ3c"}`), answer(`{"accessKeySecret":"******"}`),
				answer(`{"AccessKeyId":"STS.NUgYrLnoC5mQ8vX2pZ3c","AccessKeySecret":"kQ7xV2mN9pL4wR8tZ3cB6yH1sD5fG0",` +
					`"SecurityToken":"CAISjgJ1q6Ft5B2yfSjIr5DkO9","Expiration":"2026-11-21T10:30:00Z"}`),
			},
		},
	}
}

// fastMinute is up to how many calls of one client in a minute no limit is missed.
const fastMinute = 600
