package sensitive

import "github.com/lapwing-sec/lapwing/actors/finding"

// networkTypes are numbers and names of machines, dates and links.
var networkTypes = []Type{
	{
		ID: USPhone, Name: "us_phone", Title: "Telephone number (United States)", Level: finding.S2,
		Person: true,
		Finds: []Example{
			{Text: "(212) 555-0123"},
			{Text: "+1 415-555-2671"},
			{Text: "212-555-0123"},
			{Key: "phone", Text: "2125550123"},
			{Text: "+14155552671"},
			{Text: "call 415.555.2671 today", Free: true},
		},
		Ignores: []Example{
			{Text: "2125550123"},
			{Text: "(112) 555-0123"},
			{Text: "211-555-0123"},
			{Text: "212-155-0123"},
			{Text: "212-555-01234"},
			{Key: "orderNo", Text: "212-555-0123"},
			{Key: "price", Text: "415.555"},
		},
	},
	{
		ID: IPv4, Name: "ipv4", Title: "IP address", Level: finding.S2,
		Person: true,
		Finds: []Example{
			{Key: "clientIp", Text: "203.0.113.7"},
			{Text: "192.168.1.10"},
			{Text: "10.0.0.12:8080"},
			{Text: "from 198.51.100.23 port 22", Free: true},
			{Text: "http://172.16.8.9/admin"},
		},
		Ignores: []Example{
			{Text: "256.1.1.1"},
			{Key: "version", Text: "10.12.13.14"},
			{Text: "1.2.3.4"},
			{Text: "1.2.3.4.5"},
			{Text: "Chrome/120.10.20.30"},
			{Text: "192.168.1"},
			{Text: "255.255.255.0"},
			{Text: "01.20.30.40"},
			{Text: "firmware version 12.13.14.15", Free: true},
		},
	},
	{
		ID: MAC, Name: "mac", Title: "MAC address", Level: finding.S2,
		Person: true,
		Finds: []Example{
			{Key: "mac", Text: "00:1A:2B:3C:4D:5E"},
			{Text: "a0-b1-c2-d3-e4-f5"},
			{Text: "bssid 12:34:56:78:9a:bc seen", Free: true},
		},
		Ignores: []Example{
			{Text: "00:00:00:00:00:00"},
			{Text: "00:1A:2B:3C:4D"},
			{Text: "00:1A:2B:3C:4D:5G"},
			{Text: "00:1A:2B:3C:4D:5E:6F:70"},
			{Text: "12:34:56"},
			{Text: "FF:FF:FF:FF:FF:FF"},
		},
	},
	{
		ID: IPv6, Name: "ipv6", Title: "IPv6 address", Level: finding.S2,
		Person: true,
		Finds: []Example{
			{Text: "2001:db8:85a3::8a2e:370:7334"},
			{Key: "ip", Text: "fe80::1"},
			{Text: "2001:0db8:0000:0000:0000:ff00:0042:8329"},
			{Text: "peer 2408:8000:1023::15 up", Free: true},
		},
		Ignores: []Example{
			{Text: "12:34:56"},
			{Text: "std::vector"},
			{Text: "dead::beef"},
			{Text: "::"},
			{Text: "2024:01:02"},
			{Text: "1:2:3:4:5:6:7:8:9"},
			{Text: "00:1A:2B:3C:4D:5E:6F:70"},
			{Text: "Foo::Bar1"},
		},
	},
	{
		ID: Date, Name: "date", Title: "Date", Level: finding.S1,
		Finds: []Example{
			{Key: "birthday", Text: "1990-03-07"},
			{Text: "2024-02-29T10:00:00Z"},
			{Text: "1990年3月7日"},
			{Text: "2023/11/05 08:00"},
			{Key: "birthday", Text: "19900307"},
			{Text: "2001.09.11"},
			{Text: "03/07/1990"},
			{Text: "生于1990年12月1日", Free: true},
		},
		Ignores: []Example{
			{Text: "2023-02-29"},
			{Text: "2024-13-01"},
			{Text: "19900307"},
			{Text: "1234-56-78"},
			{Text: "2024-01"},
			{Text: "v2024-01-02-15-16"},
			{Text: "10/20/30"},
		},
	},
	{
		ID: URL, Name: "url", Title: "URL", Level: finding.S1,
		Finds: []Example{
			{Text: "https://example.com/a?b=c"},
			{Key: "avatar", Text: "http://10.0.0.1:8080/x"},
			{Text: "见https://example.com/帮助。", Free: true},
			{Text: "wss://push.example.com"},
		},
		Ignores: []Example{
			{Text: "example.com"},
			{Text: "C://x"},
			{Text: "note://"},
			{Text: "http://"},
			{Text: "a://b"},
			{Text: "://x.y"},
		},
	},
}
