package api_test

import (
	"strings"
	"testing"
	"unicode"
)

func han(s any) bool {
	return strings.ContainsFunc(s.(string), func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// TestXV22WhatIsSaidFollowsTheLanguage asks for the same cases in two languages, by header and by parameter.
func TestXV22WhatIsSaidFollowsTheLanguage(t *testing.T) {
	_, k, found := open(t)
	for _, f := range found {
		path := "/api/v1/" + f.Kind.String() + "s/" + f.ID
		en, _ := k.do("GET", path, "", 200, "Accept-Language", "en-GB,zh;q=0.2")
		zh, _ := k.do("GET", path, "", 200, "Accept-Language", "zh-CN,en;q=0.2")
		asked, _ := k.do("GET", path+"?lang=zh", "", 200, "Accept-Language", "en")
		for _, field := range []string{"title", "advice"} {
			if han(en[field]) || !han(zh[field]) || zh[field] != asked[field] {
				t.Errorf("%s of %s: %v, %v, %v", field, f.Type, en[field], zh[field], asked[field])
			}
		}
	}
	list, _ := k.do("GET", "/api/v1/events?lang=zh&limit=1", "", 200)
	if row := list["rows"].([]any)[0].(map[string]any); !han(row["title"]) {
		t.Errorf("a list says %v", row["title"])
	}
	page, _ := k.do("GET", "/api/v1/events?lang=zh&limit=1&cursor="+list["next"].(string), "", 200)
	if row := page["rows"].([]any)[0].(map[string]any); !han(row["title"]) {
		t.Error("the next page is in another language")
	}
	words, _ := k.do("GET", "/api/v1/catalog?lang=zh", "", 200)
	for _, x := range words["types"].([]any) {
		if typ := x.(map[string]any); !han(typ["title"]) || !han(typ["advice"]) {
			t.Errorf("%v is said in English: %v", typ["id"], typ["title"])
		}
	}
	k.do("GET", "/api/v1/events?lang=xx", "", 400)
}
