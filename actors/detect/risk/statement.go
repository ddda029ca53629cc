package risk

import (
	"bytes"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

var statementKeys = words(`sql query statement querysql sqltext stmt sqlstr sqlquery rawsql sqlstatement execsql sqlcontent
	hql cql soql dbquery sqlcmd sqlcode selectsql script querystring q ddl dml sqlscript sqls 语句`)

// statementPaths are words of the path of an API that is made for statements.
var statementPaths = []string{"sql", "query", "statement", "report", "/db", "database", "jdbc", "bi/", "console", "exec"}

// databaseQuery looks for a whole statement that a caller wrote and the API accepted: its
// purpose, not an attack on another one. An injection begins in the middle of a value.
func databaseQuery(c *Call) (string, bool) {
	if !c.F.OK() || c.F.Blocked {
		return "", false
	}
	values := c.request()
	for i := range values {
		v := &values[i]
		if v.Place != traffic.InQuery && v.Place < traffic.InJSON || len(v.Text) < 8 || v.Class&traffic.HasLetter == 0 {
			continue
		}
		text := bytes.ToLower(bytes.TrimSpace(cut(v.Text, 4<<10)))
		named := statementKeys.has(v.Key)
		switch {
		case !isStatement(text):
		case named && (len(v.Key) > 1 || whole(text)), v.Place == traffic.InText && c.about(aboutStatements):
			return finding.Say("statement", where(v)), true
		case whole(text) && !prose(v) && c.about(aboutStatements):
			return finding.Say("statement", where(v)), true
		}
	}
	return "", false
}

// statements are the beginnings of statements and what must follow.
var statements = [...][2]string{
	{"select ", " from "}, {"select\n", "from"}, {"insert into ", "values"}, {"insert into ", "select"}, {"update ", " set "},
	{"delete from ", ""}, {"with ", "select "}, {"show tables", ""}, {"show databases", ""}, {"drop table", ""},
	{"drop database", ""}, {"create table ", "("}, {"alter table ", ""}, {"truncate table ", ""}, {"exec sp_", ""},
	{"explain select ", ""}, {"call ", "("}, {"merge into ", ""}, {"describe ", ""}, {"grant ", " to "}, {"select @@", ""},
	{"select version()", ""}, {"select count(", ""}, {"select now()", ""}, {"begin ", "end"}, {"replace into ", ""},
}

func isStatement(text []byte) bool {
	for _, s := range statements {
		if bytes.HasPrefix(text, []byte(s[0])) && bytes.Contains(text[len(s[0])-1:], []byte(s[1])) {
			return true
		}
	}
	return false
}

// whole asks for a mark that prose which begins with "select" does not have.
func whole(text []byte) bool {
	for _, mark := range [...]string{
		"*", " where ", " limit ", " join ", " order by ", " group by ", " values", " set ", "(", " table", ";", "=",
	} {
		if bytes.Contains(text, []byte(mark)) {
			return true
		}
	}
	if from := bytes.Index(text, []byte(" from ")); from > 0 {
		columns, table := text[len("select "):max(from, len("select "))], bytes.TrimSpace(text[from+6:])
		return bytes.IndexByte(columns, ',') > 0 && bytes.IndexByte(table, ' ') < 0
	}
	return false
}

var (
	commandKeys = words(`cmd command exec shell execute script commandline cmdline commands run bash shellcmd shellcommand
		execcmd execcommand syscmd systemcommand cmdstr sh runcommand powershell args entrypoint 命令`)
	// commands are programs that a command begins with.
	commands = words(`ls cat ps whoami id uname netstat ifconfig ip ping curl wget bash sh python python3 perl rm cp mv
	find grep df du systemctl service docker kubectl powershell cmd.exe dir ipconfig tasklist net chmod chown
	kill tail head mkdir tar java node php nslookup dig traceroute ssh scp crontab env top free uptime w who last pwd
	echo sed awk vi touch ln mount umount iptables ss lsof journalctl dmesg hostname date cd sudo su nohup make git npm
	pip apt apt-get yum dnf apk rpm systeminfo reg wmic schtasks type del copy cmd powershell.exe pwsh nc ncat telnet
	zip unzip gzip xargs sort wc stat lscpu lsblk fdisk useradd passwd pkill killall reboot shutdown poweroff`)
	// alone are commands that mean nothing else where they stand by themselves.
	alone = words(`ls whoami uname netstat ifconfig ipconfig tasklist systeminfo ps df lsof lsblk uptime hostname pwd id
		crontab iptables dmesg reboot`)
	// commandPaths are words of the path of an API that is made for commands.
	commandPaths = []string{"exec", "shell", "cmd", "command", "terminal", "console", "/run", "/ops", "script", "ssh", "agent"}
)

// commandExecution looks for a shell command that the API accepted.
func commandExecution(c *Call) (string, bool) {
	if !c.F.OK() || c.F.Blocked {
		return "", false
	}
	values := c.request()
	for i := range values {
		v := &values[i]
		if v.Place != traffic.InQuery && v.Place < traffic.InJSON || len(v.Text) < 2 || v.Class&traffic.HasLetter == 0 {
			continue
		}
		named := commandKeys.has(v.Key)
		if !named && (v.Place != traffic.InText || !c.about(aboutCommands)) {
			continue
		}
		first, rest := program(v.Text)
		switch {
		case !commands[first]:
		case rest || alone[first], c.commandOutput():
			return finding.Say("command", where(v)), true
		}
	}
	return "", false
}

// program gives the name of a command line's program, and whether arguments follow that a
// person's order to a robot would not have.
func program(text []byte) (name string, arguments bool) {
	text = bytes.TrimSpace(cut(text, 4<<10))
	first, rest, _ := bytes.Cut(text, []byte(" "))
	if i := bytes.LastIndexAny(first, `/\`); i >= 0 {
		first = first[i+1:]
	}
	if i := bytes.IndexAny(first, ";|&\n"); i > 0 {
		first, rest = first[:i], text[i:]
	}
	rest = bytes.TrimSpace(rest)
	return string(bytes.ToLower(first)), len(rest) > 0
}

// commandOutput reports an answer that looks like what a command prints.
func (c *Call) commandOutput() bool {
	body := cut(c.V.Bodies[traffic.Response].Text, 4<<10)
	for _, mark := range [...]string{"uid=", "drwx", "-rw-", "PID TTY", "Filesystem ", "inet addr", "Linux version", "root:x:"} {
		if bytes.Contains(body, []byte(mark)) {
			return true
		}
	}
	return false
}
