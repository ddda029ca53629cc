package mix

import (
	"encoding/json"
	"fmt"
	"strings"
)

type object = map[string]any

// kind is one kind of answer and its share of them, in per cent.
type kind struct {
	name  string
	share int
	make  func(m *maker) any
}

var kinds = []kind{
	{"user", 12, func(m *maker) any { return m.envelope(m.user()) }},
	{"user list", 10, func(m *maker) any { return m.envelope(m.list(5, 40, (*maker).user)) }},
	{"orders", 14, func(m *maker) any { return m.envelope(m.list(2, 20, (*maker).order)) }},
	{"catalogue", 14, func(m *maker) any { return m.envelope(m.list(3, 30, (*maker).product)) }},
	{"metrics", 10, (*maker).metrics},
	{"acknowledgement", 14, func(m *maker) any { return m.envelope(nil) }},
	{"article", 8, func(m *maker) any {
		return m.envelope(object{
			"id": m.IntN(100_000), "title": m.sentence(), "content": m.prose(1000 + m.IntN(9000)),
			"author": "editor" + m.text(digits, 2), "publishedAt": m.day() + " " + m.clock(),
		})
	}},
	{"token", 5, func(m *maker) any {
		return object{
			"access_token": "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9." + m.text(alnum, 300) + "." + m.text(alnum, 342),
			"token_type":   "Bearer", "expires_in": 3600, "refresh_token": m.text(alnum, 64), "scope": "read write",
		}
	}},
	{"shapes on a map", 4, (*maker).geometry},
	{"devices", 3, func(m *maker) any { return m.envelope(m.list(2, 20, (*maker).device)) }},
	{"companies", 3, func(m *maker) any { return m.envelope(m.list(2, 15, (*maker).company)) }},
	{"people abroad", 2, func(m *maker) any { return m.envelope(m.list(2, 15, (*maker).foreigner)) }},
	{"leak", 1, (*maker).leak},
}

// Bodies makes n answers in JSON.
func Bodies(n int) [][]byte {
	m := newMaker(11)
	all := make([][]byte, 0, n)
	for len(all) < n {
		at := m.IntN(100)
		for _, k := range kinds {
			if at -= k.share; at >= 0 {
				continue
			}
			if b := marshal(k.make(m)); len(b) <= 20<<10 {
				all = append(all, b)
			}
			break
		}
	}
	return all
}

func marshal(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

// Size is the sum of lengths, in bytes.
func Size(bodies [][]byte) (n int) {
	for _, b := range bodies {
		n += len(b)
	}
	return n
}

func (m *maker) envelope(data any) any {
	return object{
		"code": 0, "message": "success", "data": data, "requestId": m.uuid(), "timestamp": 1_700_000_000_000 + m.Int64N(6e10),
	}
}

func (m *maker) list(least, more int, row func(*maker) object) any {
	var rows []object
	for range least + m.IntN(more) {
		rows = append(rows, row(m))
	}
	return object{"total": 1000 + m.IntN(9000), "pageNum": 1, "pageSize": len(rows), "list": rows}
}

// sometimes sets a field of one row in n.
func (m *maker) sometimes(row object, n int, key string, value func() string) {
	if m.IntN(n) == 0 {
		row[key] = value()
	}
}

func (m *maker) user() object {
	u := object{
		"id": 1_000_000 + m.IntN(9_000_000), "userId": fmt.Sprint(1_750_000_000_000_000_000 + m.Int64N(1e16)),
		"userName": strings.ToLower(m.text(alnum, 8)), "realName": m.name(), "mobile": m.mobile(), "email": m.email(),
		"gender": m.pick("男", "女"), "avatar": "https://cdn.example.com/avatar/" + m.text(hex, 16) + ".png",
		"status": 1, "vip": m.IntN(2) == 0, "createTime": m.day() + " " + m.clock(),
	}
	m.sometimes(u, 3, "idCard", m.idCard)
	m.sometimes(u, 4, "bankCard", func() string { return m.card("622202", 19) })
	m.sometimes(u, 3, "address", m.address)
	m.sometimes(u, 6, "plateNo", m.plate)
	m.sometimes(u, 4, "remark", func() string { return "客户" + m.name() + "来电，电话" + m.mobile() + "，要求改期" })
	return u
}

func (m *maker) order() object {
	o := object{
		"orderId": "2024" + m.text(digits, 14), "orderNo": "SO" + m.text(digits, 16),
		"amount": float64(m.IntN(1_000_000)) / 100, "currency": "CNY", "status": m.pick("PAID", "SHIPPED", "CREATED", "CLOSED"),
		"createdAt": m.day() + " " + m.clock(), "expressNo": "SF" + m.text(digits, 13),
		"items": []object{{
			"skuId": 100_000 + m.IntN(900_000), "title": m.sentence(), "qty": 1 + m.IntN(4), "price": float64(m.IntN(1e5)) / 100,
		}},
	}
	if m.IntN(4) == 0 {
		o["receiver"] = object{"name": m.name(), "phone": m.mobile(), "address": m.address()}
	}
	return o
}

func (m *maker) product() object {
	return object{
		"id": m.IntN(10_000_000), "sku": m.text(alnum, 10), "title": m.sentence() + m.sentence(),
		"description": m.prose(40 + m.IntN(200)), "price": float64(m.IntN(1e5)) / 100, "stock": m.IntN(1000),
		"image": "https://img.example.com/p/" + m.uuid() + ".jpg", "tags": []string{"sale", "summer", "新品"},
	}
}

func (m *maker) metrics() any {
	var values [][2]any
	for i := range 20 + m.IntN(400) {
		values = append(values, [2]any{1_700_000_000 + i*60, float64(m.IntN(1_000_000)) / 1000})
	}
	return object{"status": "success", "data": object{"resultType": "matrix", "result": []object{{
		"metric": object{"job": "api", "instance": "node-" + m.text(digits, 2)}, "values": values,
	}}}}
}

func (m *maker) geometry() any {
	var line [][2]float64
	for range 20 + m.IntN(200) {
		line = append(line, [2]float64{73 + m.Float64()*62, 18 + m.Float64()*35})
	}
	return object{"type": "FeatureCollection", "features": []object{{
		"type": "Feature", "properties": object{"name": "zone" + m.text(digits, 2)},
		"geometry": object{"type": "LineString", "coordinates": line},
	}}}
}

func (m *maker) device() object {
	return object{
		"deviceId": m.uuid(), "imei": m.imei(), "meid": "A0" + strings.ToUpper(m.text(hex, 12)), "mac": m.mac(),
		"ip":   fmt.Sprintf("10.%d.%d.%d", m.IntN(256), m.IntN(256), 1+m.IntN(254)),
		"ipv6": "2001:db8:" + m.text("abcdef", 4) + ":" + m.text(digits, 3) + "::" + m.text(digits, 2), "vin": m.vin(),
		"firmware": fmt.Sprintf("v1.%d.%d", m.IntN(10), m.IntN(10)), "online": true,
	}
}

func (m *maker) company() object {
	return object{
		"name": "某某科技有限公司" + m.text(digits, 2), "creditCode": m.uscc(), "tel": "010-6" + m.text(digits, 7),
		"province": m.pick("广东省", "浙江省", "四川省"), "city": m.pick("深圳市", "杭州市", "成都市"), "licenseNo": m.text(digits, 15),
	}
}

func (m *maker) foreigner() object {
	return object{
		"id": m.uuid(), "fullName": m.pick("John Smith", "Mary Johnson", "Peter Lee", "Anna Schmidt"), "card": m.card("4", 16),
		"phone": fmt.Sprintf("(%d) 555-%s", 200+m.IntN(700), m.text(digits, 4)), "swift": "DEUTDEFF", "email": m.email(),
		"ssn": fmt.Sprintf("%03d-%02d-%04d", 100+m.IntN(500), 1+m.IntN(98), 1+m.IntN(9998)),
	}
}

func (m *maker) leak() any {
	return m.envelope(object{
		"datasource": object{
			"url": "jdbc:mysql://10.1.2.3:3306/app?user=root&password=Abc123!@#", "driver": "com.mysql.cj.jdbc.Driver",
		},
		"oss":  object{"accessKeyId": "LTAI5t" + m.text(alnum, 18), "accessKeySecret": m.text(alnum, 30)},
		"aws":  object{"key": "AKIA" + strings.ToUpper(m.text(alnum, 16))},
		"cert": "-----BEGIN CERTIFICATE-----\n" + m.text(alnum, 64) + "\n" + m.text(alnum, 64) + "\n-----END CERTIFICATE-----\n",
		"files": []string{
			"root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n",
			"root:$6$salt$" + m.text(alnum, 80) + ":19000:0:99999:7:::\n",
		},
	})
}
