package config

// Config is everything a node can be told. The zero file is a working node on loopback.
type Config struct {
	Listen    string    `yaml:"listen" doc:"address for people and programs; off loopback it needs tls"`
	Name      string    `yaml:"name" doc:"what people call this node; default: a name it gave itself"`
	Data      string    `yaml:"data" doc:"folder for the spool, the embedded engine and the node's identity"`
	MasterKey Secret    `yaml:"master_key" doc:"base64 of 32 bytes that keyed hashes derive from, the same on all nodes; empty: made once and kept in data"`
	PublicURL string    `yaml:"public_url" doc:"how people reach this node, for links; default derives from listen"`
	TimeZone  string    `yaml:"time_zone" doc:"whose clock daily digests go by where an alarm names no zone, such as Asia/Shanghai"`
	Proxies   []string  `yaml:"proxies" doc:"reverse proxies before this node, as CIDR such as 10.0.0.0/8 or addresses: only their X-Forwarded-For is believed"`
	TLS       TLS       `yaml:"tls" doc:"certificate of the listener"`
	Store     Store     `yaml:"store" doc:"where ClickHouse is; empty address means the embedded engine"`
	Cluster   Cluster   `yaml:"cluster" doc:"how nodes find and trust each other"`
	Ingest    Ingest    `yaml:"ingest" doc:"bounds of what is taken in"`
	Notify    Notify    `yaml:"notify" doc:"how messages of alarms leave the node"`
	Mail      Mail      `yaml:"mail" doc:"mail server of recipients that name none"`
	Retention Retention `yaml:"retention" doc:"how long what is kept, in days"`
	Log       Log       `yaml:"log" doc:"what the node says on standard error"`
}

// TLS names a certificate and its key, both PEM files.
type TLS struct {
	Cert string `yaml:"cert" doc:"certificate chain, PEM file"`
	Key  string `yaml:"key" doc:"private key, PEM file"`
}

// Store tells where ClickHouse is.
type Store struct {
	Address  string `yaml:"address" doc:"host:port of the native protocol; empty: the embedded engine"`
	User     string `yaml:"user" doc:"user of an own server"`
	Password Secret `yaml:"password" doc:"password, or file:PATH, or env:NAME"`
	Database string `yaml:"database" doc:"database, created when missing"`
	TLS      bool   `yaml:"tls" doc:"speak TLS to an own server"`
	Cluster  string `yaml:"cluster" doc:"ClickHouse cluster name: replicated and distributed tables"`
	Library  string `yaml:"library" doc:"path of libchdb.so; empty: the usual places"`
	MemoryMB int    `yaml:"memory_mb" doc:"memory limit of the embedded engine; 0: 35 % of the machine"`
}

// Cluster tells how nodes find and trust each other.
type Cluster struct {
	Bind      string   `yaml:"bind" doc:"address for gossip; empty: no cluster; off loopback it needs key and certificates"`
	Remote    string   `yaml:"remote" doc:"address for messages between nodes; default: the host of bind and a free port"`
	Advertise string   `yaml:"advertise" doc:"address other nodes reach remote at; default: remote"`
	Join      []string `yaml:"join" doc:"addresses of nodes to join"`
	Share     string   `yaml:"share" doc:"data folder of a node on this machine, whose store and keys this node uses"`
	Label     string   `yaml:"label" doc:"cluster name; nodes of other names are refused"`
	Key       Secret   `yaml:"key" doc:"gossip key, base64 of 32 bytes, or file:PATH, or env:NAME"`
	Cert      string   `yaml:"cert" doc:"certificate of this node for messages, PEM file"`
	CertKey   string   `yaml:"cert_key" doc:"its private key, PEM file"`
	CA        string   `yaml:"ca" doc:"certificate authority that signed all nodes' certificates, PEM file"`
}

// Ingest bounds what is taken in.
type Ingest struct {
	MaxBatchMB   int `yaml:"max_batch_mb" doc:"most bytes of one request after inflating"`
	MaxFutureMin int `yaml:"max_future_min" doc:"records further in the future than this many minutes are refused"`
	SpoolMB      int `yaml:"spool_mb" doc:"most disk for accepted calls that the store has not taken; above it: 503"`
}

// Notify says where messages may go.
type Notify struct {
	Allow []string `yaml:"allow" doc:"networks that are not public and may be sent to all the same, without TLS too, as CIDR such as 10.1.0.0/16"`
}

// Mail is the mail server of recipients that name none.
type Mail struct {
	Server   string `yaml:"server" doc:"host:port, such as smtp.example.com:587"`
	From     string `yaml:"from" doc:"sender of the node's mails"`
	TLS      string `yaml:"tls" doc:"starttls, tls or none; default: tls on port 465, else starttls"`
	User     string `yaml:"user" doc:"user, where the server asks for one"`
	Password Secret `yaml:"password" doc:"password, or file:PATH, or env:NAME"`
}

// Retention says how long what is kept, in days.
type Retention struct {
	Calls    int `yaml:"calls" doc:"thin rows, one a call"`
	Samples  int `yaml:"samples" doc:"masked samples"`
	Findings int `yaml:"findings" doc:"risks and events with their history"`
}

// Log says what the node reports on standard error.
type Log struct {
	Level  string `yaml:"level" doc:"debug, info, warn or error"`
	Format string `yaml:"format" doc:"text or json"`
}

// Default is the configuration of a node that was told nothing.
func Default() Config {
	return Config{
		Listen:    "127.0.0.1:8080",
		Data:      "./lapwing-data",
		Store:     Store{Database: "lapwing"},
		TimeZone:  "UTC",
		Cluster:   Cluster{Label: "lapwing"},
		Ingest:    Ingest{MaxBatchMB: 256, MaxFutureMin: 60, SpoolMB: 8192}, // 8 GiB: about an hour at 1,000 calls/s of 2 KB
		Retention: Retention{Calls: 30, Samples: 30, Findings: 400},         // 30 days: the console's default period
		Log:       Log{Level: "info", Format: "text"},
	}
}
