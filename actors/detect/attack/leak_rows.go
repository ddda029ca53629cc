package attack

import "github.com/lapwing-sec/lapwing/actors/finding"

var leaks = []Leak{
	{
		ID: finding.ErrorApplication, Name: "java",
		Any: []string{"\tat java.", "\tat org.springframework", "at org.apache.catalina", "java.lang.nullpointerexception",
			"java.lang.illegalargumentexception", "javax.servlet.servletexception", "org.springframework.",
			"java.lang.runtimeexception",
			"com.fasterxml.jackson.", "java.lang.classcastexception", "java.lang.numberformatexception", "java.io.ioexception",
			"at sun.reflect.", "jakarta.servlet.", "exception in thread \"", "java.lang.indexoutofbounds"},
		And: []string{".java:", "at java.", "at org.", "at com.", "exception:", "(native method)"},
		Finds: []string{
			"java.lang.NullPointerException: null\n\tat com.acme.shop.OrderService.find(OrderService.java:42)\n\tat " +
				"java.base/java.lang.Thread.run",
			`{"trace":"org.springframework.web.HttpRequestMethodNotSupportedException: x\n\tat org.springframework.web.A.b` +
				`(A.java:1)"}`,
		},
		Ignores: []string{"Our stack: Java, Spring and Tomcat since 2004.", `{"skill":"java.lang","level":"senior de` +
			`veloper"}`},
	},
	{
		ID: finding.ErrorApplication, Name: "dotnet",
		Any: []string{"server error in '/", "system.web.", "system.nullreferenceexception",
			"system.invalidoperationexception",
			"microsoft.aspnetcore.", "stack trace:</b>", "system.argumentexception", "system.formatexception",
			"unhandled exception occurred during the execution", "at system.web.ui"},
		And: []string{"   at ", "exception:", "stack trace", "error in '/"},
		Finds: []string{
			"System.NullReferenceException: Object reference not set to an instance of an object.\r\n   at Shop.Cart.Add() " +
				"in C:\\src\\Cart.cs:line 7",
			"<h1>Server Error in '/' Application.</h1> <b>Stack Trace:</b>",
		},
		Ignores: []string{"Learn Microsoft.AspNetCore.Mvc in ten days.", "The application error rate is low at present."},
	},
	{
		ID: finding.ErrorApplication, Name: "php",
		Any: []string{"<b>fatal error</b>:", "<b>warning</b>:", "<b>notice</b>:", "<b>parse error</b>:",
			"php fatal error:", "php warning:",
			"php parse error:", "uncaught exception '", "uncaught error:", "stack trace:\n#0 ", "stack trace:\\n#0 ",
			"illuminate\\\\",
			"illuminate\\", "symfony\\component"},
		And: []string{" on line <b>", " in <b>", " in /", ".php:", ".php(", ".php on line"},
		Finds: []string{
			"<br />\n<b>Fatal error</b>:  Uncaught Error: Call to undefined function foo() in /var/www/html/index.php:3",
			"PHP Warning:  include(a.php): failed to open stream in /srv/app/x.php on line 9",
		},
		Ignores: []string{"<b>Warning</b>: the stove is hot.", "Use PHP on line one of your resume"},
	},
	{
		ID: finding.ErrorApplication, Name: "python",
		Any: []string{"traceback (most recent call last)", "django.core.exceptions", "werkzeug.exceptions",
			"jinja2.exceptions"},
		And:     []string{"file \"", "file \\\"", ".py", "line "},
		Finds:   []string{"Traceback (most recent call last):\n  File \"/app/views.py\", line 12, in get\nKeyError: 'id'"},
		Ignores: []string{"A traceback shows the most recent call at the end.", `{"file":"views.py","line":12}`},
	},
	{
		ID: finding.ErrorApplication, Name: "go",
		Any: []string{"goroutine 1 [running]", "[running]:\n", "[running]:\\n", "panic: runtime error",
			"runtime error: invalid memory address"},
		And: []string{".go:", "panic:", "goroutine ", "runtime error"},
		Finds: []string{"panic: runtime error: index out of range [3] with length 2\n\ngoroutine 7 " +
			"[running]:\nmain.main()\n\t/app/main.go:12"},
		Ignores: []string{"Do not panic: everything is running.", `{"status":"running"}`},
	},
	{
		ID: finding.ErrorApplication, Name: "node",
		Any: []string{"at object.<anonymous> (", "at module._compile (", "at process.processticksandrejections",
			"at async ", "node:internal/",
			"/node_modules/", "unhandledpromiserejection", "referenceerror: ", "typeerror: cannot read"},
		And: []string{".js:", ".ts:", "node:internal", ".mjs:"},
		Finds: []string{
			"TypeError: Cannot read properties of undefined (reading 'id')\n    at getUser (/srv/app/routes/user.js:17:22)\n " +
				"   at node:internal/x",
			`{"stack":"ReferenceError: x is not defined\n    at Object.<anonymous> (/app/index.js:1:1)"}`,
		},
		Ignores: []string{"Look at async work in our blog.", "The type error of the century"},
	},
	{
		ID: finding.ErrorApplication, Name: "ruby",
		Any: []string{"actioncontroller::", "activerecord::recordnotfound", "nomethoderror (undefined method",
			"undefined method `",
			"actionview::template::error", "(erb):", "routingerror", "rack::builder", "rack::handler", "rack::lint", "rack::utils", "rack::methodoverride", "rack::multipart", "rack::queryparser", "undefined local variable or method"},
		And: []string{".rb:", "app/controllers", "app/models", "for nil", "gems/"},
		Finds: []string{"NoMethodError (undefined method `name' for " +
			"nil:NilClass):\n\napp/controllers/users_controller.rb:8:in `show'"},
		Ignores: []string{"Rack::Attack is a nice gem.", "undefined method of payment"},
	},
	{
		ID: finding.ErrorDatabase, Name: "mysql",
		Any: []string{"you have an error in your sql syntax", "com.mysql.", "mysql_fetch_", "mysqlsyntaxerrorexception",
			"supplied argument is not a valid mysql",
			"check the manual that corresponds to your", "mysql server version for the right syntax", "sqlstate[42000]",
			"sqlstate[23000]",
			"sqlstate[42s02]", "sqlstate[42s22]", "sqlstate[hy000]", "warning: mysqli", "pymysql.err.", "mysqldb._exceptions",
			"er_parse_error",
			"er_dup_entry", "unknown column '", "duplicate entry '"},
		And: []string{"sql", "for key '", "in 'field list'", "in 'where clause'"},
		Finds: []string{
			"You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version",
			`{"error":"SQLSTATE[42S02]: Base table or view not found: 1146 Table 'shop.x' doesn't exist"}`,
			"Duplicate entry 'a@b.c' for key 'users.email'",
		},
		Ignores: []string{"MySQL is a database. Check the manual.", `{"message":"duplicate entry 'x' in your cart"}`},
	},
	{
		ID: finding.ErrorDatabase, Name: "postgresql",
		Any: []string{"org.postgresql.util.psqlexception", "pg::syntaxerror", "pg::undefinedtable", "pg::uniqueviolation",
			"psycopg2.", "pg_query():",
			"pg_exec():", "error: syntax error at or near \"", "error: syntax error at or near \\\"",
			"unterminated quoted string at or near",
			"duplicate key value violates unique constraint", "violates foreign key constraint", "sqlstate 42",
			"sqlstate: 42", "sqlstate 23505",
			"syntax error at or near"},
		Finds: []string{
			"ERROR: syntax error at or near \"FROM\" at character 8",
			"pq: duplicate key value violates unique constraint \"users_pkey\"",
			"org.postgresql.util.PSQLException: ERROR: column \"x\" does not exist",
		},
		Ignores: []string{"PostgreSQL has unique constraints and foreign keys.", "There is a syntax error near you."},
	},
	{
		ID: finding.ErrorDatabase, Name: "oracle",
		Any: []string{"ora-00933", "ora-00942", "ora-01756", "ora-00936", "ora-01722", "ora-06512", "ora-12154",
			"ora-00001", "ora-12541",
			"oracle.jdbc.", "quoted string not properly terminated", "ora-01017", "ora-00904", "ora-01400", "ora-06502"},
		Finds:   []string{"ORA-00933: SQL command not properly ended", "oracle.jdbc.driver.OracleDriver error"},
		Ignores: []string{"Ask the oracle-009.", "The oracle said: terminate properly."},
		And:     []string{"ora-0", "ora-1", "oracle.jdbc", "quoted string"},
	},
	{
		ID: finding.ErrorDatabase, Name: "mssql",
		Any: []string{"system.data.sqlclient.", "microsoft.data.sqlclient",
			"unclosed quotation mark after the character string",
			"com.microsoft.sqlserver.jdbc", "odbc sql server driver", "incorrect syntax near '",
			"microsoft ole db provider for",
			"[sql server]", "conversion failed when converting the", "invalid object name '", "sqlexception: "},
		Finds: []string{"Unclosed quotation mark after the character string ''.",
			"System.Data.SqlClient.SqlException: Incorrect syntax near ')'."},
		Ignores: []string{"SQL Server courses near you", "The conversion failed."},
	},
	{
		ID: finding.ErrorDatabase, Name: "sqlite",
		Any: []string{"sqlite3.operationalerror", "sqlite_error", "org.sqlite.sqliteexception", "sqlite3::sqlexception",
			"near \": syntax error",
			"unrecognized token: \"", "sqlite_constraint", "microsoft.data.sqlite", "unable to open database file"},
		Finds:   []string{"sqlite3.OperationalError: no such column: x", `{"code":"SQLITE_ERROR","errno":1}`},
		Ignores: []string{"SQLite is small.", "token not recognised"},
	},
	{
		ID: finding.ErrorDatabase, Name: "mongo",
		Any: []string{"mongoservererror", "mongoerror:", "e11000 duplicate key error", "com.mongodb.mongo",
			"pymongo.errors.", "bsonerror",
			"mongonetworkerror", "casterror: cast to objectid", "unknown top level operator: $", "command failed with error"},
		Finds: []string{"MongoServerError: E11000 duplicate key error collection: shop.users index: email_1",
			"CastError: Cast to ObjectId failed for value"},
		Ignores: []string{"MongoDB Atlas is a service.", "The cast of the film made an error."},
	},
	{
		ID: finding.ErrorSystemInfo, Name: "passwd",
		Any: []string{"root:x:0:0:", "root:*:0:0:", "daemon:x:1:1:", "nobody:x:65534", "bin:x:1:1:", "root:$6$",
			"root:$y$", "root:$1$"},
		Finds: []string{"root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin",
			"root:$6$abc$def:19000:0:99999:7:::"},
		Ignores: []string{"The root: x is 0, then 0.", `{"root":"x:0:0"} and more text`},
	},
	{
		ID: finding.ErrorSystemInfo, Name: "server files",
		Any: []string{"; for 16-bit app support", "[boot loader]", "[operating systems]", "-----begin openssh private key",
			"define('db_password'",
			"define( 'db_password'", "define('auth_key'", "repositoryformatversion = ", "ref: refs/heads/",
			"<web-app xmlns", "aws_secret_access_key=",
			"aws_secret_access_key =", "db_password=", "app_key=base64:", "spring.datasource.password", "heap dump",
			"java profile 1.0.2",
			"linux version 2.", "linux version 3.", "linux version 4.",
			"linux version 5.",
			"linux version 6.", "# localhost name resolution"},
		And: []string{"[fonts]", "timeout=", "-----begin", "db_name", "define(", "repositoryformat", "ref: refs/",
			"web-app", "aws_access_key_id", "app_env",
			"db_host", "db_password", "datasource.url", "java profile", "phpinfo()", "parent directory", "gcc", "127.0.0.1"},
		Finds: []string{
			"; for 16-bit app support\r\n[fonts]\r\n[extensions]", "[core]\n\trepositoryformatversion = 0\n\tfilemode = true",
			"APP_ENV=production\nAPP_KEY=base64:abc\nDB_PASSWORD=x",
			"Linux version 6.1.0-13-amd64 (debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14) 12.2.0)",
		},
		Ignores: []string{"Set DB_PASSWORD in your environment.", "We support Linux version 6.1 and later.",
			"An index of / terms"},
	},
	{
		ID: finding.ErrorApplication, Name: "php page", Page: true,
		Any:     []string{"</b> on line <b>", ".php</b> on line"},
		And:     []string{"<b>warning</b>", "<b>fatal error</b>", "<b>notice</b>", "<b>parse error</b>", "<b>deprecated</b>"},
		Finds:   []string{"<br />\n<b>Warning</b>:  Undefined variable $x in <b>/var/www/html/a.php</b> on line <b>7</b><br />"},
		Ignores: []string{"<b>Warning</b>: hot on line 3.", "The error is on line <b>7</b> of the form."},
	},
	{
		ID: finding.ErrorApplication, Name: "perl and others",
		Any: []string{"can't locate object method", "software error:</h1>", "compilation failed in require at", "coldfusion.runtime.",
			"the error occurred in <b>", "lua entry thread aborted", "thread 'main' panicked at", "actix_web::", "rails.root: ", "exception value:</",
			"you're seeing this error because you have <code>debug = true", "whoops, looks like something went wrong", "<title>whoops! there was an error",
			"microsoft vbscript runtime error", "microsoft vbscript compilation error", "activeserver.pages error", "axis2.axisfault",
			"unhandled rejection", "traceback (innermost last)", "at kotlin.", "kotlin.kotlinnull", "kotlin.uninitialized", "kotlin.nowhenbranch", "scala.matcherror", "clojure.lang.", "'elixir.", "phoenix.router.noroute",
			"** (runtimeerror", "** (argumenterror", "** (functionclauseerror", "** (matcherror", "** (keyerror", "** (undefinedfunctionerror",
			"** (arithmeticerror", "** (caseclauseerror", "** (badmaperror", "** (exit", "** (ecto.", "** (postgrex.", "** (phoenix.", "** (plug.",
			"** (protocol.", "** (erlangerror", "** (jason.", "** (enum."},
		And: []string{" at ", "line ", ".pm", ".cfm", "error", "exception", "stack", ".ex:", ".rs:", ".lua:", ".asp"},
		Finds: []string{
			"Can't locate object method \"new\" via package \"Foo\" at /srv/app/lib/Bar.pm line 12.",
			"thread 'main' panicked at 'index out of bounds: the len is 3', src/main.rs:4:5",
			"Microsoft VBScript runtime error '800a000d'\nType mismatch: 'x'\n/shop/cart.asp, line 22",
			"** (FunctionClauseError) no function clause matching in Shop.Cart.add/2\n    (shop 0.1.0) lib/shop/cart.ex:12: Shop.Cart.add/2",
		},
		Ignores: []string{"Perl can locate your files in a line.", "The scala of colours has an error.",
			"The talk **Errors** (see the line at the end) is at noon.", "** (an error in the second line) **"},
	},
	{
		ID: finding.ErrorDatabase, Name: "other databases",
		Any: []string{"com.informix.jdbc", "informix odbc", "db2 sql error", "[ibm][cli driver]", "sqlcode=-", "com.ibm.db2.jcc", "dynamic sql error",
			"org.firebirdsql", "sybase message:", "com.sybase.jdbc", "sybsqlexception", "org.hsqldb.jdbc", "org.h2.jdbc.", "org.apache.derby", "jdbcsqlsyntaxerrorexception",
			"ingres sqlstate", "jet database engine", "access database engine", "microsoft ole db provider for odbc",
			"microsoft ole db provider for sql server", "[microsoft][odbc", "org.hibernate.", "hibernateexception", "java.sql.sql", "javax.persistence.",
			"pdoexception", "sequelizedatabaseerror", "queryfailederror", "prismaclientknownrequesterror", "doctrine\\dbal\\", "activerecord::statementinvalid",
			"cassandra.invalidrequest", "elasticsearch_exception", "search_phase_execution_exception", "parsing_exception\"", "rediserror", "wrongtype operation against a key",
			"err wrong number of arguments for", "noauth authentication required", "clickhouse.exception", "db::exception: ", "cockroachdb", "npgsql.postgresexception",
			"oracle.dataaccess", "cx_oracle.", "sqlalchemy.exc.", "django.db.utils.", "gorm.io/", "sql: no rows in result set", "sql: scan error on column",
			"the used select statements have a different number of columns", "all queries combined using a union", "operand should contain 1 column",
			"data truncated for column", "column count doesn't match value count", "subquery returned more than 1", "syntax error in query expression", "syntax error (missing operator)",
			"unexpected end of command in statement", "invalid input syntax for type", "invalid input syntax for integer", "division by zero at", "duplicate key value is"},
		Finds: []string{
			"Microsoft OLE DB Provider for ODBC Drivers error '80040e14'\n[Microsoft][ODBC Microsoft Access Driver] Syntax error",
			`{"error":"SequelizeDatabaseError: column \"x\" does not exist"}`, "DB2 SQL error: SQLCODE: -104, SQLSTATE: 42601",
			"sqlalchemy.exc.ProgrammingError: (psycopg2.errors.UndefinedColumn) column x does not exist",
			"org.hibernate.exception.SQLGrammarException: could not extract ResultSet",
			`{"error":{"root_cause":[{"type":"x"}],"type":"search_phase_execution_exception"}}`,
		},
		Ignores: []string{"Our database team uses Informix and Sybase.", "We cache with Redis and hibernate in winter."},
	},
	{
		ID: finding.ErrorSystemInfo, Name: WebShell, Page: true,
		Any: []string{"<title>c99shell", "c99shell v.", "<title>r57 shell", "r57shell", "<title>b374k", "b374k m1n1", "<title>wso ", " - wso ", "filesman</title>", "antichat shell",
			"locus7shell", "indoxploit", "<title>webshell", "<title>web shell", "<title>mini shell", "mini shell</title>", "simple php backdoor", "<title>phpspy", "<title>p0wny@shell",
			"p0wny@shell:~#", "alfa team shell", "alfa shell", "solevisible", "<title>safe0ver", "<title>dhanush", "marijuana shell", "gel4y mini shell",
			"<title>ani-shell", "<title>aspxspy", "<title>jspspy", "jfolder.jsp", "<title>jsp shell", "cmd.jsp</title>", "php backdoor by dk", "<title>k-shell", "<title>small shell",
			"<title>zeroshell", "<title>symlink_sa", "g-security webshell", "laudanum php", "<title>nghshell", "<title>azrail", "<title>sh3ll", "nixshell", "<title>php shell", "bypass shell</title>"},
		Finds: []string{
			"<html><head><title>c99shell v. 1.0</title></head><body>uid=33(www-data)</body></html>",
			"<title>host - WSO 2.5</title><pre>drwxr-xr-x</pre>", "<title>b374k 2.8</title>", "<title>p0wny@shell:~#</title>",
		},
		Ignores: []string{"<title>Shell station near you</title>", "<title>The web of shells</title><p>Sea shells.</p>"},
	},
	{
		ID: finding.ErrorSystemInfo, Name: "listing", Page: true, check: listing,
		Any: []string{"<title>index of /", "<title>directory listing for", "[to parent directory]</a>"},
		And: []string{"<a href"},
		Finds: []string{
			"<title>Index of /backup</title><h1>Index of /backup</h1><a href=\"/\">Parent Directory</a>",
			"<title>Index of /f</title><pre><a href=\"../\">../</a>\n<a href=\"a.sql\">a.sql</a>  01-Jan-2024 10:00  12</pre>",
			"<title>Index of /f</title><td><a href=\"a.zip\">a.zip</a></td><td>2024-01-02 10:11</td><td>1.2M</td><td><a href=\"b\">b</a></td><td>2024-01-02 10:12</td>",
			"<title>Directory listing for /</title><ul>\n<li><a href=\"a.py\">a.py</a></li>\n<li><a href=\"b/\">b/</a></li></ul>",
		},
		Ignores: []string{
			"An index of / terms", "<title>Index of articles</title>", "<title>Index of /r/golang books</title><h1>Index of names</h1>",
			"<title>Index of /r/golang books</title><ul><li><a href=\"/b/1\">The Go book</a></li><li><a href=\"/b/2\">Another</a>, 2024-01-02 10:11</li></ul>",
		},
	},
	{
		ID: finding.ErrorSystemInfo, Name: "server page", Page: true,
		Any:     []string{"<title>phpinfo()</title>", "<h1 class=\"p\">php version", "<title>apache status</title>"},
		And:     []string{"php version", "server uptime"},
		Finds:   []string{"<title>phpinfo()</title><h1 class=\"p\">PHP Version 8.1</h1>", "<title>Apache Status</title><dt>Server uptime: 3 hours</dt>"},
		Ignores: []string{"<title>phpinfo() explained</title><p>It shows the PHP version.</p>", "The server uptime is good."},
	},
	{
		ID: finding.ErrorSystemInfo, Name: "sources and secrets",
		Any: []string{"<?php\n", "<?php\r", "<?php ", "<%@ page ", "<%@page ", "<%@ language", "-----begin rsa private key", "-----begin private key", "-----begin ec private key",
			"<connectionstrings>", "<machinekey ", "authuserfile ", "documentroot \"", "documentroot /", "[mysqld]", "[client]\npassword", "permitrootlogin ",
			"$dbpass", "$db_password", "'db_pass'", "password_hash", "secret_key = '", "secret_key_base:", "database_url=postgres", "database_url=mysql", "mongodb_uri=",
			"export path=", "ssh-rsa aaaa", "uid=0(root)", "uid=33(www-data)", "volume serial number is"},
		And: []string{"<?php", "<%@", "-----begin", "connectionstring=", "<machinekey", "authname", "serverroot", "<directory", "datadir", "password", "secret",
			"=postgres", "=mysql", "mongodb://", "gid=", "directory of ", "port 22", "passwordauthentication", "ssh-rsa"},
		Finds: []string{
			"<?php\n$dbpass = 'x';\n$password = 'y';", "-----BEGIN RSA PRIVATE KEY-----\nMIIE", "uid=33(www-data) gid=33(www-data) groups=33(www-data)",
			"<configuration><connectionStrings><add connectionString=\"Server=db\"/></connectionStrings></configuration>",
			" Volume Serial Number is 1C2D-3E4F\n\n Directory of C:\\inetpub\\wwwroot",
		},
		Ignores: []string{"Begin with your private key in hand.", `{"status":"ok","password":"set"}`},
	},
}

type leakID struct{ any, and []uint16 }

// leakWords and leakIDs are the automaton of all words of leaks, and their numbers row by row.
var leakWords, leakIDs = compileLeaks(leaks)

func compileLeaks(rows []Leak) (*automaton, []leakID) {
	b := newBuilder()
	ids := make([]leakID, len(rows))
	for i, l := range rows {
		ids[i] = leakID{b.addAll(l.Any), b.addAll(l.And)}
	}
	return b.build(), ids
}

// leakSieve keeps back the answers that hold none of the words that may decide alone.
var leakSieve = func() *sieve {
	var words []string
	for _, l := range leaks {
		words = append(words, l.Any...)
	}
	return newSieve(words)
}()
