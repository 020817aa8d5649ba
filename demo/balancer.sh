#!/usr/bin/env bash
# Sends 60 calls and counts which target served each.
# You should see: with the strategy round-robin and healthy targets, an even share for each, within two calls.
set -euo pipefail
BASE=${BASE:-http://localhost:8000}
CALLS=60

status=$(curl -sf "$BASE/test/load-balancer-status")
strategy=$(sed -E 's/.*"strategy":"([^"]*)".*/\1/' <<<"$status")
healthy=$(grep -o '"healthy":true' <<<"$status" | wc -l)
echo "Strategy $strategy, $((healthy)) healthy targets, $CALLS calls:"

served=$(
  for ((call = 0; call < CALLS; call++)); do
    curl -s -o /dev/null -D - -H 'Content-Type: application/json' -d '{"content":"Who are you?"}' "$BASE/chat" |
      sed -n 's/^x-bactrian-served-by: \(.*\)\r$/\1/p'
  done
)
counts=$(sort <<<"$served" | uniq -c)
echo "$counts"

if [[ $(wc -l <<<"$served") -ne $CALLS || $served == *degraded* || $served == *cache* ]]; then
  echo "FAILED: not every call was answered by a live target" >&2
  exit 1
fi
if [[ $strategy == round-robin ]]; then
  while read -r count target; do
    if ((count * healthy < CALLS - 2 * healthy || count * healthy > CALLS + 2 * healthy)); then
      echo "FAILED: $target served $count of $CALLS calls, not $((CALLS / healthy))" >&2
      exit 1
    fi
  done <<<"$counts"
fi
echo "OK: the targets share the calls"
