package purpose

var orderRows = []Row{
	{
		ID: 22, Title: "Status Check",
		Means: `Asks whether something is alive, ready or how far along. Asking how much it does is
				Monitoring Service.`,
		rules: []rule{
			{last: `status health healthz healthcheck ping heartbeat alive livez readyz ready liveness
				readiness live up
				statuscheck state getstatus querystatus checkstatus healthy isalive keepalive probe progress 状态
				~zhuangtai ~xintiao ~jindu 进度`,
				method: "GET HEAD", not: "update modify change set registration bystatus bystate " + logonWords,
				score: 84},
			{last: `status state getstatus querystatus checkstatus progress 状态 ~zhuangtai heartbeat ping
				keepalive`, method: "POST",
				act: readWords + " " + checkWords + " heartbeat ping keepalive", not: "update modify change set",
				score: 84},
			{path: "health healthz healthcheck heartbeat ping statuscheck liveness readiness 健康",
				not: logonWords + " insurance test", method: "GET HEAD POST",
				score: 85},
			{last: "status state 状态 ~zhuangtai", and: "check query get 查询 ~chaxun", not: "update", score: 86},
			{run: "状态 ~zhuangtai", method: "GET", score: 84},
		},
		Finds:   []Input{get("/health"), get("/orders/{id}/status"), get("/ping"), get("/dingdan/zhuangtai")},
		Ignores: []Input{call("PUT", "/orders/{id}/status", "status"), get("/users")},
	},
	{
		ID: 23, Title: "Order Query",
		Means: `Reads orders, one or many, and what hangs on them. Reading how an order stands is Status Check.`,
		rules: []rule{
			{path: orderWords, method: "GET HEAD",
				not: exportWords + " " + payWords + " status health 状态 ~zhuangtai", score: 76},
			{path: orderWords, act: readWords + " " + viewWords, method: "GET POST HEAD",
				not: exportWords + " " + deleteWords + ` submit update modify
				edit cancel pay status 状态 ~zhuangtai`, score: 82},
			{path: orderWords, act: "count statistics stats", method: "GET POST", score: 82},
		},
		Finds: []Input{get("/orders"), get("/orders/{id}"), post("/order/queryList", "page"),
			post("/dingdan/chaxun"), get("/order/list", "page")},
		Ignores: []Input{get("/orders/export"), post("/orders/{id}/pay"), get("/products")},
	},
	{
		ID: 24, Title: "Order Export",
		Means: `Takes orders out as a file.`,
		rules: []rule{
			{path: orderWords, and: exportWords + " download downloads 下载 ~xiazai", score: 92},
		},
		Finds:   []Input{get("/orders/export"), post("/order/exportExcel"), get("/dingdan/daochu")},
		Ignores: []Input{get("/orders"), get("/users/export")},
	},
	{
		ID: 25, Title: "Order Update",
		Means: `Changes an order: its address, price or state (shipped, received, finished). Cancel,
				Close and Order Payment are apart.`,
		rules: []rule{
			{path: orderWords, and: updateWords + " " + modifyWords + ` ship deliver confirm complete finish receive
				accept refuse remark dispatch fulfill delivery ~fahuo ~shouhuo 发货 收货`, method: "POST PUT PATCH",
				not: "pay payment batch delivered", score: 86},
			{path: orderWords, last: "status assign fulfillment", method: "POST PUT PATCH",
				not: "pay " + readWords, score: 86},
			{path: orderWords, method: "PUT PATCH", no: "cancel close pay", not: deleteWords + " batch bulk",
				score: 72},
			{path: orderWords, run: orderWords, method: "POST", tail: 1, score: 60},
		},
		Finds: []Input{call("PUT", "/orders/{id}", "remark"), post("/order/update", "orderId"), call("PATCH",
			"/orders/{id}/status", "status")},
		Ignores: []Input{get("/orders/{id}"), post("/orders/{id}/pay"), call("PUT", "/users/{id}", "name")},
	},
	{
		ID: 26, Title: "Order Payment",
		Means: `Pays: starts, captures or confirms a payment, and hears of it from the payment's
				provider. Reading payments is Data Query.`,
		rules: []rule{
			{path: payWords, and: orderWords, method: "POST PUT PATCH",
				not: queryWords + " " + exportWords + " status", score: 93},
			{act: "pay topay dopay payorder", method: "GET", not: queryWords, score: 88},
			{path: `pay prepay unifiedorder dopay paynow payorder topay gopay createpayment balancepay
				paysuccess paysubmit wxpay jsapi
				付款 支付 ~fukuan ~zhifu`, no: "paypassword status query list get config channels",
				not:   authWords + " " + registerWords,
				score: 84},
			{path: "notify callback webhook", and: "pay payment wxpay wepay unionpay wechatpay " + alipayWords + " " + wechatWords, no: "code",
				not: logonWords, score: 92},
			{path: payWords, field: orderWords + " ordernumber outtradeno orderamount amount",
				method: "POST PUT", not: "method refund bill", score: 90},
			{last: "payment checkout charge capture prepay cashier", method: "POST", not: "method", score: 78},
			{path: "paymentintent paymentintents", method: "POST", act: "confirm capture", score: 90},
		},
		Finds: []Input{
			post("/orders/{id}/pay"), post("/pay/unifiedOrder", "outTradeNo"), post("/payments", "orderId", "amount"),
			post("/alipay/pay", "orderId"), post("/dingdan/zhifu"),
		},
		Ignores: []Input{get("/orders"), get("/payments/{id}"), post("/login/alipay", "code")},
	},
}
