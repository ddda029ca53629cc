package attack

import (
	"bytes"
	"regexp"
)

// Shared pieces of expressions. All text is lower case with single spaces.
const (
	quote = "['\"`]"
)

var injectionKinds = []Kind{
	{
		ID: SQLInjection, Name: "sql_injection", Title: "SQL injection",
		rules: []rule{
			{words: "union",
				form: `\bunion\b[\s(+]*(?:all|distinct)?[\s(+]*select\b[\s(+]*(?:null|-?\d|@@|'|"|\*|char\b|concat|` +
					`\w+\s*\(|[\w.]+\s*(?:,\s*[\w.]+)*\s+from\b)`},
			{words: "or and || && xor like =", need: "'\"`", form: quote +
				`\s*\)*\s*(?:or|and|xor|\|\||&&)\s*\(*\s*(?:not\s+)?` +
				`['"]?[\w@.-]*['"]?\s*\)*\s*(?:=|<|>|!|like\b|between\b|in\s*\(|is\b|rlike\b|regexp\b)`, quote: true},
			{words: "or and ||", need: "'\"`", form: quote +
				`\s*\)*\s*(?:or|and|\|\|)\s+(?:true|1|not\s|exists\s*\(|\(?select\b|sleep\b|` +
				`\d+\s*(?:--|#|$))`, quote: true},
			{words: "or and", need: "=",
				form: `^\(*-?\d+['")]*\s*\b(?:or|and)[\s(]+['"]?-?\w{1,12}['"]?\)*\s*(?:=|like)[\s(]*['"]?-?\w{1,12}`,
				most: short, whole: startsNumber},
			{words: "or and", form: `^\(*-?\d+\)*\s*\b(?:or|and)[\s(]+(?:(?:true|false|not\s+(?:true|false|null|\d+))[\s)]*(?:$|--|#|;)|\d+\s+like\s+['"]?\d)`, most: short, whole: startsNumber},
			{words: "or and", need: "=", form: `\b(?:or|and)\s+\(*\d{1,6}\s*=\s*\d{1,6}\b`, most: short, check: sameNumbers},
			{words: "or~1=1 or~1~=~1 or~true-- and~1=1 and~1=2", form: `\b(?:or|and)\s+(?:1\s*=\s*[12]|true\s*--)`,
				most: short, check: notSaid},
			{words: "select", need: "(", form: `\b(?:and|or|\|\|)\s*\w*\s*\(+(?:~\(+)?\s*select\s`, most: short},
			{words: "select", need: "*,(@=", form: `^\s*\(?select\s+(?:@@\w|(?:\*|[\w.]+(?:\s*,\s*[\w.*]+)+|\w+\([^)]*\))\s+from\s+[\w.\x60"]+\s*(?:$|;|--|#|limit\s+\d|where\s+\w+\s*(?:=|like|<|>))|[\w.]+\s+from\s+[\w.]+\s+where\s+\w+\s*=)`,
				most: short, query: true},
			{words: "copy", form: `\bcopy\s+\w+\s+(?:from|to)\s+program\b`, most: short},
			{words: "drop delete insert update select exec waitfor shutdown truncate alter declare", need: ";",
				form: `;\s*(?:drop\s+(?:table|database|schema)\b|delete\s+from\b|insert\s+into\b|update\s+\w+\s+set\b|` +
					`select\s*(?:` + selectList + `|\(*\s*(?:pg_)?sleep|.{0,80}\b(?:version|user|sleep)\s*\()|exec(?:ute)?(?:[\s(]+\w*(?:xp_|sp_|immediate)|\s*\(\s*['"@])|waitfor\s+delay|` +
					`shutdown\b|` +
					`truncate\s+table|alter\s+table|declare\s+@)`, most: short},
			{words: "sleep(",
				form: `(?:\band\b|\bor\b|\bselect\b|\bif\s*\(|\bxor\b|['"+\-|&,(*])\s*\(*\s*(?:select\s+)?sleep\s*\(\s*\d+(?:\.\d+)?\s*(?:[),*/]|$)`,
				most: short},
			{words: "benchmark( pg_sleep( waitfor~delay dbms_pipe.receive_message( dbms_lock.sleep( randomblob(",
				form: `\b(?:benchmark\(\s*\d+\s*,|pg_sleep\(|waitfor delay\s*'|dbms_pipe\.receive_message\(|dbms_lock\.sleep\(|` +
					`randomblob\(\s*\d{5,})`, most: short},
			{words: "information_schema sqlite_master sysobjects pg_catalog mysql.user all_tables user_tables syscolumns",
				form: `\b(?:from|into|join)\s+[\x60"\[(]*(?:information_schema|sqlite_master|(?:\w+\.\.)?sysobjects|pg_catalog|` +
					`mysql\.user|` +
					`all_tables|user_tables|syscolumns)\b`, most: short},
			{words: "extractvalue( updatexml( xp_cmdshell xp_dirtree utl_inaddr utl_http load_file( into~outfile into~dumpfile",
				form: `\b(?:extractvalue\s*\(\s*\w+\s*,\s*concat|updatexml\s*\(\s*\w+\s*,\s*concat|xp_cmdshell|xp_dirtree|` +
					`utl_inaddr\.|` +
					`utl_http\.request|load_file\s*\(\s*(?:'|"|0x|char)|into (?:out|dump)file\s*['"])`, most: short},
			{words: "order~by group~by having",
				form: `(?:^[\w-]*['"]\)*|^-?\d+\)*)\s+(?:order|group)\s+by\s+\d+(?:\s*,\s*\d+)*\s*(?:--|#|$)` +
					`|['")]\s*having\s+\d+\s*=\s*\d+`, most: short},
			{words: "substring( substr( ascii( mid( ord(",
				form: `(?:\band\b|\bor\b|\bselect\b|,|\()\s*\(*(?:ascii|ord|substr(?:ing)?|mid)\s*` +
					`\(\s*\(?\s*(?:select\b|(?:ascii|substr(?:ing)?|mid|database|user|version)\s*\()`, most: short},
			{words: "--", need: "'\"`", form: `^[^'"\s]{0,40}['"]\s*\)*\s*(?:;\s*)?--(?:\s|$|-|\+)`, most: short},
			{words: "# /*", need: "'\"`", form: `^[\w.@-]{0,40}['"]\s*\)*\s*(?:#\s*|/\*.*|;\s*#?)$`, check: quoteLast},
			{words: "concat(0x char( chr( 0x", form: `\bconcat\s*\(\s*0x[0-9a-f]+|\bchar\(\d+\)\s*(?:\+|\|\|)\s*char\(\d+\)|` +
				`\bchr\(\d+\)\s*\|\|\s*chr\(\d+\)`, most: short},
			{words: "$ne $gt $lt $gte $lte $regex $nin $in $exists $eq $not $func $where", need: "{", form: `^\s*\{\s*['"]?\$(?:ne|gte?|lte?|regex|n?in|exists|eq|not|func|where)['"]?\s*:`, most: short},
			{words: "&& ||", need: "'\"", form: quote + `\s*(?:&&|\|\|)\s*(?:this\.\w|\w+(?:\.\w+)*\s*===?|\d+\s*(?:\|\||//))`, quote: true},
			{words: "db.", form: `^[^\w]{0,4}db\.\w+\.(?:insert|find|drop|remove|update|delete)\w*\(`, most: short},
			{words: "$where", form: `(?:^|[,{;]\s*)['"]?\$where['"]?\s*:`, most: short},
			{words: "return~ while( do{", need: "'\"", form: `['"]\s*\)?\s*;\s*(?:return\b[^;]*;|.*\bwhile\s*\().*var\s+\w+\s*=\s*['"]`, most: short},
			{words: "or~not and~not", need: "=<>", form: `^\(*-?\d+['")]*\s*\b(?:or|and)[\s(]+not[\s(]+['"]?-?\d{1,12}['"]?\)*\s*[=<>]+[\s(]*['"]?-?\d`, most: short, whole: startsNumber},
			{words: "select", need: "(", form: `^\(*-?\d+['")]*\s*\b(?:not\s+)?in\s*\(+\s*select\b[\s(]*(?:@@\w|null\b|-?\d|['"]|\w+\s*\(|[\w.*]+(?:\s*,\s*[\w.*]+)*\s+from\s)`, most: short, whole: startsNumber},
		},
		Finds: []Example{
			q("id=1%20UNION%20SELECT%20null,username,password%20FROM%20users"), q("name=%27%20or%20%271%27%3D%271"),
			q("id=1+or+1%3D1"),
			j(`{"user":"admin'--","pass":"x"}`), q("id=1;drop%20table%20users"), q("id=1%20and%20sleep(5)"),
			q("id=1'/**/union/**/all/**/select/**/1,2,3--"), q("q=1'%20AND%20extractvalue(1,concat(0x7e,version()))--"),
			form("user=%22+or+%22%22%3D%22&x=1"), q("id=-1)%20or%20(1=1"), q("user[$ne]=x"), q("filters[password][$startsWith]=a"), q("a[$where]=1"), q("name[$regex]=.*"), q("name[$regex]=^"), {Path: "/api/login", Query: "id[$ne]=1"}, j(`{"pin":{"$gt":""}}`), q("id=1+or+not+1%3D2"), q("id=1)+or+not+(1%3D1"), j(`{"id":"1 in (select @@version)"}`), q("id=4+not+in+(select+id+from+users)"), q("id=1%2527%2520or%25201%253D1--"),
			h("X-Forwarded-For: 1' or sleep(5)#"), h("X-Id: 8 or 3<4"), h("X-Id: k' is null or 'b'='b"), q("id=1' order by 10--"),
			q("id=(3)or(3)=(3)"), q("id=7+or+not+false"), q("id=4+and+2+like+2"), q("id=2+and+point((select+user()))"), q("q=select+*+from+accounts"),
			q("q=1;copy+t+from+program+'ls'"), p("/item/5%27%20or%20%275%27=%275"), q("f=$where:+'1'"), q("f={%22$nin%22:[]}"), q("f='%26%26this.pin.match(/1/)//"), form("f=db.users.remove({})"), q("f=';return+1;var+a='"),
		},
		Ignores: []Example{
			j(`{"name":"O'Brien and sons","city":"L'Aquila"}`), q("q=trade+union+select+committee+on+work"),
			q("q=select+a+hotel+from+the+list"),
			j(`{"filter":"status = 'open' and priority > 3"}`), j(`{"text":"It's 5 or 6 o'clock -- I don't know"}`),
			j(`{"code":"for i in range(3):\n  time.sleep(5)\n"}`), q("q=2+and+3+%3E+1+or+x%3D2"), q("q=drop+table+tennis"),
			j(`{"sig":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB","n":1}`), q("q=rock+%27n%27+roll+or+jazz"),
			q("q=%22exact+phrase%22+or+other"),
			j(`{"note":"the 'new' and 'old' is fine"}`), j(`{"t":"It's 'new' or 'used' = your choice"}`),
			j(`{"await":"await sleep(500)"}`), q("q=group+by+group"),
			j(`{"t":"Ten ways to drop weight; select from these"}`), j(`{"t":"pay; select a plan from the list"}`),
			q("q=what+does+or+1%3D1+mean+in+sql"), q("q=union+select+tutorial"), j(`{"t":"Book club; sleep (8 hours)"}`), j(`{"query":"select a, b from t where a = 1"}`),
			q("q=10+and+under+like+new"), q("q=2+or+not+2+rooms"), q("q=1+in+(select+rooms)"),
			q("filters[title][$eq]=hello&sort[0]=title:asc"), q("filters[id][$in][0]=3"), q("filters[$or][0][title][$eq]=a"), q("read[$ne]=true&$limit=10"), q("passengers[$gt]=2"),
			q("filters[username][$eq]=li"), form("a=1&filters[username][$eq]=li"), q("q={%22status%22:{%22$in%22:[%22a%22,%22b%22]}}"), q("title[$regex]=^abc"), j(`{"user_id":{"$in":[1,2]}}`), {Path: "/api/login", Query: "$limit=1"}, q("filter={%22price%22:{%22$gt%22:5}}"), j(`{"t":"db.users is a collection"}`), j(`{"js":"if (a == 'x' && b == 'y') return"}`), q("q=select+all+from+a+list"), p("/products/men's-shoes"), p("/wiki/AC/DC_(band)"),
		},
	},
	{
		ID: XSS, Name: "xss", Title: "XSS",
		rules: []rule{
			{words: "<script </script", form: `<\s*/?\s*script(?:[\s/>]|$)`, whole: foreignScript, check: noMention},
			{words: "onerror onload onmouse onfocus onclick ontoggle onstart onpointer onanimation onblur onkey onbegin " +
				"oninput onsubmit " +
				"onchange ondrag onwheel onresize onscroll onpage onhash onsearch oncopy oncut onpaste ontransition onunload " +
				"onmessage " +
				"onended onplay oncanplay onshow onfinish onbefore onafter ontouch oncontext ondbl onabort",
				form: `<[a-z][^<>]{0,400}[\s/'"]on[a-z]{3,24}\s*=`, whole: noPage, check: foreignHandler},
			{words: "onerror onload onmouse onfocus onclick ontoggle onpointer onanimation onblur onkey oninput",
				form: `['"\x60]\s*(?:[^<>'"]{0,40}[\s/])?on(?:error|load|mouse\w+|focus\w*|click|toggle|pointer\w+|animation\w+|` +
					`blur|` +
					`key\w+|input)\s*=\s*['"\x60]?\s*[\w.$]+\s*[(\x60=]`,
				most: short, check: foreignHandler},
			{words: "javascript: vbscript: livescript:",
				form: `(?:=\s*['"\x60]?|^|\()\s*(?:javascript|vbscript|livescript)\s*:\s*(?:[\w.$]+\s*[(\x60=\[]|/[/*]|%0a|` +
					`void\b|['"\x60({\[])`},
			{words: "javas script:", form: `j\s?a\s?v\s?a\s?s\s?c\s?r\s?i\s?p\s?t\s?:\s*(?:alert|eval|prompt|confirm)`},
			{words: "data:text/html", form: `data:text/html[;,]`, most: short},
			{words: "srcdoc", form: `<iframe\b[^>]*\bsrcdoc\s*=`},
			{words: "http-equiv", form: `<meta\b[^>]*http-equiv[^>]*refresh[^>]*(?:javascript|data):`},
			{need: "'\"`", words: "alert prompt confirm eval( document.cookie document.domain fromcharcode constructor",
				form: `['"\x60]\s*\)*\s*[;+\-*/^|&,%]+\s*(?:alert|prompt|confirm|eval|fetch|document\.|window\.|` +
					`string\.fromcharcode|\(?\[?\]?\.constructor)`,
				quote: true},
			{words: "alert( prompt( confirm( alert`",
				form: `[>}]\s*(?:alert|prompt|confirm)\s*(?:\(\s*['"\d]{0,8}\w{0,12}|\x60)`, check: alone},
			{words: "\"> '> \"/ '/ \"~> '~>", need: "<", form: `^[^<>'"]{0,60}['"]\s*/?>\s*<\s*[a-z!/?]`, most: short},
			{words: "alert prompt confirm eval", form: `^\s*on[a-z]{3,20}\s*=\s*['"]?(?:alert|prompt|confirm|eval)\b`, most: short, whole: startsHandler},
			{words: "-moz-binding expression( behavior:url",
				form: `style\s*=.{0,80}(?:-moz-binding|expression\s*\(|behaviou?r\s*:\s*url)`},
		},
		Finds: []Example{
			q("q=%3Cscript%3Ealert(1)%3C/script%3E"), j(`{"c":"<img src=x onerror=alert(1)>"}`),
			q("u=javascript:alert(document.cookie)"),
			q("q=%22%20onmouseover=%22alert(1)"), j(`{"c":"<svg/onload=prompt(1)>"}`), q("q=%27-alert(1)-%27"),
			q("q=%253Cscript%253E1"),
			form("c=%26%23x3c%3Bscript%26%23x3e%3B"), q("q=x%22%3E%3Cb%3Eseen"), q("q=onerror=eval;throw+2"),
			j("{\"t\":\"Please look at the `<script src=//x.example/a.js></script>` in my page, thanks\"}"), q("q=a+classic+example+of+a+payload:+<svg+onload=fetch('//x.example')>+and+some+more"), j(`{"bio":"<a href=\"javascript:eval('x')\">a</a>"}`),
			p("/x/%3Cscript%3Ealert(1)%3C%2Fscript%3E"), j(`{"c":"<code><script>alert(1)</script></code>"}`), j(`{"c":"<a href=\"javascript:void(alert(1))\">x</a>"}`),
			j(`{"c":"<a onclick=\"\" onfocus=alert(1)>x</a>"}`), j(`{"c":"<code>&lt;b&gt;</code><svg onload=alert(1)>"}`), j(`{"c":"<code onclick=\"alert(1)\">x</code>"}`), q("u=javascript:void(0)"), q("q=%3Ccode%3E%26lt;script%26gt;1%3C/code%3E"),
		},
		Ignores: []Example{
			j("{\"t\":\"In a page you write `<img src=x onerror=alert(1)>` to test for XSS; our framework escapes it.\"}"),
			j(`{"html":"<p>Hello <b>world</b>, 3 < 5</p>"}`), j(`{"html":"<p>Use <code>&lt;script&gt;</code> tags</p>"}`),
			j(`{"html":"<pre><code class=\"language-js\">alert(1)</code></pre>"}`), j(`{"html":"<a href=\"javascript:void(0)\">x</a>"}`), j(`{"html":"<a href='javascript:;'>x</a>"}`),
			j(`{"html":"<p onclick=\"\">x</p>"}`), j(`{"html":"<p>Write <code>&lt;img src=x onerror=alert(1)&gt;</code> here</p>"}`), j(`{"html":"<a href='x'><b>5\" wide</b></a>"}`), j(`{"t":"5\" > 4 <- true"}`), j(`{"t":"JavaScript: the good parts (2008)"}`),
			q("q=a%3Cb+and+c%3Ed"),
			j(`{"code":"if (a < b) { return \"x\"; }"}`), j(`{"t":"He said \"confirm\"; alert everyone"}`),
			q("q=on+load+balancing%3D1"),
			j(`{"html":"<iframe src=\"https://video.example.com/embed/1\"></iframe>"}`), q("q=script+writing+%3C+3"),
			q("online=true&once=1"),
			j(`{"js":"document.querySelector('#x').onclick = function(){ alert('hi'); }"}`),
		},
	},
	{
		ID: CommandInjection, Name: "command_injection", Title: "Command injection",
		rules: []rule{
			{words: "reboot shutdown poweroff halt net tasklist systeminfo w echo ps which env set busybox tftp socat expr printf nohup crontab mkfifo head tail more less grep awk sed who pwd hostname whoami ifconfig ipconfig netstat uname wget curl nslookup certutil powershell /bin/ cat ls id nc ncat " +
				"bash sh python " +
				"perl php ruby ping sleep rm chmod type dir cmd find dig printenv base64 touch telnet", need: ";|`\n&$",
				form: `(?:[;|\x60\n]|\$\(|&&?)\s*(?:sudo\s+)?` + commands,
				most: 200, whole: notWritten, check: notProse, shell: true},
			{words: "ping nslookup /bin/ /sbin/ sleep dig traceroute", most: short,
				form: `^\s*(?:ping\s+-[a-z]\s*\d+\s+\S+|(?:nslookup|dig|traceroute)\s+(?:[\w-]+\.)+\w+|/(?:usr/)?s?bin/\w+(?:\s|$)|sleep\s+\d+$)`},
			{words: "'' \"\" \\ $@", need: ";|&`", form: `[;|&\x60]\s*[a-z]{1,8}(?:''|""|\\|\$@)[a-z]{1,10}\s*(?:$|[\s;|&/-])`, most: short},
			{words: "$", need: ";|&`", form: `[;|&\x60]\s*(?:cat|ls|id|curl|wget)\$\w*\s`, most: short},
			{words: "${ifs} $ifs", form: `\$\{?ifs\b`},
			{words: "/dev/tcp/", form: `/dev/(?:tcp|udp)/[\w.$]+/\d`},
			{words: "()~{", form: `\(\)\s*\{\s*[:_\w]?\s*;?.{0,40}\}\s*;`, most: short},
			{words: "/bin/sh /bin/bash cmd.exe", form: `(?:^|[\s=;|&(\x60])(?:/bin/(?:ba)?sh\s+-[ic]|cmd(?:\.exe)?\s+/c\s)`,
				most: short},
			{words: "$(",
				form: `\$\(\s*(?:id|whoami|uname|cat|ls|curl|wget|sleep|nslookup|ping|printenv|env|expr|echo)\b[^)]{0,80}\)`,
				most: short},
		},
		Finds: []Example{
			q("host=127.0.0.1;cat%20/etc/passwd"), q("ip=1.1.1.1%7Cid"), q("f=a%26%26whoami"), q("n=x%60id%60"),
			q("n=$(curl%20http://x.example)"),
			j(`{"host":"8.8.8.8; ping -c 3 x.example"}`), h("User-Agent: () { :;}; /bin/bash -c 'id'"), h("X-Host: ;iptables -L"), q("q=;dmesg"), q("q=%7C+ss+-tln"), q("q=%26%26arp+-a"), q("q=;+dd+if%3D/dev/sda"), h("User-Agent: | mysql -u root"),
			q("c=cat$%7BIFS%7D/etc/hosts"), q("ip=1%0Auname%20-a"),
		},
		Ignores: []Example{
			q("q=salt+%26+pepper"), q("q=%7C+ip+%7C+mask+%7C"), q("q=;+and+date+of+birth"), q("q=%7C+make+a+wish"), q("q=;q%3D0.8"), q("q=%26+more"), h("X-Device: Ann's phone (OS 17; en)", "X-Range: 1 or more", "X-Name: 'quoted'", "User-Agent: \"odd\" client/1.0 (a; b)"), j(`{"t":"cats; dogs & find out; sleep well"}`),
			j("{\"md\":\"run `ls -la` first, then `curl`\"}"),
			q("q=R%26B+%7C+cat+food"), j(`{"t":"A & Echo Park | id card | type of person"}`), j(`{"t":"ls; sh; ping me later"}`),
			j(`{"price":"$(12.50)"}`), j(`{"readme":"Install:\n\n    curl -fsSL https://get.example.com |` +
				` sh\n\nThen run the tool and read the manual for more of the same."}`),
		},
	},
	{
		ID: CoreFileAccess, Name: "core_file_access", Title: "Illegal access to core files",
		rules: []rule{
			{words: "../ ..\\", form: `(?:^|[^.\w])(?:\.\.[/\\]+){2,}`, where: inValue, whole: fileLike},
			{words: "../ ..\\",
				form: `\.\.[/\\]+(?:[\w.\\/-]*)(?:etc[/\\]|proc[/\\]|windows|winnt|web-inf|\.ssh|boot\.ini|\.env|\.git|passwd|` +
					`config)`,
				where: inValue | inPath, whole: pathLike},
			{words: "../ ..\\ ..;/ ....//", form: `(?:\.\.[/\\]+){2,}|\.\.;/|\.{4}//`, where: inPath},
			{words: "/etc/ /proc/ win.ini boot.ini c:\\ c:/ /root/ .ssh/ /var/log",
				form: `(?:^|[=:;,|<>('"\\/])/?/?(?:etc/+(?:\./+)*(?:(?:passwd|shadow|group|gshadow|sudoers|hosts|crontab|issue|fstab|` +
					`my\.cnf|resolv\.conf|environment)` + fileEnd + `|ssh/|nginx/|apache2?/|httpd/|php)|proc/+(?:self|version|cpuinfo|\d+)|root/+\.|var/log/+(?:auth|apache|nginx|` +
					`syslog|secure|messages))`,
				where: inValue | inPath, whole: pathLike},
			{words: "/etc/", form: `/etc/+(?:passwd|shadow|group|hosts)\.\w`, whole: pathLike},
			{words: "win.ini boot.ini \\system32 /system32 c:\\windows c:/windows",
				form:  `c:[/\\]+(?:windows|winnt|boot\.ini|inetpub)|[/\\](?:win|boot)\.ini\b|[/\\]system32[/\\]`,
				where: inValue | inPath, whole: pathLike},
			{words: ".txt? .inc? .dat? .gif? .log? .php? .jpg? .html?",
				form: `^(?:https?|ftps?)://[^\s?]+\.(?:(?:txt|inc|dat|gif|log)\?(?:$|&|\?)|(?:php\d?|jpg|html?)\?+$)`},
			{words: "php:// file:/// expect:// phar:// zip:// glob://",
				form: `^\s*(?:php://(?:filter|input)|file://(?:localhost)?/(?:etc|proc|sys|var|root|dev|boot|windows|winnt|[a-z]:|\.\.|usr|opt|home/[^/]+/\.)|expect://|phar://|zip://|glob://)`},
			{words: "/.git/ /.svn/ /.env /.htpasswd /.htaccess web-inf/ wp-config .aws/ id_rsa .bash_history /.ds_store " +
				"/.hg/ .npmrc",
				form: `/\.(?:git/(?:config|head|index|logs|objects|refs)|svn/(?:entries|wc\.db)|hg/|env(?:$|[./])|htpasswd|` +
					`htaccess|aws/credentials|ssh/|bash_history|` +
					`npmrc|ds_store|dockerenv)|web-inf/(?:web\.xml|classes|lib)|wp-config\.php|/id_(?:rsa|ed25519)`, where: inPath},
			{words: "/etc/ /dev/ /var/ /run/ /sys/", form: `^(?:file:)?/+(?:etc/+\w|dev/+(?:null|zero|u?random|tcp|udp|mem|shm|std\w+|sd[a-z]\d?$)|(?:var/+)?run/+(?:secrets|docker|\w+\.(?:sock|pid))|` +
				`var/+(?:lib|www|spool|mail|backups)/+\w|sys/+(?:class|kernel|devices|fs|firmware|module|block|power)/)`, whole: pathLike},
			{words: "/etc/", form: `^/etc/(?:[\w.-]+/){0,3}[\w-]+\.(?:conf|cnf|cfg|ini|key|pem|list|service)$|^/etc/(?:cron\w*|sudoers|network/interfaces|pam\.d/\w+|init\.d/\w+)$`, where: inPath},
			{words: "/usr/", form: `^/+usr/(?:local|share|lib)/\S*\.(?:conf|cnf|ini|log|xml|cfg|key)$`, whole: pathLike},
			{words: "c:\\ c:/ d:\\ d:/", form: `^[cd]:[/\\]+(?:xampp|wamp\d*|inetpub|apache\w*|nginx|tomcat\w*)[/\\]`, whole: pathLike},
			{words: "data://", form: `^\s*data://`},
			{words: "web-inf/ meta-inf/ wp-config .ssh/id .aws/credentials",
				form: `(?:web|meta)-inf/(?:web\.xml|classes/|lib/|context\.xml|manifest\.mf)|wp-config\.php|\.ssh/id_|\.aws/credentials`, whole: pathLike},
			{words: ".bak .old .orig .save .swp .backup .copy .inc \\~ .mdb .pwd .tmp .sql .php. .jsp. .asp.",
				form: `\.(?:bak|old|orig|swp|mdb|pwd|inc)$|\.(?:php\d?|jspx?|aspx?|html?|js|py|rb|pl|conf|config|cfg|ini|xml|ya?ml|properties|env)` +
					`[.~_-]?(?:bak|old|orig|save|swp|backup|copy|tmp|\d|~)$|[^/]~$`, where: inPath},
			{words: ".sql .bak .zip .tar .old .swp .rar .7z",
				form: `/(?:backup|dump|db|database|www|wwwroot|site|web|html|bak|old|data|config|index)[\w.-]{0,20}` +
					`\.(?:sql|bak|zip|tar|tar\.gz|tgz|rar|7z|old|swp|gz)$`, where: inPath},
		},
		Finds: []Example{
			q("file=../../../../etc/passwd"), p("/static/..%2f..%2f..%2fetc/passwd"), q("f=/etc/shadow"),
			q("p=php://filter/convert.base64-encode/resource=index"),
			p("/.git/config"), p("/.env"), q("f=C:%5CWindows%5Cwin.ini"), j(`{"path":"..\\..\\..\\windows\\win.ini"}`),
			p("/backup.sql"), p("/x/etc/passwd"), p("/x/etc/shadow-"), q("f=/x/etc/passwd%00.png"), p("/x/etc/hosts.allow"), q("f=/etc/passwd.png"),
			q("f=..%252f..%252fetc%252fpasswd"), q("page=file:///etc/hosts"), p("/WEB-INF/web.xml"),
			q("f=/etc/ldap/ldap.conf"), q("f=/dev/urandom"), q("f=/run/secrets/token"), q("f=C:%5Cxampp%5Cphp%5Cphp.ini"), q("f=data://text/plain,x"), q("f=/META-INF/context.xml"), p("/etc/redis/redis.conf"), q("f=/usr/local/lib/php.ini"),
		},
		Ignores: []Example{
			j(`{"t":"edit /etc/hosts and restart"}`), j(`{"code":"import x from '../../utils'; run()"}`),
			p("/docs/files/config"), p("/docs/etc/hosts-file"), p("/guide/etc/passwd-hashing"), p("/docs/etc/hosts.html"), p("/wiki/etc/passwd_format"),
			j(`{"t":"<pre><code>cat /etc/passwd</code></pre>"}`), q("q=etc/+and+so+on"),
			p("/envelopes/1"), q("range=1../5"), p("/git/config"), j(`{"t":"and so on... / or else"}`),
			p("/.well-known/jwks.json"), q("f=report.zip"), q("menu=/sys/user/list"), p("/etc/designs/site/clientlib.css"), q("u=/usr/profile"), q("u=/device/1"), q("img=data:image/gif;base64,R0lGODlh"), q("p=D:%5CPhotos%5C2026"),
		},
	},
}

// fileEnd is what stands behind the name of a file: nothing that makes it another name, but for
// copies beside the file.
const fileEnd = `(?:-|\.(?:allow|deny|bak|old|orig|save|swp|d))?(?:$|[^\w.-])`

// commands are shell commands with arguments that no sentence has.
const commands = `(?:whoami\b|ifconfig\b|ipconfig\b|netstat\s+-|uname(?:\s+-|\s*(?:$|[;|&\x60)]))|wget\s+(?:-|` +
	`https?:|\$|[\w-]+\.\w)|` +
	`curl\s+(?:-|https?:|\$|[\w-]+\.\w)|nslookup\s+\S|certutil\s+-|powershell(?:\.exe)?\s+-|/(?:usr/)?bin/\w+|` +
	`cat\s+(?:/|\.\.|\$|\w+\.(?:php|conf|txt|env|xml|py)\b)|ls\s+(?:-|/|\.\.)|ls\s*(?:$|[;|\x60)])|id\s*(?:$|[;|` +
	`\x60)#>])|nc\s+-|ncat\s+-|bash\s+-|sh\s+-[ci]|` +
	`python\d?\s+-c|perl\s+-e|php\s+-r|ruby\s+-e|ping\s+(?:-|\d+\.|[\w-]+\.\w+$)|sleep\s+\d+\s*(?:$|[;|&#\x60)])|` +
	`rm\s+-|chmod\s+(?:\+|\d{3})|` +
	`type\s+[a-z]:\\|dir\s+[a-z]:\\|dir\s*$|cmd(?:\.exe)?\s*/c|find\s+/|dig\s+(?:\+|@|[\w-]+\.\w)|printenv\b|` +
	`base64\s+[-/]|touch\s+/|telnet\s+\d|net\s+(?:user|view|localgroup|share)\b|net1?\s+user|tasklist\b|systeminfo\b|w\s*(?:;|$)|` +
	`echo\s+['"$]?\w|ps\s+(?:-|aux|$)|which\s+\w|env\s*(?:$|[;|&])|set\s*(?:$|[;|&])|busybox\s+\w|tftp\s+-|socat\s|expr\s+\d|printf\s+['"]|nohup\s|` +
	`crontab\s+-|mkfifo\s|(?:head|tail|more|less|tac|nl|od|xxd|strings|grep|awk|sed)\s+(?:-|/|\.\.|'|\$)|who\s*(?:$|[;|&])|pwd\s*(?:$|[;|&\x60)])|` +
	`(?:reboot|shutdown|poweroff|halt)\s*(?:$|[;|&-])|hostname\s*(?:$|[;|&\x60)])|lsof\b|route\s+print|arp\s+-|ssh\s+-|scp\s|mshta\s|bitsadmin\s|wmic\s|reg\s+(?:add|query)|vol\s*$|ver\s*(?:$|[;|&])|\{\w+,)`

func notWritten(text []byte) bool { return !writtenLine(text) }

// notProse rejects commands of documents: scripts, and backticks set off by spaces as in
// Markdown.
func notProse(text []byte, at, end int) bool {
	if text[at] == '\n' && len(text) > 80 {
		return false // a script in a text, not a line smuggled into a parameter
	}
	if text[at] == '`' {
		return at > 0 && text[at-1] != ' ' && text[at-1] != '(' || at == 0 && text[len(text)-1] == '`'
	}
	if text[at] == ';' && at > 0 && letter(text[at-1]) && at+1 < len(text) && text[at+1] == ' ' && end < len(text) {
		return hasShellArgument(text[at:end]) // "name; id; type"
	}
	if (text[at] == '|' || text[at] == '&' || text[at] == ';') && at > 0 && text[at-1] == ' ' && at+1 < len(text) &&
		text[at+1] == ' ' {
		return hasShellArgument(text[at:end])
	}
	return true
}

// writtenLine reports what people write about shells: fenced code and tables of Markdown, and
// lines that begin with a tool of developers, which an injected command has no reason to
// stand behind.
func writtenLine(text []byte) bool {
	return bytes.Contains(text, []byte("```")) || text[0] == '|' && bytes.Contains(text, []byte("\n|-")) ||
		text[0] == '|' && bytes.Contains(text, []byte("\n| -")) || developerLine.Match(text)
}

var developerLine = regexp.MustCompile(`^[$>]?\s*(?:sudo\s+)?(?:git|docker|podman|kubectl|helm|terraform|npm|npx|yarn|pnpm|pip3?|cargo|brew|make|mvn|gradle|apt(?:-get)?|` +
	`systemctl|journalctl)\s+[a-z]`)

// hasShellArgument reports marks that words of a sentence do not have.
func hasShellArgument(text []byte) bool {
	for i, c := range text {
		if c == '/' || c == '$' || c == '-' && i > 0 && text[i-1] == ' ' || c >= '0' && c <= '9' {
			return true
		}
	}
	return false
}

// quoteLast reports a value with a single quote, at its end: "admin'#".
func quoteLast(text []byte, at, end int) bool {
	n := 0
	for _, c := range text {
		if c == '\'' || c == '"' {
			n++
		}
	}
	last := text[len(text)-1]
	return n == 1 && (last == '#' || len(text) > 2 && text[len(text)-1] == '*' || last == '/')
}

// alone reports a short value that is little more than the match.
func alone(text []byte, at, end int) bool {
	return len(text) <= 60 && text[len(text)-1] == ')' || text[len(text)-1] == '`'
}

// noMention rejects a tag that a sentence is about ("the <script> tag in HTML").
func noMention(text []byte, _, end int) bool {
	rest := text[end:]
	if text[end-1] != '>' || len(rest) < 2 || rest[0] != ' ' || !letter(rest[1]) {
		return true
	}
	return bytes.Contains(text, []byte("</script"))
}

// sameNumbers reports an equation that always holds: "or 7=7".
func sameNumbers(text []byte, at, end int) bool {
	left, right, _ := bytes.Cut(text[at:end], []byte("="))
	left = bytes.TrimLeft(left, "andor (")
	return bytes.Equal(bytes.TrimSpace(left), bytes.TrimSpace(right)) && notSaid(text, at, end)
}

// startsNumber reports a value that begins as a number does, or a bracket around one.
func startsNumber(text []byte) bool {
	return text[0] >= '0' && text[0] <= '9' || text[0] == '-' || text[0] == '('
}

// startsHandler reports a value that begins with "on".
func startsHandler(text []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(text[:min(len(text), 8)], " "), []byte("on"))
}

// notSaid rejects an equation behind several words and no mark: where a condition can be
// appended there stands a value, a quote or a bracket.
func notSaid(text []byte, at, _ int) bool {
	head := bytes.TrimRight(text[:at], " ")
	return len(head) == 0 || !letter(head[len(head)-1]) || bytes.Count(head, []byte(" ")) == 0 || bytes.IndexAny(head, `'"=()`) >= 0 ||
		bytes.Contains(head, []byte("select "))
}

// noPage rejects whole pages: what an editor of web pages saves.
func noPage(text []byte) bool {
	head := bytes.TrimSpace(text[:min(len(text), 200)])
	return !(bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html"))) ||
		!bytes.Contains(text, []byte("<body")) || !bytes.Contains(text, []byte("<head"))
}
