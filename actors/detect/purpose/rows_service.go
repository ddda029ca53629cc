package purpose

var serviceRows = []Row{
	{
		ID: 31, Title: "GraphQL",
		Means: `Takes GraphQL documents, whatever they ask.`,
		rules: []rule{
			{path: "graphql gql graphiql graphqlapi", score: 98},
			{field: "operationname variables", with: "query mutation", method: "POST GET", score: 95},
			{kind: "application/graphql", score: 98},
		},
		Finds: []Input{post("/graphql", "query", "variables"), post("/api", "operationName", "query"), get("/gql",
			"query")},
		Ignores: []Input{post("/search", "query"), get("/graphics")},
	},
	{
		ID: 32, Title: "SQL Service",
		Means: `Takes SQL text and runs or reads it.`,
		rules: []rule{
			{path: `sql sqlquery executesql runsql execsql jdbc querysql sqlexecute clickhouse hive presto
				mysql dbquery sqllab
				sqlconsole ksql parsesql`, score: 95},
			{field: "sql sqltext sqlquery querysql sqlstatement ksql ~sqlyuju", score: 93},
			{field: "statement", last: "statement query execute run", method: "POST", no: "bank account", score: 80},
		},
		Finds:   []Input{post("/sql/execute", "statement"), post("/query", "sql"), post("/db/runSql")},
		Ignores: []Input{post("/search", "query"), get("/account/statements")},
	},
	{
		ID: 33, Title: "File Upload",
		Means: `Takes files in: a document, picture, chunk. Rows of data in a file, to be imported, are Data Upload.`,
		rules: []rule{
			{path: fileWords, and: uploadWords, not: "import", score: 95},
			{act: uploadWords, not: "data log logs record report token metric telemetry", score: 88},
			{run: uploadWords, method: "POST PUT", not: "data log logs record telemetry metrics", score: 84},
			{kind: "multipart/form-data",
				field: "file files upload attachment image avatar avatarfile media upfile picture 文件",
				not:   importWords, score: 91},
			{path: fileWords, kind: "multipart/form-data application/octet-stream", method: "POST PUT",
				not: importWords, score: 88},
			{path: fileWords, field: "file files base64", method: "POST PUT",
				not: deleteWords + " " + importWords, score: 74},
			{act: "avatar image photo attachment picture", method: "POST", tail: -1, score: 66},
			{path: uploadWords, kind: "multipart/form-data application/octet-stream", method: "POST PUT",
				not: importWords, score: 84},
		},
		Finds: []Input{
			post("/upload", "file"), post("/files/upload"), {Method: "POST", Path: "/documents", BodyFields: []string{"file"},
				ContentType: []string{"multipart/form-data"}}, post("/wenjian/shangchuan"),
		},
		Ignores: []Input{get("/files/{id}/download"), post("/data/upload", "rows"), get("/profile")},
	},
	{
		ID: 34, Title: "File Download",
		Means: `Hands out a file. A table made into a file is Data Download.`,
		rules: []rule{
			{path: fileWords, and: downWords, score: 95},
			{act: downWords + " downloadzip", not: "data report bill statement " + orderWords + " " + logWords,
				score: 88},
			{run: downWords, not: "data report bill statement dataset " + orderWords + " " + logWords, score: 86},
			{run: downWords, field: "file filename filepath path url fileid fileids resource", score: 95},
			{act: "getfile readfile fetchfile filestream viewfile preview raw", method: "GET", score: 76},
			{path: fileWords + " drive item message", last: "content raw", method: "GET", score: 84},
			{path: "media file storage oss object attachment", act: "get fetch getfile getobject", method: "GET",
				tail: 1, score: 84},
			{path: "media file", act: "get", field: "mediaid fileid", score: 84},
			{act: "static", method: "GET", tail: 1, score: 78},
			{path: fileWords, method: "GET", field: "download", score: 84},
			{path: "artifact release build", act: "zip tarball zipball", method: "GET", score: 76},
		},
		Finds: []Input{get("/files/{id}/download"), get("/download", "filename"), get("/downloadFile", "path"),
			get("/wenjian/xiazai")},
		Ignores: []Input{post("/files/upload", "file"), get("/data/download"), get("/orders/download")},
	},
	{
		ID: 35, Title: "File Service",
		Means: `Does anything else with files and folders: lists, moves, renames, deletes, grants access to a store.`,
		rules: []rule{
			{path: `file files fileservice filesystem attachment bucket fs minio fileserver folder directory
				filemanager drive 文件 附件 ~wenjian ~fujian`, not: uploadWords + " " + downWords + " status health",
				score: 70},
			{run: `storage oss disk s3 cos document presigned presignedurl`,
				not: uploadWords + " " + downWords + " config", method: "GET DELETE PUT", score: 64},
			{path: "oss storage cos s3 fs", last: `policy sts quota token signature liststatus`, score: 86},
			{last: "file files attachment folder", not: uploadWords + " " + downWords, score: 72},
		},
		Finds: []Input{get("/files"), call("DELETE", "/attachments/{id}"), get("/oss/policy"), post("/folder/create",
			"name")},
		Ignores: []Input{post("/files/upload", "file"), get("/files/{id}/download"), get("/profile")},
	},
	{
		ID: 36, Title: "Background Management",
		Means: `Backstage work: what stands under an admin's entrance, and menus, roles, permissions,
				dictionaries of the system.`,
		rules: []rule{
			{path: `admin administrator backend backstage backoffice sysadmin mgmt adminapi wpadmin superadmin
				houtai 后台 系统管理 ~houtai =manage =manager =management =console ~guanli 管理`,
				no: logWords + " " + orderWords + " login logout", not: "token", score: 69},
			{path: "=system =sys =ops", method: "GET", no: logWords + " login logout", not: "sms resource",
				score: 55},
			{path: `menu permission sysuser sysrole sysmenu privilege rbac`, method: "GET", score: 54},
			{path: `role permission menu dict dept`, and: "=system =sys", method: "GET", score: 62},
			{path: "角色 菜单 权限 ~juese ~quanxian ~caidan", method: "GET", score: 56},
			{path: "sysuser sysrole sysmenu sysdept sysdict sysperm perms", method: "POST PUT PATCH", score: 52},
			{act: "getrouters routers", method: "GET", score: 62},
		},
		Finds:   []Input{get("/admin/users"), post("/manage/user/delete"), get("/system/menu/list"), get("/houtai/yonghu")},
		Ignores: []Input{get("/users"), post("/admin/login", "username", "password"), get("/logs/admin")},
	},
	{
		ID: 37, Title: "Dashboard",
		Means: `Figures made ready for one screen. The same figures for machines are Monitoring Service.`,
		rules: []rule{
			{path: `dashboard overview cockpit bigscreen workbench datascreen homepage widget scoreboard kanban
				看板 大屏 仪表盘 驾驶舱 概览 ~kanban ~daping ~yibiaopan`, not: "copy clone duplicate " + exportWords, score: 82},
			{run: "chart charts panel screen bigdata", method: "GET", not: "jobLog", score: 76},
		},
		Finds:   []Input{get("/dashboard"), get("/api/overview"), get("/bigScreen/data"), get("/admin/dashboard/stats")},
		Ignores: []Input{get("/users"), get("/metrics")},
	},
	{
		ID: 38, Title: "Monitoring Service",
		Means: `Figures, alarms and sessions of running systems.`,
		rules: []rule{
			{path: `monitor monitoring metrics prometheus actuator alarm grafana zabbix apm skywalking jvm
				nodeexporter alertmanager pushgateway monitors 监控 告警 ~jiankong ~gaojing metricalarm alertpolicy
				alertpolicies`,
				no: "health healthz beacon " + logWords, not: uploadWords + " " + importWords,
				method: "GET HEAD", score: 83},
			{path: `monitor monitoring alarm alertmanager monitors 监控 告警 ~jiankong ~gaojing metricalarm
				alertpolicy alertpolicies`,
				no: logWords, not: uploadWords + " " + importWords + " beacon", score: 69},
			{path: "alert alerts watch", not: "price health", score: 76},
			{last: "metric metrics alert alarm", method: "GET", score: 83},
			{path: "redis druid nacos node nodes jvm", and: "info stats index monitor getmonitorinfo",
				method: "GET", score: 80},
			{last: "resource usage", path: "system sys", and: "usage", method: "GET", score: 80},
			{last: "query queryrange series", field: "query", with: "time start step", method: "GET", score: 70},
			{path: "monitor", and: "joblog", score: 86},
		},
		Finds:   []Input{get("/metrics"), get("/monitor/server"), get("/actuator/prometheus"), get("/jiankong/liebiao")},
		Ignores: []Input{get("/actuator/health"), get("/orders")},
	},
	{
		ID: 39, Title: "Information Sending",
		Means: `Sends messages and notices, in the system or by push. Mail and text messages have rows of their own.`,
		rules: []rule{
			{path: messageWords, and: sendWords + " publish broadcast deliver notify 发送 推送 ~fasong ~tuisong",
				no: smsWords + " " + mailWords, not: orderWords + " template", score: 87},
			{path: `sendmessage sendmsg pushmessage sendnotice sendnotification pushmsg postmessage sendinfo
				notifyuser sendtoall asyncsend`,
				no: smsWords, score: 90},
			{run: messageWords + " completions", act: sendWords, no: smsWords, score: 87},
			{last: "message notification msg chat 消息 notice", method: "POST", tail: -1,
				not: queryWords + " read template " + updateWords + " " + deleteWords + `
				` + smsWords + " " + authWords, score: 74},
			{act: "reply", path: "conversation ticket message thread chat", score: 74},
			{path: "sns fcm push webhook robot websocket", act: "publish send notify broadcast sendtoall", score: 88},
			{path: "webhook robot", last: "notify send", score: 90},
			{act: "publish", field: "message topicarn", score: 84},
			{act: sendWords, not: "otp code captcha", score: 62},
		},
		Finds: []Input{post("/message/send", "content"), post("/channels/{id}/messages", "text"),
			post("/chat.postMessage"), post("/xiaoxi/fasong")},
		Ignores: []Input{post("/sms/send", "mobile"), get("/messages"), post("/email/send", "to")},
	},
}
