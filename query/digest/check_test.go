package digest

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
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

// A range of one hour is taken, and said to be one.
func TestAL11ARangeOfOneHourIsNamed(t *testing.T) {
	for body, want := range map[string]string{
		`{"every":"hour","from":"10:00","to":"10:00","recipients":[{"name":"a"}]}`:  "goes out once a day, at 10:00",
		`{"every":"burst","from":"10:00","to":"10:00","recipients":[{"name":"a"}]}`: "within the hour from 10:00 only",
		`{"every":"hour","from":"20:00","to":"08:00","recipients":[{"name":"a"}]}`:  "",
		`{"every":"hour","recipients":[{"name":"a"}]}`:                              "",
		`{"every":"burst","recipients":[{"name":"a"}]}`:                             "",
		`{"recipients":[{"name":"a"}]}`:                                             "",
	} {
		out, bad := CheckAlarm([]byte(body))
		var a Alarm
		if err := json.Unmarshal(out, &a); err != nil || bad != nil {
			t.Fatal(body, bad, err)
		}
		if got := a.Odd(); (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
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
		`{"every":"hour","from":8,"recipients":[{"name":"a"}]}`:        "/from",
		`{"recipients":"a"}`:               "/recipients",
		`{"recipient":[{"name":"a"}]}`:     "/",
		`[]`:                               "/",
		`{"recipients":[{"name":"a"}]} {}`: "/",
	} {
		if _, bad := CheckAlarm([]byte(body)); strings.Contains(fmt.Sprint(bad), "Go value") {
			t.Errorf("%s: %v speaks of Go", body, bad)
		}
		if out, bad := CheckAlarm([]byte(body)); out != nil || !slices.ContainsFunc(bad, func(f Fault) bool { return f.Field == field && f.Detail != "" }) {
			t.Errorf("%s: %v, want something about %s", body, bad, field)
		}
	}
	for _, body := range []string{`{}`, `{"hosts":["a b"]}`, `{"apis":["x"]}`, `{"host":["a"]}`, `{"ids":["orders"]}`, `{"purposes":[""]}`, `{"policies":[" a"]}`, `{"policies":["a\u0000"]}`} {
		if out, bad := CheckOwner([]byte(body)); out != nil || bad == nil {
			t.Errorf("owner %s is taken", body)
		}
	}
}
