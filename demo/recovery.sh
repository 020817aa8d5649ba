#!/usr/bin/env bash
# Takes a simulated region off the net until its breaker opens, puts it back, and waits until it serves again.
# You should see: the breaker open, then after its open interval half_open and closed, by the calls that probe it.
# It takes as long as the open interval, 30 seconds unless set otherwise. Needs simulator mode.
set -euo pipefail
# shellcheck source=demo/common.sh
. "$(dirname "$0")/common.sh"
CONTROL=${CONTROL:-http://localhost:8100}

tidy() {
  [[ -z ${FAULT:-} ]] || curl -s -o /dev/null -X DELETE "$CONTROL/faults/$FAULT" || true
}

TARGET=$(target)
REGION=${TARGET%/*}
trap tidy EXIT

FAULT=$(curl -sf -X POST -d "{\"kind\":\"connection-refused\",\"region\":\"$REGION\"}" "$CONTROL/faults" |
  sed -E 's/.*"id":([0-9]+).*/\1/')
echo "$REGION refuses connections (fault $FAULT)"
for attempt in {1..40}; do
  code=$(call)
  [[ $code == 200 ]] || { echo "FAILED: a call got $code" >&2; exit 1; }
  now=$(state "$TARGET")
  [[ $now == open ]] && break
done
[[ $now == open ]] || { echo "FAILED: the breaker of $TARGET did not open" >&2; exit 1; }
echo "breaker of $TARGET: open after $attempt calls, all answered"

tidy
FAULT=
INTERVAL=$(curl -sf "$BASE/circuit-breakers" | tr '{' '\n' | grep -F "\"name\":\"$TARGET\"" |
  sed -nE 's/.*"next_probe_seconds":([0-9]+).*/\1/p')
echo "$REGION is back; the breaker lets probes through in $INTERVAL s"
seen=open
deadline=$((SECONDS + INTERVAL + 30))
while ((SECONDS < deadline)); do
  now=$(state "$TARGET")
  if [[ $now != "$seen" ]]; then
    echo "breaker of $TARGET: $now"
    seen=$now
  fi
  [[ $now == closed ]] && break
  code=$(call)
  [[ $code == 200 ]] || { echo "FAILED: a call got $code" >&2; exit 1; }
  sleep 0.2
done
[[ $seen == closed ]] || { echo "FAILED: the breaker of $TARGET is still $seen" >&2; exit 1; }
echo "OK: $TARGET serves again, and no caller noticed"
