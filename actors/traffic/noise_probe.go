package traffic

import "strings"

// probeRow is one kind of path that scanners ask every server for. Such a path is an API
// only where it was answered with success: a redirect or a refusal proves nothing.
type probeRow struct {
	name    string
	where   probePlace
	words   map[string]struct{}
	Finds   []string // paths that the row must find
	Ignores []string // paths that no row may find
}

type probePlace uint8

const (
	probeAnywhere probePlace = iota // a segment is one of the words
	probeFirst                      // the first segment is
	probeBegins                     // the first segment begins with one, up to its first dash or dot
	probeEnding                     // the last segment ends with one behind a dot
)

// probes is the table of scanners' targets.
var probes = []probeRow{
	{
		name: "consoles of servers", where: probeFirst,
		words: wordSet(`manager host-manager solr jenkins jmx-console web-console invoker console server-status server-info
			jolokia druid nacos geoserver hudson axis2 struts weblogic wls-wsat _async uddiexplorer telescope _ignition
			_profiler phpinfo adminer pma myadmin mysqladmin dbadmin sqlmanager cgi-bin boaform goform hnap1 evox sdk
			owa ecp autodiscover aspnet_client remote dana-na vpn global-protect +cscoe+ nmaplowercheck setup.cgi
			vendor wp wordpress joomla drupal magento typo3 xmlrpc.php login.action actuator trace heapdump env
			currentsetting.htm portal.php stalker_portal webui zabbix cacti`),
		Finds:   []string{"/manager/html", "/solr/admin/info/system", "/HNAP1", "/actuator/env", "/vendor/phpunit/eval-stdin.php"},
		Ignores: []string{"/managers/7", "/api/manager/teams", "/environments", "/v1/console", "/remotes/1"},
	},
	{
		name: "blogs and database fronts", where: probeBegins,
		words:   wordSet(`wp phpmyadmin phppgadmin myadmin mysql sqladmin`),
		Finds:   []string{"/wp-login.php", "/wp-admin/setup-config.php", "/phpMyAdmin/", "/phpmyadmin-2.11/index.php"},
		Ignores: []string{"/wpa/keys", "/blog/wp-login", "/mysqlclusters"},
	},
	{
		name: "files of systems", where: probeAnywhere,
		words:   wordSet(`etc passwd shadow win.ini web.config wp-config.php eval-stdin.php phpunit htaccess id_rsa boot.ini`),
		Finds:   []string{"/users/etc/passwd", "/a/WEB.config"},
		Ignores: []string{"/users/me/password", "/v1/passwords"},
	},
	{
		name: "copies and dumps", where: probeEnding,
		words:   wordSet(`bak old swp swo orig save sql sqlite mdb ini conf cfg log pem key php~ tar tgz rar 7z`),
		Finds:   []string{"/backup.sql", "/index.php.bak", "/old/a.old"},
		Ignores: []string{"/reports/7.csv", "/exports/a.zip", "/v1/logs"},
	},
	{
		name: "programs", where: probeEnding,
		words:   wordSet(`php php5 phtml asp aspx cgi jsp jspx cfm shtml pl`),
		Finds:   []string{"/admin.php", "/owa2/auth/logon.aspx", "/shell.jsp"},
		Ignores: []string{"/api/users", "/api/orders.json"},
	},
}

// probe reports whether a path is one that only scanners ask for: a hidden file or folder,
// or one of the table. Such a path is no API unless it was answered with success.
func probe(segs []string) bool {
	for _, s := range segs {
		if s[0] == '.' && len(s) > 1 && s != ".well-known" {
			return true
		}
	}
	if len(segs) == 0 {
		return false
	}
	for i := range probes {
		if probes[i].finds(segs) {
			return true
		}
	}
	return false
}

func (r *probeRow) finds(segs []string) bool {
	first, last := segs[0], segs[len(segs)-1]
	switch r.where {
	case probeFirst:
		return inFold(r.words, first)
	case probeBegins:
		if i := strings.IndexAny(first, "-."); i > 0 {
			first = first[:i]
		}
		return inFold(r.words, first)
	case probeEnding:
		i := strings.LastIndexByte(last, '.')
		return i >= 0 && inFold(r.words, last[i+1:])
	}
	for _, s := range segs {
		if inFold(r.words, s) {
			return true
		}
	}
	return false
}
