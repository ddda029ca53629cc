package risk

import "github.com/lapwing-sec/lapwing/actors/finding"

const security = "Security and specifications"

func securityRows() []*Row {
	return []*Row{
		{
			ID: 1, Title: "Insecure HTTP methods", Category: security, Level: finding.Low, Version: 3,
			Advice: "Let the gateway pass only the methods that the API is made for. TRACE and TRACK give back what was " +
				"sent, DEBUG opens a debugger.",
			Clear: "The method refused with 405.",
			Zh: finding.Words{
				Title:  "不安全的 HTTP 方法",
				Clear:  "以 405 拒绝该方法。",
				Advice: "在网关仅放行该 API 所需的方法。TRACE 与 TRACK 会回显请求内容，DEBUG 会开启调试器。",
			},
			Suggest: []finding.SuggestionKind{finding.SuggestClient},
			PerCall: insecureMethod, Needs: Succeeded | Passed | OddMethod, Chance: ChanceOpen,
			Finds: []Example{
				"TRACE https://shop.example.com/api/orders\n\n-- 200\nContent-Type: message/http\n\nTRACE " +
					"/api/orders HTTP/1.1",
				"PUT https://shop.example.com/upload/shell.jsp\nAuthorization: Bearer 9d2f6a31c08e4b7f95d2\n\nx\n-- 201\n\n",
				"DELETE https://shop.example.com/api/orders/7\n\n-- 200\n\n",
				"DELETE https://shop.example.com/api/orders/7\nX-Request-Id: 7c9e6679742540de944be07fc1f90ae7\nCookie: lang=en\n\n-- 200\n\n",
				"OPTIONS https://shop.example.com/api/orders\n\n-- 200\nAllow: GET, PUT, DELETE, TRACE\n\n",
				"PROPFIND https://shop.example.com/api/files\n\n-- 207\nContent-Type: application/xml\n\n<multistatus/>",
			},
			Ignores: []Example{
				"OPTIONS https://shop.example.com/api/orders\nOrigin: https://app.example.com\n" +
					"Access-Control-Request-Method: PUT\n\n-- 200\n\n",
				"DELETE https://shop.example.com/api/orders/7\nAuthorization: Bearer 9d2f6a31c08e4b7f95d2\n\n-- 204\n\n",
				"TRACE https://shop.example.com/api/orders\n\n-- 405\n\n",
				"OPTIONS https://shop.example.com/api/orders\n\n-- 204\nAccess-Control-Allow-Methods: GET, PUT\n\n",
				"DELETE https://shop.example.com/api/session\n\n-- 204\n\n",
				"DELETE https://shop.example.com/api/cart/7\nCookie: basket=9d2f6a31c08e4b7f95d2\n\n-- 204\n\n",
				"PUT https://shop.example.com/api/notes/7\nX-Shop-Visitor: 9d2f6a31c08e4b7f95d2\n\nx\n-- 200\n\n",
				"PUT https://shop.example.com/api/notes/7\nIf-Match: \"3\"\n\nx\n-- 200\n\n",
				"PUT https://shop.example.com/api/notes/7\n\nx\n-- 200\nAccess-Control-Allow-Methods: GET, PUT\n\n",
				"DELETE https://shop.example.com/api/orders/7\n\n-- 401\n\n",
			},
		},
		{
			ID: 2, Title: "JWT weak signature algorithm", Category: security, Level: finding.Low, Version: 2,
			Advice: "Sign tokens with RS256, ES256 or EdDSA (or HS256 under 32 random bytes), and let the server accept " +
				"that one algorithm only.",
			Clear: "A token signed by RS256 or better, or by HS256 under a key nobody can guess.",
			Zh: finding.Words{
				Title:  "JWT 弱签名算法",
				Clear:  "令牌使用 RS256 或更强算法签名，或使用无法被猜到的密钥以 HS256 签名。",
				Advice: "使用 RS256、ES256 或 EdDSA（或以 32 字节随机密钥的 HS256）签发令牌，且服务端只接受该算法。",
			},
			PerCall: weakToken, Needs: Succeeded, Any: SignedToken | IssuedToken, Chance: ChanceAnswered,
			Finds: []Example{
				"POST https://shop.example.com/api/login\nContent-Type: application/json\n\n{\"username\":\"amy\"," +
					"\"password\":\"vK7!mQ2#pL\"}\n-- 200\nContent-Type: application/json\n\n" +
					`{"token":"eyJhbGciOiJub25lIn0.eyJzdWIiOiI3In0."}`,
				"GET https://shop.example.com/api/me\nAuthorization: Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiI3In0.\n\n-- 200\n\n{}",
				// signed with the key "secret"
				"GET https://shop.example.com/api/me\nAuthorization: Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9." +
					"eyJzdWIiOiI3In0.YNVm3kTUe0hHLISakU4cmk8MSvtML_GbFX1hBFiznF0\n\n-- 200\n\n{}",
			},
			Ignores: []Example{
				"GET https://shop.example.com/api/me\nAuthorization: Bearer " +
					"eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiI3In0.c2lnbmF0dXJlMTIzNDU2Nzg5MA\n\n-- 200\n\n{}",
				"GET https://shop.example.com/api/me\nAuthorization: Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiI3In0.\n\n-- 401\n\n{}",
				"GET https://shop.example.com/api/me\nAuthorization: Bearer 9d2f6a31c08e4b7f95d2\n\n-- 200\n\n{}",
			},
		},
		{
			ID: 3, Title: "Parameter as URL", Category: security, Level: finding.Low, Version: 2,
			Advice: "Let the server fetch only from a list of hosts that you keep, never from private addresses, and do " +
				"not follow redirects.",
			Clear: "No address in the parameter.",
			Zh: finding.Words{
				Title:  "参数为 URL",
				Clear:  "参数中不含地址。",
				Advice: "服务端仅从自行维护的主机白名单抓取内容，不访问内网地址，也不跟随重定向。",
			},
			PerCall: fetchedAddress, Needs: Succeeded | Passed | AskedAddress, Chance: ChanceAnswered,
			Finds: []Example{
				"POST https://shop.example.com/api/import\nContent-Type: application/json\n\n" +
					`{"imageUrl":"https://img.example.net/a.png"}` + "\n-- 200\n\n{}",
				"GET https://shop.example.com/api/preview?url=http://203.0.113.9/x\n\n-- 200\n\n{}",
				"GET https://shop.example.com/api/load?file=http://169.254.169.254/latest/meta-data/\n\n-- 200\n\nx",
				"GET https://shop.example.com/api/page?src=file:///etc/hosts\n\n-- 200\n\nx",
			},
			Ignores: []Example{
				"POST https://shop.example.com/api/comment\nContent-Type: application/json\n\n" +
					`{"text":"see https://example.net"}` + "\n-- 200\n\n{}",
				"GET https://shop.example.com/api/preview?url=http://203.0.113.9/x\n\n-- 400\n\n{}",
				"GET https://shop.example.com/oauth/authorize?redirect_uri=https://app.example.com/cb&client_id=7\n\n-- 200\n\n{}",
				"POST https://shop.example.com/api/profile\nContent-Type: application/json\n\n" +
					`{"nick":"amy","avatarUrl":"https://img.example.net/a.png","website":"https://amy.example.net"}` + "\n-- 200\n\n{}",
				"POST https://shop.example.com/api/collect\nContent-Type: application/json\n\n" +
					`{"event":"view","url":"https://shop.example.com/cart"}` + "\n-- 200\n\n{}",
			},
		},
	}
}
