#!/usr/bin/env bash
# Fails one region on purpose, watches its circuit breaker open while callers are still answered, and resets it.
# You should see: every call answered with 200, the first ones after a failed attempt, and the breaker in state open.
set -euo pipefail
# shellcheck source=demo/common.sh
. "$(dirname "$0")/common.sh"

TARGET=$(target)
REGION=${TARGET%/*}
end_failures "$TARGET"
trap 'end_failures "$TARGET"' EXIT

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
