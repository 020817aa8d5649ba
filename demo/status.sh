#!/usr/bin/env bash
# Prints once a second, for n seconds (default 10), the state of every breaker and the calls in flight.
# Usage: status.sh [n]. You should see: one line a second, with each breaker's state, failures and rejections.
set -euo pipefail
BASE=${BASE:-http://localhost:8000}
SECONDS_TO_RUN=${1:-10}

if [[ ! $SECONDS_TO_RUN =~ ^[1-9][0-9]{0,5}$ ]]; then
  echo "usage: $0 [seconds]" >&2
  exit 2
fi

for ((second = 1; second <= SECONDS_TO_RUN; second++)); do
  board=$(curl -sf "$BASE/circuit-breakers") || { echo "FAILED: no answer from $BASE" >&2; exit 1; }
  line=$(tr '{' '\n' <<<"$board" | sed -nE \
    's/.*"name":"([^"]*)","state":"([^"]*)".*"total_failures":([0-9]+).*"total_circuit_open_rejections":([0-9]+)(,"in_flight":([0-9]+))?.*/\1 \2 failed=\3 rejected=\4 in_flight=\6/p' |
    sed 's/ in_flight=$//' | paste -sd '|' - | sed 's/|/ | /g')
  if [[ -z $line ]]; then
    echo "FAILED: $BASE/circuit-breakers has no breakers" >&2
    exit 1
  fi
  printf '%s  %s\n' "$(date +%T)" "$line"
  ((second == SECONDS_TO_RUN)) || sleep 1
done
