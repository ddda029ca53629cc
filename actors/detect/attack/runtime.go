package attack

import "strings"

// Runtime is the language or the tool that a program without a person before it is made with, as its user
// agent says. The numbers are stored in states and never change.
type Runtime uint8

// Runtimes. RuntimeOwn is a name of the program's own: it says nothing.
const (
	RuntimeOwn Runtime = iota
	RuntimePython
	RuntimeJava
	RuntimeScript // JavaScript outside of a browser
	RuntimeGo
	RuntimePHP
	RuntimeRuby
	RuntimeDotNet
	RuntimeRust
	RuntimePerl
	RuntimeShell  // typed or called from a shell
	RuntimeBench  // tries APIs by hand or under load
	RuntimeErlang // Erlang and Elixir
	runtimes
)

// runtimeRow is one runtime with the names, in lower case and without a version, of programs and libraries made with it.
type runtimeRow struct {
	title string
	names string
}

var runtimeRows = [runtimes]runtimeRow{
	RuntimeOwn:    {"programs with names of their own", ""},
	RuntimePython: {"Python", "python python-requests python-urllib python-urllib3 urllib3 python-httpx httpx aiohttp python-aiohttp pycurl scrapy mechanize treq"},
	RuntimeJava: {"Java", `java apache-httpclient apache-hc jakarta jakarta-commons-httpclient commons-httpclient reactornetty jersey feign
		java-http-client unirest-java ahc async-http-client vert.x-webclient jetty ktor-client akka-http pekko-http resteasy spring retrofit
		openfeign scala-sttp sttp`},
	RuntimeScript: {"JavaScript", "node node.js nodejs node-fetch axios undici got superagent node-superagent deno bun request needle ky"},
	RuntimeGo:     {"Go", "go-http-client go-resty resty fasthttp colly req"},
	RuntimePHP:    {"PHP", "php guzzlehttp php-curl php-curl-class symfony buzz wordpress drupal laravel"},
	RuntimeRuby:   {"Ruby", "ruby faraday rest-client httparty http.rb typhoeus excon"},
	RuntimeDotNet: {".NET", ".net dotnet restsharp flurl ms-web-services mozilla-dotnet refit"},
	RuntimeRust:   {"Rust", "reqwest hyper ureq isahc surf rust"},
	RuntimePerl:   {"Perl", "libwww-perl lwp lwp-trivial perl www-mechanize mojolicious http-tiny"},
	RuntimeShell:  {"a shell", "curl libcurl wget wget2 httpie xh aria2 powershell windowspowershell winhttp fetch lynx axel"},
	RuntimeBench: {"a workbench or load generator", `postmanruntime insomnia bruno paw hoppscotch rest-client-vscode thunder soapui k6 apache-jmeter jmeter
		apachebench wrk hey vegeta locust gatling siege artillery bombardier`},
	RuntimeErlang: {"Erlang", "hackney erlang elixir mint finch tesla httpoison gun"},
}

// Title names the runtime.
func (r Runtime) Title() string { return runtimeRows[min(r, runtimes-1)].title }

var runtimeNames = func() map[string]Runtime {
	all := map[string]Runtime{}
	for r, row := range runtimeRows {
		for _, name := range strings.Fields(row.names) {
			all[name] = Runtime(r)
		}
	}
	return all
}()

const longestRuntime = 32 // bytes of the longest name that is looked up

// RuntimeOf gives what a program is made with by its product token ("python-requests/2.32"). No allocation.
func RuntimeOf(product string) Runtime {
	name, _, _ := strings.Cut(product, "/")
	if len(name) > longestRuntime {
		return RuntimeOwn
	}
	var buf [longestRuntime]byte
	return runtimeNames[string(lowerInto(buf[:0], name))]
}
