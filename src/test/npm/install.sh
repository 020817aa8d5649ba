#!/usr/bin/env bash
# Installs what the lock names, unless that was done since it last changed: the clients, and the Node that runs them,
# so that the tests do not depend on the one that npm came with.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

done_mark=node_modules/.installed
node=node_modules/.bin/node
oldest=22

fail() {
  echo "The tests ask the gateway through clients for JavaScript: $*" >&2
  echo "To build without tests: mvn package -Dmaven.test.skip=true" >&2
  exit 1
}

major() {
  "$1" --version 2>/dev/null | sed -n 's/^v\([0-9]*\)\..*/\1/p'
}

[[ ! $done_mark -nt package-lock.json || ! $done_mark -nt package.json ]] || exit 0
command -v npm >/dev/null || fail "install npm, which comes with Node.js, version 18 or newer."
own=$(command -v node) || fail "npm is here, but Node.js is not: install it, version 18 or newer."
[[ $(major "$own") -ge 18 ]] || fail "$own is $("$own" --version); install Node.js 18 or newer."
npm ci --loglevel=error >/dev/null || fail "npm could not install them; see above."
if [[ -z $(major "$node") ]]; then
  # The lock has no Node for this platform.
  [[ $(major "$own") -ge $oldest ]] || fail "$own is $("$own" --version); on this platform install $oldest or newer."
  mkdir -p "${node%/*}"
  ln -sf "$own" "$node"
fi
touch "$done_mark"
