package purpose

var logRows = []Row{
	{
		ID: 27, Title: "Log Query",
		Means: `Reads logs and records of what was done. Reading an audit that decides is Data Auditing.`,
		rules: []rule{
			{path: logWords, method: "GET",
				not: exportWords + " download upload report collect config setting level", score: 86},
			{path: logWords, act: readWords + " " + viewWords + " tail", not: exportWords + " upload report",
				score: 90},
			{last: "querylogs getlogs listlogs searchlogs findlogs readlogs fetchlogs", score: 95},
			{path: "loki", and: "query queryrange", score: 88},
			{run: "login", and: "history record records", method: "GET POST", score: 92},
			{last: "entries", act: readWords, method: "POST", score: 80},
		},
		Finds: []Input{get("/logs"), post("/log/query", "startTime"), get("/admin/operationLog/list"),
			get("/rizhi/chaxun")},
		Ignores: []Input{get("/logs/export"), post("/log/report", "events"), get("/blogs")},
	},
	{
		ID: 28, Title: "Log Reporting",
		Means: `Takes logs and events in: from clients, agents, trackers.`,
		rules: []rule{
			{path: logWords, and: `report upload collect push send submit write save put ingest record add batch
				post 上报 ~shangbao ~caiji 采集`, method: "POST PUT", not: readWords + " batchget export", score: 92},
			{path: logWords, method: "GET", act: "report collect", score: 91},
			{path: logWords, method: "POST", field: "logs message level events entries stack resourcelogs logevents",
				not: queryWords + " " + exportWords + " level config", score: 89},
			{last: "log", method: "POST", tail: -1, act: "log logs", not: readWords + " admin", score: 84},
			{run: `=track =tracking trackevent beacon telemetry buried analytics tracker eventtracking
				clientlog errorreport
				crash crashreport webvitals rum monitorreport reportevent trackevent 埋点 ~maidian`, method: "POST",
				not: orderWords + " shipment package dashboard upload import export " + readWords, score: 80},
			{act: "collect", method: "POST", score: 80},
			{run: "error errors frontenderror jserror", field: "stack stacktrace", method: "POST", score: 88},
			{path: "loki intake envelope entries", act: "push write envelope events ingest", method: "POST",
				score: 93},
		},
		Finds: []Input{post("/log/report", "events"), post("/logs", "level", "message"), post("/collect", "events"),
			post("/rizhi/shangbao")},
		Ignores: []Input{get("/logs"), post("/log/query", "keyword"), post("/report", "title")},
	},
	{
		ID: 29, Title: "Log Export",
		Means: `Takes logs out as a file.`,
		rules: []rule{
			{path: logWords, and: exportWords + " download downloads zip 下载 ~xiazai", score: 96},
			{path: "diagnostics", act: "zip download export", score: 80},
		},
		Finds:   []Input{get("/logs/export"), get("/log/download"), post("/rizhi/daochu")},
		Ignores: []Input{get("/orders/export"), get("/logs")},
	},
	{
		ID: 30, Title: "Log Service",
		Means: `Does anything else to logs: deletes, clears, rotates, sets their level.`,
		rules: []rule{
			{path: logWords + " logservice logstore logconfig loglevel", method: "POST PUT PATCH DELETE", score: 78},
			{path: logWords, and: `config setting level service retention delete clear clean rotate archive
				sls del remove purge 服务
				配置 清空 删除 ~fuwu ~peizhi ~shanchu ~qingkong`, not: exportWords, score: 93},
			{path: "loggers logger", method: "POST PUT", score: 94},
			{path: logWords, method: "DELETE", score: 92},
		},
		Finds:   []Input{call("DELETE", "/logs/{id}"), post("/logService/config"), call("PUT", "/log/level", "level")},
		Ignores: []Input{get("/logs"), post("/login", "username", "password"), get("/logs/export")},
	},
}
