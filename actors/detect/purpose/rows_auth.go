package purpose

var authRows = []Row{
	{
		ID: 1, Title: "Account Password-based Logon",
		rules: []rule{
			{path: logonWords, field: passwordWords, with: accountWords, no: registerWords + " " + smsWords, score: 92},
			{path: authWords, field: passwordWords, with: accountWords, method: "POST", no: registerWords + ` reset
				forgot change
				modify oauth oauth2 userinfo`, score: 84},
			{path: logonWords, field: passwordWords, no: registerWords, score: 86},
			{path: logonWords, and: `password pwd account 密码 账号 ~mima ~zhanghao bypassword passwordlogin accountlogin`,
				no: registerWords, score: 88},
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
		rules: []rule{
			{path: logonWords, field: phoneWords, with: codeWords, no: passwordWords + " " + registerWords, score: 94},
			{path: logonWords, and: smsWords + " " + phoneWords, no: passwordWords + " " + registerWords + " send", score: 91},
			{path: authWords, field: phoneWords, with: codeWords, method: "POST",
				no: passwordWords + " " + registerWords + ` send
				reset forgot verify check`, score: 86},
		},
		Finds: []Input{
			post("/login/sms", "mobile", "code"), post("/api/login", "phone", "verifyCode"),
			post("/user/loginByMobile", "mobile", "smsCode"), post("/duanxin/denglu", "shouji", "yanzhengma"),
		},
		Ignores: []Input{post("/login", "mobile", "password"), post("/sms/send", "mobile")},
	},
	{
		ID: 3, Title: "Email Verification Code-based Logon",
		rules: []rule{
			{path: logonWords, field: mailWords, with: codeWords, no: passwordWords + " " + registerWords, score: 95},
			{path: logonWords, and: mailWords + " magiclink", no: passwordWords + " " + registerWords + " send", score: 91},
			{path: authWords, field: mailWords, with: codeWords, method: "POST",
				no: passwordWords + " " + registerWords + ` send reset
				forgot verify check`, score: 87},
		},
		Finds: []Input{post("/login/email", "email", "code"), post("/auth/login", "mail", "otp"),
			post("/loginByEmail", "email")},
		Ignores: []Input{post("/login", "email", "password"), post("/register/email", "email", "code")},
	},
	{
		ID: 4, Title: "WeChat Logon",
		rules: []rule{
			{path: wechatWords, and: authWords + " jscode2session code2session callback qrcode userinfo",
				no: registerWords + " pay", score: 96},
			{path: authWords, field: `openid unionid jscode wxcode encrypteddata wechatcode wechat`,
				no: registerWords + " alipay", score: 90},
			{path: "jscode2session code2session wxlogin wechatlogin snsapi", score: 96},
		},
		Finds: []Input{
			post("/login/wechat", "code"), get("/sns/jscode2session", "appid", "js_code"), post("/wx/auth", "code"),
			post("/user/weixinLogin", "code", "encryptedData"),
		},
		Ignores: []Input{post("/wechat/pay", "orderId"), post("/register/wechat", "openid")},
	},
	{
		ID: 5, Title: "Alipay Logon",
		rules: []rule{
			{path: alipayWords, and: authWords + " callback userinfo", no: registerWords + " pay trade notify", score: 96},
			{path: authWords, field: "alipayuserid alipay alipaycode alipayopenid", no: registerWords, score: 93},
		},
		Finds:   []Input{post("/login/alipay", "auth_code"), post("/zhifubao/denglu"), post("/auth/alipay", "code")},
		Ignores: []Input{post("/alipay/pay", "orderId"), post("/pay/alipay/notify", "trade_no")},
	},
	{
		ID: 6, Title: "OAuth Authentication",
		rules: []rule{
			{path: "oauth oauth2 oauthtoken oauthcallback oauth1", score: 90},
			{path: "authorize token accesstoken revoke introspect", field: `granttype responsetype clientid redirecturi
				clientsecret`,
				no: "openid idtoken nonce", score: 88},
			{field: "granttype", with: "clientid clientsecret refreshtoken", score: 82},
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
		rules: []rule{
			{path: `oidc openid openidconnect openidconfiguration jwks jwksjson connecttoken connectauthorize connectuserinfo
				endsession`, score: 94},
			{path: "userinfo authorize token callback authorization auth", field: "idtoken nonce idtokenhint", score: 91},
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
		rules: []rule{
			{path: "saml saml2 samlsso assertionconsumer samlacs acs idpinitiated shibboleth", score: 95},
			{field: "samlresponse samlrequest relaystate samlart", score: 95},
		},
		Finds: []Input{post("/saml/acs", "SAMLResponse", "RelayState"), get("/sso/saml2/metadata"),
			post("/auth/callback", "SAMLResponse")},
		Ignores: []Input{get("/sso/login", "service"), get("/samples/list")},
	},
	{
		ID: 9, Title: "SSO Authentication",
		rules: []rule{
			{path: `sso ssologin singlesignon cas casserver caslogin servicevalidate serviceticket kerberos spnego
				unifiedauth 单点 ~dandian`,
				no: "logout saml", score: 93},
			{path: authWords, field: "ticket ssotoken tgt serviceticket", with: "", no: "wechat", score: 75},
		},
		Finds: []Input{get("/sso/login", "service"), get("/cas/serviceValidate", "ticket", "service"),
			post("/auth/sso", "token")},
		Ignores: []Input{post("/login", "username", "password"), get("/cases/list")},
	},
	{
		ID: 10, Title: "Logon",
		rules: []rule{
			{path: logonWords, no: registerWords + " log logs history record", score: 80},
			{path: "auth authentication session passport token accesstoken 认证", method: "POST", score: 58},
			{path: "authenticate mfa twofactor 2fa webauthn passkey biometric faceid quicklogin onekeylogin refreshtoken",
				score: 70},
		},
		Finds: []Input{get("/login"), post("/user/login"), post("/passport/token"), post("/loginByFace", "faceImage")},
		Ignores: []Input{
			post("/login", "username", "password"), post("/logout"), get("/login/history"),
		},
	},
	{
		ID: 11, Title: "Logoff",
		rules: []rule{
			{path: `logout logoff signout loginout exit signoff dologout endsession userlogout revoketoken quit 登出 退出 注销
				~tuichu
				~dengchu ~zhuxiao`, score: 97},
			{path: "session sessions", last: "session sessions current", method: "DELETE", score: 88},
		},
		Finds:   []Input{post("/logout"), get("/user/signOut"), call("DELETE", "/session"), post("/yonghu/tuichu")},
		Ignores: []Input{post("/login", "username", "password"), call("DELETE", "/users/{id}")},
	},
}

var registerRows = []Row{
	{
		ID: 12, Title: "Account Password-based Registration",
		rules: []rule{
			{path: registerWords, field: passwordWords, no: "smscode", score: 95},
			{path: registerWords, and: "password pwd account ~mima ~zhanghao 密码", score: 93},
			{last: "user account member customer", field: passwordWords, with: accountWords, method: "POST", tail: -1,
				score: 66},
		},
		Finds: []Input{post("/register", "username", "password"), post("/user/signup", "email", "password"),
			post("/yonghu/zhuce", "yonghuming", "mima")},
		Ignores: []Input{post("/login", "username", "password"), post("/register/sms", "mobile", "code")},
	},
	{
		ID: 13, Title: "Mobile Verification Code-based Registration",
		rules: []rule{
			{path: registerWords, field: phoneWords, with: codeWords, score: 97},
			{path: registerWords, and: smsWords + " " + phoneWords, score: 95},
		},
		Finds: []Input{post("/register", "mobile", "smsCode", "password"), post("/register/sms", "phone"),
			post("/signup/mobile", "mobile", "code")},
		Ignores: []Input{post("/register", "mobile", "password"), post("/login/sms", "mobile", "code")},
	},
	{
		ID: 14, Title: "Email Verification Code-based Registration",
		rules: []rule{
			{path: registerWords, field: mailWords, with: codeWords, no: phoneWords, score: 98},
			{path: registerWords, and: mailWords, no: "password pwd", score: 95},
		},
		Finds:   []Input{post("/register", "email", "emailCode", "password"), post("/signup/email", "email", "code")},
		Ignores: []Input{post("/register", "email", "password"), post("/login/email", "email", "code")},
	},
	{
		ID: 15, Title: "WeChat Registration",
		rules: []rule{
			{path: wechatWords, and: registerWords, score: 99},
			{path: registerWords, field: "openid unionid jscode wxcode encrypteddata wechat wechatcode", score: 99},
		},
		Finds: []Input{post("/register/wechat", "code"), post("/signup", "openid", "nickname"), post("/weixin/zhuce",
			"openid")},
		Ignores: []Input{post("/login/wechat", "code"), post("/register", "username", "password")},
	},
	{
		ID: 16, Title: "Alipay Registration",
		rules: []rule{
			{path: alipayWords, and: registerWords, score: 99},
			{path: registerWords, field: "alipayuserid alipay alipaycode alipayopenid", score: 99},
		},
		Finds:   []Input{post("/register/alipay", "auth_code"), post("/zhifubao/zhuce"), post("/signup", "alipayUserId")},
		Ignores: []Input{post("/login/alipay", "auth_code"), post("/alipay/pay", "amount")},
	},
	{
		ID: 17, Title: "Registration Service",
		rules: []rule{
			{path: registerWords, no: "join", score: 86},
			{last: "join enroll enrol", score: 45},
		},
		Finds: []Input{post("/register"), get("/registration/form"), post("/device/register", "deviceId"),
			post("/用户/注册")},
		Ignores: []Input{post("/register", "username", "password"), post("/login")},
	},
	{
		ID: 18, Title: "Short Message Sending",
		rules: []rule{
			{path: smsWords, and: "send push get request apply resend sendsms sendcode 发送 ~fasong", score: 96},
			{path: `sendsms sendverifycode sendcode sendsmscode getsmscode sendcaptcha sendvcode sendotp 发送短信
				~fasongduanxin`, no: mailWords, score: 93},
			{path: smsWords, method: "POST", no: authWords + " " + registerWords + " verify check validate", score: 82},
			{path: codeWords, and: "send get request resend", field: phoneWords, score: 91},
			{path: smsWords, and: codeWords, no: authWords + " " + registerWords + " verify check validate confirm",
				score: 88},
		},
		Finds: []Input{
			post("/sms/send", "mobile"), post("/user/sendSmsCode", "phone"), post("/verifycode/send", "mobile"),
			post("/duanxin/fasong", "shouji"),
		},
		Ignores: []Input{post("/email/send", "to"), post("/login/sms", "mobile", "code"), post("/sms/verify", "mobile",
			"code")},
	},
	{
		ID: 19, Title: "Mail Sending",
		rules: []rule{
			{path: mailWords, and: "send push resend deliver sendmail 发送 ~fasong", score: 96},
			{path: "sendmail sendemail sendemailcode mailsend emailsend sendmailcode ~fasongyoujian", score: 97},
			{path: mailWords, field: "to subject recipient cc bcc receiver recipients", method: "POST", score: 88},
			{path: codeWords, and: "send get request resend", field: mailWords, no: phoneWords, score: 90},
		},
		Finds: []Input{post("/email/send", "to", "subject", "content"), post("/sendMail", "to"), post("/code/send",
			"email"), post("/youjian/fasong")},
		Ignores: []Input{post("/sms/send", "mobile"), get("/emails/{id}"), post("/login/email", "email", "code")},
	},
	{
		ID: 20, Title: "Password Reset",
		rules: []rule{
			{path: passwordWords, and: `reset forgot forget change modify update recover recovery find retrieve set new
				edit 重置 修改 找回
				忘记 ~chongzhi ~xiugai ~zhaohui ~wangji`, no: "login", score: 97},
			{path: `resetpassword forgotpassword forgetpassword changepassword modifypassword updatepassword resetpwd changepwd
				updatepwd modifypwd findpassword findpwd forgetpwd passwordreset`, score: 98},
			{field: "newpassword newpwd oldpassword oldpwd confirmpassword confirmnewpassword xinmima",
				with: "oldpassword oldpwd newpassword newpwd",
				no:   registerWords, score: 92},
			{last: "password pwd passwd", method: "PUT PATCH POST", no: authWords, score: 78},
		},
		Finds: []Input{
			post("/password/reset", "email"), post("/user/changePwd", "oldPwd", "newPwd"), call("PUT",
				"/users/{id}/password", "password"),
			post("/mima/chongzhi"),
		},
		Ignores: []Input{post("/login", "username", "password"), post("/settings/reset"), post("/register", "username",
			"password")},
	},
	{
		ID: 21, Title: "Verification Code Verification",
		rules: []rule{
			{path: codeWords + " " + smsWords, and: "verify check validate confirm compare valid 校验 ~jiaoyan 验证",
				no: "send " + passwordWords, score: 94},
			{path: "verify check validate confirm verification 校验 ~jiaoyan", field: codeWords, no: passwordWords + ` send
				coupon qr
				promo invite discount postal zip country currency`, score: 84},
			{path: `verifycode checkcode validatecode verifyotp checkcaptcha verifycaptcha checksmscode verifysmscode
				captchaverify`,
				no: "send", method: "POST", score: 90},
			{last: "captcha kaptcha verifycode captchaimage yanzhengma 验证码", score: 74},
		},
		Finds: []Input{
			post("/code/verify", "mobile", "code"), post("/sms/check", "code"), post("/verify", "phone", "otp"),
			post("/checkCaptcha", "captcha"),
		},
		Ignores: []Input{post("/sms/send", "mobile"), post("/login", "mobile", "code"), post("/coupon/check",
			"couponCode")},
	},
}
