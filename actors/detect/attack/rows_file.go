package attack

var fileKinds = []Kind{
	{
		ID: FileUpload, Name: "file_upload", Title: "File upload attack",
		rules: []rule{
			{form: `\.(?:php\d?|phtml|pht|phar|jspx?|jspf|jsw|aspx?|ashx|asmx|asa|cer|cdx|cfm|cgi|htaccess|war|shtml|` +
				`user\.ini)(?:[.;:%\s\x00]|$)`,
				words: ".ph .js .as .ce .cdx .cf .cg .ht .war .sh .user", where: inName},
			{words: "../ ..\\", form: `\.\.[/\\]`, where: inName},
			{words: "<?php <?= <%@ <%! <%eval <%~eval <jsp:",
				form:  `<\?(?:php\b|=)|<%@\s*page|<%!\s*\w|<%\s*eval\s*\(?\s*request|<jsp:(?:root|scriptlet)`,
				where: inUpload},
		},
		Finds: []Example{
			upload("shell.php", "x"), upload("a.php.jpg", "x"), upload("x.jsp", "x"), upload("cat.jpg",
				"GIF89a<?php system($_GET['c']); ?>"),
			upload("a.aspx;.jpg", "x"), upload("../../x.txt", "x"),
		},
		Ignores: []Example{
			upload("report.pdf", "%PDF-1.7"), upload("photo.php-conference.2026.jpeg", "x"), upload("notes.txt",
				"We use <%= %> and php here"),
			upload("app.js", "alert(1)"), j(`{"filename":"index.php"}`),
		},
	},
	{
		ID: MaliciousScanning, Name: "malicious_scanning", Title: "Malicious scanning",
		rules: []rule{
			{words: "acunetix nessus nikto w3af sqlmap openvas netsparker burpcollaborator oastify.com interact.sh oast. " +
				"dnslog.cn ceye.io " +
				"bxss.me acunetix-wvs-test appscan",
				form: `acunetix[-_](?:wvs|scan|test|product)|acunetix_wvs|/nessus|nikto[-_/]|w3af|sqlmap|openvas|netsparker|` +
					`burpcollaborator\.net|\.oastify\.com|\.interact\.sh|\boast\.(?:pro|live|site|online|fun|me)|\.dnslog\.cn|` +
					`\.ceye\.io|bxss\.me`,
				where: inPath | inValue, most: short},
		},
		Finds: []Example{
			h("User-Agent: sqlmap/1.8"), h("User-Agent: Mozilla/5.00 (Nikto/2.5.0)"),
			p("/acunetix-wvs-test-for-some-inexistent-file"), q("u=http://x.oastify.com/"),
			h("Acunetix-Scanning-Agreement: x"),
		},
		Ignores: []Example{h("User-Agent: curl/8.5.0"), q("q=how+to+read+a+nikto+report"),
			j(`{"t":"We bought AppScan and Nessus licences."}`)},
	},
	{
		ID: TrojanBackdoor, Name: "trojan_backdoor", Title: "Trojan backdoor",
		rules: []rule{
			{words: "c99 r57 wso b374k webshell antsword behinder godzilla shell. cmd. weevely /x.php alfa",
				form: `/(?:c99\w{0,6}|r57\w{0,6}|wso\d{0,4}|b374k\w{0,4}|webshell|antsword|behinder|godzilla|weevely|` +
					`alfa(?:shell|cgi)?|p0wny\w*|(?:cmd|shell|backdoor|hack\w*|door)\d{0,3})` +
					`\.(?:php\d?|phtml|jspx?|aspx?|ashx|cgi|pl)$`, where: inPath},
			{words: "$_post $_get $_request $_cookie",
				form: `(?:eval|assert|system|exec|shell_exec|passthru|popen|proc_open|call_user_func|create_function|array_map|` +
					`preg_replace|include)\s*\(` +
					`.{0,60}\$_(?:post|get|request|cookie|server|files)\b`, where: inValue | inBody | inUpload},
			{words: "base64_decode( gzinflate( str_rot13( @ini_set",
				form: `(?:eval|assert)\s*\(\s*(?:base64_decode|gzinflate|gzuncompress|str_rot13)\s*\(|` +
					`@ini_set\s*\(\s*['"]display_errors`,
				where: inValue | inBody | inUpload},
			{words: "eval(request execute(request request.item eval~request runtime.getruntime processbuilder(",
				form: `(?:eval|execute|executeglobal)\s*\(?\s*request|` +
					`request\.item\[.{1,20}\].{0,20}unsafe|<%.{0,200}(?:runtime\.getruntime\(\)\.exec|` +
					`processbuilder\().{0,80}request`, where: inValue | inBody | inUpload},
			{words: "system( passthru( shell_exec( exec( phpinfo()",
				form: `^\s*(?:@?(?:system|passthru|shell_exec|phpinfo|proc_open)\s*\(\s*(?:['"$]|\)).{0,120}\)\s*;?|` +
					`echo\s+shell_exec\(.*)$`, most: short},
		},
		Finds: []Example{
			p("/uploads/c99.php"), p("/images/shell.jsp"), form("pass=@eval($_POST['a']);"),
			form("z0=@eval(base64_decode($_POST[z1]));"),
			form("x=@ini_set(\"display_errors\",\"0\");"), q("cmd=system('id');"),
		},
		Ignores: []Example{
			p("/docs/shell.html"), p("/api/cmd"), j(`{"t":"The eval function of PHP is dangerous"}`),
			j(`{"code":"result = system(a, b)\nprint(result)"}`), p("/wso2/services"),
		},
	},
}
