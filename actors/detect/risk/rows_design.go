package risk

import (
	"fmt"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const apiDesign = "API design"

// Purposes that rows ask for, by their numbers in the acceptance table.
const (
	smsLogon      finding.Purpose = 2
	mailLogon     finding.Purpose = 3
	smsRegister   finding.Purpose = 13
	mailRegister  finding.Purpose = 14
	smsSending    finding.Purpose = 18
	mailSending   finding.Purpose = 19
	codeChecking  finding.Purpose = 21
	fileDownload  finding.Purpose = 34
	fileService   finding.Purpose = 35
	dataDownload  finding.Purpose = 43
	passwordReset finding.Purpose = 20
	statusCheck   finding.Purpose = 22
)

func designRows() []*Row {
	return []*Row{
		{
			ID: 28, Title: "Request parameter traversability", Category: apiDesign, Level: finding.Low, Version: 2,
			Advice: "Name records by long random ids (a UUID), and check with each call that the caller may see this " +
				"record: short numbers can be counted up.",
			Clear: "Ids of more than eight digits, or ids that are no plain numbers.",
			Zh: finding.Words{
				Title:  "请求参数可遍历",
				Clear:  "ID 超过八位数字，或不是纯数字。",
				Advice: "使用较长的随机 ID（如 UUID）标识记录，并在每次调用时校验调用者是否有权查看该记录：短数字可被逐一遍历。",
			},
			PerCall: shortID, Needs: Succeeded | Passed | AskedRecord, Chance: ChanceAnswered,
			Finds: []Example{
				"GET https://shop.example.com/api/orders/1042\nAuthorization: Bearer 9d2f6a31c08e4b7f95d2\n\n-- 200\n" +
					"Content-Type: application/json\n\n{\"n\":1}",
				"GET https://shop.example.com/api/user/info?userId=1001\n\n-- 200\nContent-Type: application/json\n\n{\"n\":1}",
			},
			Ignores: []Example{
				"GET https://shop.example.com/api/orders/7c9e6679-7425-40de-944b-e07fc1f90ae7\n\n-- 200\n\n{}",
				"GET https://shop.example.com/api/v2/orders\n\n-- 200\n\n{}",
				"GET https://shop.example.com/api/orders/1042\n\n-- 404\n\n{}",
				"GET https://shop.example.com/api/products/1042\n\n-- 200\nContent-Type: application/json\n\n{\"n\":1}",
				"GET https://shop.example.com/articles/2026/11/21\n\n-- 200\nContent-Type: application/json\n\n{\"n\":1}",
				"GET https://shop.example.com/api/orders?page=12&pageSize=20\nAuthorization: Bearer 9d2f6a31c08e4b7f95d2\n\n" +
					"-- 200\nContent-Type: application/json\n\n{\"n\":1}",
			},
		},
		{
			ID: 29, Title: "Modifiable volume of returned data", Category: apiDesign, Level: finding.Low, Version: 2,
			Advice: "Set an upper bound on the server for the number of rows that a caller may ask for.",
			Clear:  fmt.Sprintf("Fewer than %d rows, whatever the caller asks for.", bigPage),
			Zh: finding.Words{
				Title:  "返回数据量可修改",
				Clear:  fmt.Sprintf("无论调用者如何指定，返回行数都少于 %d 行。", bigPage),
				Advice: "在服务端对调用者可请求的行数设置上限。",
			},
			Suggest: []finding.SuggestionKind{finding.SuggestRateLimit},
			PerCall: obeyedPage, Needs: Succeeded | Passed | AskedRows, Chance: ChanceRead,
			Finds: []Example{Example("GET https://shop.example.com/api/orders?pageSize=500\nAuthorization: Bearer " +
				"9d2f6a31c08e4b7f95d2\n\n" +
				"-- 200\nContent-Type: application/json\n\n" + rowsOf(500))},
			Ignores: []Example{
				Example("GET https://shop.example.com/api/orders?pageSize=500\n\n-- 200\nContent-Type: application/json\n\n" +
					rowsOf(50)),
				Example("GET https://shop.example.com/api/orders?pageSize=20\n\n-- 200\nContent-Type: application/json\n\n" +
					rowsOf(20)),
			},
		},
		{
			ID: 30, Title: "Database query", Category: apiDesign, Level: finding.High, Version: 2,
			Advice: "Do not let callers write the query: give named reports with checked parameters, under a database " +
				"account that can read no more than those.",
			Clear: "No database statement in a parameter.",
			Zh: finding.Words{
				Title:  "数据库查询接口",
				Clear:  "参数中不含数据库语句。",
				Advice: "不让调用者编写查询：提供参数经过校验的固定报表，并使用仅能读取这些数据的数据库账号。",
			},
			Suggest: []finding.SuggestionKind{finding.SuggestWhitelist},
			PerCall: databaseQuery, Needs: Succeeded | Passed | AskedStatement, Chance: ChanceAnswered,
			Finds: []Example{"POST https://shop.example.com/api/report\nContent-Type: application/json\n\n" +
				`{"sql":"SELECT name, total FROM orders WHERE day > '2026-01-01'"}` + "\n-- 200\n\n{}"},
			Ignores: []Example{
				"GET https://shop.example.com/api/search?q=select+a+gift+from+us\n\n-- 200\n\n{}",
				"POST https://shop.example.com/api/report\nContent-Type: application/json\n\n" +
					`{"sql":"SELECT name FROM orders"}` + "\n-- 403\n\n{}",
			},
		},
		{
			ID: 31, Title: "Command execution API", Category: apiDesign, Level: finding.High, Version: 2,
			Advice: "Take the API away, or let it run only named actions with checked parameters, never a text that the " +
				"caller wrote.",
			Clear: "No shell command in a parameter.",
			Zh: finding.Words{
				Title:  "命令执行接口",
				Clear:  "参数中不含 shell 命令。",
				Advice: "下线该 API，或仅允许执行参数经过校验的固定操作，绝不执行调用者编写的文本。",
			},
			Suggest: []finding.SuggestionKind{finding.SuggestWhitelist},
			PerCall: commandExecution, Needs: Succeeded | Passed | AskedCommand, Chance: ChanceAnswered,
			Finds: []Example{"POST https://shop.example.com/api/ops/run\nContent-Type: application/json\n\n" +
				`{"cmd":"ls -la /var/log"}` + "\n-- 200\n\n{}"},
			Ignores: []Example{
				"POST https://shop.example.com/api/robot\nContent-Type: application/json\n\n" + `{"cmd":"forward"}` +
					"\n-- 200\n\n{}",
			},
		},
		{
			ID: 32, Title: "Arbitrary short message sending", Category: apiDesign, Level: finding.Medium, Version: 1,
			Advice: "Keep the texts on the server and let callers choose one by its number, with checked parameters; send to " +
				"the number of the signed-in account only, and few an hour.",
			Clear: "A number of a template instead of the text, or a receiver that the caller cannot choose.",
			Zh: finding.Words{
				Title: "任意短信发送",
				Clear: "使用模板编号代替短信内容，或接收号码不可由调用者指定。",
				Advice: "短信内容保存在服务端，调用者仅可按编号选择并传入经校验的参数；只发送到当前登录账号的手机号，" +
					"并限制每小时发送量。",
			},
			Suggest: []finding.SuggestionKind{finding.SuggestRateLimit},
			PerCall: func(c *Call) (string, bool) { return freeMessage(c, aboutSMS, phoneKeys, toPhone, smsSending) },
			Needs:   Succeeded | Passed | SendsSMS,
			Chance:  ChanceAnswered,
			Finds: []Example{
				codeAnswer("/api/sms/send", `{"mobile":"13812345678","content":"恭喜您中奖，请点击链接"}`, `{"code":0}`),
				codeAnswer("/api/sms/send", `{"to":"+14155550132","text":"Your parcel is waiting, pay here"}`, `{"ok":true}`),
			},
			Ignores: []Example{
				codeAnswer("/api/sms/send", `{"mobile":"13812345678","templateCode":"SMS_154950909"}`, `{"code":0}`),
				codeAnswer("/api/sms/send", `{"mobile":"13812345678","content":"{\"code\":\"1234\"}"}`, `{"code":0}`),
				codeAnswer("/api/contact", `{"phone":"13812345678","message":"please call me back"}`, `{"code":0}`),
			},
		},
		{
			ID: 33, Title: "Arbitrary email content sending", Category: apiDesign, Level: finding.Medium, Version: 1,
			Advice: "Keep the texts on the server and let callers choose one by its name, with checked parameters; send to " +
				"the mailbox of the signed-in account only, and few an hour.",
			Clear: "The name of a template instead of the text, or a receiver that the caller cannot choose.",
			Zh: finding.Words{
				Title:  "任意邮件内容发送",
				Clear:  "使用模板名称代替邮件内容，或收件人不可由调用者指定。",
				Advice: "邮件内容保存在服务端，调用者仅可按名称选择并传入经校验的参数；只发送到当前登录账号的邮箱，并限制每小时发送量。",
			},
			Suggest: []finding.SuggestionKind{finding.SuggestRateLimit},
			PerCall: func(c *Call) (string, bool) { return freeMessage(c, aboutMail, mailKeys, toMail, mailSending) },
			Needs:   Succeeded | Passed | SendsMail,
			Chance:  ChanceAnswered,
			Finds: []Example{
				codeAnswer("/api/mail/send", `{"to":"amy@example.com","subject":"Hello there","content":"Click here to win"}`,
					`{"code":0}`),
				codeAnswer("/api/sendEmail", `{"recipients":["amy@example.com"],"html":"<p>Dear customer</p>"}`, `{"ok":true}`),
			},
			Ignores: []Example{
				codeAnswer("/api/mail/send", `{"to":"amy@example.com","template":"welcome"}`, `{"code":0}`),
				codeAnswer("/api/feedback", `{"email":"amy@example.com","content":"I like the new page"}`, `{"code":0}`),
			},
		},
		{
			ID: 34, Title: "Leak of short message verification code", Category: apiDesign, Level: finding.High, Version: 2,
			Advice: "Send the code to the phone only; the answer says no more than that it was sent.",
			Clear:  "No verification code in the answer.",
			Zh: finding.Words{
				Title:  "短信验证码泄露",
				Clear:  "响应中不含验证码。",
				Advice: "验证码只发送到手机；响应仅说明已发送。",
			},
			Suggest: []finding.SuggestionKind{finding.SuggestMask},
			PerCall: func(c *Call) (string, bool) {
				return codeReturned(c, false, smsSending, smsLogon, smsRegister)
			},
			Needs:  Succeeded | SendsCode,
			Chance: ChanceRead,
			Finds: []Example{
				codeAnswer("/api/sms/send", `{"mobile":"13812345678"}`, `{"ok":true,"smsCode":"482913"}`),
				codeAnswer("/api/sms/send", `{"mobile":"13812345678"}`, `{"data":{"verifyCode":4829}}`),
				codeAnswer("/api/sms/send", `{"mobile":"13812345678"}`, `{"code":0,"data":"482913"}`),
				codeAnswer("/api/sms/send", `{"mobile":"13812345678"}`, `{"code":200,"message":"验证码为482913，5分钟内有效"}`),
			},
			Ignores: []Example{
				codeAnswer("/api/sms/send", `{"mobile":"13812345678"}`, `{"code":200,"message":"sent"}`),
				codeAnswer("/api/coupons", `{"id":7}`, `{"smsCode":"482913"}`),
				codeAnswer("/api/sms/send", `{"mobile":"13812345678"}`, `{"code":"200000","message":"code valid for 3600 s"}`),
				codeAnswer("/api/sms/verify", `{"mobile":"13812345678","smsCode":"482913"}`, `{"smsCode":"482913","ok":true}`),
			},
		},
		{
			ID: 35, Title: "Email verification code leak", Category: apiDesign, Level: finding.High, Version: 2,
			Advice: "Send the code to the mailbox only; the answer says no more than that it was sent.",
			Clear:  "No verification code in the answer.",
			Zh: finding.Words{
				Title:  "邮箱验证码泄露",
				Clear:  "响应中不含验证码。",
				Advice: "验证码只发送到邮箱；响应仅说明已发送。",
			},
			Suggest: []finding.SuggestionKind{finding.SuggestMask},
			PerCall: func(c *Call) (string, bool) {
				return codeReturned(c, true, mailSending, mailLogon, mailRegister)
			},
			Needs:  Succeeded | SendsCode,
			Chance: ChanceRead,
			Finds: []Example{
				codeAnswer("/api/email/send", `{"email":"amy@example.com"}`, `{"ok":true,"verificationCode":"482913"}`),
			},
			Ignores: []Example{codeAnswer("/api/email/send", `{"email":"amy@example.com"}`, `{"code":0,"message":"sent"}`)},
		},
		{
			ID: 36, Title: "Specified file download", Category: apiDesign, Level: finding.Medium, Version: 3,
			Advice: "Name files by ids of a list that the server keeps, and check who may have which; never open a path " +
				"that the caller sent.",
			Clear: "No path of a file in a parameter.",
			Zh: finding.Words{
				Title:  "指定文件下载",
				Clear:  "参数中不含文件路径。",
				Advice: "以服务端维护的列表中的 ID 标识文件，并校验谁可以获取；绝不打开调用者传入的路径。",
			},
			PerCall: filePath, Needs: Succeeded | Passed | AskedFile, Chance: ChanceAnswered,
			Finds: []Example{
				"GET https://shop.example.com/api/file/download?path=/data/reports/2026/q3.xlsx\n\n-- 200\n\nPK",
				"GET https://shop.example.com/images/resize?file=../../etc/secret.png&w=200\n\n-- 200\nContent-Type: image/png\n\nx",
				"GET https://shop.example.com/api/file/download?path=/home/amy/scan.png\n\n-- 200\nContent-Type: image/png\n\nx",
			},
			Ignores: []Example{
				"GET https://shop.example.com/api/file/download?id=81f2\n\n-- 200\n\nPK",
				"GET https://shop.example.com/_next/image?url=%2Fstatic%2Fhero.jpg&w=640&q=75\n\n-- 200\nContent-Type: image/webp\n\nx",
				"GET https://shop.example.com/images/resize?src=/uploads/2026/a.jpg&width=300\n\n-- 200\nContent-Type: image/jpeg\n\nx",
				"GET https://shop.example.com/img?name=logo.png\n\n-- 200\nContent-Type: image/png\n\nx",
				"GET https://shop.example.com/api/file/download?id=81f2&filename=q3.xlsx\n\n-- 200\n\nPK",
				"GET https://shop.example.com/api/file/download?path=/data/reports/q3.xlsx\n\n-- 404\n\n{}",
			},
		},
		{
			ID: 37, Title: "Application exception information leak", Category: apiDesign, Level: finding.Medium, Version: 1,
			Advice: "Catch every error at the edge of the application, answer with a number, and write the details to " +
				"the log under that number.",
			Clear: "An answer without a stack trace or the text of an exception.",
			Zh: finding.Words{
				Title:  "应用异常信息泄露",
				Clear:  "响应中不含堆栈信息或异常文本。",
				Advice: "在应用边界捕获所有错误，仅返回编号，并以该编号将详情写入日志。",
			},
			PerCall: func(c *Call) (string, bool) {
				return finding.Say("exception", finding.Arg("text", c.Sign)), c.F.Error == finding.ErrorApplication
			},
			Needs:  ProgramError,
			Chance: ChanceBody,
			Finds: []Example{
				"GET https://shop.example.com/api/orders/9\n\n-- 500\nContent-Type: application/json\n\n" +
					`{"trace":"java.lang.NullPointerException\n\tat com.shop.Orders.find(Orders.java:42)"}`,
				"GET https://shop.example.com/api/orders/9\n\n-- 500\nContent-Type: text/plain\n\nTraceback (most recent " +
					"call last):\n" +
					"  File \"/srv/app/orders.py\", line 42, in find\nKeyError: 'id'",
			},
			Ignores: []Example{
				"GET https://shop.example.com/api/orders/9\n\n-- 500\nContent-Type: application/json\n\n" +
					`{"error":"internal error","id":"8f2"}`,
				answer(`{"article":"How to read a NullPointerException"}`),
			},
		},
		{
			ID: 38, Title: "Database exception information leak", Category: apiDesign, Level: finding.Medium, Version: 1,
			Advice: "Catch database errors in the application and answer with a number; the text of the database shows " +
				"an intruder tables, columns and whether an injection worked.",
			Clear: "An answer without the text of a database error.",
			Zh: finding.Words{
				Title:  "数据库异常信息泄露",
				Clear:  "响应中不含数据库报错文本。",
				Advice: "在应用中捕获数据库错误并返回编号；数据库报错文本会向入侵者暴露表名、字段名以及注入是否成功。",
			},
			PerCall: func(c *Call) (string, bool) {
				return finding.Say("exception_database", finding.Arg("text", c.Sign)), c.F.Error == finding.ErrorDatabase
			},
			Needs:  DatabaseError,
			Chance: ChanceBody,
			Finds: []Example{
				"GET https://shop.example.com/api/products?sort=x'\n\n-- 500\nContent-Type: text/plain\n\n" +
					"You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version",
				"GET https://shop.example.com/api/products?sort=x\n\n-- 200\nContent-Type: application/json\n\n" +
					`{"error":"SQLSTATE[42S22]: Column not found: 1054 Unknown column 'x' in 'order clause'"}`,
				"GET https://shop.example.com/api/products?sort=x\n\n-- 500\nContent-Type: application/json\n\n" +
					`{"message":"SQLITE_ERROR: near \"x\": syntax error"}`,
			},
			Ignores: []Example{answer(`{"article":"what to do about a slow query"}`)},
		},
	}
}

func codeAnswer(path, body, reply string) Example {
	return Example("POST https://shop.example.com" + path + "\nContent-Type: application/json\n\n" + body +
		"\n-- 200\nContent-Type: application/json\n\n" + reply)
}

func rowsOf(n int) string {
	return `{"rows":[` + strings.TrimSuffix(strings.Repeat(`{"total":12},`, n), ",") + `]}`
}
