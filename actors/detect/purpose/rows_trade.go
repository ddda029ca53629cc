package purpose

var tradeRows = []Row{
	{
		ID: 22, Title: "Status Check",
		rules: []rule{
			{last: `status health healthz healthcheck ping heartbeat alive livez readyz ready liveness readiness live up
				statuscheck
				state getstatus querystatus checkstatus healthy isalive keepalive probe progress online 状态 ~zhuangtai ~xintiao`,
				method: "GET HEAD POST", no: "update modify change set " + logWords, score: 74},
			{path: "health healthz healthcheck heartbeat ping actuatorhealth statuscheck liveness readiness 健康", score: 84},
			{path: "status state 状态 ~zhuangtai", and: "check query get", no: "update", score: 80},
		},
		Finds:   []Input{get("/health"), get("/orders/{id}/status"), get("/ping"), get("/dingdan/zhuangtai")},
		Ignores: []Input{call("PUT", "/orders/{id}/status", "status"), get("/users")},
	},
	{
		ID: 23, Title: "Order Query",
		rules: []rule{
			{path: orderWords, method: "GET HEAD", no: exportWords + " " + payWords + " status health 状态 ~zhuangtai",
				score: 76},
			{path: orderWords, and: queryWords, no: exportWords + " " + deleteWords + ` create submit update modify edit
				cancel pay batch
				status 状态 ~zhuangtai`, score: 82},
		},
		Finds: []Input{get("/orders"), get("/orders/{id}"), post("/order/queryList", "page"),
			post("/dingdan/chaxun"), get("/order/list", "page")},
		Ignores: []Input{get("/orders/export"), post("/orders/{id}/pay"), get("/products")},
	},
	{
		ID: 24, Title: "Order Export",
		rules: []rule{
			{path: orderWords, and: exportWords + " download downloads 下载 ~xiazai", score: 92},
		},
		Finds:   []Input{get("/orders/export"), post("/order/exportExcel"), get("/dingdan/daochu")},
		Ignores: []Input{get("/orders"), get("/users/export")},
	},
	{
		ID: 25, Title: "Order Update",
		rules: []rule{
			{path: orderWords, and: updateWords + " " + modifyWords + ` ship deliver confirm complete finish receive
				accept refuse remark
				status assign dispatch fulfill`, method: "POST PUT PATCH", score: 86},
			{path: orderWords, method: "PUT PATCH", no: "cancel close pay", score: 80},
		},
		Finds: []Input{call("PUT", "/orders/{id}", "remark"), post("/order/update", "orderId"), call("PATCH",
			"/orders/{id}/status", "status")},
		Ignores: []Input{get("/orders/{id}"), post("/orders/{id}/pay"), call("PUT", "/users/{id}", "name")},
	},
	{
		ID: 26, Title: "Order Payment",
		rules: []rule{
			{path: payWords, and: orderWords, no: queryWords + " " + exportWords, score: 93},
			{path: "pay prepay unifiedorder dopay paynow payorder topay gopay createpayment 付款 支付 ~fukuan ~zhifu",
				no: `paypassword status
				query list get notify config ` + authWords + " " + registerWords, score: 84},
			{path: payWords, field: orderWords + " ordernumber outtradeno orderamount", method: "POST PUT", score: 90},
			{last: "payment checkout charge capture", method: "POST", score: 72},
		},
		Finds: []Input{
			post("/orders/{id}/pay"), post("/pay/unifiedOrder", "outTradeNo"), post("/payments", "orderId", "amount"),
			post("/alipay/pay", "orderId"), post("/dingdan/zhifu"),
		},
		Ignores: []Input{get("/orders"), get("/payments/{id}"), post("/login/alipay", "code")},
	},
}

var serviceRows = []Row{
	{
		ID: 27, Title: "Log Query",
		rules: []rule{
			{path: logWords, method: "GET", no: exportWords + " download upload report collect", score: 84},
			{path: logWords, and: queryWords, no: exportWords + " upload report", score: 88},
			{path: "login loginrecord", and: "history record records", score: 70},
		},
		Finds: []Input{get("/logs"), post("/log/query", "startTime"), get("/admin/operationLog/list"),
			get("/rizhi/chaxun")},
		Ignores: []Input{get("/logs/export"), post("/log/report", "events"), get("/blogs")},
	},
	{
		ID: 28, Title: "Log Reporting",
		rules: []rule{
			{path: logWords, and: `report upload collect push send submit write save put ingest record track add batch
				post 上报 ~shangbao
				~caiji 采集`, method: "POST PUT GET", no: "query list", score: 92},
			{path: logWords, method: "POST", field: "logs message level events entries stack",
				no: queryWords + " " + exportWords, score: 87},
			{path: `track tracking beacon collect telemetry buried analytics tracker eventtracking clientlog errorreport
				crash crashreport
				webvitals rum monitorreport 埋点 ~maidian`, method: "POST", no: orderWords + " shipment package", score: 80},
		},
		Finds: []Input{post("/log/report", "events"), post("/logs", "level", "message"), post("/collect", "events"),
			post("/rizhi/shangbao")},
		Ignores: []Input{get("/logs"), post("/log/query", "keyword"), post("/report", "title")},
	},
	{
		ID: 29, Title: "Log Export",
		rules: []rule{
			{path: logWords, and: exportWords + " download downloads 下载 ~xiazai", score: 94},
		},
		Finds:   []Input{get("/logs/export"), get("/log/download"), post("/rizhi/daochu")},
		Ignores: []Input{get("/orders/export"), get("/logs")},
	},
	{
		ID: 30, Title: "Log Service",
		rules: []rule{
			{path: logWords + " logservice logstore logconfig loglevel", score: 78},
			{path: logWords, and: "config setting level service delete clear clean rotate archive loggers sls", score: 90},
		},
		Finds:   []Input{call("DELETE", "/logs/{id}"), post("/logService/config"), call("PUT", "/log/level", "level")},
		Ignores: []Input{get("/logs"), post("/login", "username", "password"), get("/logs/export")},
	},
	{
		ID: 31, Title: "GraphQL",
		rules: []rule{
			{path: "graphql gql graphiql graph graphqlapi", score: 98},
			{field: "operationname variables", with: "query mutation", method: "POST", score: 92},
			{kind: "application/graphql", score: 98},
		},
		Finds: []Input{post("/graphql", "query", "variables"), post("/api", "operationName", "query"), get("/gql",
			"query")},
		Ignores: []Input{post("/search", "query"), get("/graphics")},
	},
	{
		ID: 32, Title: "SQL Service",
		rules: []rule{
			{path: `sql sqlquery executesql runsql execsql jdbc querysql sqlexecute clickhouse hive presto mysql dbquery sqllab
				sqlconsole`, score: 95},
			{field: "sql sqltext sqlquery querysql statement sqlstatement ~sqlyuju", no: "bank account", score: 90},
		},
		Finds:   []Input{post("/sql/execute", "statement"), post("/query", "sql"), post("/db/runSql")},
		Ignores: []Input{post("/search", "query"), get("/account/statements")},
	},
	{
		ID: 33, Title: "File Upload",
		rules: []rule{
			{path: fileWords, and: uploadWords, score: 94},
			{last: uploadWords, no: "data log logs record report token", score: 88},
			{path: uploadWords, method: "POST PUT", no: "data log logs record", score: 84},
			{kind: "multipart/form-data", field: "file files upload attachment image avatar 文件", score: 90},
			{path: fileWords, kind: "multipart/form-data application/octet-stream", method: "POST PUT", score: 88},
			{path: fileWords, field: "file files base64", method: "POST PUT", no: deleteWords, score: 74},
			{last: "avatar file image photo attachment", method: "POST", tail: -1, score: 66},
		},
		Finds: []Input{
			post("/upload", "file"), post("/files/upload"), {Method: "POST", Path: "/documents", BodyFields: []string{"file"},
				ContentType: []string{"multipart/form-data"}}, post("/wenjian/shangchuan"),
		},
		Ignores: []Input{get("/files/{id}/download"), post("/data/upload", "rows"), get("/profile")},
	},
	{
		ID: 34, Title: "File Download",
		rules: []rule{
			{path: fileWords, and: downWords, score: 94},
			{last: downWords, no: "data " + orderWords + " " + logWords, score: 86},
			{path: downWords, field: "file filename filepath path url fileid", score: 92},
			{last: "getfile readfile fetchfile filestream viewfile preview raw", method: "GET", score: 72},
		},
		Finds: []Input{get("/files/{id}/download"), get("/download", "filename"), get("/downloadFile", "path"),
			get("/wenjian/xiazai")},
		Ignores: []Input{post("/files/upload", "file"), get("/data/download"), get("/orders/download")},
	},
	{
		ID: 35, Title: "File Service",
		rules: []rule{
			{path: `file files fileservice filesystem storage oss attachment bucket fs minio fileserver folder directory
				documents document
				filemanager drive disk s3 cos 文件 附件 ~wenjian ~fujian`, no: uploadWords + " " + downWords, score: 64},
			{last: "file files attachment folder", no: uploadWords + " " + downWords, score: 68},
		},
		Finds: []Input{get("/files"), call("DELETE", "/attachments/{id}"), get("/oss/policy"), post("/folder/create",
			"name")},
		Ignores: []Input{post("/files/upload", "file"), get("/files/{id}/download"), get("/profile")},
	},
	{
		ID: 36, Title: "Background Management",
		rules: []rule{
			{path: `admin administrator manage manager management backend backstage console backoffice sysadmin mgmt
				houtai adminapi
				superadmin system sys ops 后台 管理 ~houtai ~guanli`, no: logWords + " " + orderWords + " login logout", score: 66},
			{path: "role menu permission sysuser sysrole sysmenu dept privilege rbac 角色 菜单 权限 ~juese ~quanxian ~caidan",
				score: 56},
		},
		Finds:   []Input{get("/admin/users"), post("/manage/user/delete"), get("/system/menu/list"), get("/houtai/yonghu")},
		Ignores: []Input{get("/users"), post("/admin/login", "username", "password"), get("/logs/admin")},
	},
	{
		ID: 37, Title: "Dashboard",
		rules: []rule{
			{path: `dashboard overview cockpit bigscreen kanban workbench datascreen homepage panel widget scoreboard
				chart charts 看板
				大屏 仪表盘 驾驶舱 概览 ~kanban ~daping ~yibiaopan`, score: 80},
		},
		Finds:   []Input{get("/dashboard"), get("/api/overview"), get("/bigScreen/data"), get("/admin/dashboard/stats")},
		Ignores: []Input{get("/users"), get("/metrics")},
	},
	{
		ID: 38, Title: "Monitoring Service",
		rules: []rule{
			{path: `monitor monitoring metrics prometheus actuator alert alarm grafana zabbix apm skywalking trace jvm
				nodeexporter
				alertmanager telemetry pushgateway watch monitors 监控 告警 ~jiankong ~gaojing`, no: "health healthz beacon",
				score: 82},
		},
		Finds:   []Input{get("/metrics"), get("/monitor/server"), get("/actuator/prometheus"), get("/jiankong/liebiao")},
		Ignores: []Input{get("/actuator/health"), get("/orders")},
	},
	{
		ID: 39, Title: "Information Sending",
		rules: []rule{
			{path: `message msg notification notify push notice im chat announcement broadcast mailbox 消息 通知 推送 ~xiaoxi
				~tongzhi
				~tuisong`,
				and: "send push publish post broadcast deliver reply create notify 发送 ~fasong",
				no:  smsWords + " " + mailWords, score: 86},
			{path: "sendmessage sendmsg pushmessage sendnotice sendnotification pushmsg postmessage sendinfo notifyuser",
				score: 90},
			{path: "message messages notification notifications msg chat 消息", method: "POST",
				no: queryWords + " read " + smsWords, score: 70},
			{last: "send 发送 ~fasong", score: 62},
		},
		Finds: []Input{post("/message/send", "content"), post("/channels/{id}/messages", "text"),
			post("/chat.postMessage"), post("/xiaoxi/fasong")},
		Ignores: []Input{post("/sms/send", "mobile"), get("/messages"), post("/email/send", "to")},
	},
}
