package query

import (
	"strings"
	"testing"
)

// What an alarm names is not deleted under it.
func TestAL13RecipientsAndLabelsInUseStay(t *testing.T) {
	all := []Setting{
		{Kind: KindRecipient, Name: "ops", Version: 1, Body: []byte(`{"channel":"console","language":"en"}`)},
		{Kind: KindOwner, Name: "orders", Version: 1, Body: []byte(`{}`)},
		{Kind: KindAlarm, Name: "night", Version: 1, Body: []byte(`{"recipients":[{"name":"ops"}],"owners":["orders"]}`)},
	}
	for _, c := range []struct {
		kind, name string
		refused    bool
	}{{KindRecipient, "ops", true}, {KindRecipient, "spare", false}, {KindOwner, "orders", true}, {KindOwner, "other", false}} {
		k, err := settingKind(c.kind)
		if err != nil {
			t.Fatal(err)
		}
		bad := k.Needed(all, c.name)
		if (bad != nil) != c.refused || c.refused && !strings.Contains(bad[0].Detail, "night") {
			t.Errorf("%s %s: %v", c.kind, c.name, bad)
		}
	}
	gone := append(all[:2:2], Setting{Kind: KindAlarm, Name: "night", Version: 2, Deleted: true})
	k, _ := settingKind(KindRecipient)
	if bad := k.Needed(gone, "ops"); bad != nil {
		t.Errorf("an alarm that is deleted still needs it: %v", bad)
	}
}
