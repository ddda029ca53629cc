package sensitive

import "github.com/lapwing-sec/lapwing/actors/finding"

// secretTypes are secrets of systems: never persons.
var secretTypes = []Type{
	{
		ID: JDBC, Name: "jdbc", Title: "JDBC connection string", Zh: "JDBC 连接串", Level: finding.S3,
		Secret: true,
		Finds: []Example{
			{Key: "url", Text: "jdbc:mysql://10.0.0.5:3306/shop?user=root&password=x"},
			{Text: "jdbc:oracle:thin:@db.example.com:1521:orcl"},
			{Text: "using jdbc:postgresql://pg/app now", Free: true},
		},
		Ignores: []Example{
			{Text: "jdbc"},
			{Text: "the jdbc: prefix"},
			{Text: "jdbc:x"},
		},
	},
	{
		ID: PEMCert, Name: "pem_cert", Title: "PEM certificate", Zh: "PEM 证书", Level: finding.S2,
		Secret: true,
		Finds: []Example{
			{Key: "cert", Text: "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBg\n-----END CERTIFICATE-----"},
			{Text: "x -----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBg", Free: true},
		},
		Ignores: []Example{
			{Text: "-----BEGIN PUBLIC KEY-----\nMIIBIjANBg\n-----END PUBLIC KEY-----"},
			{Text: "BEGIN CERTIFICATE of excellence, and more words to be long"},
			{Text: "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn\n-----END RSA PRIVATE KEY-----"},
		},
	},
	{
		ID: PrivateKey, Name: "private_key", Title: "Private key", Zh: "私钥", Level: finding.S3,
		Secret: true,
		Finds: []Example{
			{Text: "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: a\nPrivate-Lines: 1\nAAAAIA=="},
			{Key: "privateKey", Text: "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEA"},
			{
				Key:  "key",
				Text: "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn\n-----END RSA PRIVATE KEY-----",
			},
			{Text: "-----BEGIN PRIVATE KEY-----\\nMIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn"},
			{Text: "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,2A\n\nMIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn"},
			{
				Text: "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----",
				Free: true,
			},
		},
		Ignores: []Example{
			{Text: "-----BEGIN PUBLIC KEY-----\nMIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn\n-----END PUBLIC KEY-----"},
			{Key: "privateKey", Text: "not shown"},
			{Text: "PRIVATE KEY handling guide for new administrators"},
			{Text: "<p>A key begins with -----BEGIN RSA PRIVATE KEY----- and ends with -----END RSA PRIVATE KEY-----</p>"},
			{Text: "Paste what is between -----BEGIN PRIVATE KEY-----: it is a lot of characters which nobody should ever see"},
		},
	},
	{
		ID: AKID, Name: "ak_id", Title: "AccessKey ID", Zh: "AccessKey ID", Level: finding.S3,
		Secret: true,
		Finds: []Example{
			{Text: "LTAIptmADOiiprDZ"},
			{Key: "accessKeyId", Text: "LTAI5tFakeKeyIdForTests1"},
			{Text: "AKIAIOSFODNN7EXAMPLE"},
			{Text: "key=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE used", Free: true},
			{Key: "accessKeyId", Text: "J7D3K9QPLM2X8ZWV5TRB"},
		},
		Ignores: []Example{
			{Text: "AKIAIOSFODNN7"},
			{Text: "LTAI"},
			{Text: "akiaiosfodnn7example"},
			{Key: "accessKeyId", Text: "your-access-key"},
			{Text: "J7D3K9QPLM2X8ZWV5TRB"},
		},
	},
	{
		ID: AKSecret, Name: "ak_secret", Title: "AccessKey Secret", Zh: "AccessKey Secret", Level: finding.S3,
		Secret: true,
		Finds: []Example{
			{Key: "accessKeySecret", Text: "wJalrXUtnFEMIK7MDENGbPxRfiCYEX"},
			{Key: "secretAccessKey", Text: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"},
			{Key: "appSecret", Text: "9f86d081884c7d659a2feaa0c55ad015"},
			{Text: "secretKey=Gu5t9xGARNpq86cd98joQYCN3Cozk1qA", Free: true},
		},
		Ignores: []Example{
			{Text: "wJalrXUtnFEMIK7MDENGbPxRfiCYEX"},
			{Key: "secret", Text: "hello"},
			{Key: "appSecret", Text: "xxxxxxxxxxxxxxxxxxxxxxxx"},
			{Key: "hash", Text: "9f86d081884c7d659a2feaa0c55ad015"},
			{Key: "secret", Text: "****************"},
			{Key: "secretKey", Text: "please configure me"},
		},
	},
	{
		ID: LinuxPasswd, Name: "linux_passwd", Title: "Linux passwd file", Zh: "Linux passwd 文件", Level: finding.S3,
		Finds: []Example{
			{Text: "output: root:x:0:0:root:/root:/bin/bash", Free: true},
			{Text: "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n"},
			{Text: "www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin", Free: true},
		},
		Ignores: []Example{
			{Text: "a:b:c:d:e:f:g"},
			{Text: "12:34:56:78:90:12:34"},
			{Text: "root:x:0"},
			{Text: "root:$6$salt$hash:19000:0:99999:7:::"},
		},
	},
	{
		ID: LinuxShadow, Name: "linux_shadow", Title: "Linux shadow file", Zh: "Linux shadow 文件", Level: finding.S3,
		Finds: []Example{
			{Text: "root:$6$salt$hash:19000:0:99999:7:::"},
			{Text: "daemon:*:18375:0:99999:7:::\nbin:*:18375:0:99999:7:::", Free: true},
		},
		Ignores: []Example{
			{Text: "root:x:0:0:root:/root:/bin/bash"},
			{Text: "a:b:c:d:e:f:g:h:i"},
			{Text: "1:2:3:4:5:6:7:8:9"},
		},
	},
}
