package purpose

var codeRows = []Row{
	{
		ID: 18, Title: "Short Message Sending",
		Means: `Sends a text message, mostly with a code. Checking that code is Verification Code Verification.`,
		rules: []rule{
			{path: smsWords, and: sendWords + " request apply resend get",
				not: "verify check validate confirm validatesmscode", score: 96},
			{path: smsWords, act: sendWords, score: 95},
			{path: `sendsms sendverifycode sendcode sendsmscode getsmscode sendcaptcha sendvcode sendotp
				sendverificationcode
				getverifycode getsmscaptcha 发送短信 ~fasongduanxin`, no: mailWords, not: "image img pic picture", score: 93},
			{path: smsWords, method: "POST", no: passwordWords,
				not: logonWords + " " + registerWords + " verify check validate confirm", score: 83},
			{path: smsWords, and: codeWords, method: "POST GET",
				not: logonWords + " verify check validate confirm " + registerWords, score: 90},
			{path: codeWords + " regcaptcha", and: "send get request resend regcaptcha", field: phoneWords,
				with: phoneWords, no: passwordWords, score: 91},
			{path: codeWords, act: sendWords, no: mailWords, score: 88},
			{act: "captcha regcaptcha 验证码", field: phoneWords, method: "POST GET", no: codeFields, score: 80},
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
		Means: `Sends a mail, also one with a code.`,
		rules: []rule{
			{path: mailWords, and: sendWords + " resend deliver sendmail 发送 ~fasong", score: 96},
			{path: `sendmail sendemail sendemailcode mailsend emailsend sendmailcode sendemailverifycode
				~fasongyoujian`, score: 97},
			{path: mailWords, field: "to subject recipient cc bcc receiver recipients", method: "POST", score: 90},
			{run: "mail email message", act: "send", field: "raw subject", score: 92},
			{path: codeWords, and: "send get request resend", field: mailWords, no: phoneWords, score: 93},
			{last: mailWords, path: codeWords + " verification", method: "POST GET", no: registerWords, score: 90},
		},
		Finds: []Input{post("/email/send", "to", "subject", "content"), post("/sendMail", "to"), post("/code/send",
			"email"), post("/youjian/fasong")},
		Ignores: []Input{post("/sms/send", "mobile"), get("/emails/{id}"), post("/login/email", "email", "code")},
	},
	{
		ID: 20, Title: "Password Reset",
		Means: `Sets a new password: forgotten, reset, changed. Resetting anything else is Data Update.`,
		rules: []rule{
			{path: passwordWords, and: resetWords + " set new", no: "login", score: 97},
			{path: `resetpassword forgotpassword forgetpassword changepassword modifypassword updatepassword
				resetpwd changepwd
				updatepwd modifypwd findpassword findpwd forgetpwd passwordreset retrievepassword`, score: 98},
			{act: "reset forgot forget 重置 找回 ~chongzhi ~zhaohui", field: passwordWords, score: 98},
			{field: `newpassword newpwd oldpassword oldpwd confirmpassword confirmnewpassword
				currentpassword xinmima`,
				with: "oldpassword oldpwd newpassword newpwd currentpassword", no: registerWords, score: 95},
			{last: "password pwd passwd", method: "PUT PATCH POST", not: logonWords + " oauth", score: 78},
			{last: "password pwd passwd", path: "user users me account member profile email",
				method: "PUT PATCH POST",
				not:    logonWords + " " + authWords, score: 88},
			{last: "password", field: "email", method: "POST", not: logonWords, score: 80},
			{last: "email", path: "password", method: "POST", not: logonWords, score: 97},
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
		Means: `Checks a code that was sent or drawn, and gives out the picture to be typed off.`,
		rules: []rule{
			{path: codeWords + " " + smsWords, and: verifyWords, no: passwordWords + " totp",
				not: sendWords + " getverifycode 登录 登陆 注册", score: 94},
			{path: "captcha kaptcha verifycode 验证码", last: "image img pic picture", method: "GET", score: 92},
			{path: verifyWords + " verification", field: codeFields, no: passwordWords + ` coupon qr
				promo invite discount postal zip country currency`, not: "coupon stock bank card invoice receipt bill " + sendWords,
				score: 86},
			{path: `verifycode checkcode validatecode verifyotp checkcaptcha verifycaptcha checksmscode verifysmscode
				captchaverify validatesmscode checkverifycode verificationcheck bindphoneverify`, not: sendWords,
				method: "POST PUT GET", score: 91},
			{path: wechatWords, act: "verify", field: phoneWords, with: codeFields, score: 97},
			{last: `captcha kaptcha verifycode captchaimage yanzhengma 验证码 randomimage authcode validatecode
				codeimg`, score: 74},
			{path: "auth", last: "=code", method: "GET", score: 74},
		},
		Finds: []Input{
			post("/code/verify", "mobile", "code"), post("/sms/check", "code"), post("/verify", "phone", "otp"),
			post("/checkCaptcha", "captcha"),
		},
		Ignores: []Input{post("/sms/send", "mobile"), post("/login", "mobile", "code"), post("/coupon/check",
			"couponCode")},
	},
}
