package risk

import (
	"bytes"
	"encoding/base64"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// defaultPair is a name and a password with which software or a device is delivered.
type defaultPair struct{ product, name, password string }

// defaultPairs are written down from the manuals of the products; each product once, pairs
// that many share under the first that has them. Names are compared without case.
var defaultPairs = pairs(`
generic admin admin
generic admin password
generic admin admin123
generic admin 123456
generic admin 12345678
generic admin 12345
generic admin 1234
generic admin 111111
generic admin 888888
generic admin 666666
generic admin 000000
generic admin admin@123
generic admin Admin@123
generic admin admin888
generic admin admin1234
generic admin changeme
generic admin default
generic admin pass
generic admin password1
generic admin Password1
generic admin P@ssw0rd
generic admin passw0rd
generic admin system
generic administrator administrator
generic administrator admin
generic administrator password
generic administrator 123456
generic root root
generic root 123456
generic root toor
generic root password
generic root admin
generic root 12345
generic root changeme
generic root root123
generic root Root@123
generic user user
generic user password
generic user 123456
generic guest guest
generic guest 123456
generic test test
generic test test123
generic test 123456
generic demo demo
generic demo 123456
generic system system
generic system manager
generic sysadmin sysadmin
generic superadmin superadmin
generic superadmin 123456
generic super super
generic supervisor supervisor
generic operator operator
generic manager manager
generic support support
generic service service
generic dev dev
generic oracle oracle
tomcat tomcat tomcat
tomcat tomcat s3cret
tomcat admin s3cret
weblogic weblogic weblogic
weblogic weblogic weblogic1
weblogic weblogic welcome1
weblogic weblogic Oracle@123
jboss jboss jboss
nacos nacos nacos
druid druid druid
druid ruoyi 123456
ruoyi ry admin123
jeecg jeecg 123456
xxl-job xxl-job xxl-job
dubbo dubbo dubbo
rabbitmq rabbit rabbit
activemq activemq activemq
apollo apollo admin
zabbix Admin zabbix
zabbix zabbix zabbix
grafana grafana grafana
elastic elastic changeme
elastic elastic elastic
kibana kibana changeme
minio minioadmin minioadmin
minio minio minio123
mysql mysql mysql
postgres postgres postgres
mssql sa sa
mssql sa 123456
mssql sa Password123
mongo mongo mongo
neo4j neo4j neo4j
couchdb couchdb couchdb
redis redis redis
cassandra cassandra cassandra
hadoop hadoop hadoop
ambari ambari ambari
splunk admin changed
nexus admin admin123!
sonar sonar sonar
jenkins jenkins jenkins
gitlab root 5iveL!fe
harbor admin Harbor12345
kubesphere admin P@88w0rd
rancher admin rancher
airflow airflow airflow
superset admin superset
metabase admin metabase
cacti cacti cacti
nagios nagiosadmin nagios
nagios nagiosadmin nagiosadmin
openvas openvas openvas
cisco cisco cisco
cisco admin cisco
huawei admin Admin@huawei
huawei admin admin@huawei.com
huawei admin Huawei@123
huawei admin Huawei12#$
huawei root Huawei@storage
h3c h3c h3c
h3c admin h3capadmin
ruijie admin ruijie
hikvision admin hik12345
dahua admin admin@dahua
dahua 888888 888888
dahua 666666 666666
zte zte zte
zte telecomadmin nE7jA%5m
tplink admin tplink
dlink admin dlink
juniper netscreen netscreen
fortinet maintainer bcpb
f5 admin f5admin
paloalto admin paloalto
ubiquiti ubnt ubnt
mikrotik admin mikrotik
idrac root calvin
ilo Administrator hpinvent
ipmi ADMIN ADMIN
supermicro ADMIN supermicro
apc apc apc
raspberry pi raspberry
vagrant vagrant vagrant
vmware root vmware
vmware administrator@vsphere.local vmware
synology admin synology
printer admin access
`)

func pairs(list string) (all []defaultPair) {
	for _, line := range strings.Split(strings.TrimSpace(list), "\n") {
		if f := strings.Fields(line); len(f) == 3 {
			all = append(all, defaultPair{f[0], strings.ToLower(f[1]), f[2]})
		}
	}
	return all
}

// defaultProduct gives the product that is delivered with this name and password.
func defaultProduct(name, password []byte) (product string, ok bool) {
	const longest = 40 // bytes of a name or password of the table
	if len(name) == 0 || len(name) > longest || len(password) == 0 || len(password) > longest {
		return "", false
	}
	for i := range defaultPairs {
		p := &defaultPairs[i]
		if p.password == string(password) && strings.EqualFold(p.name, string(name)) {
			return p.product, true
		}
	}
	return "", false
}

// defaultPassword looks for a login that succeeded with what a product is delivered with.
func defaultPassword(c *Call) (string, bool) {
	name, password := c.loginPair()
	if password == nil || c.F.Login.Outcome != outcomeOK {
		return "", false
	}
	product, ok := defaultProduct(name, password)
	if !ok {
		return "", false
	}
	if product == "generic" {
		return "password_generic", true
	}
	return finding.Say("password_default", finding.Arg("text", product)), true
}

// loginPair gives the name and the password of a login, of a form or of Basic authentication.
func (c *Call) loginPair() (name, password []byte) {
	if p := c.password(); p != nil {
		if c.Login.Name >= 0 && c.Login.Name < len(c.V.All) {
			name = c.V.All[c.Login.Name].Text
		}
		return bytes.TrimSpace(name), p.Text
	}
	for i := range c.Creds {
		if f := &c.Creds[i]; f.Kind == credential.Basic {
			plain, err := base64.StdEncoding.DecodeString(string(f.Secret))
			if err != nil {
				plain = f.Secret
			}
			if user, pass, ok := bytes.Cut(plain, []byte(":")); ok {
				return user, pass
			}
			return f.User, plain
		}
	}
	return nil, nil
}
