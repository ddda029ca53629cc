package store

import (
	"fmt"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// importanceOf gives how important an API is, as a number from 0, from its stored purposes, grade and
// authentication. It is made from finding.Asset.Importance itself, asked about every purpose, grade
// and authentication there is, so that lists filter by what pages show: purposes that say the same
// everywhere are one class, and the answers of the classes stand in one array.
var importanceOf = func() string {
	const grades, auths, purposes = int(finding.HighSensitivity) + 1, int(finding.AuthNotVerified) + 1, 256
	classes := map[string][]string{}
	var order []string
	for p := range purposes {
		var b strings.Builder
		for g := range grades {
			for a := range auths {
				x := finding.Asset{Grade: finding.Grade(g), Auth: finding.Auth(a)} //nolint:gosec // small
				if p > 0 {
					x.Purposes = []finding.Purpose{finding.Purpose(p)} //nolint:gosec // below 256
				}
				fmt.Fprintf(&b, "%d, ", x.Importance())
			}
		}
		if classes[b.String()] == nil {
			order = append(order, b.String())
		}
		classes[b.String()] = append(classes[b.String()], fmt.Sprint(p))
	}
	var class strings.Builder
	class.WriteString("multiIf(")
	for i, c := range order[1:] { // the first is that of no purpose, and of all others
		fmt.Fprintf(&class, "purposes[1] IN (%s), %d, ", strings.Join(classes[c], ", "), i+1)
	}
	class.WriteString("0)")
	return fmt.Sprintf("[%s][1 + %s * %d + least(grade, %d) * %d + least(auth, %d)]", strings.TrimSuffix(strings.Join(order, ""), ", "),
		class.String(), grades*auths, grades-1, auths, auths-1)
}()

var importanceName = nameOf(importanceOf, finding.Minor, finding.Ordinary, finding.Important)
