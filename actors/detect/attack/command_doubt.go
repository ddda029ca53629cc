package attack

import (
	"bytes"
	"strings"
)

// maxName bounds the name of a program, in bytes.
const maxName = 32

// marks that begin a command, and the bracket of a call.
var (
	shellMarks  = marksOf(";|&`{\n")
	openBracket = marksOf("(")
	beforeName  = marksOf(" \n\"'(,@{|&$;`")
)

func (m *marks) has(c byte) bool { return c < 0x80 && m[c>>6]>>(c&63)&1 == 1 }

// commandName is what stands where the name of a program may.
type commandName struct {
	text   [maxName]byte // the last part of its path, without what breaks it up
	n, end int           // bytes of text; index behind the name in the text it stands in
	broken bool          // quotes, carets or backslashes stand between its letters: c'a't
	path   bool
}

func readName(text []byte, at int) (c commandName) {
	for c.end = at; c.end < len(text) && c.end-at < 2*maxName; c.end++ {
		switch b := text[c.end]; {
		case letter(b) || b >= '0' && b <= '9' || b == '_' || b == '-' && c.n > 0 || b == '+':
			if c.n < maxName {
				c.text[c.n] = b
				c.n++
			}
			continue
		case b == '/':
			if known, word := c.known(); known && !word && c.n > 2 {
				return c // an option of Windows: bcdboot/r
			}
			c.n, c.path = 0, true
			continue
		case b == '"' || b == '\'' || b == '^' || b == '\\' || b == '@' || b == '(':
			c.broken = c.broken || c.n > 0 && c.end+1 < len(text) && (letter(text[c.end+1]) || text[c.end+1] == b)
			continue
		}
		break
	}
	return c
}

// known reports the name of a program, and whether it is a word of sentences too.
func (c *commandName) known() (known, word bool) {
	name := strings.TrimRight(str(c.text[:c.n]), "0123456789+")
	if word, known = programs[name]; known {
		return known, word
	}
	family, _, has := strings.Cut(name, "-")
	word, known = programs[family]
	return has && (known || family == "aa"), word && family != "chef"
}

// commandFirst reports a value that begins with a program's name and goes on with arguments.
func commandFirst(text []byte) bool {
	c := readName(text, 0)
	return c.n >= 2 && ends(text, c.end) && c.command(text[c.end:])
}

// command reports that a name and what follows it are no part of a sentence.
func (c *commandName) command(rest []byte) bool {
	known, word := c.known()
	if !known || !word {
		return known
	}
	if c.broken || argument(rest) {
		return true
	}
	next := readName(rest, min(1, len(rest))) // "time ifconfig"
	known, word = next.known()
	behind := rest[next.end:]
	return next.n >= 2 && known && (!word || argument(behind) || len(bytes.TrimSpace(behind)) == 0 && string(c.text[:c.n]) == "time")
}

// ends reports that a name may end at a place.
func ends(text []byte, at int) bool {
	switch {
	case at == len(text):
		return true
	case text[at] == '.':
		return at+1 < len(text) && isWord(text[at+1])
	}
	return strings.IndexByte(" \n$<>;|&)}]`,/", text[at]) >= 0
}

// maxArgument is how far behind a name an argument is looked for, in bytes.
const maxArgument = 80

// argument reports what follows a program's name and no word of a sentence: nothing, another
// command, an option, a path, a variable, a number, a redirection.
func argument(rest []byte) bool {
	rest = rest[:min(len(rest), maxArgument)]
	for i, b := range rest {
		switch b {
		case '$', '<', '>', '|', '`', '*', '\\', '=', '"', '~', '{':
			return true
		case '-', '/':
			if i > 0 && rest[i-1] == ' ' {
				return true
			}
		case '.':
			if i+1 < len(rest) && isWord(rest[i+1]) {
				return true
			}
		}
	}
	return len(rest) > 0 && rest[0] != ' ' && strings.IndexByte(str(rest), ' ') < 0 || len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9'
}

// commandBehindMark reports a program's name behind a mark that begins a command.
func commandBehindMark(text []byte) bool {
	for i := 0; i < len(text); {
		if !shellMarks.has(text[i]) {
			i++
			continue
		}
		line, and := text[i] == '\n', text[i] == '&'
		for i++; i < len(text) && beforeName.has(text[i]); i++ {
		}
		close := !line && shellMarks.has(text[i-1]) // sentences have a space behind such marks
		c := readName(text, i)
		if and && c.end < len(text) && (text[c.end] == ';' || text[c.end] == '=') {
			continue // an entity or a parameter
		}
		if c.n >= 2 && (c.broken && c.is() || ends(text, c.end) && (c.command(text[c.end:]) || close && c.is())) {
			return true
		}
		i = max(c.end, i)
	}
	return false
}

func (c *commandName) is() bool {
	known, _ := c.known()
	return known
}

// programs are the names in the rule set's list of paths ("bin/curl") and those of Windows;
// true for those that are words of sentences too.
var programs = func() map[string]bool {
	out := map[string]bool{"who": true, "time": true, "w": true, "ansible": false, "chef": true, "visudo": false, "uconv": false, "cscli": false}
	for _, r := range listed(list{"unix-shell.data", 0}, list{"unix-shell-builtins.data", 0}) {
		for w := range strings.FieldsSeq(r.words) {
			out[strings.TrimRight(w[strings.LastIndexByte(w, '/')+1:], "0123456789")] = false
		}
	}
	for w := range strings.FieldsSeq(windowsNames) {
		w = strings.TrimRight(w, "0123456789")
		if _, has := out[w]; !has {
			out[w] = len(w) < 4
		}
	}
	for w := range strings.FieldsSeq(sentenceNames) {
		out[w] = true
	}
	delete(out, "")
	return out
}()

// sentenceNames are programs named by words that sentences, titles and names begin with.
const sentenceNames = `
ab ac alias alpine apt ar arch as ascii ash at base bash batch bridge builtin bundler cancel cargo cat chef clang column comm command composer
compress control crash cut dash date desk dialog diff dig dir docker done dump echo ed env eval excel exec expand expect explorer export facter
fetch file files filesystems find finger fish fold foreach ftp function gal gem genie get gimp git go goto group hash hd head highlight history
host hostname hup id install java jetpack jobs join kill knife last latex less links local locate look lynx mail make man manage microsoft more
mosquitto mount nano net nice node null octave offline paste patch perf perl pic pico ping pip post print printbrm puppet python rake rar reboot
red remote rename repeat replace rescan route ruby run san sash saps screen script self service set shadow shell shells shred shutdown sleep snap
sort source split squirrel strings su sv tail tar task te tee telnet tex tic time timeout top touch tracker trap type ul unlink unset update url
vi view volatility w wall watch who whiptail wish yarn yelp yes yum zathura zero zip
`

// windowsNames are programs of Windows that lend themselves to attacks, its commands, and the
// short names of PowerShell's.
const windowsNames = `
ac acccheckconsole adplus advpack agentexecutor appinstaller appvlp asnp aspnet_compiler assoc atbroker atmadm attrib auditpol autochk autoconv
autofmt automount bash bcdboot bcdedit bdehdcfg bginfo bitsadmin bootcfg cacls cd cdb certoc certreq certutil chcp chdir chglogon chgport chgusr
chkdsk chkntfs cl_invocation cl_loadassembly cl_mutexverifiers clc cleanmgr clhy cli clp cls clv cmd cmdkey cmdl32 cmstp cnsn comsvcs
configsecuritypolicy conhost control coregen cp cpi cpp createdump csc cscript csi customshellhost cvpa datasvcutil dbp dcdiag dcgpofix defaultpack
defrag del desk desktopimgdownldr devicecredentialdeployment devtoolslauncher dfsdiag dfshim dfsrmig dfsvc diantz diff dir diskcomp diskcopy diskpart
diskperf diskraid diskshadow dispdiag dnscmd dnsn dnx doskey dotnet driverquery dump64 dxcap ebp endlocal epal epcsv epsn esentutl etsn eventcreate
eventvwr evntcmd excel expand explorer exsn extexport extrac32 fc filesystems findstr finger fl flattemp fltmc foreach forfiles freedisk fsi
fsianycpu fsutil ft ftp ftype fveupdate fw gal gbp gc gci gcm gcs gdr gerr getmac gettype gfxdownloadwrapper ghy gi gjb gl gm gmo goto gp gpfixup
gpresult gps gpscript gpt gpupdate gpv graftabl gsn gsnp gsv gu gv gwmi helpctr hh hostname icacls icm ie4uinit ieadvpack ieexec ieframe iex ihy ii
ilasm imewdbld infdefaultinstall installutil ipal ipconfig ipcsv ipmo ipsn ipxroute irftp irm ise iwmi iwr jetpack jsc klist ksetup ktmutil ktpass
launch-vsdevshell ldifde lodctr logman logoff lpq lpr ls macfile makecab manage-bde mapadmin mavinject md mftrace microsoft mkdir mklink mmc mount
mountvol mp mpcmdrun mqbkup mqsvc mqtgsvc msbuild msconfig msdeploy msdt mshta mshtml msiexec msinfo32 msohtmed mspub mstsc msxsl mv nal nbtstat ndr
netcfg netdom netsh netstat nfsadmin nfsshare nfsstat ni nlbmgr nltest nmo npssc nslookup nsn ntbackup ntcmdprompt ntdsutil ntfrsutl nv odbcconf
offline offlinescannershell ogv onedrivestandaloneupdater openconsole openfiles pagefileconfig pathping pbadmin pcalua pcwrun pcwutl pentnt perfmon
pester pktmon pnpunattend pnputil popd powerpnt powershell presentationhost print printbrm prncnfg prndrvr prnjobs prnmngr prnport prnqctl procdump
protocolhandler psr pubprn pushd pushprinterconnections pwlauncher pwsh qappsrv qprocess quser qwinsta rasautou rbp rcjb rcsi rcsn rd rdpsign rdr
rdrleakdiag refsutil reg regasm regedit regini register-cimprovider regsvcs regsvr32 relog remote ren repadmin replace rescan rexec ri risetup rjb rm
rmdir rmo rni rnp robocopy rp rpcinfo rpcping rsh rsn rsnp rujb rundll32 runexehelper runonce runscripthelper rv rvpa rwinsta rwmi sajb sal san saps
sasv sbp sc schtasks scriptrunner scwcmd secedit serverceipoptin servermanagercmd serverweroptin setres settingsynchost setupapi setx sfc shcm
shdocvw shell32 showmount sl sls sp spjb spps spsv sqldumper sqlps sqltoolsps squirrel ssh stordiag subst sujb sv swmi sxstrace
syncappvpublishingserver sysocmgr syssetup systeminfo takeown tapicfg taskkill tasklist tcmsetup te telnet tftp timeout tlntadmn tpmtool tpmvscmgr
tracerpt tracert tracker trcm tscon tsdiscon tsecimp tskill tsprof ttdinject tttracer typeperf tzutil unexpose uniqueid unlodctr unregmp2 update url
utilityfunctions vbc verclsid visualuiaverifynative vsiisexelauncher vsjitdebugger vssadmin wab waitfor wbadmin wdsutil wecutil wevtutil wfc whoami
winget winnt winnt32 winrm winrs winword wjb wlrmdr wmic workfolders wscript wsl wsreset wt wuauclt xcopy xwizard zipfldr
`
