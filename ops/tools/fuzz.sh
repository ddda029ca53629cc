#!/bin/sh
# Runs each fuzz target for the given time, one after the other.
set -eu
time=${1:-20s}
for dir in $(grep -rl --include='*_test.go' '^func Fuzz' actors cluster query ops | xargs -n1 dirname | sort -u); do
	for f in $(grep -rh '^func Fuzz' "$dir"/*_test.go | sed 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/'); do
		echo "== $dir $f"
		go test "./$dir" -run '^$' -fuzz "^$f\$" -fuzztime "$time"
	done
done
