package engine

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"text/template"
)

// User is the name under which Lapwing signs in to the embedded engine.
const User = "lapwing"

const (
	configFile = "config.xml"
	usersFile  = "users.xml"
	logFile    = "engine.log"
	dataDir    = "data"
)

// settings is what the two configuration files are made of.
type settings struct {
	Users, Log, Temp string // paths
	Memory           uint64 // bytes, for everything
	MarkCache        uint64 // bytes
	QueryMemory      uint64 // bytes, for one query
	PasswordHash     string // sha256, hexadecimal
}

// Only tables we read are kept: the engine's own logs of queries, parts and traces stay
// off, because nothing of theirs is configured here. Without limits of their own its
// caches would take gigabytes.
var configXML = template.Must(template.New(configFile).Funcs(template.FuncMap{"xml": escape}).Parse(`<clickhouse>
 <log-level>warning</log-level>
 <logger><log>{{xml .Log}}</log><size>10M</size><count>2</count><console>0</console></logger>
 <users_config>{{xml .Users}}</users_config>
 <tmp_path>{{xml .Temp}}</tmp_path>
 <max_server_memory_usage>{{.Memory}}</max_server_memory_usage>
 <mark_cache_size>{{.MarkCache}}</mark_cache_size>
 <uncompressed_cache_size>0</uncompressed_cache_size>
 <max_concurrent_queries>64</max_concurrent_queries>
 <max_connections>256</max_connections>
 <background_pool_size>2</background_pool_size>
 <send_crash_reports><enabled>false</enabled></send_crash_reports>
</clickhouse>
`))

// The engine's own session signs in as default without a password, so that user must
// exist, and no other name or address can be given to it. It may open the listener and
// read the numbers that keep the session busy, and its quota ends after exactly these two
// queries: whoever else signs in as default is refused everything, stopping the listener
// included. The quota's interval is the longest there is, 68 years.
var usersXML = template.Must(template.New(usersFile).Parse(`<clickhouse>
 <profiles>
  <default><max_memory_usage>{{.QueryMemory}}</max_memory_usage><log_queries>0</log_queries></default>
 </profiles>
 <quotas>
  <default/>
  <start><interval><duration>2147483647</duration><queries>2</queries></interval></start>
 </quotas>
 <users>
  <default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>start</quota>
   <grants><query>GRANT SYSTEM LISTEN ON *.*</query><query>GRANT SELECT ON system.numbers</query></grants></default>
  <` + User + `><password_sha256_hex>{{.PasswordHash}}</password_sha256_hex><networks><ip>127.0.0.1</ip></networks>
   <profile>default</profile><quota>default</quota></` + User + `>
 </users>
</clickhouse>
`))

func escape(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

// newSettings makes settings for a folder with a limit of memory in bytes.
func newSettings(dir string, memory uint64, password string) settings {
	sum := sha256.Sum256([]byte(password))
	return settings{
		Users: filepath.Join(dir, usersFile), Log: filepath.Join(dir, logFile), Temp: filepath.Join(dir, "tmp") + "/",
		Memory:       memory,
		MarkCache:    memory / 16,    // the engine's default is 5 GiB
		QueryMemory:  memory / 4 * 3, // one query can't starve inserts and merges
		PasswordHash: hex.EncodeToString(sum[:]),
	}
}

// write puts both files into the folder, readable by us only, each replaced as a whole.
func (s settings) write(dir string) error {
	for name, t := range map[string]*template.Template{configFile: configXML, usersFile: usersXML} {
		var b bytes.Buffer
		if err := t.Execute(&b, s); err != nil {
			return fmt.Errorf("cannot write the engine's configuration: %w", err)
		}
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path+".new", b.Bytes(), 0o600); err != nil {
			return fmt.Errorf("cannot write the engine's configuration: %w", err)
		}
		if err := os.Rename(path+".new", path); err != nil {
			return fmt.Errorf("cannot write the engine's configuration: %w", err)
		}
	}
	return nil
}

// newPassword gives 160 random bits; it lives in memory only, its hash in users.xml.
func newPassword() string { return rand.Text() + rand.Text()[:6] }
