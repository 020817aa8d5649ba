#!/usr/bin/env bash
# Fails one region on purpose, watches its circuit breaker open while callers are still answered, and resets it.
# You should see: every call answered with 200, the first ones after a failed attempt, and the breaker in state open.
set -euo pipefail
BASE=${BASE:-http://localhost:8000}

# The first target, such as us-east-1/claude-haiku.
target() {
  curl -sf "$BASE/test/load-balancer-status" | sed -E 's/.*"endpoints":\[\{"region":"([^"]*)","model":"([^"]*)".*/\1\/\2/'
}

state() {
  curl -sf "$BASE/test/circuit-status" | tr '{' '\n' | grep -A1 -F "\"$1\":" | sed -nE 's/^"circuit_state":"([a-z_]*)".*/\1/p'
}

tidy() {
  curl -s -o /dev/null -X POST "$BASE/test/disable-failures" || true
  curl -s -o /dev/null -X POST "$BASE/circuit-breakers/$TARGET/reset" || true
}

TARGET=$(target)
REGION=${TARGET%/*}
tidy
trap tidy EXIT

echo "1. Calls to $REGION fail from now on:"
curl -sf -X POST -H 'Content-Type: application/json' -d "{\"region\":\"$REGION\"}" "$BASE/test/enable-failures"
echo

echo "2. Up to 20 calls; each must be answered all the same:"
for call in {1..20}; do
  head=$(curl -s -o /dev/null -D - -H 'Content-Type: application/json' -d '{"content":"Are you there?"}' "$BASE/chat")
  now=$(state "$TARGET")
  printf '%2d  %s  %s  breaker %s\n' "$call" "$(sed -n '1s/[^ ]* \([0-9]*\).*/\1/p' <<<"$head")" \
    "$(sed -n 's/^x-bactrian-attempts: \(.*\)\r$/\1/p' <<<"$head")" "$now"
  if [[ $head != *" 200 "* ]]; then
    echo "FAILED: a call was not answered" >&2
    exit 1
  fi
  [[ $now == open ]] && break
done
if [[ $now != open ]]; then
  echo "FAILED: the breaker of $TARGET did not open" >&2
  exit 1
fi

echo "3. The failures end, and the breaker is reset by hand:"
curl -sf -X POST "$BASE/test/disable-failures"
echo
curl -sf -o /dev/null -X POST "$BASE/circuit-breakers/$TARGET/reset"
now=$(state "$TARGET")
echo "breaker $now"
if [[ $now != closed ]]; then
  echo "FAILED: the breaker of $TARGET is $now" >&2
  exit 1
fi
echo "OK: $TARGET failed, its breaker opened, no caller noticed, and it is closed again"
