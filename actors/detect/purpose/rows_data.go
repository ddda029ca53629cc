package purpose

var dataRows = []Row{
	{
		ID: 40, Title: "Data Check",
		Means: `Answers whether data is right, there or allowed. Codes that were sent are Verification
				Code Verification.`,
		rules: []rule{
			{act: checkWords, no: "health", not: "status order pay health", score: 68},
			{act: checkWords, field: "idno bankcard cardno idcard name couponcode", not: "status sms", score: 87},
			{act: "match compare", method: "POST", score: 66},
			{act: `exists isexist checkexist checkname checkusername checkunique precheck available
				checknameavailability testpermissions
				testiampermissions 校验 核验 检查 查验 ~jiaoyan ~jiancha ~heyan`, score: 84},
			{run: "check validate verify verification 校验 核验 ~jiaoyan ~jiancha ~heyan exists", method: "POST PUT GET",
				not: "health code", score: 52},
			{act: "verify", run: "auth realname kyc signature", not: codeWords, score: 80},
		},
		Finds: []Input{post("/idcard/verify", "name", "idNo"), get("/users/exists", "name"), post("/data/check"),
			post("/shuju/jiaoyan")},
		Ignores: []Input{post("/code/verify", "code"), get("/health"), post("/checkout", "items")},
	},
	{
		ID: 41, Title: "Data Query",
		Means: `Reads records that are neither orders, logs, files nor settings; what GET does where
				nothing else is told.`,
		rules: []rule{
			{act: readWords, method: "GET HEAD POST", no: exportWords + " " + downWords, score: 50},
			{act: viewWords, method: "GET HEAD POST", not: exportWords + " " + downWords, score: 42},
			{run: readWords, method: "GET HEAD POST", score: 34},
			{method: "GET HEAD", score: 30},
			{field: "page pagesize pagenum limit offset keyword cursor pageno sortby", method: "GET POST", score: 32},
			{act: "listkeys listall", method: "POST", score: 52},
			{method: "QUERY SEARCH PROPFIND", score: 40},
		},
		Finds: []Input{get("/users"), post("/user/list", "page"), get("/products/{id}"), post("/kehu/chaxun"),
			post("/search", "keyword")},
		Ignores: []Input{post("/users", "name"), get("/orders"), call("DELETE", "/users/{id}")},
	},
	{
		ID: 42, Title: "Data Upload",
		Means: `Takes many records in at once: an import, a table, measurements.`,
		rules: []rule{
			{path: uploadWords + " import",
				and: "=data record dataset metric info excel batchdata telemetry points 数据 ~shuju",
				not: "template", score: 93},
			{act: importWords, not: "template status", score: 92},
			{run: "=data device iot telemetry", act: "report 上报", method: "POST", score: 80},
			{run: "import 导入 ~daoru", method: "POST PUT", not: "template", score: 78},
			{last: "import imports", score: 78},
		},
		Finds: []Input{post("/data/upload", "rows"), post("/users/import"), post("/excel/importData"),
			post("/shuju/daoru")},
		Ignores: []Input{post("/files/upload", "file"), get("/data/list")},
	},
	{
		ID: 43, Title: "Data Download",
		Means: `Takes records out: an export, a report, a bill as a file.`,
		rules: []rule{
			{run: downWords + " downloadexcel downloadreport",
				and: `data dataset report record statement bill excel result template 数据 报表 账单 ~shuju
				~baobiao ~zhangdan`, not: fileOnly, score: 95},
			{act: exportWords + " exporttemplate importtemplate", not: "=import " + orderWords + " " + logWords,
				score: 86},
			{run: exportWords, not: "=import " + orderWords + " " + logWords + " status progress", score: 80},
		},
		Finds:   []Input{get("/data/download"), get("/users/export"), get("/report/download"), post("/shuju/daochu")},
		Ignores: []Input{get("/orders/export"), get("/logs/export"), get("/files/{id}/download")},
	},
}
