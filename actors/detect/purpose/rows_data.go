package purpose

var dataRows = []Row{
	{
		ID: 40, Title: "Data Check",
		rules: []rule{
			{last: checkWords + " checkout1", no: "health test " + codeWords, score: 66},
			{last: "exists isexist checkexist checkname checkusername checkunique validate precheck 校验 核验 检查", score: 74},
			{path: "check validate verify verification compare 校验 核验 ~jiaoyan ~jiancha ~heyan", no: "health code", score: 58},
		},
		Finds: []Input{post("/idcard/verify", "name", "idNo"), get("/users/exists", "name"), post("/data/check"),
			post("/shuju/jiaoyan")},
		Ignores: []Input{post("/code/verify", "code"), get("/health"), post("/checkout", "items")},
	},
	{
		ID: 41, Title: "Data Query",
		rules: []rule{
			{last: queryWords, no: exportWords + " " + downWords, score: 48},
			{path: queryWords, score: 34},
			{method: "GET HEAD", score: 30},
			{field: "page pagesize pagenum limit offset keyword cursor pageno sortby", method: "GET POST", score: 32},
			{method: "QUERY SEARCH PROPFIND", score: 40},
		},
		Finds: []Input{get("/users"), post("/user/list", "page"), get("/products/{id}"), post("/kehu/chaxun"),
			post("/search", "keyword")},
		Ignores: []Input{post("/users", "name"), get("/orders"), call("DELETE", "/users/{id}")},
	},
	{
		ID: 42, Title: "Data Upload",
		rules: []rule{
			{path: uploadWords + " import", and: "data record dataset metric info excel batchdata report 数据 ~shuju",
				score: 93},
			{last: "import importexcel importdata doimport imports uploaddata dataupload importcsv 导入 ~daoru", score: 78},
			{path: "import 导入 ~daoru", method: "POST PUT", score: 72},
		},
		Finds: []Input{post("/data/upload", "rows"), post("/users/import"), post("/excel/importData"),
			post("/shuju/daoru")},
		Ignores: []Input{post("/files/upload", "file"), get("/data/list")},
	},
	{
		ID: 43, Title: "Data Download",
		rules: []rule{
			{path: downWords,
				and: "data dataset report record statement bill excel result template 数据 报表 ~shuju ~baobiao", score: 95},
			{path: exportWords, no: orderWords + " " + logWords, score: 80},
		},
		Finds:   []Input{get("/data/download"), get("/users/export"), get("/report/download"), post("/shuju/daochu")},
		Ignores: []Input{get("/orders/export"), get("/logs/export"), get("/files/{id}/download")},
	},
	{
		ID: 44, Title: "Data Addition",
		rules: []rule{
			{last: createWords, no: "query list", score: 56},
			{path: createWords, method: "POST PUT", score: 44},
			{method: "POST", tail: -1, score: 24},
			{last: "adddata addrecord insertdata adduser addinfo datainsert", score: 60},
		},
		Finds: []Input{post("/users", "name"), post("/user/create", "name"), post("/insertRecord"),
			post("/kehu/xinzeng")},
		Ignores: []Input{get("/users"), post("/cart/add", "sku"), post("/user/list", "page")},
	},
	{
		ID: 45, Title: "Data Modification",
		rules: []rule{
			{last: modifyWords, score: 58},
			{path: modifyWords, method: "POST PUT PATCH", score: 46},
			{method: "PATCH", score: 34},
		},
		Finds: []Input{post("/user/modify", "name"), post("/editProfile"), call("PATCH", "/users/{id}", "name"),
			post("/kehu/xiugai")},
		Ignores: []Input{post("/user/update", "name"), post("/password/change", "password"), call("DELETE", "/users/{id}")},
	},
	{
		ID: 46, Title: "Data Update",
		rules: []rule{
			{last: updateWords, method: "POST PUT PATCH", no: "token", score: 58},
			{path: updateWords, method: "POST PUT PATCH", score: 46},
			{method: "PUT", score: 34},
			{method: "POST", tail: 1, score: 22},
		},
		Finds: []Input{post("/user/update", "name"), call("PUT", "/users/{id}", "name"), post("/upsertItem"),
			post("/kehu/gengxin")},
		Ignores: []Input{post("/user/modify", "name"), call("PUT", "/orders/{id}", "remark"), get("/updates")},
	},
	{
		ID: 47, Title: "Data Sharing",
		rules: []rule{
			{path: "share sharing shared sharelink sharedata shareto datashare exchange 共享 分享 ~gongxiang ~fenxiang",
				no: "rate market", score: 76},
		},
		Finds: []Input{post("/documents/{id}/share", "userIds"), post("/data/share"), get("/share/link"),
			post("/shuju/gongxiang")},
		Ignores: []Input{get("/exchange/rate"), get("/users"), post("/shared-cart/pay", "orderId")},
	},
	{
		ID: 48, Title: "Data Deletion",
		rules: []rule{
			{last: deleteWords, score: 62},
			{path: deleteWords, method: "POST DELETE GET", score: 48},
			{method: "DELETE", score: 58},
		},
		Finds: []Input{call("DELETE", "/users/{id}"), post("/user/delete", "id"), post("/removeItem"),
			post("/kehu/shanchu")},
		Ignores: []Input{get("/users"), call("DELETE", "/session"), post("/user/update", "name")},
	},
	{
		ID: 49, Title: "Data Synchronization",
		rules: []rule{
			{path: `sync synchronize synchronization syncdata datasync resync synchro replicate replication pulldata 同步
				~tongbu`, score: 78},
		},
		Finds:   []Input{post("/data/sync"), post("/users/syncFromHr"), get("/synchronize"), post("/shuju/tongbu")},
		Ignores: []Input{get("/async/tasks"), post("/users", "name")},
	},
	{
		ID: 50, Title: "Data Submission",
		rules: []rule{
			{last: `submit submission commit apply dosubmit submitform report declare submitdata application 提交 申请 申报
				~tijiao ~shenqing`,
				method: "POST PUT", score: 66},
			{path: "submit submission commit apply 提交 ~tijiao", method: "POST PUT", score: 56},
		},
		Finds: []Input{post("/form/submit", "answers"), post("/leave/apply", "days"), post("/submitOrder1"),
			post("/biaodan/tijiao")},
		Ignores: []Input{get("/commits"), post("/log/report", "events"), post("/users", "name")},
	},
	{
		ID: 51, Title: "Data Copy",
		rules: []rule{
			{path: "copy clone duplicate copydata docopy fork copyto replicatedata 复制 拷贝 ~fuzhi ~kaobei", no: "check",
				score: 76},
		},
		Finds:   []Input{post("/templates/{id}/copy"), post("/cloneProject", "id"), post("/shuju/fuzhi")},
		Ignores: []Input{get("/copyright"), post("/duplicate/check", "name")},
	},
	{
		ID: 52, Title: "Data Auditing",
		rules: []rule{
			{path: `audit auditing approve approval review reject pass examine auditpass moderation censor 审核 审批 审计
				~shenhe ~shenpi ~shenji`,
				no: logWords + " reviews " + passwordWords, score: 74},
			{last: "approve reject audit review", method: "POST PUT PATCH", no: logWords, score: 80},
		},
		Finds: []Input{post("/leave/{id}/approve"), post("/content/audit", "result"), get("/audit/list"),
			post("/hetong/shenhe")},
		Ignores: []Input{get("/audit/logs"), get("/users"), post("/login", "user", "pass")},
	},
	{
		ID: 53, Title: "Data Saving",
		rules: []rule{
			{last: "save saveorupdate savedata dosave saveall savedraft 保存 ~baocun", no: logWords, score: 70},
			{last: "savedraft savedata saveform", score: 80},
			{last: "store persist keep", method: "POST PUT", tail: -1, score: 40},
			{path: "save saveorupdate persist 保存 ~baocun", method: "POST PUT", no: logWords, score: 56},
		},
		Finds: []Input{post("/user/save", "name"), post("/saveOrUpdate"), post("/draft/save", "text"),
			post("/biaodan/baocun")},
		Ignores: []Input{get("/stores"), post("/user/update", "name"), post("/log/save", "line")},
	},
}

var actionRows = []Row{
	{
		ID: 54, Title: "Cancel",
		rules: []rule{
			{last: `cancel canceled cancelled docancel revoke withdraw undo abort cancelorder rollback rescind 取消 撤销 撤回
				~quxiao ~chexiao ~chehui`,
				no: "token", score: 88},
			{path: "cancel cancellation cancelorder 取消 ~quxiao", score: 84},
		},
		Finds:   []Input{post("/orders/{id}/cancel"), post("/cancelBooking", "id"), post("/dingdan/quxiao")},
		Ignores: []Input{post("/oauth/revoke", "token"), get("/orders")},
	},
	{
		ID: 55, Title: "Start",
		rules: []rule{
			{last: `start dostart launch begin run execute enable activate trigger resume boot open restart startup
				invoke fire 启动 开始 启用 开启 ~qidong ~kaishi ~qiyong ~kaiqi`,
				method: "POST PUT PATCH GET", no: "sql", score: 70},
			{path: "start startup launch 启动 ~qidong", method: "POST PUT", score: 66},
		},
		Finds: []Input{post("/jobs/{id}/start"), post("/startTask", "id"), post("/renwu/qidong"),
			post("/instances/{id}:start")},
		Ignores: []Input{post("/jobs/{id}/stop"), post("/sql/execute", "sql"), get("/starred")},
	},
	{
		ID: 56, Title: "Batch Processing",
		rules: []rule{
			{path: `batch bulk batchadd batchdelete batchupdate batchprocess multi mass deletebatch removebatch
				updatebatch batchsave
				addbatch _bulk batchquery 批量 ~piliang`, no: logWords + " export import upload number no", score: 83},
			{path: "batch bulk 批量 ~piliang", score: 60},
		},
		Finds: []Input{post("/users/batch", "items"), post("/batchDelete", "ids"), post("/_bulk"),
			post("/piliang/shanchu")},
		Ignores: []Input{get("/users"), post("/logs/batch", "events")},
	},
	{
		ID: 57, Title: "Suspension",
		rules: []rule{
			{last: `suspend pause stop halt freeze disable block hold suspension deactivate stopjob ban lock mute forbid
				暂停 挂起 冻结 停用 停止 禁用 ~zanting ~guaqi ~dongjie ~tingyong ~tingzhi`,
				method: "POST PUT PATCH", score: 80},
			{path: "suspend pause suspension 暂停 挂起 ~zanting ~guaqi", score: 78},
		},
		Finds:   []Input{post("/jobs/{id}/pause"), post("/account/suspend", "id"), post("/renwu/zanting")},
		Ignores: []Input{post("/jobs/{id}/start"), get("/blocks"), get("/users")},
	},
	{
		ID: 58, Title: "Add",
		rules: []rule{
			{last: addWords, method: "POST PUT GET PATCH", no: "remove", score: 60},
			{path: "add addto 添加 增加 ~tianjia ~zengjia", method: "POST PUT GET", score: 52},
		},
		Finds: []Input{post("/cart/add", "sku"), post("/addFriend", "id"), post("/haoyou/tianjia"),
			post("/group/addMember")},
		Ignores: []Input{get("/addresses"), post("/user/create", "name")},
	},
	{
		ID: 59, Title: "Debugging",
		rules: []rule{
			{path: `debug debugging debugger pprof test testing tests mock phpinfo trace dev playground tryit echo 调试 测试
				~tiaoshi ~ceshi`, no: "track product",
				score: 72},
		},
		Finds:   []Input{get("/debug/vars"), post("/test/api"), get("/phpinfo"), post("/tiaoshi/jiekou")},
		Ignores: []Input{get("/contests"), get("/users")},
	},
	{
		ID: 60, Title: "Settings",
		rules: []rule{
			{path: `setting settings config configuration configure preference option setup configs sysconfig param
				params set setconfig
				profileconfig conf setdefault 设置 配置 ~shezhi ~peizhi`, no: logWords + " options data reset dataset health " +
				passwordWords, score: 73},
			{last: "setting config preference configuration 设置 配置", no: logWords, score: 78},
		},
		Finds: []Input{get("/settings"), call("PUT", "/user/preferences", "theme"), post("/config/update"),
			post("/xitong/shezhi")},
		Ignores: []Input{post("/password/reset", "email"), get("/users"), get("/datasets")},
	},
	{
		ID: 61, Title: "Close",
		rules: []rule{
			{last: `close closed doclose shutdown closeorder terminate end finish turnoff closeaccount 关闭 结束 ~guanbi
				~jieshu`, score: 82},
			{path: "close closeorder shutdown 关闭 ~guanbi", score: 74},
		},
		Finds:   []Input{post("/issues/{id}/close"), post("/closeAccount", "id"), post("/gongdan/guanbi")},
		Ignores: []Input{get("/closest", "lat"), post("/jobs/{id}/start")},
	},
}
