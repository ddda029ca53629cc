package risk

import (
	"bytes"
	"fmt"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const dataProtection = "Data protection"

const (
	manyTypes   = 5   // kinds of S2 and above that a page may need: name, phone, mail, address, gender
	manyEntries = 100 // entries of S2 and above in one answer: five pages of twenty rows
)

func dataRows() []*Row {
	return []*Row{
		{
			ID: 22, Title: "Excessive types of sensitive data in response", Category: dataProtection,
			Level: finding.Medium, Version: 1,
			Advice: "Leave out of the answer what the page does not show; give each page an answer of its own.",
			Clear:  fmt.Sprintf("%d or fewer kinds of data of S2 and above in one answer.", manyTypes),
			Zh: finding.Words{
				Title:  "响应中敏感数据类型过多",
				Clear:  fmt.Sprintf("单次响应中 S2 级及以上数据类型不超过 %d 种。", manyTypes),
				Advice: "响应中去除页面不展示的数据；为每个页面提供各自的响应。",
			},
			Suggest: []finding.SuggestionKind{finding.SuggestMask},
			PerCall: func(c *Call) (string, bool) {
				kinds, _ := bulk(c)
				return finding.Say("many_kinds", number("n", kinds)), c.F.OK() && kinds > manyTypes
			},
			Needs:  Succeeded | AnswerBulk,
			Chance: ChanceRead,
			Finds: []Example{
				answer(`{"idCard":"11010519491231002X","mobile":"13812345678","email":"amy@example.com",` +
					`"bankCard":"6222021234567890128","gender":"female","ip":"203.0.113.9","plate":"京A12345"}`),
			},
			Ignores: []Example{answer(`{"mobile":"13812345678","email":"amy@example.com"}`)},
		},
		{
			ID: 23, Title: "Excessive sensitive data in response", Category: dataProtection, Level: finding.Medium, Version: 1,
			Advice: "Give lists in pages of a bounded size that the server sets, masked until one entry is opened.",
			Clear:  fmt.Sprintf("%d or fewer entries of S2 and above in one answer.", manyEntries),
			Zh: finding.Words{
				Title:  "响应中敏感数据数量过多",
				Clear:  fmt.Sprintf("单次响应中 S2 级及以上数据不超过 %d 条。", manyEntries),
				Advice: "列表由服务端限定分页大小，默认脱敏，打开单条时再完整展示。",
			},
			Suggest: []finding.SuggestionKind{finding.SuggestMask, finding.SuggestRateLimit},
			PerCall: func(c *Call) (string, bool) {
				_, entries := bulk(c)
				return finding.Say("many_entries", number("n", entries)),
					c.F.OK() && entries > manyEntries
			},
			Needs:   Succeeded | AnswerBulk,
			Chance:  ChanceRead,
			Finds:   []Example{answer(phones(101))},
			Ignores: []Example{answer(phones(100)), answer(`{"ids":[` + string(bytes.Repeat([]byte("12,"), 500)) + `1]}`)},
		},
		{
			ID: 24, Title: "Inadequate data de-identification", Category: dataProtection, Level: finding.Medium, Version: 2,
			Advice: "Mask a value wherever it stands in the answer: a masked field beside the same value in full " +
				"protects nobody.",
			Clear: "The value masked in every field of the answer.",
			Zh: finding.Words{
				Title:  "数据脱敏不充分",
				Clear:  "该值在响应的每个字段中都已脱敏。",
				Advice: "同一值在响应中出现的每一处都应脱敏：脱敏字段旁边的明文会让脱敏失去意义。",
			},
			Suggest: []finding.SuggestionKind{finding.SuggestMask},
			PerCall: maskedBesidePlain, Needs: Succeeded | AnswerMasked, Chance: ChanceRead,
			Finds: []Example{
				answer(`{"mobile":"138****5678","contact":{"phone":"13812345678"}}`),
			},
			Ignores: []Example{
				answer(`{"mobile":"138****5678"}`), answer(`{"mobile":"138****5678","contact":{"phone":"13912345679"}}`),
				answer(`{"mobile":"13812345678"}`),
			},
		},
		{
			ID: 25, Title: "Leak of sensitive server information", Category: dataProtection, Level: finding.High, Version: 2,
			Advice: "Stop the API from reading files of the server by a name that callers choose, and change every " +
				"password and key that was in the answer.",
			Clear: "No password file, private key or connection string in the answer.",
			Zh: finding.Words{
				Title:  "服务器敏感信息泄露",
				Clear:  "响应中不含密码文件、私钥或连接串。",
				Advice: "禁止 API 按调用者指定的名称读取服务器文件，并更换响应中出现过的所有密码与密钥。",
			},
			Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestMask},
			PerCall: serverSecrets, Any: ServerData | ServerError, Chance: ChanceBody,
			Finds: []Example{
				"GET https://shop.example.com/api/file?name=passwd\n\n-- 200\nContent-Type: text/plain\n\n" +
					"root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n" +
					"bin:x:2:2:bin:/bin:/usr/sbin/nologin",
			},
			Ignores: []Example{
				answer(`{"note":"the root account is disabled"}`),
				"GET https://shop.example.com/api/file?name=passwd\n\n-- 404\nContent-Type: text/plain\n\nnot found",
			},
		},
		{
			ID: 26, Title: "Internal IP address leak", Category: dataProtection, Level: finding.Medium, Version: 2,
			Advice: "Remove addresses of the own network from answers and headers at the gateway: they show an intruder " +
				"where to go next.",
			Clear: "No private address in the answer.",
			Zh: finding.Words{
				Title:  "内网 IP 地址泄露",
				Clear:  "响应中不含内网地址。",
				Advice: "在网关从响应体与响应头中去除内网地址：它们会为入侵者指明下一步目标。",
			},
			Suggest: []finding.SuggestionKind{finding.SuggestMask},
			PerCall: internalAddress, Needs: AnswerHost, Chance: ChanceBody,
			Finds: []Example{
				answer(`{"server":{"ip":"10.0.12.7","zone":"b"}}`),
				"GET https://shop.example.com/api/products\n\n-- 200\nX-Backend-Server: 192.168.3.14\n\n{}",
			},
			Ignores: []Example{
				answer(`{"server":{"ip":"203.0.113.9"}}`), answer(`{"version":"10.0.12"}`),
				"GET https://shop.example.com/api/whoami\n@client: 10.0.12.7\n\n-- 200\nContent-Type: application/json\n\n" +
					`{"ip":"10.0.12.7"}`,
			},
		},
		{
			ID: 27, Title: "URL-based sensitive data transmission", Category: dataProtection, Level: finding.Medium, Version: 2,
			Advice: "Send such a value in the body of a POST, or send an id of the record instead. Addresses stay in " +
				"histories, logs and the Referer of the next page.",
			Clear: "No data of S3 in the address.",
			Zh: finding.Words{
				Title:  "URL 传输敏感数据",
				Clear:  "地址中不含 S3 级数据。",
				Advice: "使用 POST 请求体传输此类值，或改传记录 ID。地址会留存在浏览历史、日志以及后续页面的 Referer 中。",
			},
			PerCall: sensitiveInURL, Needs: AddressData, Chance: ChanceAny,
			Finds: []Example{
				"GET https://shop.example.com/api/customers?idCard=11010519491231002X\nAuthorization: Bearer " +
					"9d2f6a31c08e4b7f95d2\n\n-- 200\n\n{}",
			},
			Ignores: []Example{
				"GET https://shop.example.com/api/customers?id=1102\nAuthorization: Bearer 9d2f6a31c08e4b7f95d2\n\n-- 200\n\n{}",
			},
		},
	}
}

// phones makes a list of n different mobile numbers.
func phones(n int) string {
	var b bytes.Buffer
	b.WriteString(`{"rows":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"mobile":"138%08d"}`, 12345678+i*137)
	}
	b.WriteString(`]}`)
	return b.String()
}
