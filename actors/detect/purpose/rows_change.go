package purpose

var changeRows = []Row{
	{
		ID: 44, Title: "Data Addition",
		Means: `Makes a new record: create, insert, new, and POST to a collection. The word "add" alone is Add.`,
		rules: []rule{
			{act: createWords, method: "POST PUT GET", not: "query list", score: 57},
			{run: createWords, method: "POST PUT", score: 44},
			{method: "POST", tail: -1, not: "=gateway =rpc =service =gw =invoke =index", score: 24},
		},
		Finds: []Input{post("/users", "name"), post("/user/create", "name"), post("/insertRecord"),
			post("/kehu/xinzeng")},
		Ignores: []Input{get("/users"), post("/cart/add", "sku"), post("/user/list", "page")},
	},
	{
		ID: 45, Title: "Data Modification",
		Means: `Changes a record by hand: modify, edit, change, rename, adjust. Updates, PUT and PATCH
				are Data Update.`,
		rules: []rule{
			{act: modifyWords, score: 59},
			{run: modifyWords, method: "POST PUT PATCH", score: 46},
		},
		Finds: []Input{post("/user/modify", "name"), post("/editProfile"), call("PUT", "/users/{id}/rename", "name"),
			post("/kehu/xiugai")},
		Ignores: []Input{post("/user/update", "name"), post("/password/change", "password"), call("DELETE", "/users/{id}")},
	},
	{
		ID: 46, Title: "Data Update",
		Means: `Brings a record up to date: update, upsert, refresh, replace, and PUT and PATCH where no
				verb tells more.`,
		rules: []rule{
			{act: updateWords, method: "POST PUT PATCH", no: "token", score: 58},
			{run: updateWords, method: "POST PUT PATCH", score: 46},
			{method: "PUT PATCH", score: 34},
			{method: "POST", tail: 1, score: 22},
		},
		Finds: []Input{post("/user/update", "name"), call("PUT", "/users/{id}", "name"), post("/upsertItem"),
			post("/kehu/gengxin")},
		Ignores: []Input{post("/user/modify", "name"), call("PUT", "/orders/{id}", "remark"), get("/updates")},
	},
	{
		ID: 47, Title: "Data Sharing",
		Means: `Lets others see a record: shares and links to them. Sending is Information Sending.`,
		rules: []rule{
			{act: `share sharing shared sharelink sharedata shareto sharedlink sharedlinks datashare 共享 分享
				~gongxiang ~fenxiang`, score: 80},
			{run: `sharing shared sharelink sharedlink shareddata sharedwithme shares =share createlink 共享
				分享 ~gongxiang ~fenxiang`, score: 78},
			{act: "shares", score: 80},
			{act: "createlink", score: 80},
		},
		Finds: []Input{post("/documents/{id}/share", "userIds"), post("/data/share"), get("/share/link"),
			post("/shuju/gongxiang")},
		Ignores: []Input{get("/exchange/rate"), get("/users"), post("/shared-cart/pay", "orderId")},
	},
	{
		ID: 48, Title: "Data Deletion",
		Means: `Removes a record: delete, remove, clear, and the method DELETE.`,
		rules: []rule{
			{act: deleteWords, score: 68},
			{run: deleteWords, method: "POST DELETE GET", score: 48},
			{method: "DELETE", score: 58},
		},
		Finds: []Input{call("DELETE", "/users/{id}"), post("/user/delete", "id"), post("/removeItem"),
			post("/kehu/shanchu")},
		Ignores: []Input{get("/users"), call("DELETE", "/session"), post("/user/update", "name")},
	},
}
