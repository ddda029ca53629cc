package purpose

var registerRows = []Row{
	{
		ID: 12, Title: "Account Password-based Registration",
		Means: `Registers with a name and a password.`,
		rules: []rule{
			{path: registerWords, field: passwordWords, no: "smscode", score: 95},
			{path: registerWords, and: "password pwd account ~mima ~zhanghao 密码", no: "clientid",
				not: "service instance agent app", score: 93},
			{last: "user account member customer", field: passwordWords, with: accountWords, method: "POST", tail: -1,
				not: resetWords + " " + checkWords + " admin system sys", score: 66},
		},
		Finds: []Input{post("/register", "username", "password"), post("/user/signup", "email", "password"),
			post("/yonghu/zhuce", "yonghuming", "mima")},
		Ignores: []Input{post("/login", "username", "password"), post("/register/sms", "mobile", "code")},
	},
	{
		ID: 13, Title: "Mobile Verification Code-based Registration",
		Means: `Registers with a code sent to a phone.`,
		rules: []rule{
			{path: registerWords, field: phoneWords, with: codeWords, not: "captcha regcaptcha", score: 97},
			{path: registerWords, and: smsWords + " " + phoneWords, not: sendWords, score: 95},
		},
		Finds: []Input{post("/register", "mobile", "smsCode", "password"), post("/register/sms", "phone"),
			post("/signup/mobile", "mobile", "code")},
		Ignores: []Input{post("/register", "mobile", "password"), post("/login/sms", "mobile", "code")},
	},
	{
		ID: 14, Title: "Email Verification Code-based Registration",
		Means: `Registers with a code sent by mail.`,
		rules: []rule{
			{path: registerWords, field: mailWords, with: codeWords, no: phoneWords, score: 98},
			{path: registerWords, and: mailWords, no: "password pwd", not: sendWords, score: 95},
		},
		Finds:   []Input{post("/register", "email", "emailCode", "password"), post("/signup/email", "email", "code")},
		Ignores: []Input{post("/register", "email", "password"), post("/login/email", "email", "code")},
	},
	{
		ID: 15, Title: "WeChat Registration",
		Means: `Registers through WeChat.`,
		rules: []rule{
			{path: wechatWords, and: registerWords, no: "captcha mobile regcaptcha", score: 99},
			{path: "wechat weixin 微信 ~weixin", and: registerWords, score: 99},
			{path: wechatWords, and: registerWords, field: "openid unionid code", no: "captcha", score: 99},
			{path: registerWords, field: "openid unionid jscode wxcode encrypteddata wechat wechatcode", score: 99},
		},
		Finds: []Input{post("/register/wechat", "code"), post("/signup", "openid", "nickname"), post("/weixin/zhuce",
			"openid")},
		Ignores: []Input{post("/login/wechat", "code"), post("/register", "username", "password")},
	},
	{
		ID: 16, Title: "Alipay Registration",
		Means: `Registers through Alipay.`,
		rules: []rule{
			{path: alipayWords, and: registerWords, score: 99},
			{path: registerWords, field: "alipayuserid alipay alipaycode alipayopenid", score: 99},
		},
		Finds:   []Input{post("/register/alipay", "auth_code"), post("/zhifubao/zhuce"), post("/signup", "alipayUserId")},
		Ignores: []Input{post("/login/alipay", "auth_code"), post("/alipay/pay", "amount")},
	},
	{
		ID: 17, Title: "Registration Service",
		Means: `Registers anything else or by no told way: devices, services, tenants, attendees.`,
		rules: []rule{
			{path: registerWords, not: "join captcha regcaptcha", score: 86},
			{act: "join enroll enrol", score: 45},
		},
		Finds: []Input{post("/register"), get("/registration/form"), post("/device/register", "deviceId"),
			post("/用户/注册")},
		Ignores: []Input{post("/register", "username", "password"), post("/login")},
	},
}
