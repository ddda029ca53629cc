package detect

import "testing"

// TestXV13AnswersSayWhoseARecordIs: only where nothing else says who asks, and where they say one thing.
func TestXV13AnswersSayWhoseARecordIs(t *testing.T) {
	of := func(head, path, body string) uint64 {
		t.Helper()
		in, _ := inspect(t, New(Options{}), "GET http://shop.example.com"+path+"\n"+head+"\n-- 200\nContent-Type: application/json\n\n"+body)
		return in.Facts.Owner
	}
	const cookie = "Cookie: JSESSIONID=8F3A0C11D2E94B7FA6C5\n"
	want := of(cookie, "/orders/4711", `{"code":0,"data":{"id":4711,"userId":42,"total":9}}`)
	if want == 0 {
		t.Fatal("an order says nothing")
	}
	for body, same := range map[string]bool{
		`{"id":4712,"user_id":"42"}`:                                      true,
		`{"id":4712,"user_id":43}`:                                        false,
		`{"id":4712,"owner_id":42,"lines":[{"user_id":7},{"user_id":8}]}`: true,
		`{"id":4712,"lines":[{"user_id":7},{"user_id":8}],"owner_id":42}`: true,
	} {
		if got := of(cookie, "/orders/4712", body); got == 0 || (got == want) != same {
			t.Errorf("%s: same %v, want %v", body, got == want, same)
		}
	}
	for _, body := range []string{
		`{"id":4712,"comments":[{"user_id":7},{"user_id":8}]}`, `{"id":4712,"comments":[{"user_id":7},{"user_id":8},{"user_id":8}]}`, `{"id":4712,"seller_id":42}`, `{"id":4712,"userId":0}`, `{"id":4712}`,
	} {
		if of(cookie, "/orders/4712", body) != 0 {
			t.Errorf("%s names an owner", body)
		}
	}
	if of("", "/orders/4711", `{"userId":42}`) != 0 || of(cookie, "/orders", `{"userId":42}`) != 0 ||
		of("Authorization: Basic YW15OnB3\n", "/orders/4711", `{"userId":42}`) != 0 {
		t.Error("an owner where nobody asks for a record by a session")
	}
}
