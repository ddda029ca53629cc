package attack

const anywhere = inValue | inKey | inPath

// doubtRows are the doubts of our own, by what the rule set looks for. They are cheap and
// wide on purpose: what they wake costs a look at the rule set, never a finding.
var doubtRows = []rule{
	// SQL: operators, functions and comments around quotes.
	{words: "' \" `", need: ";", form: "['\"`]\\s*;", where: anywhere},
	{words: "::", form: `::\s*(?:big|bool|double|int|num|oid|real|tex|small|json|var|char|reg)`, where: anywhere},
	{words: "->> #> #- <@ @> @? @@ ?& ?| -> json_", need: "'\"`(", form: "['\"`)]\\s*(?:->>?|#[>-]|<@|@[>?@]|\\?[&|])|json_\\w+\\s*\\(", where: anywhere},
	{words: "{ [", form: "['\"`][\\[{].*[\\]}]['\"`]", where: anywhere},
	{words: "information_schema northwind pg_catalog pg_toast tempdb sqlite_ sysaux schema_name msysac msysob msdb sysdatabases mysql.db",
		where: anywhere},
	{words: "union", form: `union.*select|['"\x60;]\s*union`, where: anywhere},
	{words: "~as~ ~as\" ~as'", form: `\bas\b\s*["'\w]+\s*from`, where: anywhere},
	{words: "except intersect", form: `\b(?:except|intersect)\b.*\bselect`, where: anywhere},
	{words: "case", form: `\bcase\b.*\bwhen\b`, where: anywhere},
	{words: "or~true or~false or~null or~not~ and~true and~false and~null and~not~", form: `(?:^|[\d'"\x60)])\s*(?:or|and)\s+(?:true|false|null|not\s)|(?:or|and)\s+(?:true|false|null)\s*(?:$|--|#|;|=)`,
		where: anywhere},
	{words: "or~ and~", need: "+=<>-", form: `\b(?:or|and)\s+-?\d+\s*[+=<>-]`, where: anywhere},
	{words: "create~table outfile dumpfile db_name", where: anywhere},
	{words: "content-length set-cookie location: http/ content-type", need: "\n", form: `\n\W*(?:content-(?:type|length)|set-cookie|location|http/)`, where: inValue},
	{words: "like", need: ")", form: `\)\s*like`, where: anywhere},
	{words: "select", form: `select\s*(?:if|benchmark|sleep|pg_sleep|\()|select.*(?:having|from|as\b|user)|['"\x60;]\s*select|select\s+(?:char|group_concat|load_file)`,
		whole: noSentence, where: anywhere},
	{words: "sleep benchmark waitfor", form: `(?:sleep|benchmark)\s*\(|waitfor\s*(?:delay|time)`, where: anywhere},
	{words: "create", form: `create\s+(?:function|procedure)\b|create\s+(?:or\s+replace\s+)?(?:table|user|view|trigger)\s.*\(`, where: anywhere},
	{words: "declare div exec lo_get lo_import procedure", form: `declare\W+[#@]|\bdiv\s*\(|\bexec(?:ute)?\b\s*(?:\(|@|xp_|sp_|master|immediate)|\blo_(?:import|get)|` +
		`procedure\s+analyse`, where: anywhere},
	{words: "alter drop delete insert update truncate rename replace load desc open shutdown create select declare", need: ";",
		form:  `;\s*(?:alter|create|truncate|update|rename|replace|delete|desc|drop|insert|select|load)\b\s*[(\[]?\w{2,}|;\s*(?:declare|open)\s+[\w-]|;\s*shutdown\s*(?:$|[#;{]|--)`,
		where: anywhere},
	{words: "alter drop delete insert update truncate rename load desc create select union", form: `^[^a-z_]+(?:(?:create|truncate|rename|desc|delete|drop|insert|select|load|update)\s+\w|` +
		`alter\s*\w|union\s*(?:all|select|distinct))|\b(?:alter|create|truncate|update|rename|delete|desc|insert|select|load)\s+(?:char|group_concat|load_file)\b`,
		where: anywhere},
	{words: "delete~from insert~into update drop~", form: `delete\s+from\s+\w+\s*(?:where\b|;|$)|insert\s+into\s+\S+\s*(?:\(|values|select)|update\s+\w+\s+set\s+\w+\s*=|drop\s+(?:table|database|column)\b`,
		where: anywhere},
	{words: "alter", form: `alter\s*\w+.*char(?:acter)?\s+set\s`, where: anywhere},
	{words: "merge match", form: `(?:merge.*using|match\s*[\w()+,-]+\s*against)\s*\(`, where: anywhere},
	{words: "immediate", form: "execute\\s*immediate\\s*['\"`]", where: anywhere},
	{words: "regexp", need: "'\"`", form: "['\"`]\\s+regexp\\W", where: anywhere},
	{words: "having", form: `select.*having|['")\d]\s*having\b`, where: anywhere},
	{words: "if( if~( iif(", form: `if\s?\(\w+\s*[<=>!]|iif\s*\(`, where: anywhere},
	{words: "goto", need: "'\"`", form: "['\"`];.*:\\s*goto", where: anywhere},
	{words: "case", need: "()", form: `[\s()]case\s+when.*then`, where: anywhere},
	{words: "42949672 21474836 2.22507 2.2250738 -0000023456 00000 1e309", form: `^(?:[\d.e+-]+$|.*(?:-0000023456|2\.22507|1e309))`, where: anywhere},
	{words: "[$ $lt $gt $eq $ne $not $nor $in $nin $and $or $regex $exists $where $all $size $elem $expr $mod $type $text $slice $set $inc $push $pull $unset",
		where: anywhere},
	{words: "/*! /*+ 1.e", where: anywhere},
	// Scripts.
	{words: "<", check: tagDoubt, where: anywhere | inHeader},
	{words: "on", need: "=", form: `(?:^|[\s"'(,/-9;=\x60])on[a-z]{3,50}[\s(,;]*=`, where: anywhere | inHeader},
	{words: "javascript vbscript data: @import formaction xlink: xmlns ;base64 !entity url( pattern= base64,", where: anywhere | inHeader},
	{words: "ja~ j~a v~b v\\nb j\\na av~ v~a", form: `(?:j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t\s*:`, where: anywhere | inHeader},
	{words: "document", form: `document\s*\.\s*[a-z]`, where: anywhere},
	{words: ".cookie document. window. .parentnode .innerhtml -moz-binding window[ self[ this[ top[ document[ ![] !+[] constructor prototype __proto__",
		where: anywhere},
	{words: "eval settimeout setinterval function alert atob btoa prompt import confirm console. fetch fromcharcode reflect. .call .apply",
		need: "({`[", form: `(?:eval|settimeout|setinterval|function|alert|atob|btoa|prompt|import|confirm|fetch|call|apply)[^a-z0-9 ]*\s?(?:\(|\{|\x60)|console(?:\.\w+\W*\(|\s*\[)|fromcharcode|reflect\.\w`,
		where: anywhere},
	{words: "\xbc \xbe", check: wideTag, where: anywhere},
	{words: "self this top window document", need: "[)/", form: `(?:self|document|this|top|window)\s*(?:/\*|[)\[])`, where: anywhere},
	// Commands.
	{words: "$ ", need: "$", form: `\$\s*[({\[]`, where: anywhere | inHeader},
	{words: "<( >(", where: anywhere},
	{words: "[", form: `/[0-9a-z_]*\[[^\]]+\]`, where: anywhere},
	{words: "{", need: ",", form: `\{[0-9a-z_]*,[,\-0-9a-z_]*\}`, where: anywhere},
	{words: "for~% for~/ if~ if( if/", need: "%=", form: `\bfor(?:/[dflr].*)? ?%.*\bin\b|\bif(?:/i)?(?: not)?[ (].*==`, where: anywhere},
	{words: "exist errorl defined cmdext geq~ gtr~ equ~ neq~ leq~ lss~",
		form:  `\bif(?:/i)?(?: not)?[ (].*\b(?:exist|errorlevel|defined|cmdextversion|geq|gtr|equ|neq|leq|lss)\b|\bif(?:/i)?(?: not)? (?:exist|errorl|defined|cmdext)`,
		where: anywhere},
	{words: `\~+ \~- !-0 !-1 !-2 !-3 !-4 !-5 !-6 !-7 !-8 !-9`, where: anywhere},
	{words: "alias", form: `\balias\s.*=`, where: anywhere},
	{words: "()", form: `^\(\s*\)\s+\{`, where: anywhere | inHeader | inName},
	{words: "( )", form: `^\(\s*\)\s*\{`, where: anywhere | inHeader | inName},
	// PHP, JavaScript, Ruby, Java.
	{words: "<? [php] [/php] [\\php] {php} {/php}", where: anywhere},
	{words: "php:// expect:// glob:// ogg:// phar:// rar:// zip:// zlib:// bzip2:// ssh2", where: anywhere},
	{words: "allow_url_ auto_append auto_prepend auto_detect memory_limit extension_dir open_basedir disable_functions disable_classes display_errors " +
		"safe_mode include_path upload_ session. session_ zend. zend_ error_ output_ max_execution max_input post_max user_ini register_ " +
		"apc. apc_ arg_separator assert. assert_ precision implicit_ html_errors log_errors date.timezone default_ enable_ file_uploads " +
		"doc_root expose_php extension= opcache. mail. mbstring. mysql. mysqli. pcre. short_open sendmail_ track_errors unserialize_ variables_order engine smtp",
		need: "=", form: `(?:^|[\s;&?'"\[(])[a-z_.]+\s*=`, where: anywhere},
	{words: "_$$nd_func __js_function _js_function module.exports module:prototype function(){ child_process this.constructor", where: anywhere},
	{words: "process spawn while require", form: `process\s*[.\[(]|spawn\w*\s*\(|while\s*\(|require\s*[(\[]`, where: anywhere},
	{words: "o: c:", form: `[oc]:\d+:".+":\d+:\{`, where: anywhere | inHeader},
	{words: "java", form: `java[.:]|\bjava\b.*[(.]\w`, where: anywhere | inHeader | inBody | inUpload},
	{words: "runtime", form: `runtime\s*[.(]|\.runtime`, where: anywhere | inHeader | inBody | inUpload},
	{words: "processbuilder unmarshaller base64data clonetransformer forclosure instantiatefactory instantiatetransformer invokertransformer " +
		"prototypeclonefactory prototypeserializationfactory whileclosure getproperty filewriter xmldecoder class.module class.classloader " +
		"springframework ognl ac~ed", where: anywhere | inHeader | inBody | inUpload},
	{words: "rO0AB ro0ab ktoatab kztaaf krvaq", where: anywhere | inHeader | inBody},
	{words: "jndi ${ $&l &dollar", where: anywhere | inHeader},
	{words: "ctx", form: `\bctx\b`, where: anywhere | inHeader},
	// Files, addresses, templates, directories.
	{words: "0x2e 0x2f 0x5c .%00/ /?? ??/ /./ ../ ..\\ ..; ./. .\\. /.. \\..", where: anywhere | inHeader | inName},
	{words: "://", form: `^(?:file|ftps?|https?|ssh)://(?:\[?[0-9a-f]*:[0-9a-f:]+\]?|\d+\.\d+\.\d+\.\d+)`, where: inValue},
	{words: "?", form: `^(?:file|ftps?|https?)[^?\n]*\?+$|^(?:file|ftp)[^?]*\?`, where: inValue},
	{words: "http:// https:// ftp:// ftps:// file://", form: `(?:include\s*\(|mosconfig|_conf\[|_server\[|docroot|root_dir|gallery_basedir|appserv_root)`,
		where: inBody},
	{words: "_conf", form: `^_conf(?:$|\[)`, where: inKey},
	{words: "mosconfig_ _server[document [docroot config[root_dir gallery_basedir appserv_root", where: inKey},
	{words: "<%= {% %> {{ #{ %} {%= #set <#assign", where: anywhere},
	{words: ")", need: "(", form: `\)\s*\(|\)\s*[&|!]`, where: anywhere},
	{words: "sess_ .ph .jsp ~ph ~jsp", where: inName},
	{words: "$version", where: inKey},
	{words: `\n`, where: inKey},
	{words: "unix: unix%3a", need: "|", form: `unix(?::|%3a).*\|https?:`, where: anywhere | inRaw},
	// Messages inside of messages, session ids in parameters.
	{words: "http/", form: `\bhttp/\d`, where: anywhere | inBody},
	{words: `\n`, need: ":", form: `\n(?:\s|location|refresh|remote-|set-cookie|cookie|forwarded-|host|via|originating-ip|x-|content-|status|http)[\w-]*\s*:|\n.*http`,
		where: inRaw | inKey | inPath},
	{words: "jsessionid jservsession jwsession aspsessionid asp.net_sessionid zend_session phpsess play_session weblogicsession wlsession rack.session laravel_session " +
		"next-auth.session meteor_login_token sessionid session_id sails.sid shiny-token _flask_session _rails_session cfsid cfid cftoken connect.sid " +
		"cakephp ci_session koa: koa.sess session-id sid", form: `^[\w.:-]+$`, where: inKey},
}
