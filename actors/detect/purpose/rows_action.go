package purpose

var actionRows = []Row{
	{
		ID: 49, Title: "Data Synchronization",
		Means: `Makes two stores alike: sync, replicate, pull.`,
		rules: []rule{
			{act: syncWords, not: "async", score: 82},
			{run: syncWords, not: "async", score: 76},
			{run: "replication mirror", act: "pull sync", score: 76},
		},
		Finds:   []Input{post("/data/sync"), post("/users/syncFromHr"), get("/synchronize"), post("/shuju/tongbu")},
		Ignores: []Input{get("/async/tasks"), post("/users", "name")},
	},
	{
		ID: 50, Title: "Data Submission",
		Means: `Hands something in for others to decide or keep: submit, apply, declare. What is only
				kept is Data Saving.`,
		rules: []rule{
			{act: submitWords, method: "POST PUT", score: 74},
			{last: "submission application", method: "POST", tail: -1, score: 70},
			{run: submitWords, method: "POST PUT", not: logWords, score: 56},
			{act: "report", method: "POST", not: logWords, score: 52},
		},
		Finds: []Input{post("/form/submit", "answers"), post("/leave/apply", "days"), post("/submitOrder1"),
			post("/biaodan/tijiao")},
		Ignores: []Input{get("/commits"), post("/log/report", "events"), post("/users", "name")},
	},
	{
		ID: 51, Title: "Data Copy",
		Means: `Makes a copy: copy, clone, duplicate, fork.`,
		rules: []rule{
			{act: copyWords, not: checkWords, method: "POST PUT GET PATCH", score: 84},
			{last: "fork", method: "POST", score: 80},
			{run: "copy clone copyto 复制 拷贝 ~fuzhi ~kaobei", not: checkWords, method: "POST PUT", score: 74},
		},
		Finds:   []Input{post("/templates/{id}/copy"), post("/cloneProject", "id"), post("/shuju/fuzhi")},
		Ignores: []Input{get("/copyright"), post("/duplicate/check", "name")},
	},
	{
		ID: 52, Title: "Data Auditing",
		Means: `Decides on what others handed in: audit, approve, reject, review. Reading audit logs is Log Query.`,
		rules: []rule{
			{act: auditWords, method: "POST PUT PATCH", not: logWords, score: 82},
			{run: `audit auditing approve approval approvals auditpass moderation censor examine 审核 审批 审计
				~shenhe ~shenpi ~shenji`,
				not: logWords + " " + passwordWords + " auditevent auditors", score: 72},
			{last: "verifystatus auditstatus approval", method: "POST PUT", score: 80},
			{act: "agree refuse moderate", method: "POST PUT", score: 72},
		},
		Finds: []Input{post("/leave/{id}/approve"), post("/content/audit", "result"), get("/audit/list"),
			post("/hetong/shenhe")},
		Ignores: []Input{get("/audit/logs"), get("/users"), post("/login", "user", "pass")},
	},
	{
		ID: 53, Title: "Data Saving",
		Means: `Keeps what was typed, new or not: save, saveOrUpdate, store. Handing it in is Data Submission.`,
		rules: []rule{
			{act: "save saveorupdate savedata dosave saveall savedraft autosave 保存 ~baocun ", not: logWords,
				score: 72},
			{act: "savedraft savedata saveform ", score: 84},
			{act: "store persist keep", method: "POST PUT", tail: -1, score: 40},
			{run: "save saveorupdate persist 保存 ~baocun", method: "POST PUT", not: logWords, score: 56},
		},
		Finds: []Input{post("/user/save", "name"), post("/saveOrUpdate"), post("/draft/save", "text"),
			post("/biaodan/baocun")},
		Ignores: []Input{get("/stores"), post("/user/update", "name"), post("/log/save", "line")},
	},
	{
		ID: 54, Title: "Cancel",
		Means: `Takes back what was begun or agreed: cancel, withdraw, revoke, undo. What is done with is
				closed: Close.`,
		rules: []rule{
			{act: cancelWords, no: "token", not: "audit", score: 88},
			{run: "cancel cancellation cancelorder 取消 ~quxiao", method: "POST PUT DELETE PATCH", score: 84},
			{last: "cancellation", method: "POST", score: 84},
		},
		Finds:   []Input{post("/orders/{id}/cancel"), post("/cancelBooking", "id"), post("/dingdan/quxiao")},
		Ignores: []Input{post("/oauth/revoke", "token"), get("/orders")},
	},
	{
		ID: 55, Title: "Start",
		Means: `Sets something going: start, run, launch, resume, enable, activate.`,
		rules: []rule{
			{act: startWords, method: "POST PUT PATCH GET", no: "sql", score: 72},
			{run: "start startup launch 启动 启用 开启 ~qidong ~qiyong ~kaiqi ~kaishi", method: "POST PUT", score: 66},
		},
		Finds: []Input{post("/jobs/{id}/start"), post("/startTask", "id"), post("/renwu/qidong"),
			post("/instances/{id}:start")},
		Ignores: []Input{post("/jobs/{id}/stop"), post("/sql/execute", "sql"), get("/starred")},
	},
	{
		ID: 56, Title: "Batch Processing",
		Means: `Does one thing to many records in one call. Importing is Data Upload, exporting Data Download.`,
		rules: []rule{
			{act: batchWords, no: logWords + " export import upload number no", not: importWords, score: 90},
			{run: "batch bulk batches 批量 ~piliang", no: logWords + " export import upload number no",
				method: "POST PUT DELETE PATCH",
				not:    importWords + smsWords, score: 86},
			{last: "batch batches", method: "POST", no: logWords, score: 83},
		},
		Finds: []Input{post("/users/batch", "items"), post("/batchDelete", "ids"), post("/_bulk"),
			post("/piliang/shanchu")},
		Ignores: []Input{get("/users"), post("/logs/batch", "events")},
	},
	{
		ID: 57, Title: "Suspension",
		Means: `Stops for a time: suspend, pause, stop, freeze, disable, lock. Stopping for good is Close.`,
		rules: []rule{
			{act: suspendWords, method: "POST PUT PATCH", score: 82},
			{run: "suspend pause suspension 暂停 挂起 停用 冻结 禁用 ~zanting ~guaqi ~dongjie ~tingyong ~jinyong",
				method: "POST PUT PATCH GET", score: 78},
		},
		Finds:   []Input{post("/jobs/{id}/pause"), post("/account/suspend", "id"), post("/renwu/zanting")},
		Ignores: []Input{post("/jobs/{id}/start"), get("/blocks"), get("/users")},
	},
	{
		ID: 58, Title: "Add",
		Means: `The word "add": one more into something, a cart, a group, a list. Creating and POST are
				Data Addition.`,
		rules: []rule{
			{act: addWords, method: "POST PUT GET PATCH", not: "remove " + logWords, score: 60},
			{run: "add addto 添加 增加 ~tianjia ~zengjia", method: "POST PUT GET", score: 52},
		},
		Finds: []Input{post("/cart/add", "sku"), post("/addFriend", "id"), post("/haoyou/tianjia"),
			post("/group/addMember")},
		Ignores: []Input{get("/addresses"), post("/user/create", "name")},
	},
	{
		ID: 59, Title: "Debugging",
		Means: `For developers: debug, test, echo, mock, profiles of a running program.`,
		rules: []rule{
			{path: `debug debugging debugger pprof phpinfo playground tryit helloworld 调试 ~tiaoshi`,
				not: orderWords, score: 84},
			{run: "test tests testing echo mock dev hello testconnection testemail 测试 ~ceshi trace",
				not:   "track product testpermissions testiampermissions result",
				score: 72},
			{act: "test tests", not: "testpermissions testiampermissions", score: 86},
		},
		Finds:   []Input{get("/debug/vars"), post("/test/api"), get("/phpinfo"), post("/tiaoshi/jiekou")},
		Ignores: []Input{get("/contests"), get("/users")},
	},
	{
		ID: 60, Title: "Settings",
		Means: `Reads or sets how something behaves: settings, configuration, preferences, parameters.`,
		rules: []rule{
			{run: settingWords, no: logonWords + " data reset dataset health " + passwordWords,
				not: logWords + " " + exportWords, score: 73},
			{last: "setting config preference configuration 设置 配置", no: logonWords, not: logWords + " dataset",
				score: 78},
			{act: "set setiampolicy setpolicy setdefault configure setconfig setup", method: "POST PUT PATCH",
				not: passwordWords, score: 73},
			{run: "=system =sys 系统 ~xitong", and: settingWords, not: logWords + " " + exportWords, score: 80},
		},
		Finds: []Input{get("/settings"), call("PUT", "/user/preferences", "theme"), post("/config/update"),
			post("/xitong/shezhi")},
		Ignores: []Input{post("/password/reset", "email"), get("/users"), get("/datasets")},
	},
	{
		ID: 61, Title: "Close",
		Means: `Ends for good: close, finish, terminate, shut down.`,
		rules: []rule{
			{act: closeWords, method: "POST PUT PATCH DELETE GET", score: 83},
			{run: "close closeorder shutdown 关闭 ~guanbi", method: "POST PUT PATCH", score: 74},
		},
		Finds:   []Input{post("/issues/{id}/close"), post("/closeAccount", "id"), post("/gongdan/guanbi")},
		Ignores: []Input{get("/closest", "lat"), post("/jobs/{id}/start")},
	},
}
