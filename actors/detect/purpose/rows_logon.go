package purpose

var logonRows = []Row{
	{
		ID: 1, Title: "Account Password-based Logon",
		Means: `Logs on with a name and a password. Without a password it is another kind of logon or plain Logon.`,
		rules: []rule{
			{act: logonWords, field: passwordWords, with: accountWords, no: registerWords + " " + smsWords,
				score: 92},
			{path: logonWords, field: passwordWords, with: accountWords, no: registerWords + " " + smsWords,
				not: resetWords, score: 90},
			{path: authWords, field: passwordWords, with: accountWords, method: "POST PUT",
				no: registerWords + " " + resetWords + " oauth oauth2 userinfo granttype verify check", score: 84},
			{path: logonWords, field: passwordWords, no: registerWords, not: resetWords, score: 86},
			{path: logonWords, and: `password pwd loginaccount loginbyaccount 密码 账号 ~mima ~zhanghao
				bypassword passwordlogin accountlogin pwdlogin
				loginbypwd`, no: registerWords + " history record", score: 88},
		},
		Finds: []Input{
			post("/api/v1/login", "username", "password"), post("/user/doLogin", "account", "pwd", "captcha"),
			post("/auth/session", "email", "password"), post("/yonghu/denglu", "yonghuming", "mima"),
			post("/signin/password", "loginName"),
		},
		Ignores: []Input{
			post("/register", "username", "password"), get("/login"), post("/user/password/reset", "password", "code"),
		},
	},
	{
		ID: 2, Title: "Mobile Verification Code-based Logon",
		Means: `Logs on with a code sent to a phone. Sending that code is Short Message Sending.`,
		rules: []rule{
			{path: logonWords, field: phoneWords, with: codeWords, no: passwordWords + " " + registerWords,
				score: 94},
			{path: logonWords, and: smsWords + " " + phoneWords, no: passwordWords + " " + registerWords,
				not: sendWords, score: 91},
			{path: authWords, field: phoneWords, with: codeWords, method: "POST PUT",
				no:  passwordWords + " " + registerWords + " " + resetWords,
				not: sendWords + " " + verifyWords + " bind", score: 86},
			{path: logonWords, field: phoneWords, with: smsWords, no: passwordWords + " " + registerWords, score: 93},
		},
		Finds: []Input{
			post("/login/sms", "mobile", "code"), post("/api/login", "phone", "verifyCode"),
			post("/user/loginByMobile", "mobile", "smsCode"), post("/duanxin/denglu", "shouji", "yanzhengma"),
		},
		Ignores: []Input{post("/login", "mobile", "password"), post("/sms/send", "mobile")},
	},
	{
		ID: 3, Title: "Email Verification Code-based Logon",
		Means: `Logs on with a code or a link sent by mail. Sending it is Mail Sending.`,
		rules: []rule{
			{path: logonWords, field: mailWords, with: codeWords, no: passwordWords + " " + registerWords, score: 95},
			{path: logonWords, and: mailWords + " magiclink", no: passwordWords + " " + registerWords,
				not: sendWords, score: 91},
			{path: authWords, field: mailWords, with: codeWords, method: "POST PUT",
				no:  passwordWords + " " + registerWords + " " + resetWords,
				not: sendWords + " " + verifyWords + " bind", score: 87},
			{path: "magiclink magic", field: "token email", not: sendWords, score: 82},
		},
		Finds: []Input{post("/login/email", "email", "code"), post("/auth/login", "mail", "otp"),
			post("/loginByEmail", "email")},
		Ignores: []Input{post("/login", "email", "password"), post("/register/email", "email", "code")},
	},
	{
		ID: 4, Title: "WeChat Logon",
		Means: `Logs on through WeChat: its callback, its code turned into a session. Paying with it is
				Order Payment.`,
		rules: []rule{
			{path: wechatWords,
				and: authWords + " jscode2session code2session callback qrcode userinfo thirdlogin openid",
				no:  registerWords + " pay captcha", not: resetWords + " profile " + verifyWords, score: 96},
			{path: wechatWords, and: "greet redirect loginredirect", method: "GET", field: "code", score: 80},
			{path: authWords + " sns", field: `openid unionid jscode wxcode encrypteddata wechatcode wechat rawdata`,
				no: registerWords + " alipay openididentity", score: 90},
			{path: "jscode2session code2session wxlogin wechatlogin snsapi", score: 96},
			{path: "sns", and: "oauth oauth2 accesstoken userinfo", score: 98},
		},
		Finds: []Input{
			post("/login/wechat", "code"), get("/sns/jscode2session", "appid", "js_code"), post("/wx/auth", "code"),
			post("/user/weixinLogin", "code", "encryptedData"),
		},
		Ignores: []Input{post("/wechat/pay", "orderId"), post("/register/wechat", "openid")},
	},
	{
		ID: 5, Title: "Alipay Logon",
		Means: `Logs on through Alipay.`,
		rules: []rule{
			{path: alipayWords, and: authWords + " callback userinfo", no: registerWords + " pay trade notify",
				score: 96},
			{path: authWords, field: "alipayuserid alipay alipaycode alipayopenid", no: registerWords, score: 93},
		},
		Finds:   []Input{post("/login/alipay", "auth_code"), post("/zhifubao/denglu"), post("/auth/alipay", "code")},
		Ignores: []Input{post("/alipay/pay", "orderId"), post("/pay/alipay/notify", "trade_no")},
	},
	{
		ID: 6, Title: "OAuth Authentication",
		Means: `The OAuth flow: authorize, token, revoke, introspect, and callbacks of other providers.
				With an ID token it is OIDC.`,
		rules: []rule{
			{path: "oauth oauth2 oauthtoken oauthcallback oauth1", score: 90},
			{path: "authorize token accesstoken revoke introspect",
				field: `granttype responsetype clientid redirecturi
				clientsecret`, no: "openid idtoken nonce", score: 95},
			{field: "granttype", with: "clientid clientsecret refreshtoken code username", no: "openid", score: 88},
			{path: authWords, and: `github google facebook gitee gitlab apple twitter linkedin weibo
				dingtalk qq feishu microsoft
				social`, no: registerWords + " saml oidc username", score: 84},
			{path: authWords, and: "callback", field: "code", with: "state", score: 83},
		},
		Finds: []Input{
			post("/oauth/token", "grant_type", "client_id", "client_secret"), get("/oauth2/authorize", "response_type",
				"client_id"),
			post("/token", "grant_type", "refresh_token"),
		},
		Ignores: []Input{post("/login", "username", "password"), get("/.well-known/openid-configuration")},
	},
	{
		ID: 7, Title: "OIDC Authentication",
		Means: `OpenID Connect: discovery, keys, userinfo, ID tokens, ending its session.`,
		rules: []rule{
			{path: `oidc openid openidconnect openidconfiguration jwks jwksjson connectauthorize connectuserinfo
				endsession signinoidc signoutoidc`, no: "jscode unionid appid", score: 94},
			{path: "oauth oauth2 connect oidc sso protocol", and: "userinfo", score: 96},
			{last: "=userinfo", method: "GET POST",
				not: wechatWords + " " + alipayWords + " user member admin query get", score: 78},
			{path: "userinfo authorize token callback authorization auth signin login",
				field: "idtoken nonce idtokenhint", not: wechatWords,
				score: 96},
		},
		Finds: []Input{
			get("/.well-known/openid-configuration"), post("/oidc/callback", "code", "state"), get("/connect/authorize",
				"nonce"),
			get("/oauth2/authorize", "client_id", "nonce", "scope"),
		},
		Ignores: []Input{get("/oauth2/authorize", "client_id"), get("/user/info")},
	},
	{
		ID: 8, Title: "SAML Authentication",
		Means: `SAML messages: requests, assertions, metadata.`,
		rules: []rule{
			{path: "saml saml2 samlsso assertionconsumer samlacs acs idpinitiated shibboleth", score: 97},
			{field: "samlresponse samlrequest relaystate samlart", score: 97},
		},
		Finds: []Input{post("/saml/acs", "SAMLResponse", "RelayState"), get("/sso/saml2/metadata"),
			post("/auth/callback", "SAMLResponse")},
		Ignores: []Input{get("/sso/login", "service"), get("/samples/list")},
	},
	{
		ID: 9, Title: "SSO Authentication",
		Means: `Single sign-on by tickets (CAS, Kerberos, an own portal) where neither OAuth, OIDC nor
				SAML is named.`,
		rules: []rule{
			{path: `sso ssologin singlesignon cas casserver caslogin servicevalidate serviceticket kerberos spnego
				unifiedauth 单点 ~dandian`, no: "logout saml userinfo", score: 93},
			{path: authWords, field: "ticket ssotoken tgt serviceticket", no: "wechat", score: 75},
		},
		Finds: []Input{get("/sso/login", "service"), get("/cas/serviceValidate", "ticket", "service"),
			post("/auth/sso", "token")},
		Ignores: []Input{post("/login", "username", "password"), get("/cases/list")},
	},
	{
		ID: 10, Title: "Logon",
		Means: `Logging on where the way is not told: the page, QR codes, faces, second factors, renewed
				tokens, new sessions.`,
		rules: []rule{
			{path: logonWords, no: registerWords, not: "log logs history record records methods config", score: 80},
			{run: logonWords, act: logonWords, no: registerWords, score: 81},
			{path: "auth authentication passport token accesstoken 认证", method: "POST PUT",
				last: `auth authentication passport token
				accesstoken jwt 认证 anonymous guest refresh refreshtoken challenge code`, not: wechatWords, score: 64},
			{last: "session", method: "POST", score: 64},
			{path: `authenticate mfa twofactor 2fa webauthn passkey biometric faceid quicklogin onekeylogin
				refreshtoken tokenrefresh
				autologin =fa totp`, no: registerWords, score: 76},
			{run: "auth token", act: "refresh renew", method: "POST PUT", score: 78},
			{path: "auth 2fa", field: "totp", score: 70},
		},
		Finds: []Input{get("/login"), post("/user/login"), post("/passport/token"), post("/loginByFace", "faceImage")},
		Ignores: []Input{
			post("/login", "username", "password"), post("/logout"), get("/login/history"),
		},
	},
	{
		ID: 11, Title: "Logoff",
		Means: `Ends a session. Closing an account for good is Close.`,
		rules: []rule{
			{path: `logout logoff signout loginout exit signoff dologout endsession userlogout revoketoken
				quit quitlogin 登出 退出 注销
				~tuichu ~dengchu ~zhuxiao`, no: "samlrequest idtokenhint", score: 97},
			{last: "session sessions current", path: "session sessions", method: "DELETE", score: 88},
		},
		Finds:   []Input{post("/logout"), get("/user/signOut"), call("DELETE", "/session"), post("/yonghu/tuichu")},
		Ignores: []Input{post("/login", "username", "password"), call("DELETE", "/users/{id}")},
	},
}
