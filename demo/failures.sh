#!/usr/bin/env bash
# Plays the outage of one region through the test endpoints, without touching Bedrock, and ends it.
# You should see: what fails now, every call answered with 200, the region's breaker open, and nothing that fails any more.
# Needs bactrian.test-endpoints.enabled, which is on in simulator mode.
set -euo pipefail
# shellcheck source=demo/common.sh
. "$(dirname "$0")/common.sh"

TARGET=$(target)
REGION=${TARGET%/*}
end_failures "$TARGET"
trap 'end_failures "$TARGET"' EXIT

echo "1. The scenario region-outage in $REGION, for 2 minutes at most:"
curl -sf -X POST -H 'Content-Type: application/json' -H 'x-bactrian-operator: demo' \
  -d "{\"scenario\":\"region-outage\",\"region\":\"$REGION\",\"duration\":\"2m\"}" "$BASE/test/enable-failures"
echo

echo "2. Calls until the breaker of $TARGET opens; each must be answered all the same:"
for attempt in {1..40}; do
  code=$(call)
  [[ $code == 200 ]] || { echo "FAILED: a call got $code" >&2; exit 1; }
  now=$(state "$TARGET")
  [[ $now == open ]] && break
done
[[ $now == open ]] || { echo "FAILED: the breaker of $TARGET did not open" >&2; exit 1; }
echo "breaker of $TARGET: open after $attempt calls, all answered"

end_failures "$TARGET"
[[ $(curl -sf "$BASE/test/circuit-status") == *'"active_failures":[]'* ]] ||
  { echo "FAILED: something is still meant to fail" >&2; exit 1; }
echo "OK: the outage is over, and no caller noticed"
