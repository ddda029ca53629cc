package risk

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
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
)

func designRows() []*Row {
	return []*Row{
		{
			ID: 28, Title: "Request parameter traversability", Category: apiDesign, Level: finding.Low, Version: 1,
			Advice: "Name records by long random ids (a UUID), and check with each call that the caller may see this " +
				"record: short numbers can be counted up.",
			Clear:   "Ids of more than eight digits, or ids that are no plain numbers.",
			PerCall: shortID,
			Finds: []Example{
				"GET https://shop.example.com/api/orders/1042\nAuthorization: Bearer 9d2f6a31c08e4b7f95d2\n\n-- 200\n" +
					"Content-Type: application/json\n\n{\"n\":1}",
			},
			Ignores: []Example{
				"GET https://shop.example.com/api/orders/7c9e6679-7425-40de-944b-e07fc1f90ae7\n\n-- 200\n\n{}",
				"GET https://shop.example.com/api/v2/orders\n\n-- 200\n\n{}",
				"GET https://shop.example.com/api/orders/1042\n\n-- 404\n\n{}",
			},
		},
		{
			ID: 29, Title: "Modifiable volume of returned data", Category: apiDesign, Level: finding.Low, Version: 1,
			Advice:  "Set an upper bound on the server for the number of rows that a caller may ask for.",
			Clear:   fmt.Sprintf("Fewer than %d rows, whatever the caller asks for.", bigPage),
			Suggest: []finding.SuggestionKind{finding.SuggestRateLimit},
			PerCall: obeyedPage,
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
			ID: 30, Title: "Database query", Category: apiDesign, Level: finding.High, Version: 1,
			Advice: "Do not let callers write the query: give named reports with checked parameters, under a database " +
				"account that can read no more than those.",
			Clear:   "No database statement in a parameter.",
			Suggest: []finding.SuggestionKind{finding.SuggestWhitelist},
			PerCall: func(c *Call) (string, bool) { return carries(c, isStatement, "holds a whole database statement") },
			Finds: []Example{"POST https://shop.example.com/api/report\nContent-Type: application/json\n\n" +
				`{"sql":"SELECT name, total FROM orders WHERE day > '2026-01-01'"}` + "\n-- 200\n\n{}"},
			Ignores: []Example{
				"GET https://shop.example.com/api/search?q=select+a+gift+from+us\n\n-- 200\n\n{}",
				"POST https://shop.example.com/api/report\nContent-Type: application/json\n\n" +
					`{"sql":"SELECT name FROM orders"}` + "\n-- 403\n\n{}",
			},
		},
		{
			ID: 31, Title: "Command execution API", Category: apiDesign, Level: finding.High, Version: 1,
			Advice: "Take the API away, or let it run only named actions with checked parameters, never a text that the " +
				"caller wrote.",
			Clear:   "No shell command in a parameter.",
			Suggest: []finding.SuggestionKind{finding.SuggestWhitelist},
			PerCall: func(c *Call) (string, bool) { return carries(c, isCommand, "holds a shell command") },
			Finds: []Example{"POST https://shop.example.com/api/ops/run\nContent-Type: application/json\n\n" +
				`{"cmd":"ls -la /var/log"}` + "\n-- 200\n\n{}"},
			Ignores: []Example{
				"POST https://shop.example.com/api/robot\nContent-Type: application/json\n\n" + `{"cmd":"forward"}` +
					"\n-- 200\n\n{}",
			},
		},
		{
			ID: 34, Title: "Leak of short message verification code", Category: apiDesign, Level: finding.High, Version: 1,
			Advice:  "Send the code to the phone only; the answer says no more than that it was sent.",
			Clear:   "No verification code in the answer.",
			Suggest: []finding.SuggestionKind{finding.SuggestMask},
			PerCall: func(c *Call) (string, bool) { return codeReturned(c, smsSending, smsLogon, smsRegister) },
			Finds: []Example{
				codeAnswer("/api/sms/send", `{"mobile":"13812345678"}`, `{"ok":true,"smsCode":"482913"}`),
				codeAnswer("/api/sms/send", `{"mobile":"13812345678"}`, `{"data":{"verifyCode":4829}}`),
			},
			Ignores: []Example{
				codeAnswer("/api/sms/send", `{"mobile":"13812345678"}`, `{"code":200,"message":"sent"}`),
				codeAnswer("/api/coupons", `{"id":7}`, `{"smsCode":"482913"}`),
			},
		},
		{
			ID: 35, Title: "Email verification code leak", Category: apiDesign, Level: finding.High, Version: 1,
			Advice:  "Send the code to the mailbox only; the answer says no more than that it was sent.",
			Clear:   "No verification code in the answer.",
			Suggest: []finding.SuggestionKind{finding.SuggestMask},
			PerCall: func(c *Call) (string, bool) { return codeReturned(c, mailSending, mailLogon, mailRegister) },
			Finds: []Example{
				codeAnswer("/api/email/send", `{"email":"amy@example.com"}`, `{"ok":true,"verificationCode":"482913"}`),
			},
			Ignores: []Example{codeAnswer("/api/email/send", `{"email":"amy@example.com"}`, `{"code":0,"message":"sent"}`)},
		},
		{
			ID: 36, Title: "Specified file download", Category: apiDesign, Level: finding.Medium, Version: 1,
			Advice: "Name files by ids of a list that the server keeps, and check who may have which; never open a path " +
				"that the caller sent.",
			Clear:   "No path of a file in a parameter.",
			PerCall: filePath,
			Finds: []Example{
				"GET https://shop.example.com/api/file/download?path=/data/reports/2026/q3.xlsx\n\n-- 200\n\nPK",
			},
			Ignores: []Example{
				"GET https://shop.example.com/api/file/download?id=81f2\n\n-- 200\n\nPK",
				"GET https://shop.example.com/api/file/download?path=/data/reports/q3.xlsx\n\n-- 404\n\n{}",
			},
		},
		{
			ID: 37, Title: "Application exception information leak", Category: apiDesign, Level: finding.Medium, Version: 1,
			Advice: "Catch every error at the edge of the application, answer with a number, and write the details to " +
				"the log under that number.",
			Clear: "An answer without a stack trace or the text of an exception.",
			PerCall: func(c *Call) (string, bool) {
				return "the answer shows an exception of the program: " + c.Sign, c.F.Error == finding.ErrorApplication
			},
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
			PerCall: func(c *Call) (string, bool) {
				return "the answer shows an error of the database: " + c.Sign, c.F.Error == finding.ErrorDatabase
			},
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

const shortDigits = 8 // digits of an id that can be counted up within a day

func shortID(c *Call) (string, bool) {
	if !c.F.OK() {
		return "", false
	}
	segments := strings.Split(strings.Trim(c.X.Path, "/"), "/")
	template := strings.Split(strings.Trim(c.F.API.Template, "/"), "/")
	if len(segments) != len(template) {
		return "", false
	}
	for i, t := range template {
		if strings.HasPrefix(t, "{") && len(segments[i]) <= shortDigits && digits(segments[i]) {
			return fmt.Sprintf("the value in place %d of the path is a number of %d digits", i+1, len(segments[i])), true
		}
	}
	return "", false
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

const bigPage = 100 // rows that no page of an application shows

var pageSizes = words(`limit pagesize size perpage rows count top pagelimit maxresults numperpage num`)

func obeyedPage(c *Call) (string, bool) {
	if !c.F.OK() {
		return "", false
	}
	values := c.request()
	for i := range values {
		v := &values[i]
		if v.Place < traffic.InQuery || v.Place == traffic.InHeader || v.Place == traffic.InCookie ||
			!pageSizes[plainKey(v.Key)] {
			continue
		}
		n, err := strconv.Atoi(string(v.Text))
		if err != nil || n < bigPage {
			continue
		}
		if got := records(c.response()); got >= bigPage && got >= n*9/10 {
			return fmt.Sprintf("%s asked for %d rows and the answer holds %d records", where(v), n, got), true
		}
	}
	return "", false
}

// records counts the objects or rows of an answer's body that hold a value.
func records(values []traffic.Value) (n int) {
	var last uint32
	for i := range values {
		if v := &values[i]; v.Place >= traffic.InJSON && v.Record > last {
			last = v.Record
			n++
		}
	}
	return n
}

// carries looks for a request value of which test is true, in a call that succeeded.
func carries(c *Call, test func(v *traffic.Value) bool, what string) (string, bool) {
	if !c.F.OK() || c.F.Blocked {
		return "", false
	}
	values := c.request()
	for i := range values {
		v := &values[i]
		if v.Place == traffic.InPath || v.Place == traffic.InHeader || v.Place == traffic.InCookie {
			continue
		}
		if test(v) {
			return where(v) + " " + what, true
		}
	}
	return "", false
}

var statementKeys = words(`sql query statement querysql sqltext stmt sqlstr`)

// isStatement wants a name that says so and a text that is one from its first word on.
func isStatement(v *traffic.Value) bool {
	if len(v.Text) < 12 || !statementKeys[plainKey(v.Key)] {
		return false
	}
	t := bytes.ToLower(bytes.TrimSpace(cut(v.Text, 4<<10)))
	for _, s := range [...][2]string{
		{"select ", " from "}, {"insert into ", "values"}, {"update ", " set "}, {"delete from ", ""}, {"with ", " select "},
		{"show tables", ""}, {"drop table", ""},
	} {
		if bytes.HasPrefix(t, []byte(s[0])) && bytes.Contains(t, []byte(s[1])) {
			return true
		}
	}
	return false
}

var (
	commandKeys = words(`cmd command exec shell execute script commandline`)
	commands    = words(`ls cat ps whoami id uname netstat ifconfig ip ping curl wget bash sh python python3 perl rm cp mv
	find grep df du systemctl service docker kubectl powershell cmd.exe dir ipconfig tasklist net chmod
	kill tail head mkdir tar java node php nslookup`)
)

func isCommand(v *traffic.Value) bool {
	if !commandKeys[plainKey(v.Key)] {
		return false
	}
	first, rest, _ := strings.Cut(strings.TrimSpace(string(cut(v.Text, 4<<10))), " ")
	if i := strings.LastIndexByte(first, '/'); i >= 0 {
		first = first[i+1:]
	}
	return commands[first] && (rest != "" || len(first) > 3)
}

var codeKeys = words(`smscode verifycode verificationcode vcode captcha otp authcode validatecode checkcode mobilecode
	phonecode emailcode mailcode yzm 验证码 onetimepassword passcode pin`)

func codeReturned(c *Call, purposes ...finding.Purpose) (string, bool) {
	if !c.F.OK() || !c.is(purposes...) {
		return "", false
	}
	values := c.response()
	for i := range values {
		v := &values[i]
		if v.Place >= traffic.InJSON && codeKeys[plainKey(v.Key)] && len(v.Text) >= 4 && len(v.Text) <= 8 &&
			digits(string(v.Text)) {
			return fmt.Sprintf("%s of the answer holds a verification code of %d digits", where(v), len(v.Text)), true
		}
	}
	return "", false
}

var fileKeys = words(`path file filepath filename fileurl dir location fullpath downloadpath name`)

func filePath(c *Call) (string, bool) {
	if !c.is(fileDownload, fileService, dataDownload) {
		return "", false
	}
	return carries(c, func(v *traffic.Value) bool {
		t := v.Text
		return fileKeys[plainKey(v.Key)] && len(t) > 4 && len(t) < 1024 && bytes.IndexByte(t, '.') > 0 &&
			(bytes.IndexByte(t, '/') >= 0 || bytes.IndexByte(t, '\\') >= 0) && !bytes.Contains(t, []byte("://"))
	}, "holds the path of a file")
}
