package purpose

// Groups of words that several rows share. "~" marks pinyin that is searched for inside a name.
const (
	logonWords = `login logon signin signon dologin userlogin loginin logins authenticate loginby 登录 登陆 ~denglu
	~dengru ssologin jspringsecuritycheck wplogin signinwithpassword signinwithphonenumber signinwithemaillink
	signinanonymously`
	authWords = logonWords + ` auth authentication authorize passport session token accesstoken ~renzheng 认证
	passwordless`

	registerWords = `register registration signup doregister userregister createaccount regist enroll enrol join
	reg doreg regby 注册 ~zhuce ~kaihu 开户`

	passwordWords = `password passwd pwd pass userpwd userpassword loginpwd loginpassword mima passphrase secret
	密码 口令 ~mima ~kouling`
	accountWords = `username user account loginname loginid userid email mail mobile phone login name uname
	useraccount accountname loginaccount staffno jobnumber identifier log 账号 用户名 ~zhanghao ~yonghuming`
	codeWords = `code verifycode verificationcode vcode smscode authcode captcha otp checkcode validcode
	validatecode pin securitycode dynamiccode onetimepassword mobilecode phonecode emailcode mailcode codeid
	oobcode verificationemail 验证码 ~yanzhengma yzm`
	codeFields = `code verifycode verificationcode vcode smscode captcha otp checkcode validcode emailcode
	mobilecode phonecode 验证码 ~yanzhengma yzm`
	phoneWords = `mobile phone cellphone tel telephone mobilephone phonenumber mobileno mobilenumber phoneno msisdn
	sjh 手机 手机号 ~shouji ~dianhua 电话`
	mailWords = `email mail mailbox emailaddress mailaddress mailer youxiang 邮箱 邮件 ~youxiang ~youjian`
	smsWords  = `sms textmessage shortmessage smscode msgcode duanxin sendsms phonecode mobilecode 短信 ~duanxin`

	wechatWords = `wechat weixin wx wxapp wxlogin wechatlogin weapp jscode2session code2session openplatformwx
	微信 ~weixin mp`
	alipayWords = `alipay zhifubao zfb alipaylogin ~zhifubao 支付宝`

	sendWords   = `send push resend sendsms sendcode batchsend 发送 ~fasong 推送 ~tuisong`
	verifyWords = `verify check validate confirm compare valid 校验 ~jiaoyan 验证`
	resetWords  = `reset forgot forget change modify update recover recovery find retrieve edit
	重置 修改 找回 忘记 ~chongzhi ~xiugai ~zhaohui ~wangji`

	orderWords = `order orderlist orderinfo orderdetail orderno purchaseorder salesorder orderid workorder
		subscriptionorder myorder openorder dd ddh ddgl ddxx ddmx 订单 ~dingdan`
	payWords = `pay payment prepay unifiedorder dopay paynow checkout payorder charge capture cashier 支付
	付款 ~zhifu ~fukuan`
	logWords = `log logs logging syslog accesslog oplog auditlog operationlog loginlog eventlog logger logs4
		audittrail auditevent loginhistory loginrecord activitylog operlog operatelog logininfor joblog logstream
		logstore 日志 ~rizhi`
	fileWords = `file attachment attach document doc image img picture photo pic avatar video media asset blob
	object attachments annex resource artifact pdf 文件 附件 图片 ~wenjian ~fujian ~tupian`
	fileOnly     = `file attachment 文件 附件`
	messageWords = `message msg notification notify push notice im chat announcement broadcast mailbox conversation
	消息 通知 推送 ~xiaoxi ~tongzhi ~tuisong`

	readWords = `query list get find search page fetch select load read show lookup retrieve filter browse listall
	getall findall pagelist querylist selectlist selectall describe scan inquire inquiry qry 查询 列表 搜索 获取 分页 ~fenye ~chaxun
	~liebiao ~sousuo ~huoqu`
	viewWords = `detail info view stat statistics stats summary history all options tree latest
				recommend count top rank ranking leaderboard
	recommendation suggest suggestion autocomplete explore queries 详情 ~xiangqing`
	queryWords  = readWords + " " + viewWords
	exportWords = `export exportexcel excel exportcsv exportxls dump doexport exportlist exports csv
				xlsx xls exportpdf
	导出 ~daochu`
	importWords = `import importexcel importdata doimport imports uploaddata dataupload importcsv
				excelimport batchimport
	importcustomer 导入 ~daoru`
	uploadWords = `upload uploads uploadfile fileupload uploader multiupload putobject uploadimg uploadimage
	uploadavatar 上传 ~shangchuan`
	downWords   = `download downloads downloadfile filedownload getobject 下载 ~xiazai`
	createWords = `create insert addnew new generate make build creation createnew insertone put 新增 创建
	新建 生成 ~xinzeng ~chuangjian ~xinjian`
	addWords    = `add append addto doadd attach bind join include plus associate 添加 增加 ~tianjia ~zengjia`
	modifyWords = `modify edit change alter amend rename revise correct transform adjust domodify doedit 修改 编辑 变更 调整 ~tiaozheng
	~xiugai ~bianji`
	updateWords = `update upgrade upsert refresh renew replace updatestatus patch touch doupdate regenerate 更新
	~gengxin`
	deleteWords = `delete remove del destroy erase purge drop clear clean trash unlink unbind deletebyid wipe
	dodelete empty deregister detach disassociate 删除 移除 清空 ~shanchu ~yichu ~qingkong`
	checkWords = `check validate verify verified exists exist isexist test verification validation checkname match
	valid available availability unique isregistered isavailable 校验 检查 核验 验证 ~jiaoyan ~jiancha`

	syncWords = `sync synchronize synchronization syncdata datasync resync synch replicate replication pulldata 同步
	~tongbu`
	submitWords = `submit commit apply dosubmit submitform declare submitdata 提交 申请 申报 ~tijiao ~shenqing`
	copyWords   = `copy clone duplicate copydata docopy copyto copyfrom fork 复制 拷贝 ~fuzhi ~kaobei`
	auditWords  = `audit auditing approve approval review reject examine auditpass censor 审核 审批 审计 ~shenhe
	~shenpi ~shenji`
	cancelWords = `cancel canceled cancelled docancel revoke withdraw undo abort cancelorder rollback rescind 取消
	撤销 撤回 ~quxiao ~chexiao ~chehui`
	startWords = `start dostart launch begin run execute exec enable activate trigger resume boot open restart startup
	invoke fire play poweron unfreeze unlock unsuspend reactivate 启动 开始 启用 开启 恢复 ~qidong ~kaishi ~qiyong
	~kaiqi`
	batchWords = `batch bulk batchadd batchdelete batchupdate batchprocess multi batchget batchwrite
	addbatch savebatch savebatchdata deletebatch removebatch updatebatch frozenbatch batchdel batchquery 批量 ~piliang`
	suspendWords = `suspend pause stop halt freeze disable block hold suspension deactivate stopjob ban lock mute
	forbid poweroff deallocate frozen 暂停 挂起 冻结 停用 停止 禁用 ~zanting ~guaqi ~dongjie ~tingyong ~tingzhi
	~jinyong`
	settingWords = `setting settings config configuration configure preference setup configs sysconfig param
	params setconfig profileconfig conf setdefault option options 设置 配置 ~shezhi ~peizhi`
	closeWords = `close closed doclose shutdown closeorder terminate end finish turnoff closeaccount disconnectclose
	关闭 结束 ~guanbi ~jieshu`
)
