package crowd

import (
	"fmt"
	"math/rand/v2"
)

// passwordList gives n different passwords as they stand in leaked lists.
func passwordList(r *rand.Rand, n int) []string {
	stems := []string{
		"password", "123456", "qwerty", "admin", "welcome", "dragon", "iloveyou", "sunshine", "monkey", "woaini",
		"abc123", "football", "master", "shadow", "5201314", "zhang", "wang", "beijing", "shanghai", "summer", "winter",
		"heron",
	}
	tails := []string{
		"", "1", "12", "123", "!", "2024", "2025", "2026", "@", "#1", "888", "666", "520", "01", "qaz", "xyz",
	}
	seen, out := map[string]bool{}, []string{}
	for len(out) < n {
		w := stems[r.IntN(len(stems))] + tails[r.IntN(len(tails))]
		if len(seen) > len(stems)*len(tails)/2 { // the easy half is used up
			w = fmt.Sprintf("%s%04d", stems[r.IntN(len(stems))], r.IntN(10000))
		}
		if !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

// pathList gives the paths a scanner tries.
func pathList() []string {
	out := []string{
		".git/config", ".git/HEAD", ".env", ".env.local", ".svn/entries", ".DS_Store", "actuator", "actuator/env",
		"actuator/heapdump", "swagger-ui.html", "v2/api-docs", "v3/api-docs", "openapi.json", "druid/index.html", "nacos/",
		"phpmyadmin/", "wp-login.php", "wp-admin/", "xmlrpc.php", "server-status", "console", "manager/html", "jmx-console",
		"solr/admin", "jenkins/", "api/swagger.json", "graphql", "debug/pprof", "debug/trace", "healthz", "robots.txt",
		"sitemap.xml", "login", "static/shop.js", "internal/staff", "hr/api/v1/login", "WEB-INF/web.xml", "shell.jsp",
		"cmd.jsp", "shell.php", "config.php.bak", "backup.zip", "db.sql", "www.zip", "id_rsa", ".ssh/id_rsa", "web.config",
	}
	roots := []string{
		"admin", "api", "backup", "old", "test", "dev", "user", "upload", "data", "config", "system",
		"portal",
	}
	leaves := []string{
		"", "login", "index.php", "config", "users", "list", "export", "upload", "debug", "info", "status", "health", "v1",
		"v2", "backup", "db", "logs", "tmp", "docs", "console", "api", "search", "download", "files", "token", "keys",
		"secret", "private", "shell", "cmd", "exec", "query", "report", "manage", "settings", "env", "dump", "trace",
	}
	for _, a := range roots {
		for _, b := range leaves {
			out = append(out, a+"/"+b)
		}
	}
	return out
}
