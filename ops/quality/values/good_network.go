package values

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

var networkRows = []row{
	{
		name: "ipv4", bare: true,
		keys:   "ip/clientIp/ip_address/remoteAddr/IP地址/loginIp/serverIp/host_ip/sourceIP/lastLoginIp/ipv4/dst_ip/内网IP",
		labels: "IP/IP地址/Client IP/ip address/登录IP/Source IP/from",
		good: func(r *rand.Rand) string {
			s := fmt.Sprintf("%d.%d.%d.%d", 11+r.IntN(212), r.IntN(256), r.IntN(256), r.IntN(256))
			switch r.IntN(8) {
			case 0:
				return fmt.Sprintf("10.%d.%d.%d", r.IntN(256), r.IntN(256), r.IntN(256))
			case 1:
				return fmt.Sprintf("192.168.%d.%d", r.IntN(256), r.IntN(256))
			case 2:
				return s + ":" + fmt.Sprint(1024+r.IntN(60000))
			case 3:
				return fmt.Sprintf("172.%d.%d.%d/%d", 16+r.IntN(16), r.IntN(256), r.IntN(256), 8+r.IntN(25))
			}
			return s
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, "256.1.2.3", "192.168.1", "192.168.1.256", "1.2.3.4.5", "300.400.500.600", "192.168.01.1", "10.0.0", "a.b.c.d",
				"192,168,1,1", "999.1.1.1")
		},
	},
	{
		name: "ipv6", bare: true,
		keys:   "ip/ipv6/clientIp/ipAddress/IPv6地址/remoteAddr/ipv6_addr/sourceIp/hostIp",
		labels: "IP/IPv6/IPv6地址/IPv6 address/Client IP/peer",
		good: func(r *rand.Rand) string {
			h := func() string {
				return strings.TrimLeft(letters(r, "0123456789abcdef", 3), "0") + letters(r, "0123456789abcdef", 1)
			}
			switch r.IntN(8) {
			case 0:
				return "fe80::" + h() + ":" + h() + ":" + h() + ":" + h()
			case 1:
				return "2001:db8::" + h() + ":" + h()
			case 2:
				return "::ffff:192.0.2." + fmt.Sprint(1+r.IntN(254))
			case 3:
				return "2408:" + h() + ":" + h() + "::" + h()
			case 4:
				return strings.ToUpper("2001:0db8:85a3:0000:0000:8a2e:0370:" + letters(r, "0123456789abcdef", 4))
			case 5:
				return "fe80::" + h() + "%" + oneOf(r, "eth0", "en1", "wlan0", "3")
			case 6:
				return "[2001:db8::" + h() + "]:" + fmt.Sprint(80+r.IntN(9000))
			}
			return "240e:" + h() + ":" + h() + ":" + h() + ":" + h() + ":" + h() + ":" + h() + ":" + h()
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, "2001:db8:::1", "12345::1", "1:2:3:4:5:6:7:8:9", "gggg::1", "12:34:56", "std::vector", "2001:db8:1:2",
				"::ffff:999.0.2.1", "a:b:c:d", "fe80:x::1")
		},
	},
	{
		name: "mac", bare: true,
		keys:   "mac/macAddress/mac_addr/MAC地址/wifiMac/bssid/deviceMac/hwaddr/物理地址/bluetoothMac/MAC",
		labels: "MAC/MAC地址/MAC address/Wi-Fi MAC/mac/BSSID/物理地址",
		good: func(r *rand.Rand) string {
			var pairs []string
			for range 6 {
				pairs = append(pairs, letters(r, "0123456789ABCDEF", 2))
			}
			pairs[0] = oneOf(r, "00", "A4", "3C", "F0", "B8", "DC", "02")
			switch r.IntN(6) {
			case 0:
				return strings.ToLower(strings.Join(pairs, ":"))
			case 1:
				return strings.Join(pairs, "-")
			case 2:
				return strings.ToLower(pairs[0] + pairs[1] + "." + pairs[2] + pairs[3] + "." + pairs[4] + pairs[5])
			case 3:
				return strings.ToLower(strings.Join(pairs, "-"))
			}
			return strings.Join(pairs, ":")
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, "00:1A:2B:3C:4D", "00:1A:2B:3C:4D:5G", "00:1A:2B:3C:4D:5E:6F:70", "00-1A-2B:3C-4D-5E", "FF:FF:FF:FF:FF:FF",
				"00:00:00:00:00:00", "0:1:2:3:4:5", "12:34:56", "001A.2B3C", "zz:zz:zz:zz:zz:zz")
		},
	},
	{
		name: "url", bare: true,
		keys:   "url/link/homepage/avatar/网址/callbackUrl/website/href/redirect_uri/imageUrl/logo/链接/webhook/官网",
		labels: "网址/链接/URL/Website/Link/官网/homepage",
		good: func(r *rand.Rand) string {
			host := oneOf(r, "www.example.com", "example.org", "api.shop.example.cn", "cdn.example.net:8443", "a-b.example.io",
				"localhost:8080", "sub.domain.example.co.uk", "xn--fiqs8s.xn--55qx5d.cn", "user:pw@example.com")
			path := oneOf(r, "", "/", "/a/b.html", "/p?id="+digits(r, 4)+"&x=y", "/#top", "/files/report(1).pdf", "/~user/x_y-z", "/a%20b",
				"?q=1", "/img/"+digits(r, 8)+".jpg")
			return oneOf(r, "http://", "https://", "https://", "https://", "ftp://", "wss://", "HTTPS://") + host + path
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, "http://", "https:/example", "http//example", "://example", "htp:example", "http:// example", "C:\\\\temp",
				"index.html", "/api/v1/users", "about:blank", "javascript:void(0)")
		},
	},
}

var secretRows = []row{
	{
		name: "jdbc", bare: true,
		keys:   "url/jdbcUrl/datasource/dbUrl/spring.datasource.url/connectionString/jdbc_url/数据库连接/db/dsn",
		labels: "数据库连接/JDBC/jdbc url/Connection string/数据源/url/datasource.url",
		good: func(r *rand.Rand) string {
			host := oneOf(r, "10.1.2.3", "db.example.com", "localhost", "mysql-prod", "[2001:db8::1]")
			return oneOf(r, "jdbc:mysql://"+host+":3306/shop?useSSL=false&user=root&password=p%40ss",
				"jdbc:postgresql://"+host+"/app?user=app", "jdbc:oracle:thin:@"+host+":1521:orcl", "jdbc:oracle:thin:@//"+host+":1521/svc",
				"jdbc:oracle:thin:scott/tiger@"+host+":1521:xe", "jdbc:sqlserver://"+host+":1433;databaseName=hr;user=sa;password=x1",
				"jdbc:db2://"+host+":50000/SAMPLE", "jdbc:h2:mem:testdb", "jdbc:h2:file:/data/sample", "jdbc:sqlite:/var/lib/app.db",
				"jdbc:mariadb://"+host+":3306/x", "jdbc:dm://"+host+":5236/DAMENG", "jdbc:kingbase8://"+host+":54321/test",
				"jdbc:clickhouse://"+host+":8123/default", "jdbc:hive2://"+host+":10000/default", "jdbc:jtds:sqlserver://"+host+":1433/x",
				"jdbc:oceanbase://"+host+":2881/test", "jdbc:redshift://"+host+":5439/dev", "jdbc:snowflake://acme.example.com/?db=x",
				"jdbc:oracle:oci8:@orcl", "jdbc:phoenix:zk1:2181", "jdbc:derby://"+host+":1527/x;create=true")
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, "jdbc", "jdbc:", "the jdbc: driver", "jdbc.properties", "com.mysql.cj.jdbc.Driver", "jdbc://", "spring-jdbc",
				"odbc:thing", "jdbc:x")
		},
	},
	{
		name: "pem_cert", bare: true,
		keys:   "cert/certificate/pem/证书/publicCert/ca_cert/tlsCert/x509/clientCertificate",
		labels: "证书/Certificate/cert/CA certificate/PEM",
		good: func(r *rand.Rand) string {
			return pem(r, oneOf(r, "CERTIFICATE", "CERTIFICATE", "CERTIFICATE", "TRUSTED CERTIFICATE", "X509 CERTIFICATE"))
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, pem(r, "PUBLIC KEY"), "BEGIN CERTIFICATE", "certificate of completion", "-----BEGIN-----", pem(r, "DH PARAMETERS"))
		},
	},
	{
		name: "private_key", bare: true,
		keys:   "privateKey/private_key/key/私钥/pem/rsaKey/sshKey/tls.key/signingKey/PRIVATE_KEY",
		labels: "私钥/Private key/key/RSA key/SSH key",
		good: func(r *rand.Rand) string {
			return pem(r, oneOf(r, "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY", "ENCRYPTED PRIVATE KEY",
				"DSA PRIVATE KEY", "PGP PRIVATE KEY BLOCK"))
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, pem(r, "PUBLIC KEY"), pem(r, "RSA PUBLIC KEY"), "PRIVATE KEY", "not shown", "ssh-rsa AAAAB3NzaC1yc2E user@host x")
		},
	},
	{
		name: "ak_id", bare: true,
		keys:   "accessKeyId/access_key_id/accessKey/AccessKeyID/ak/AWS_ACCESS_KEY_ID/secretId/aliyunAccessKeyId/keyId/oss_access_key_id",
		labels: "AccessKey ID/accessKeyId/AWS_ACCESS_KEY_ID/access key/AK/SecretId",
		good: func(r *rand.Rand) string {
			up, mix := "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
			return oneOf(r, "LTAI5t"+letters(r, mix, 18), "LTAI4"+letters(r, mix, 19), "LTAI"+letters(r, mix, 12), "AKIA"+letters(r, up, 16),
				"ASIA"+letters(r, up, 16), "AKID"+letters(r, mix, 32), "AKLT"+letters(r, mix, 43), "LTAI5t"+letters(r, mix, 18))
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, "AKIA"+letters(r, "abcdefgh", 16), "AKIA1234", "LTAI", "your-access-key-id", "${ACCESS_KEY}", "<access-key>",
				"AKIAXXXXXXXXXXXXXXXX", "null", "********************", "changeme")
		},
	},
	{
		name: "ak_secret",
		keys: "accessKeySecret/access_key_secret/secretKey/secretAccessKey/AWS_SECRET_ACCESS_KEY/sk/appSecret/clientSecret/SecretKey/" +
			"aliyunAccessKeySecret/oss.accessKeySecret/api_secret",
		labels: "AccessKey Secret/accessKeySecret/AWS_SECRET_ACCESS_KEY/secret key/SK/SecretKey/access key secret/appSecret",
		good: func(r *rand.Rand) string {
			mix := "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
			return oneOf(r, letters(r, mix, 30), letters(r, mix, 30), letters(r, mix+"+/", 38)+"aZ", letters(r, mix, 32),
				letters(r, "0123456789abcdef", 32), letters(r, mix, 39)+"9", letters(r, "0123456789abcdef", 40))
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "your-secret-key-goes-here", "******************************", "hello world",
				"changeme", "${SECRET_KEY}", "<your secret>", "example-secret", "null", "请填写密钥", "todo", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
		},
	},
	{
		name: "linux_passwd", bare: true,
		keys:   "content/file/data/passwd/body/output/result/文件内容",
		labels: "文件内容/output/passwd file/result/content",
		good: func(r *rand.Rand) string {
			lines := []string{
				"root:x:0:0:root:/root:/bin/bash", "daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin", "bin:x:2:2:bin:/bin:/sbin/nologin",
				"nginx:x:998:996:Nginx web server:/var/lib/nginx:/sbin/nologin", "mysql:x:27:27:MySQL Server:/var/lib/mysql:/bin/false",
				"ubuntu:x:1000:1000:Ubuntu,,,:/home/ubuntu:/bin/bash", "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin",
				"sync:x:5:0:sync:/sbin:/bin/sync", "_apt:x:100:65534::/nonexistent:/usr/sbin/nologin", "git:*:1001:1001::/home/git:/usr/bin/zsh",
			}
			r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
			return strings.Join(lines[:1+r.IntN(5)], "\n")
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, "a:b:c:d:e:f:g", "root:x:0", "12:34:56:78:90:12:34", "key:value:1:2:x:y:z", "usr:x:a:b:c:/d:/e", "root", "/etc/passwd",
				"00:11:22:33:44:55:66")
		},
	},
	{
		name: "linux_shadow", bare: true,
		keys:   "content/file/data/shadow/body/output/result/文件内容",
		labels: "文件内容/output/shadow file/result/content",
		good: func(r *rand.Rand) string {
			mix := "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./"
			lines := []string{
				"root:$6$" + letters(r, mix, 16) + "$" + letters(r, mix, 86) + ":19000:0:99999:7:::", "daemon:*:18375:0:99999:7:::",
				"ubuntu:!:19423:0:99999:7:::", "app:$y$j9T$" + letters(r, mix, 22) + "$" + letters(r, mix, 43) + ":19500:0:99999:7:::",
				"bin:!!:17834::::::", "www:$1$" + letters(r, mix, 8) + "$" + letters(r, mix, 22) + ":15000:0:99999:7:::",
				"sshd:!*:19000::::::",
			}
			r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
			return strings.Join(lines[:1+r.IntN(4)], "\n")
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, "a:b:c:d:e:f:g:h:i", "1:2:3:4:5:6:7:8:9", "root:$6$salt", "/etc/shadow", "x:y:1:2:3:4:5:6", "shadow")
		},
	},
}

// pem makes a block with a body of base64 lines.
func pem(r *rand.Rand, label string) string {
	mix := "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	end := oneOf(r, "\n", "\n", "\r\n", "\\n")
	var s strings.Builder
	s.WriteString("-----BEGIN " + label + "-----" + end)
	for range 2 + r.IntN(3) {
		s.WriteString(letters(r, mix, 64) + end)
	}
	return s.String() + letters(r, mix, 22) + "==" + end + "-----END " + label + "-----"
}
