#!/bin/sh
# Installs what the end-to-end tests need, where apt-get is there and may be used. What
# cannot be had is said loudly here, and again by each suite that is left out.
set -u
cd "$(dirname "$0")/../.."

want="nginx libnginx-mod-http-lua lua-cjson libnginx-mod-http-modsecurity haproxy hydra ffuf sqlmap dirb wfuzz apache2-utils chromium gcc libc6-dev"
missing=""
for p in $want; do
	dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $p"
done
if [ -n "$missing" ]; then
	if ! command -v apt-get >/dev/null; then
		echo "NO apt-get HERE: suites that need$missing are left out" >&2
	elif [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null; then
		echo "NOT ROOT and no password-less sudo: suites that need$missing are left out" >&2
		echo "install them with: apt-get install --no-install-recommends$missing" >&2
	else
		sudo=""
		[ "$(id -u)" = 0 ] || sudo="sudo -n"
		echo "installing$missing"
		export DEBIAN_FRONTEND=noninteractive
		# No service may start by itself: the tests run their own processes.
		policy=/usr/sbin/policy-rc.d
		made=""
		[ -e $policy ] || { printf '#!/bin/sh\nexit 101\n' | $sudo tee $policy >/dev/null && $sudo chmod +x $policy && made=1; }
		$sudo apt-get update -qq >/dev/null || echo "apt-get update failed; trying with the lists there are" >&2
		# shellcheck disable=SC2086
		$sudo apt-get install -qq -y --no-install-recommends $missing >/dev/null 2>&1 || for p in $missing; do
			$sudo apt-get install -qq -y --no-install-recommends "$p" >/dev/null 2>&1 || echo "COULD NOT INSTALL $p: its suites are left out" >&2
		done
		[ -z "$made" ] || $sudo rm -f $policy
	fi
fi

# Debian's Caddy is too old for its sensor; a newer one is built once (two minutes) and kept.
caddy="${XDG_CACHE_HOME:-$HOME/.cache}/lapwing/e2e"
if [ ! -x "$caddy/caddy" ] && [ -z "${LAPWING_CADDY:-}" ]; then
	echo "building Caddy into $caddy"
	GOBIN="$caddy" go install github.com/caddyserver/caddy/v2/cmd/caddy@v2.11.9 >/dev/null 2>&1 ||
		echo "COULD NOT BUILD Caddy: its sensor's test is left out" >&2
fi

if [ -f ops/e2e/console/package-lock.json ]; then
	if command -v npm >/dev/null; then
		(cd ops/e2e/console && npm ci --silent --no-audit --no-fund) || echo "npm ci FAILED: the console's browser suite is left out" >&2
	else
		echo "NO npm HERE: the console's browser suite is left out" >&2
	fi
fi
exit 0
