#!/bin/sh
# Generates into a scratch folder and compares with what is committed. No network needed.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
sed "s#out: proto#out: $tmp#" ops/tools/buf.gen.yaml >"$tmp/buf.gen.yaml"
go tool -modfile=ops/tools/go.mod buf lint
go tool -modfile=ops/tools/go.mod buf generate --template "$tmp/buf.gen.yaml"
rm "$tmp/buf.gen.yaml"
n=0
for f in $(cd "$tmp" && find . -name '*.go'); do
	n=$((n + 1))
	diff -u "proto/$f" "$tmp/$f" >&2 || { echo "generated code is out of date: run \`go tool task gen\`" >&2; exit 1; }
done
[ "$n" -gt 0 ] || { echo "nothing was generated: the check looks at nothing" >&2; exit 1; }
echo "generated code is up to date ($n files)"
