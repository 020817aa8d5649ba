#!/usr/bin/env bash
# Measures what the evaluator costs a gateway that does not use it: starts the gateway with all of its class path and
# with one that lacks the evaluator and its libraries, in turn, ROUNDS times each. Prints for each the time to readiness, the
# classes loaded and the memory after ten calls, and the medians' ratios.
#   ROUNDS=5 bench/idle.sh
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=bench/common.sh
. bench/common.sh

ROUNDS=${ROUNDS:-5} PORT=18720
prepare
cp -r target/classes "$work/classes"
rm -rf "$work/classes/io/bactrian/evaluation" "$work/classes/evaluation"
libraries=$(tr ':' '\n' <"$work/classpath" |
  grep -vE '/(langchain4j|onnxruntime|tokenizers|picocli|xchart|VectorGraphics2D)[^/]*\.jar$|/ai/djl/' | paste -sd:)
without="$work/classes:$libraries"

round() { # name classpath
  local began pid
  began=$(date +%s%3N)
  start "$1" "$java" "${jvm[@]}" -Dbactrian.http.host=127.0.0.1 -Dbactrian.http.port=$PORT \
    -Dcamel.management.port=$((PORT + 1)) -Dbactrian.simulator.control-port=$((PORT + 2)) \
    -Dbactrian.simulator.first-port=$((PORT + 3)) -Dbactrian.state.store=off -cp "$2" io.bactrian.Bactrian
  pid=$!
  until curl -sf -o /dev/null --max-time 2 "http://127.0.0.1:$PORT/health"; do
    kill -0 "$pid" || { tail -5 "$work/$1.log" >&2; exit 1; }
    sleep 0.05
  done
  local ready=$(($(date +%s%3N) - began))
  for _ in $(seq 10); do
    curl -sf -o /dev/null "http://127.0.0.1:$PORT/chat" -H 'Content-Type: application/json' -d '{"content":"?"}'
  done
  local classes rss
  classes=$("$(dirname "$java")/jstat" -class "$pid" | awk 'NR == 2 {print $1}')
  "$(dirname "$java")/jcmd" "$pid" GC.run >/dev/null
  rss=$(awk '/VmRSS/ {print int($2 / 1024)}' "/proc/$pid/status")
  echo "$1 $ready $classes $rss" | tee -a "$work/rounds"
  kill "$pid"
  wait "$pid" 2>/dev/null || true
}

echo "$("$java" -version 2>&1 | head -1), $(nproc) cores; ms to readiness, classes, MiB"
round warm-up "$classpath" >/dev/null
: >"$work/rounds"
for _ in $(seq "$ROUNDS"); do
  round with "$classpath"
  round without "$without"
done
median() { # name column
  awk -v name="$1" -v column="$2" '$1 == name {print $column}' "$work/rounds" | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'
}
for column in 2:readiness 3:classes 4:memory; do
  with=$(median with "${column%%:*}") without_it=$(median without "${column%%:*}")
  awk -v name="${column#*:}" -v a="$with" -v b="$without_it" 'BEGIN {printf "%-10s with %d, without %d, ratio %.3f\n", name, a, b, a / b}'
done
