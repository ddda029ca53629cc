package purpose

// Groups of words that several rows share. "~" marks pinyin that is searched for inside a name.
const (
	logonWords = `login logon signin dologin userlogin loginin logins authenticate loginby 登录 登陆 ~denglu
	~dengru`
	authWords = logonWords + ` auth authentication authorize passport session token accesstoken ~renzheng 认证`

	registerWords = `register registration signup doregister userregister createaccount regist enroll enrol join
	注册 ~zhuce ~kaihu 开户`

	passwordWords = `password passwd pwd pass userpwd userpassword loginpwd loginpassword mima passphrase secret
	密码 口令 ~mima ~kouling`
	accountWords = `username user account loginname loginid userid email mail mobile phone login name uname
	useraccount accountname loginaccount staffno jobnumber 账号 用户名 ~zhanghao ~yonghuming`
	codeWords = `code verifycode verificationcode vcode smscode authcode captcha otp checkcode validcode
	validatecode pin securitycode dynamiccode onetimepassword mobilecode phonecode emailcode mailcode codeid
	验证码 ~yanzhengma yzm`
	phoneWords = `mobile phone cellphone tel telephone mobilephone phonenumber mobileno mobilenumber phoneno msisdn
	sjh 手机 手机号 ~shouji ~dianhua 电话`
	mailWords = `email mail mailbox emailaddress mailaddress youxiang 邮箱 邮件 ~youxiang ~youjian`
	smsWords  = `sms textmessage shortmessage smscode msgcode duanxin sendsms phonecode mobilecode 短信 ~duanxin`

	wechatWords = `wechat weixin wx wxapp wxlogin wechatlogin weapp jscode2session code2session openplatformwx
	微信 ~weixin mp`
	alipayWords = `alipay zhifubao zfb alipaylogin ~zhifubao 支付宝`

	orderWords = `order orderlist orderinfo orderdetail orderno purchaseorder salesorder orderid workorder
		subscriptionorder 订单
	~dingdan`
	payWords = `pay payment prepay unifiedorder dopay paynow checkout repay payorder charge capture cashier 支付
	付款 ~zhifu ~fukuan`
	logWords = `log logs logging syslog accesslog oplog auditlog operationlog loginlog eventlog logger logs4
		audittrail 日志 ~rizhi`
	fileWords = `file attachment attach document doc image img picture photo pic avatar video media asset blob
	object attachments annex resource 文件 附件 图片 ~wenjian ~fujian ~tupian`

	queryWords = `query list get find search page fetch select load read view show detail info lookup retrieve
	filter count browse listall getall findall pagelist querylist details index stat statistics stats summary
	history all queries options tree latest recommend recommendation suggest suggestion autocomplete explore
	查询 列表 详情 搜索 获取 ~chaxun ~liebiao ~xiangqing ~sousuo ~huoqu`
	exportWords = `export exportexcel excel exportcsv dump doexport exportlist exports 导出 ~daochu`
	uploadWords = `upload uploads uploadfile fileupload uploader multiupload putobject 上传 ~shangchuan`
	downWords   = `download downloads downloadfile filedownload getobject 下载 ~xiazai`
	createWords = `create insert addnew new post generate make build creation createnew insertone 新增 创建
	新建 ~xinzeng ~chuangjian ~xinjian`
	addWords    = `add append addto attach bind join include plus put 添加 增加 ~tianjia ~zengjia`
	modifyWords = `modify edit change alter amend rename revise correct transform adjust 修改 编辑 变更
	~xiugai ~bianji`
	updateWords = `update upgrade upsert refresh renew replace updatestatus patch touch 更新 ~gengxin`
	deleteWords = `delete remove del destroy erase purge drop clear clean trash unlink unbind deletebyid wipe
	删除 移除 清空 ~shanchu ~yichu`
	checkWords = `check validate verify exists exist isexist test verification validation checkname compare match
	valid available availability unique duplicate 校验 检查 核验 验证 ~jiaoyan ~jiancha`
)
