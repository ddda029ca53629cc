package attack

import (
	"bytes"
	"slices"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Classes of user agents. The numbers are stored and never change.
const (
	Browser     finding.Tool = iota + 1
	App                      // a program on somebody's phone or desktop
	Library                  // a script: curl, an HTTP library
	Bot                      // announces itself: search engines, monitors, previews
	ScannerTool              // made to attack
	Empty                    // none sent
)

// Tool is one class of user agents.
type Tool struct {
	ID      finding.Tool
	Name    string // stable
	Title   string
	Words   string // lower case; one of them anywhere in the user agent makes the class
	Finds   []string
	Ignores []string
}

// Tools lists the classes in the order of their numbers.
func Tools() []Tool { return slices.Clone(tools) }

// ToolOf gives the class of a user agent. The most hostile word wins; an agent that says
// nothing known is an app if it looks like one ("Name/1.2 (iOS 17; ...)"), else a library.
func ToolOf(userAgent string) finding.Tool {
	ua := strings.TrimSpace(userAgent)
	if ua == "" || ua == "-" {
		return Empty
	}
	var buf [512]byte
	lower := lowerInto(buf[:0], ua[:min(len(ua), len(buf))])
	var found automatonHits
	if toolAutomaton.scan(lower, &found); found.any() {
		for _, w := range toolWords { // the most hostile class first
			if found.has(w.id) && containsWord(lower, w.word) {
				return w.tool
			}
		}
	}
	switch {
	case announced(lower):
		return Bot
	case browserShape(lower) && bytes.Contains(lower, []byte("mobile/")) && !bytes.Contains(lower, []byte("safari/")):
		return App // a page inside of an app: on Apple's phones only the browser itself adds Safari
	case browserShape(lower):
		return Browser
	}
	for _, w := range platforms {
		if bytes.Contains(lower, []byte(w)) {
			return App
		}
	}
	return Library
}

// announced reports the manners of crawlers: a name in "...bot/", "compatible;" of what is no
// old browser, and an address to ask at.
func announced(s []byte) bool {
	if bytes.Contains(s, []byte("bot/")) || bytes.Contains(s, []byte("+http")) {
		return true
	}
	return bytes.HasPrefix(s, []byte("mozilla/")) && bytes.Contains(s, []byte("compatible;")) &&
		!bytes.Contains(s, []byte("msie")) && !bytes.Contains(s, []byte("konqueror"))
}

// platforms stand in brackets in the user agents of apps.
var platforms = []string{"ios", "iphone", "ipad", "android", "windows nt", "macintosh", "mac os x", "harmonyos",
	"darwin", "okhttp"}

// browserShape: "Mozilla/5.0 (...) Engine/..." with an engine's name.
func browserShape(s []byte) bool {
	if bytes.HasPrefix(s, []byte("opera/")) {
		return true
	}
	if !bytes.HasPrefix(s, []byte("mozilla/")) {
		return false
	}
	for _, e := range engines {
		if bytes.Contains(s, []byte(e)) {
			return true
		}
	}
	return false
}

var engines = []string{"applewebkit", "gecko", "trident", "msie"}

// containsWord finds a word whose neighbours are no letters on the sides where the word
// itself begins or ends with one.
func containsWord(s []byte, word string) bool {
	for at := 0; ; {
		i := bytes.Index(s[at:], []byte(word))
		if i < 0 {
			return false
		}
		i += at
		end := i + len(word)
		if (i == 0 || !letter(s[i-1]) || !letter(word[0])) &&
			(end == len(s) || !letter(s[end]) || !letter(word[len(word)-1])) {
			return true
		}
		at = i + 1
	}
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func lowerInto(dst []byte, s string) []byte {
	for i := range len(s) {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

// Product gives the product token of a user agent ("curl/8.5.0", "Chrome/131"), printable,
// at most 64 bytes: of browsers the brand, of the rest the first token.
func Product(userAgent string) string {
	for _, b := range brands {
		if i := strings.Index(userAgent, b); i >= 0 {
			return token(userAgent[i:])
		}
	}
	return token(strings.TrimSpace(userAgent))
}

// brands are the tokens that name a browser, the most particular first: all of them also
// claim to be Chrome, Safari and Mozilla.
var brands = []string{
	"MicroMessenger/", "DingTalk/", "EdgA/", "Edg/", "EdgiOS/", "OPR/", "SamsungBrowser/", "UCBrowser/", "QQBrowser/",
	"YaBrowser/",
	"Vivaldi/", "CriOS/", "FxiOS/", "HeadlessChrome/", "Chrome/", "Firefox/", "Version/", "Trident/", "MSIE ",
}

func token(s string) string {
	end := 0
	for end < len(s) && end < 64 && s[end] > ' ' && s[end] < 0x7f && s[end] != ';' && s[end] != '(' && s[end] != ',' {
		end++
	}
	return strings.Clone(s[:end])
}

type toolWord struct {
	word string
	id   uint16
	tool finding.Tool
}

// toolWords are the words of all classes, the most hostile class first, and toolAutomaton
// finds them.
var toolWords, toolAutomaton = compileTools(tools)

func compileTools(rows []Tool) (words []toolWord, a *automaton) {
	b := newBuilder()
	for _, class := range []finding.Tool{ScannerTool, Bot, App, Library} {
		for _, w := range strings.Fields(rows[class-1].Words) {
			w = strings.ReplaceAll(w, "_", " ")
			words = append(words, toolWord{w, b.add(w), class})
		}
	}
	return words, b.build()
}

var tools = []Tool{
	{
		ID: Browser, Name: "browser", Title: "Browser",
		Finds: []string{
			"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
			"Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
			"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 " +
				"Mobile/15E148 Safari/604.1",
			"Opera/9.80 (Windows NT 6.1; WOW64) Presto/2.12.388 Version/12.18",
		},
		Ignores: []string{"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Mozilla/5.0",
			"curl/8.5.0"},
	},
	{
		ID: App, Name: "app", Title: "App",
		Words: `micromessenger alipayclient cfnetwork okhttp dart dalvik flutter electron reactnative nativehost dingtalk
			aliapp
			weibo toutiao newsarticle wv fban fbav fbios fb4a instagram tiktok musical snapchat pinterest line kakaotalk
			unityplayer unitywebrequest exoplayerlib libvlc valve/steam alamofire`,
		Finds: []string{
			"LapwingShop/4.2.1 (iPhone; iOS 18.1; Scale/3.00)", "okhttp/4.12.0",
			"ShopApp/77 CFNetwork/1568.200.51 Darwin/24.1.0",
			"Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0 Mobile Safari/537.36",
			"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
			"Dart/3.5 (dart:io)", "Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8)",
			"Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 MicroMessenger/8.0.50",
		},
		Ignores: []string{"curl/8.5.0", "python-requests/2.32",
			"Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"},
	},
	{
		ID: Library, Name: "library", Title: "Script or HTTP library",
		Words: `curl wget python python-requests python-urllib aiohttp httpx go-http-client java apache-httpclient jakarta
			node-fetch
			axios got undici superagent guzzlehttp php ruby faraday rest-client libwww-perl lwp perl powershell postmanruntime
			insomnia httpie restsharp dotnet unirest feign reactornetty vert.x scrapy mechanize phantomjs headlesschrome
				selenium
			puppeteer playwright cypress wrk ab apachebench jmeter k6 hey vegeta siege locust grpc-go grpc-java reqwest hyper
				rust
			winhttp winhttprequest libcurl pycurl resty fasthttp nodejs axios/ bruno hoppscotch terraform windowspowershell dart-sdk-cli`,
		Finds: []string{
			"curl/8.5.0", "python-requests/2.32.3", "Go-http-client/1.1", "Java/17.0.2", "axios/1.7.2",
			"PostmanRuntime/7.39.0",
			"Apache-HttpClient/4.5.14 (Java/11.0.20)",
			"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0 Safari/537.36",
			"SomethingNew/1.0",
		},
		Ignores: []string{"", "sqlmap/1.8",
			"Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36"},
	},
	{
		ID: Bot, Name: "bot", Title: "Declared bot",
		Words: `bot googlebot bingbot baiduspider yandexbot sogou 360spider bytespider petalbot applebot duckduckbot
			semrushbot
			ahrefsbot mj12bot dotbot gptbot claudebot ccbot amazonbot facebookexternalhit twitterbot linkedinbot slackbot
			telegrambot discordbot whatsapp crawler spider slurp archiver ia_archiver feedfetcher uptimerobot pingdom
				statuscake
			datadog newrelic site24x7 monitoring prometheus blackbox-exporter kube-probe elb-healthchecker googlehc healthcheck
			health_check health-check health_probe amazon-route53 amazon_cloudfront blackbox_exporter zabbix nagios nagios-plugins uptime-kuma
			hookshot webhook webhooks ipn feedly validator validation_server inspectiontool apis-google cohere-ai
			lighthouse chrome-lighthouse  mediapartners-google adsbot-google google-read-aloud preview
			facebookcatalog embedly bitlybot rogerbot exabot seznambot yisouspider qwantify barkrowler`,
		Finds: []string{
			"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "kube-probe/1.31", "GPTBot/1.2",
			"Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
			"Slackbot-LinkExpanding 1.0", "Prometheus/2.54.0",
			"Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; PerplexityBot/1.0; +https://perplexity.ai/perplexitybot)",
			"Mozilla/5.0 (compatible; GoogleOther)", "SomethingNew/2.0 (+https://example.com/crawl)", "HAProxy health check",
			"GitHub-Hookshot/7f4f2a1", "W3C_Validator/1.3",
		},
		Ignores: []string{"Mozilla/5.0 (Windows NT 10.0; Cubot X30) AppleWebKit/537.36 Chrome/120 Safari/537.36",
			"curl/8.5.0", "Nuclei - Open-source project", "Scrapy/2.11.2 (+https://scrapy.org)", "Terraform/1.8.5 (+https://www.terraform.io)",
			"Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0)"},
	},
	{
		ID: ScannerTool, Name: "scanner", Title: "Attack tool or scanner",
		Words: `sqlmap nikto nmap masscan zgrab nuclei acunetix nessus openvas w3af wpscan dirbuster gobuster ffuf
			feroxbuster dirb
			dirsearch wfuzz hydra medusa arachni netsparker invicti appscan burp burpsuite burpcollaborator zaproxy owasp_zap
				whatweb
			joomscan havij jorgee morfeus fimap skipfish vega commix xsstrike dalfox jaeles xray goby fscan awvs metasploit
			fuzz_faster_u_fool fuzz fuzzer zmeu pangolin webinspect qualys detectify brutus patator kiterunner httprobe
				masscan-ng
			l9explore l9tcpid censysinspect expanse nucleus sqlninja bsqlbf absinthe grabber golismero whatwaf wafw00f
				subfinder
			libredtail projectdiscovery visionheight getodin hello,_world shodan internet-measurement leakix`,
		Finds: []string{
			"sqlmap/1.8.4#stable (https://sqlmap.org)", "Mozilla/5.00 (Nikto/2.5.0)", "Fuzz Faster U Fool v2.1.0",
			"gobuster/3.6",
			"Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.org/book/nse.html)",
			"Nuclei - Open-source project (github.com/projectdiscovery/nuclei)",
			"Mozilla/5.0 (Hydra)", "masscan/1.3",
		},
		Ignores: []string{"Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "curl/8.5.0",
			"HydrationApp/1.0 (iOS 18)", "okhttp/4.12.0"},
	},
	{
		ID: Empty, Name: "empty", Title: "No user agent",
		Finds:   []string{"", " ", "-"},
		Ignores: []string{"x", "curl/8.5.0"},
	},
}
