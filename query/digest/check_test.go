package digest

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
)

// On by default, daily at ten, all levels and types (AL-01, AL-07, AL-09).
func TestAL01AL09Defaults(t *testing.T) {
	body, bad := CheckAlarm([]byte(`{"recipients":[{"name":"console"}]}`))
	var a Alarm
	if err := json.Unmarshal(body, &a); err != nil || bad != nil || !reflect.DeepEqual(a, Default()) {
		t.Errorf("%s %v %v", body, bad, err)
	}
	if again, bad := CheckAlarm(body); string(again) != string(body) || bad != nil {
		t.Errorf("%s is not canonical: %s %v", body, again, bad)
	}
}

func TestAL13MistakesInAlarmsAreNamed(t *testing.T) {
	for body, field := range map[string]string{
		`{}`: "/recipients",
		`{"recipients":[{"name":"a"},{"name":"a"}]}`:                   "/recipients/1/name",
		`{"recipients":[{"name":"A b"}]}`:                              "/recipients/0/name",
		`{"recipients":[{"name":"a","levels":["huge"]}]}`:              "/recipients/0/levels/0",
		`{"every":"year","recipients":[{"name":"a"}]}`:                 "/every",
		`{"at":"25:00","recipients":[{"name":"a"}]}`:                   "/at",
		`{"at":"9:00","recipients":[{"name":"a"}]}`:                    "/at",
		`{"every":"hour","from":"08:30","recipients":[{"name":"a"}]}`:  "/from",
		`{"every":"hour","at":"10:00","recipients":[{"name":"a"}]}`:    "/at",
		`{"every":"day","threshold":3,"recipients":[{"name":"a"}]}`:    "/threshold",
		`{"every":"burst","wait":"1s","recipients":[{"name":"a"}]}`:    "/wait",
		`{"every":"burst","from":"08:00","recipients":[{"name":"a"}]}`: "/from",
		`{"zone":"Mars/Olympus","recipients":[{"name":"a"}]}`:          "/zone",
		`{"zone":"Local","recipients":[{"name":"a"}]}`:                 "/zone",
		`{"levels":["HIGH"],"recipients":[{"name":"a"}]}`:              "/levels/0",
		`{"types":["everything"],"recipients":[{"name":"a"}]}`:         "/types/0",
		`{"hosts":["a b"],"recipients":[{"name":"a"}]}`:                "/hosts/0",
		`{"hosts":["https://x/"],"recipients":[{"name":"a"}]}`:         "/hosts/0",
		`{"apis":["orders"],"recipients":[{"name":"a"}]}`:              "/apis/0",
		`{"recipient":[{"name":"a"}]}`:                                 "/",
		`[]`:                                                           "/",
		`{"recipients":[{"name":"a"}]} {}`:                             "/",
	} {
		if out, bad := CheckAlarm([]byte(body)); out != nil || !slices.ContainsFunc(bad, func(f Fault) bool { return f.Field == field && f.Detail != "" }) {
			t.Errorf("%s: %v, want something about %s", body, bad, field)
		}
	}
	for _, body := range []string{`{}`, `{"hosts":["a b"]}`, `{"apis":["x"]}`, `{"host":["a"]}`} {
		if out, bad := CheckOwner([]byte(body)); out != nil || bad == nil {
			t.Errorf("owner %s is taken", body)
		}
	}
}
