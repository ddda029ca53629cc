package attack

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"
)

// The functions of this file bear out what a noisy rule of another engine says about one
// value: they know the forms of an attack well enough to tell them from prose, code and
// rich text that share their words. They are asked seldom, so they may be slow.

const (
	maxParameter = 400 // bytes; longer values are documents: articles, pastes, scripts
	maxLines     = 4   // a value of more lines is a document
	maxPath      = 300 // bytes of a file's path
)

// bears is a set of forms, one of which bears a family out.
type bears []*regexp.Regexp

func forms(expressions ...string) (out bears) {
	for _, e := range expressions {
		out = append(out, regexp.MustCompile(e))
	}
	return out
}

func (b bears) match(text []byte) bool {
	for _, re := range b {
		if re.Match(text) {
			return true
		}
	}
	return false
}

// anyPart asks about each part of an address with a query (a whole request line, a referring
// page), and about anything else as it is.
func anyPart(value string, bears func(string) bool) bool {
	address, query, has := strings.Cut(value, "?")
	if !has || !strings.Contains(query, "=") || strings.ContainsAny(address, " <>'\"") ||
		!strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") {
		return bears(value)
	}
	if bears(address) {
		return true
	}
	for pair := range strings.SplitSeq(query, "&") {
		name, one, _ := strings.Cut(pair, "=")
		if plain, err := url.QueryUnescape(one); err == nil {
			one = plain
		}
		if bears(one) || bears(name) {
			return true
		}
	}
	return false
}

// borne folds a value and takes away what it quotes; nil if it is a document.
func borne(value string) []byte {
	if len(value) > maxText {
		return nil
	}
	text := raw(value)
	if plusIsSpace(text) { // a cookie or a referring address
		text = bytes.ReplaceAll(text, []byte("+"), []byte(" "))
	}
	text = withoutShown(unquoted(fold(nil, text)))
	if len(text) > maxParameter || bytes.Count(text, []byte("\n")) >= maxLines {
		return nil
	}
	return text
}

var (
	sqlBreak = compiledRule{
		form: regexp.MustCompile("['\"`]\\s*\\)*\\s*(?:;\\s*(?:--|#|/\\*|$|(?:select|drop|insert|update|delete|exec\\w*|waitfor|shutdown|declare|create|alter|truncate|return|var)\\b)|--|#|/\\*|\\|\\||&&|[=<>!^+*%-]|::|\\?|@>|\\b(?:or|and|xor|union|having|order|group|limit|like|" +
			"rlike|regexp|between|in|is|procedure|into|waitfor|if|div|mod|sounds|collate|select|insert|update|delete)\\b)"),
		check: breaksOut, most: maxParameter,
	}
	sqlForms = forms(
		`\bunion\b\W*(?:all|distinct(?:row)?)?\W*(?:\d+\W*)?select\b\s*(?:[^a-z\s]|(?:null|all|distinct|top|concat\w*|char|from|into|user|version|database|count|group_concat|load_file|case|if|sleep|table_name|column_name|schema_name|password|username)\b|\w+\s*(?:[^a-z\s]|from\b|into\b|--))`,
		`\bunion\b.{0,60}\bselect\b.*(?:,\s*(?:null|\d|@@|char|concat)|--|#|\bfrom\s+\w+\s*(?:$|where|limit|;))`,
		`\bselect\b\s*(?:[\w.*@]+\s*(?:,\s*[\w.*@]+\s*)*|.*[*(@'"].*)\s+(?:from|into)\b`,
		`\b(?:or|and|xor|having|where|rlike|\|\||&&)[\s(!\x7e+-]*(?:-?\d[\w.]*|['"][^'"]{0,20}['"]|\w+\([^)]*\))\s*(?:=|<|>|!=|like\b|rlike\b|regexp\b|in\b|between\b|is\b)[\s=>(]*(?:-?\d|['"@\x60]|0x|null|not\b|true|false|select\b|\w+\s*\()`,
		`(?:\b(?:and|or|select|if|xor|then|else|when)\b|['"+\-|&,(*=;])[\s(]*(?:select\s+)?sleep\s*\(\s*(?:\d+(?:\.\d+)?\s*(?:[),*/]|$)|\()`,
		`\b(?:pg_sleep|benchmark|dbms_\w+|randomblob|xp_\w+|sp_\w+|load_file|extractvalue|updatexml|utl_\w+|sys_context|xmltype|ctxsys)\b[\s(.]`,
		`\bwaitfor\s*(?:delay|time)`,
		`;\s*(?:(?:drop|truncate|alter|create|rename)\s+(?:table|database|schema|view|user|function|procedure|column|login|index|or)\b|delete\s+from\b|`+
			`insert\s+into\b|update\s+\w+\s+set\b|select\s*(?:[(*@\d'"]|`+selectList+`|\w+\s*\()|exec(?:ute)?[\s(]*(?:xp_|sp_|master|immediate|@|'|\()|declare\s+[@#]|`+
			`shutdown\s*(?:$|;|--|#|with)|load\s+data|waitfor|\w+\s*:?\s*goto|open\s+\w+\s*;|replace\s+into|desc(?:ribe)?\s+\w+\s*(?:$|;|--))`,
		`\b(?:information_schema|sqlite_(?:temp_)?master|sysobjects|pg_catalog|msysobjects|mysql\.(?:user|db)|all_tables|user_tables|@@\w+)\b`,
		`/\*!|\bprocedure\s+analyse|\binto\s+(?:out|dump)file`,
		`^[\w.@-]{0,30}['"]\s*\)*\s*(?:--[\s-]*$|#\s*$)|^-?\d+\s*\)*\s*(?:--[\s-]*$|#\s*$)`,
		`\b(?:char|chr)\s*\(\s*\d+\s*[,)]|\bconcat\w*\s*\(\s*(?:0x|char|select|['"(])|\b0x[0-9a-f]{8,}.*(?:select|union|concat|=)`,
		`\bcase\b.{0,40}\bwhen\b.*[=<>(].*\bthen\b|\b(?:and|or|select|,)\s*\(*\s*if\s*\(.+,.+,.+\)|\bif\s*\(\s*\w+\s*\(`,
		`\b(?:convert|cast)\s*\(.*(?:,|\bas\b).*\)`,
		`(?:^-?\d+|['")])\s*(?:order|group)\s+by\s+\d|\bhaving\s+\d+\s*[=<>]`,
		`\b(?:database|user|version|schema|current_user|session_user|system_user|connection_id|now|sysdate|load_extension)\s*\(\s*\).*[=<>,|]|[=<>,|(]\s*(?:database|user|version|schema|current_user)\s*\(`,
		`\b(?:substr(?:ing)?|mid|left|right)\s*\(.+,.+\)\s*(?:=|<|>|like|in)|\b(?:ascii|ord|hex|unhex|length)\s*\(\s*(?:\(|select|substr|mid|user|database|version)`,
		`\binsert\s+into\s+\w+\s*(?:\(|values|select)|\bdelete\s+from\s+\w+\s*(?:where\b|;|$)|\bupdate\s+\w+\s+set\s+\w+\s*=|\bdrop\s+(?:table|database|column)\s+\w+\s*(?:;|--|$)|\bexec(?:ute)?[\s(]+(?:xp_|sp_|master|immediate|@|\(|char)`,
		`^\s*\(*\s*select\s*(?:\(\s*\w|\*\s*(?:from\b|,)|@@|\d+\s*(?:,|$|from\b|--)|'|"|\w+\s*\()`,
		`'\s*(?:::|->>?|#>|@>|<@)|1\.e[(.]`,
		`^-?\d+\s*(?:\|\||&&|\^|\bdiv\b|\bmod\b)\s*[\d('"]`,
		`\bcreate\s+(?:or\s+replace\s+)?(?:function|procedure|table|user|trigger)\b.*(?:\(|returns|as\b)|\bmerge\b.*\busing\b|\bmatch\b.*\bagainst\b\s*\(|\bexecute\s+immediate`,
	)
)

// selectList is a query's own order: columns separated by commas, a table, and then its end
// or a clause. A sentence has words between "select" and "from" that are no list, or none.
const selectList = `(?:distinct\s+|all\s+|top\s+\d+\s+)?[^\s,;]+(?:\s*,\s*[^\s,;]+)*\s+from\s*[\w.\[\]\x60"(]+\s*(?:$|[;,)#(]|--|` +
	`(?:where|limit|order|group|union|having|join|into)\b)`

// IsSQL bears out SQL injection.
func IsSQL(value string) bool { return anyPart(value, bearsSQL) }

func bearsSQL(value string) bool {
	text := borne(value)
	return len(text) > 0 && (sqlForms.match(text) || sqlBreak.holds(text, &effort{left: maxEffort})) && !sentence(text) && !sqlElsewhere.match(text)
}

// sqlElsewhere are sums, and queries that a program sends as such.
var sqlElsewhere = forms(
	`^-?\d+(?:\.\d+)?\s*[<>]=?\s*-?\d+(?:\.\d+)?(?:\s+(?:and|or)\s+-?\d+(?:\.\d+)?\s*[<>]=?\s*-?\d+(?:\.\d+)?)+$`,
	`^\{.*['"](?:sql|query|statement|stmt)['"]\s*:\s*['"]\s*(?:select|insert|update|delete|with|create)\b`,
)

// IsStatement reports a whole query or script where the parameter's name asks for one, as in
// the calls of dashboards, consoles and paste services.
func IsStatement(key, value string) bool {
	return statementKeys.MatchString(key) && statementStart.MatchString(value) || codeKeys.MatchString(key) && len(value) > maxSnippet
}

// maxSnippet is the length from which a field named for code is believed to hold code.
const maxSnippet = 40

var (
	statementKeys  = regexp.MustCompile(`(?i)(?:^|[._\[])(?:raw_?)?(?:sql|query|statement|stmt|hql|jql|expr|expression|querytext|query_text)\]?$`)
	statementStart = regexp.MustCompile(`(?i)^\s*(?:select|with|insert|update|delete|create|show|explain|project|assignee|status)\s`)
	codeKeys       = regexp.MustCompile(`(?i)(?:^|[._\[])(?:code|script|snippet|source|source_?code|program|run|steps|pipeline)\]?$`)
)

var operatorForms = forms(`^\s*\$(?:where|ne|gt|gte|lt|lte|regex|nin|in|exists|or|and|not|nor)\s*$`,
	`^\s*\{\s*['"]?\$(?:where|ne|gte?|lte?|regex|nin|exists)['"]?\s*:|^\s*\{\s*['"]?\$(?:or|and|nor)['"]?\s*:\s*\[`, `\$where\b.*(?:sleep|return|this\.|function)`)

// IsOperator bears out operators of document stores.
func IsOperator(value string) bool {
	text := borne(value)
	return operatorForms.match(text) || bytes.Contains(text, []byte("[$")) && nameOperator(str(text))
}

var shellForms = forms(
	`(?:[;|\x60\n]|\$\(|&&?|<\(|>\()\s*['"]?(?:sudo\s+|time\s+|env\s+)?`+commands,
	`^\s*['"]?(?:sudo\s+|time\s+)?(?:cat|ls|head|tail|more|less|tac|nl|od|xxd|strings|grep|find|cp|mv|rm|chmod|chown|touch|type|dir|echo)\s+.*(?:/etc\b|/proc\b|/var\b|/tmp\b|/bin\b|/root|/home|c:|\.\./|\$\{?ifs)`,
	`^\s*['"]?(?:wget|curl|fetch|lynx|aria2c)\s+(?:-\S+\s+)*(?:https?://|ftp://|\d+\.\d+|\$)`,
	`^\s*['"]?(?:nc|ncat|netcat|socat|telnet)\s+(?:-|\d+\.)`,
	`^\s*['"]?(?:/\S*/)?(?:ba|z|k|c|da|a)?sh\s+-[ic]`,
	`\b(?:cmd(?:\.exe)?\s*/[ck]|powershell(?:\.exe)?\s+-|pwsh\s+-|certutil(?:\.exe)?\s+-|bitsadmin\s+/|mshta\s+(?:http|vbs|java)|regsvr32\s+/|rundll32\s|wmic\s+\w|schtasks\s+/|invoke-\w+|iex\s*\(|new-object\s+\w|downloadstring\s*\(|start-process\s)`,
	`^\s*(?:whoami|ifconfig|ipconfig(?:\s+/all)?|uname(?:\s+-\w+)?|netstat(?:\s+-\w+)?|net\s+(?:user|view|localgroup)\b.*|tasklist|systeminfo|hostname|printenv|id\s*;?)\s*$`,
	`^\s*(?:ping|nslookup|dig|host|traceroute)\s+(?:-\w\s+\d+\s+)?(?:[\w-]+\.)+\w+\s*$`,
	`\$\{?ifs\b|/[?*\[][?*\[\]\w]*/[\w]*[?*\[]|\$\{?@\}?|\$'\\x|[;|&(\x60]\s*\{\w+,|^\{(?:cat|ls|id|whoami|echo|wget|curl|ping|nc|bash|sh|uname),|/dev/(?:tcp|udp)/|\$\(\(|\$\{path|\$0<<<|\$\{!`,
	`^\s*(?:[;|\x60]|\|\||&&?)\s*[a-z/]`,
	`[\x60][a-z][\w /.-]{1,60}[\x60]$`,
	`/(?:usr/)?s?bin/\w+`,
	`\b(?:python|perl|php|ruby|node|lua)\d?(?:\.\d+)?\s+-[cer]\s`,
	`\b[a-z]{1,3}(?:''|""|\\|\^)[a-z]{1,8}\b.*(?:/|-)`,
)

var proseMark = regexp.MustCompile("(?:^|\\s)`[^`]+`(?:[\\s.,;:)]|$)")

// cronLine is a line of a table of jobs: five fields of time, and the command.
var cronLine = regexp.MustCompile(`^\s*(?:[\d*/,-]+\s+){4}[\d*,-]+\s*[\w./]`)

// IsShell bears out commands.
func IsShell(value string) bool { return anyPart(value, bearsShell) }

func bearsShell(value string) bool {
	text := borne(value)
	return len(text) > 0 && !proseMark.Match(text) && !writtenLine(text) && shellForms.match(text) && !sentence(text) && !cronLine.Match(text)
}

var codeForms = forms(
	`\b(?:system|exec|shell_exec|passthru|popen|proc_open|pcntl_exec|eval|assert|create_function|call_user_func\w*|file_get_contents|file_put_contents|`+
		`fopen|readfile|show_source|highlight_file|unserialize|base64_decode|gzinflate|gzuncompress|str_rot13|preg_replace|array_map|array_filter|usort|`+
		`include(?:_once)?|require(?:_once)?|print_r|var_dump|execsync|spawn|spawnsync|compile|__import__|getattr|popen2?)\s*\(+\s*(?:['"\x60$@]|\w+\s*\(|chr|hex2bin|atob|buffer|this|new )`,
	`\bphpinfo\s*\(|\bprint\s*\(?\s*\(?\s*md5\s*\(|\bmd5\s*\(\s*['"\d]`,
	`\$_(?:post|get|request|cookie|server|files|session|env)\s*[\[{]|\$globals\s*\[`,
	`<\?(?:php\b|=|\s).*(?:[(\x60]|\$_)|\[/?php\]|\{/?php\}`,
	`\bchild_process\b|\bprocess\s*\.\s*(?:mainmodule|env|exit|binding|kill|spawn)|global\.process|__proto__|constructor\s*[.\[(]\s*['"]?(?:prototype|constructor|\()|`+
		`fromcharcode|_\$\$nd_func|_js_function|module\.exports\s*=|this\.constructor|new\s+function\s*\(`,
	`\brequire\s*[(\[]\s*['"]?(?:child_process|fs|os|net|https?|vm|util|req)`,
	`\bwhile\s*\(\s*[!+(1]`,
	`java\.lang\.(?:runtime|process\w*|system|thread|class|reflect|string)\b|getruntime|processbuilder|ognl|springframework\.\w+\.|javax\.(?:script|naming|management|el)\.|`+
		`com\.sun\.|org\.apache\.(?:commons|xalan|xbean|ibatis|shiro|tomcat|bcel|velocity)|freemarker\.|classloader|unmarshaller|xmldecoder|invokertransformer|`+
		`clonetransformer|instantiate\w+|forclosure|whileclosure|prototype\w+factory|base64data|scriptengine|beanshell|groovy\.`,
	`\bo:\d+:"[^"]+":\d+:\{`,
	`\$\{[^}]*(?:jndi|[#@(]|::-|lower:|upper:|env:|sys:)|\$\s*\{\s*\$`,
	`(?:auto_prepend_file|auto_append_file|allow_url_include|allow_url_fopen|disable_functions|open_basedir|safe_mode)\s*[=\s]`,
	`\$[a-z_]\w+\s*(?:\[[^\]]*\])*\s*\(.*\)|\(\s*['"][\w.]+['"]\s*\)\s*\(|['"]\s*\.\s*['"].*\(`,
)

var question = regexp.MustCompile(`^(?:how|what|why|where|when|can|is|does|do|which|learn|fix)\b|\?\s*$`)

// IsCode bears out code of servers: PHP, Java, Node, Ruby.
func IsCode(value string) bool { return anyPart(value, bearsCode) }

// stackFrame is a line of a trace of Java, as crash reports have them.
var stackFrame = regexp.MustCompile(`\bat [\w.$<>/@-]+\((?:\w+\.(?:java|kt|scala|groovy)(?::\d+)?|native method|unknown source)\)|java\.lang\.\w+(?:exception|error)\b`)

func bearsCode(value string) bool {
	text := borne(value)
	if bytes.Contains(text, []byte("at ")) {
		text = stackFrame.ReplaceAll(text, nil)
	}
	return len(text) > 0 && codeForms.match(text) && !(question.Match(text) && bytes.Count(text, []byte(" ")) >= 3) && !(topical.Match(text) && sentence(text))
}

var scriptTag = compiledRule{form: regexp.MustCompile(`<\s*/?\s*(?:\w+:)?script\b[^<>]{0,100}>?`), most: maxParameter, whole: noPage, check: noMention}

var markupForms = forms(
	`<[a-z!/?][^<>]{0,300}[\s/'"\x60,;]on[a-z]{3,30}\s*=`,
	`(?:^|['"\x60])[^<>]{0,60}[\s/'"\x60]on[a-z]{3,30}\s*=\s*[^=\s]`,
	`(?:javascript|vbscript|livescript)\s*:\s*(?:[\w.$]+\s*[(\x60=\[]|/[/*]|\\|void|['"\x60({\[%&])`,
	`j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t\s*:\s*\S+[(\x60]`,
	`<(?:iframe|object|embed|applet|base|link|form|button|isindex|math|svg|a|img|input|video|audio|body|table|bgsound|layer|frameset|frame|meta|xml|td|div)\b[^>]*(?:javascript|vbscript|data:text/html|data:,|srcdoc|expression\s*\(|-moz-binding|formaction|attributename)`,
	`<(?:applet|isindex|bgsound|layer|vmlframe|frameset|xss|xml|object|embed|base|import)\b[\s/]*(?:[^>]*(?:src|href|data|code|\?|>)|$)|<meta\b[^>]*http-equiv\s*=\s*['"]?\s*(?:[^cx'"\s]|content-security|.{0,80}utf-7)|<meta\b[^>]*(?:utf-7|javascript)`,
	`<(?:iframe|script|img|embed)\b[^>]*src\s*=\s*//`,
	`<style\b.*(?:@import|expression|javascript|-moz-binding|behavior)|@import\s*(?:url\s*\(\s*)?['"]?\s*(?:javascript|data:|https?:|//)|style\s*=.{0,80}(?:expression\s*\(|-moz-binding|behaviou?r\s*:|javascript)`,
	`^[^<]*['"]\s*/?>\s*<|^[^<]{0,40}(?:-->|</(?:title|textarea|style|script|noscript|xmp|template)>)\s*<`,
	`document\s*\.\s*(?:cookie|domain|write|location)|(?:window|top|self|parent)\s*\.\s*location\s*[=.(]|(?:window|top|self|this|parent|frames)\s*\[\s*['"/\x60]`,
	`(?:^|['">;=(}{\-+/:*,\]&|!])\s*(?:alert|prompt|confirm|eval|settimeout|setinterval|atob|import)\s*(?:\(\s*(?:['"\d)\x60/(\[]|document|window|this|self|top|string|location|cookie|origin|xss|\w+[.(\[])|\x60|\{)`,
	`(?:^|['">;=(}{\-+/:*,\]&|!])\s*fetch\s*\(\s*(?:['"\x60](?:https?:)?//|\x60|[a-z])`,
	`string\s*\.\s*fromcharcode|\[['"]\w+['"]\s*\+|!\[\]|!\+\[\]|\]\(!`,
	`(?:&#x?0*[0-9a-f]+;?){4}|\+adw-|\\u003c|%3cscript|&lt;script`,
	`<!--\s*#\s*(?:exec|include|echo)|<!entity|<!\[cdata\[.*(?:<|script)|xlink:href\s*=\s*['"]?(?:data|java)`,
	`data:(?:text/html|image/svg|application/x(?:html|ml))`,
	`constructor\s*[.(\[].*\(|\bconstructor\b.*\x60`,
)

// IsMarkup bears out cross-site scripting.
func IsMarkup(value string) bool { return anyPart(value, bearsMarkup) }

func bearsMarkup(value string) bool {
	text := borne(value)
	if len(text) > 0 {
		text = idleMarkup(ownMarkup(text))
	}
	return len(text) > 0 && (markupForms.match(text) || scriptTag.holds(text, &effort{left: maxEffort})) && !(topical.Match(text) && sentence(text))
}

var pathForms = forms(
	`(?:\.\.+[/\\;]+[^/\\]{0,2}){2,}`,
	`\.\.[/\\].*(?:etc|proc|passwd|windows|winnt|boot\.ini|web-inf|\.env|\.git|config|\.ssh|\.htaccess|\.php|\.jsp|\.ini|\.log)`,
	`(?:^|[/\\=:,;|<>'"(\x00%])(?:etc[/\\]+\S|proc[/\\]+\S|var[/\\]+(?:log[/\\]+(?:auth|syslog|messages|secure|apache|httpd|nginx|mail|access|error|mysql|lastlog|wtmp|btmp|utmp|dmesg|kern|cron|exim|vsftpd|xferlog|ftp|lighttpd|faillog|boot|daemon|user)|lib|spool|mail|backups?|run|db)\b|root[/\\]+\.|home[/\\]+[^/\\]+[/\\]+\.|usr[/\\]+local[/\\]+\S*conf|boot[/\\]|`+
		`(?:windows|winnt)[/\\]|inetpub[/\\]|(?:web|meta)-inf\b|sys[/\\]+\S|dev[/\\]+\S|library[/\\]+logs)`,
	`(?:^|[/\\=])\.(?:ssh|aws|git|svn|hg|env|ht\w+|bash\w*|profile|docker\w*|kube|npmrc|netrc|my\.cnf|pgpass|gnupg|vscode|idea)\b`,
	`(?:win|boot|php|my|desktop|system)\.(?:ini|cnf)\b|wp-config|web\.config|\bid_(?:rsa|dsa|ed25519)`,
	`^(?:file|php|phar|zip|data|expect|glob|zlib)://?`,
	`0x2e|0x2f|0x5c|%00|%u|/\?{2,}`,
)

// IsFilePath bears out the reading of files: the value is a path and nothing else.
func IsFilePath(value string) bool { return anyPart(value, bearsPath) }

func bearsPath(value string) bool {
	text := withoutShown(fold(nil, raw(value)))
	return len(text) < maxPath && bytes.IndexByte(text, ' ') < 0 && pathForms.match(text) && !assetPath.Match(text)
}

// ownFile are files that pages load for themselves, and repositories served by their name.
var ownFile = regexp.MustCompile(`^[^?]*/(?:config|settings|packages?|manifest)\.json$|^[^?]*/[\w-][\w.-]*\.git/(?:info/refs|git-(?:upload|receive)-pack)$`)

// IsHiddenFile bears out the asking for files that servers keep to themselves.
func IsHiddenFile(value string) bool {
	path, _, _ := strings.Cut(value, "?")
	return !ownFile.MatchString(strings.ToLower(path))
}

// assetPath is what pages and modules refer to beside them.
var assetPath = regexp.MustCompile(`^(?:\.\.?/){1,4}[\w@-]+(?:/[\w@.-]+)*\.(?:css|scss|less|js|mjs|cjs|ts|tsx|jsx|vue|svelte|svg|png|jpe?g|gif|webp|ico|woff2?|ttf|md|mdx)$`)

var splitForms = forms(`[\r\n]\s*(?:set-cookie|location|content-type|content-length|refresh|x-[\w-]+|host)\s*:`, `[\r\n]\s*http/\d`,
	`^\s*(?:get|post|head|put|delete|options|trace|connect)\s+\S+\s+http/\d`, `[\r\n]\s*(?:get|post|put|delete)\s+\S+\s+http/\d`)

// IsResponseSplit bears out messages hidden in values.
func IsResponseSplit(value string) bool {
	return len(value) <= maxParameter && splitForms.match(bytes.ToLower([]byte(value)))
}

var remoteFile = regexp.MustCompile(`^(?:https?|ftps?|file)://[^\s?]+\.(?:txt|php\d?|gif|jpe?g|png|inc|dat|asp|jsp|html?|log|xml|ico|pl|cgi)\?+$|^(?:ftps?|file)\S*\?+$`)

// IsRemoteFile bears out the inclusion of a file from elsewhere: its address ends in the '?'
// that swallows what the program appends.
func IsRemoteFile(value string) bool { return remoteFile.Match(borne(value)) }

var addressForms = forms(
	`169\.254\.|100\.100\.100\.200|metadata|instance-data|\[?::|0x[0-9a-f]|\b\d{8,12}\b|\b0\d+\.|://(?:0|127)[./:]|://(?:[^/]*@)?(?:0|127)\.|latest/|`+
		`\.(?:nip|xip|sslip)\.io|localtest|lvh\.me|gopher|dict:|ldap|netdoc|jar:|tftp|sftp|localdomain|burpcollab|oastify|interact\.sh`,
	`[\x80-\xff]`,
)

// IsAddress bears out requests sent on to inner addresses; a developer's own machine with a
// page behind a port is none.
func IsAddress(value string) bool {
	text := borne(value)
	if len(text) == 0 || !addressForms.match(text) {
		return false
	}
	page := localPage.FindSubmatch(text)
	return page == nil || innerPath(string(page[1]))
}

var localPage = regexp.MustCompile(`^\s*https?://(?:localhost|127\.0\.0\.1):\d{4,5}(/[\w./?=&%-]*)?$`)
