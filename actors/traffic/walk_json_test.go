package traffic

import "testing"

func TestWalkJSON(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"scalars", `[1,-2.5e3,true,false,null,"s",""]`, `
json < #1 "1"
json < #1 "-2.5e3"
json < #1 "true"
json < #1 "false"
json < #1 "null"
json < #1 "s"
json < #1 ""
`},
		{"escapes", `{"a":"\u5f20\u4e09\n\"\\\/\ud83d\ude00\ud800x\q"}`, `
json a< #2 "张三\n\"\\/😀` + "\uFFFD" + `x\\q"
`},
		{"escaped key", `{"\u59d3\u540d":"x"}`, "json 姓名< #2 \"x\"\n"},
		{"duplicates kept", `{"a":1,"a":2,"b":{"a":3}}`, `
json a< #2 "1"
json a< #2 "2"
json a<b #3 "3"
`},
		{"rows", `{"rows":[["张三","138"],["李四","139"]],"x":1}`, `
json rows< #3 "张三"
json rows< #3 "138"
json rows< #4 "李四"
json rows< #4 "139"
json x< #2 "1"
`},
		{"NDJSON", "{\"a\":1}\n{\"a\":2}\n\n{\"a\":3}\n", `
json a< #2 "1"
json a< #3 "2"
json a< #4 "3"
`},
		{"cut in a string", `{"a":{"b":"139001`, "json b<a #3 \"139001\"\n"},
		{"cut in an escape", `{"a":"x\u12`, "json a< #2 \"x\\\\u12\"\n"},
		{"cut in a key", `{"a":1,"bcd`, "json a< #2 \"1\"\n"},
		{"cut behind a key", `{"a":1,"bcd" :`, "json a< #2 \"1\"\n"},
		{"nested once", `{"data":"{\"phone\":\"138\",\"deep\":\"{\\\"x\\\":1}\"}"}`, `
json phone<data #4 "138"
json deep<data #4 "{\"x\":1}"
`},
		{"no nested JSON", `{"a":"[see below]","b":"{}","c":"{x}"}`, `
json a< #2 "[see below]"
json b< #2 "{}"
json c< #2 "{x}"
`},
		{"callback", `cb_1({"a":1});`, "json a< #2 \"1\"\n"},
		{"guard", ")]}',\n{\"a\":1}", "json a< #2 \"1\"\n"},
		{"byte order mark", "\xEF\xBB\xBF{\"a\":1}", "json a< #2 \"1\"\n"},
		{"rest is text", `{"a":1} Fatal error: phone 13800138000`, `
json a< #2 "1"
text < #2 "Fatal error: phone 13800138000"
`},
		{"log line", `[2024] user "a"`, `
json < #1 "2024"
text < #1 "user \"a\""
`},
		{"NUL and odd bytes", "{\"a\":\"x\x00\xff\"}", "json a< #2 \"x\\x00\\xff\"\n"},
		{"commas too many", `{"a":[1,,2,],"b":3,}`, `
json a< #2 "1"
json a< #2 "2"
json b< #2 "3"
`},
		{"unquoted words", `{"a":NaN,"b":undefined}`, "json a< #2 \"NaN\"\njson b< #2 \"undefined\"\n"},
		{"wrong bracket", `{"a":[1}`, "json a< #2 \"1\"\ntext < #2 \"}\"\n"},
		{"big integers stay exact", `{"id":1234567890123456789012}`, "json id< #2 \"1234567890123456789012\"\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			check(t, lines(bodyValues(t, "application/json", c.text)), c.want)
		})
	}
}

func TestWalkJSONOffsets(t *testing.T) {
	const text = `{"a":"x\u5f20y","d":"{\"p\":\"1\\u5f20\",\"q\":22}","n": 17}`
	want := []string{`x\u5f20y`, `1\\u5f20`, `22`, `17`}
	for i, v := range bodyValues(t, "", text) {
		if got := text[v.Start:v.End]; got != want[i] {
			t.Errorf("value %d %q: raw %q, want %q", i, v.Text, got, want[i])
		}
	}
}

func TestWalkMalformedIsMarked(t *testing.T) {
	for text, want := range map[string]bool{`{"a":1}`: false, `{"a":1`: false, `cb({"a":1})`: false, `{"a":1} x`: true} {
		if got := NewWalker(Limits{}).Walk(body("", text)).Bodies[Response].Malformed; got != want {
			t.Errorf("%s: malformed %v", text, got)
		}
	}
}
