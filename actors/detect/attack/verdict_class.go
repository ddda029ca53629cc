package attack

import (
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// aliases are the names by which firewalls call the kinds: tags of ModSecurity and Coraza,
// and the classes that the logs of cloud firewalls carry. Folded: lower case, no marks.
var aliases = map[string]finding.Attack{
	"attacksqli": SQLInjection, "sqli": SQLInjection, "sql": SQLInjection, "sqlinject": SQLInjection, "sqlinjectionattack": SQLInjection,
	"attacksqlinjection": SQLInjection, "nosqlinjection": SQLInjection, "attacknosqli": SQLInjection,
	"attackxss": XSS, "crosssitescripting": XSS, "crosssitescriptingattack": XSS, "xssattack": XSS,
	"attackrce": CommandInjection, "rce": CommandInjection, "cmdi": CommandInjection, "cmdinjection": CommandInjection, "oscommandinjection": CommandInjection,
	"osinjection": CommandInjection, "cmd": CommandInjection, "remotecodeexecution": CommandInjection, "codeexec": CommandInjection, "commandexecution": CommandInjection,
	"attacklfi": CoreFileAccess, "attackrfi": CoreFileAccess, "lfi": CoreFileAccess, "rfi": CoreFileAccess, "pathtraversal": CoreFileAccess,
	"directorytraversal": CoreFileAccess, "fileinclusion": CoreFileAccess, "localfileinclusion": CoreFileAccess, "remotefileinclusion": CoreFileAccess,
	"traversal": CoreFileAccess, "filei": CoreFileAccess, "lfilei": CoreFileAccess, "rfilei": CoreFileAccess, "corefile": CoreFileAccess,
	"attackfileupload": FileUpload, "fileuploadattack": FileUpload, "maliciousupload": FileUpload, "uploadattack": FileUpload, "attackmultipartheader": FileUpload,
	"attackreputationscanner": MaliciousScanning, "scanner": MaliciousScanning, "scan": MaliciousScanning, "scannerdetection": MaliciousScanning,
	"badbot": MaliciousScanning, "attackreputationcrawler": MaliciousScanning, "vulnerabilityscan": MaliciousScanning,
	"webshell": TrojanBackdoor, "trojan": TrojanBackdoor, "backdoor": TrojanBackdoor, "webshells": TrojanBackdoor, "trojanhorse": TrojanBackdoor,
	"xxe": XMLInjection, "xmlexternalentity": XMLInjection, "attackxxe": XMLInjection, "xml": XMLInjection, "xpathinjection": XMLInjection, "xpath": XMLInjection,
	"attackinjectionphp": WebAppVulnerability, "attackinjectionjava": WebAppVulnerability, "attackinjectiongeneric": WebAppVulnerability, "attackfixation": WebAppVulnerability,
	"php": WebAppVulnerability, "java": WebAppVulnerability, "log4j": WebAppVulnerability, "log4jrce": WebAppVulnerability, "deserialization": WebAppVulnerability,
	"javadeserialization": WebAppVulnerability, "vvip": WebAppVulnerability, "vulnerability": WebAppVulnerability, "cve": WebAppVulnerability, "knownbadinputs": WebAppVulnerability,
	"codeinjection": WebAppVulnerability, "attackinjectionnodejs": WebAppVulnerability, "prototypepollution": WebAppVulnerability,
	"attackldap": LDAPInjection, "ldapi": LDAPInjection, "ldap": LDAPInjection,
	"attackssrf": SSRF, "serversiderequestforgery": SSRF,
	"attackssti": SSTI, "templateinjection": SSTI, "serversidetemplateinjection": SSTI,
	"unauthorizedaccess": UnauthorizedAccess, "unauthaccess": UnauthorizedAccess, "accesscontrol": UnauthorizedAccess, "sensitivepath": UnauthorizedAccess,
	"attackprotocol": NonCompliantProtocol, "protocol": NonCompliantProtocol, "protocolviolation": NonCompliantProtocol, "protocolattack": NonCompliantProtocol,
	"httpsmuggling": NonCompliantProtocol, "requestsmuggling": NonCompliantProtocol, "crlf": NonCompliantProtocol, "responsesplitting": NonCompliantProtocol,
	"noncompliance": NonCompliantProtocol, "httpanomaly": NonCompliantProtocol,
}

// KindOfClass gives the kind of a stable name or of one of its aliases, 0 if it is none.
// "OWASP_CRS/WEB_ATTACK/SQL_INJECTION" is read from its last part.
func KindOfClass(class string) finding.Attack {
	if i := strings.LastIndexByte(class, '/'); i >= 0 {
		class = class[i+1:]
	}
	if k := KindOfName(strings.ToLower(class)); k != 0 {
		return k
	}
	var folded strings.Builder
	for _, r := range strings.ToLower(class) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			folded.WriteRune(r)
		}
	}
	name := folded.String()
	if k, ok := aliases[name]; ok {
		return k
	}
	for i := range kinds {
		if strings.ReplaceAll(kinds[i].Name, "_", "") == name {
			return kinds[i].ID
		}
	}
	return 0
}
