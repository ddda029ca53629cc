// Package main is the lapwing binary.
package main

import (
	"os"

	"github.com/lapwing-sec/lapwing/ops/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:])) }
