package policy

import (
	"fmt"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/detect/region"
)

// Home is the jurisdiction whose data a tenant holds (EV-21): what is sent to addresses elsewhere
// crosses its border. A tenant that set none is at home in CN. HK, MO and TW are codes of their own:
// who counts them as home names them.
type Home struct {
	Countries []string `json:"countries"` // ISO 3166, two capital letters each
}

const (
	homeName    = "home" // there is one
	mostHomes   = 32     // the European Economic Area has 30
	defaultHome = region.Code('C')<<8 | 'N'
)

// CheckHomeName refuses every name but the one there is.
func CheckHomeName(name string) error {
	if name != homeName {
		return fmt.Errorf("there is one, and its name is %s", homeName)
	}
	return nil
}

// CheckHome reads the body: {"countries": ["CN"]}.
func CheckHome(body []byte) ([]byte, Faults) {
	var h Home
	f := Read(body, &h)
	if f != nil {
		return nil, f
	}
	if len(h.Countries) < 1 || len(h.Countries) > mostHomes {
		f.add("/countries", "want from 1 to %d codes", mostHomes)
	}
	for i, c := range h.Countries {
		if _, err := region.Parse(c); err != nil {
			f.add(fmt.Sprintf("/countries/%d", i), "%v", err)
		}
	}
	if f != nil {
		return nil, f
	}
	slices.Sort(h.Countries)
	h.Countries = slices.Compact(h.Countries)
	return canonical(h), nil
}

func (r *Rules) addHome(d Document) error {
	if err := CheckHomeName(d.Name); err != nil {
		return err
	}
	for _, c := range decoded[Home](d.Body).Countries {
		code, err := region.Parse(c)
		if err != nil {
			return err
		}
		r.home = append(r.home, code)
	}
	return nil
}

// Abroad reports a country or territory outside the tenant's home. An unknown one is not abroad.
func (r *Rules) Abroad(c region.Code) bool {
	if r == nil || len(r.home) == 0 {
		return c != 0 && c != defaultHome
	}
	return c != 0 && !slices.Contains(r.home, c)
}
