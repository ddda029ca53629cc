package policy

import (
	"fmt"

	"github.com/lapwing-sec/lapwing/actors/detect/purpose"
	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Switch turns one built-in row off and on again (P3-02, P5-01). A row nobody set is on.
type Switch struct {
	Enabled bool `json:"enabled"`
}

// CheckSwitch reads the body of a switch: {"enabled": false}.
func CheckSwitch(body []byte) ([]byte, Faults) {
	var in struct {
		Enabled *bool `json:"enabled"`
	}
	f := Read(body, &in)
	if f == nil && in.Enabled == nil {
		f.add("/enabled", "want true or false")
	}
	if f != nil {
		return nil, f
	}
	return canonical(Switch{*in.Enabled}), nil
}

// BuiltinType finds a built-in data type by its stable name, such as "cn_mobile".
func BuiltinType(name string) (finding.DataType, error) {
	for _, t := range sensitive.Types() {
		if t.Name == name {
			return t.ID, nil
		}
	}
	return 0, fmt.Errorf("no built-in data type %.40q: want a stable name such as cn_mobile", name)
}

// BuiltinPurpose finds a built-in purpose by its row ID, such as "BP-18".
func BuiltinPurpose(id string) (finding.Purpose, error) {
	for _, r := range purpose.Table() {
		if r.ID.String() == id {
			return r.ID, nil
		}
	}
	return 0, fmt.Errorf("no built-in purpose %.40q: want a row ID such as BP-18", id)
}
