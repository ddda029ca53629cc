package crowd

import "net/http"

// Agent is how a program introduces itself.
type Agent struct {
	name    string // user agent, as sent
	browser bool
	headers [][2]string
}

func (a Agent) dress(r *http.Request) {
	r.Header.Set("User-Agent", a.name)
	for _, h := range a.headers {
		r.Header.Set(h[0], h[1])
	}
}

func browser(name string) Agent {
	return Agent{name, true, [][2]string{
		{"Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"},
		{"Accept-Language", "zh-CN,zh;q=0.9,en;q=0.6"}, {"Sec-Fetch-Site", "same-site"},
	}}
}

func program(name string) Agent { return Agent{name, false, [][2]string{{"Accept", "*/*"}}} }

var browsers = []Agent{
	browser("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) " +
		"Chrome/141.0.0.0 Safari/537.36"),
	browser("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) " +
		"Version/18.4 Safari/605.1.15"),
	browser("Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0"),
	browser("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 " +
		"Safari/537.36 Edg/140.0.0.0"),
	browser("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) " +
		"Version/18.5 Mobile/15E148 Safari/604.1"),
	browser("Mozilla/5.0 (Linux; Android 15; V2405A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 " +
		"Chrome/131.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.62"),
}

var apps = []Agent{
	program("HeronApp/5.2.1 (iPhone; iOS 18.5; Scale/3.00)"),
	program("HeronApp/5.2.0 (Android 15; okhttp/4.12.0)"),
}

var (
	searchBot = program("Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)")
	monitor   = program("Uptime-Kuma/1.23.16")
	partner   = program("Apache-HttpClient/4.5.14 (Java/17.0.12)")
	python    = program("python-requests/2.32.3")
	goClient  = program("Go-http-client/2.0")
	curl      = program("curl/8.9.1")
	scrapy    = program("Scrapy/2.12.0 (+https://scrapy.org)")
	node      = program("axios/1.7.9")
)
