package cli

import (
	"strings"
	"testing"
)

func TestJSONFieldsKnowWhereTheyStood(t *testing.T) {
	text := `{"name":"\u5f20\u4e09","list":[{"mobile":"1380013800\u0030"},12,true,null,"a\"b"],"x":"\ud83d\ude00y"}`
	fields := jsonFields(text)
	var got []string
	for _, f := range fields {
		got = append(got, f.name+"="+f.value)
		if len(f.at) != len(f.value)+1 {
			t.Errorf("%q: %d places for %d bytes", f.value, len(f.at), len(f.value))
		}
		if raw := text[f.at[0]:f.at[len(f.value)]]; strings.Contains(raw, `":`) {
			t.Errorf("%q stood at %q", f.value, raw)
		}
	}
	if want := `name=张三 mobile=13800138000 list=12 list=a"b x=😀y`; strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
	for _, none := range []string{"", "x", "{", "{a:1}", "12", `"a"`, "[1,"} {
		if jsonFields(none) != nil {
			t.Errorf("%q is taken for a document", none)
		}
	}
}
