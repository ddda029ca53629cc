// Package main measures how well the tables judge: precision, recall and the worst
// confusions of each area, on cases of our own that were written from the standards.
//
// The tour: one file an area (its cases are generated or lie in testdata/AREA), areas.go
// the table of areas, report.go the counting and printing. A figure below its floor makes
// the command and the test of the same name fail. Half of each area's cases are held out:
// they are chosen by a hash of the case, and -held-out prints their confusions, which no
// one should look at while mending rules.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	only := flag.String("area", "", "measure this area only")
	worst := flag.Int("worst", 10, "how many confusions to print for each area")
	heldOut := flag.Bool("held-out", false, "print the confusions of the half that is held out too")
	flag.Parse()
	ran, failed := 0, 0
	for _, a := range areas {
		if *only != "" && a.name != *only {
			continue
		}
		ran++
		failed += a.run().print(os.Stdout, a.name, *worst, *heldOut)
	}
	switch {
	case ran == 0:
		fmt.Fprintf(os.Stderr, "quality: no area is named %q\n", *only)
		os.Exit(2)
	case failed > 0:
		fmt.Fprintf(os.Stderr, "quality: %d figures are below their floors\n", failed)
		os.Exit(1)
	}
}
