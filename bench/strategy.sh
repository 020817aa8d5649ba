#!/usr/bin/env bash
# Measures a change of the strategy document under load: RATE calls a second without regard to replies, and SWAPS changes
# of the file, three seconds apart, after WARM seconds of warm-up. Prints how long each took until no call began by the older version, and the failed calls.
#   RATE=500 SWAPS=10 WARM=40 bench/strategy.sh
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=bench/common.sh
. bench/common.sh

RATE=${RATE:-500} SWAPS=${SWAPS:-10} WARM=${WARM:-40} PORT=18700
prepare
echo '{"version":"v0","primary_model":"claude-haiku","fallback_models":["nova"]}' >"$work/strategy.json"
start gateway "$java" "${jvm[@]}" -Dbactrian.http.host=127.0.0.1 -Dbactrian.http.port=$PORT \
  -Dcamel.management.port=$((PORT + 1)) -Dbactrian.simulator.control-port=$((PORT + 2)) \
  -Dbactrian.simulator.first-port=$((PORT + 3)) -Dbactrian.simulator.latency=20ms -Dbactrian.simulator.token-pace=0ms \
  -Dbactrian.state.store=off -Dbactrian.models=claude-haiku,nova -Dbactrian.model.nova.id=amazon.nova-lite-v1:0 \
  -Dbactrian.model-strategy.source=file -Dbactrian.model-strategy.file="$work/strategy.json" \
  -cp "$classpath" io.bactrian.Bactrian
await "http://127.0.0.1:$PORT/health"
echo "$("$java" -version 2>&1 | head -1), $(nproc) cores, $RATE calls/s"
"${batch[@]}" "$java" bench/StrategySwap.java $PORT "$work/strategy.json" "$RATE" "$SWAPS" "$WARM"
