#!/usr/bin/env bash
# Measures how soon a gateway learns from another one: two gateways share a redis-server; a region fails, the first one's
# breaker opens under calls, and the breaker of the second, which gets no call, is looked at every few milliseconds until
# it is half open, as it shall be probed. ROUNDS times; prints each time, the slowest and the goal.
# Needs redis-server, which it installs with apt-get where it is missing, and a JDK 21 or newer.
#   ROUNDS=10 bench/learning.sh
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=bench/common.sh
. bench/common.sh

ROUNDS=${ROUNDS:-10}
FIRST=18400 SECOND=18410 EAST=18601 WEST=18602 CONTROL=18600 REDIS=18630
install_missing redis-server
prepare

start redis redis-server --port $REDIS --bind 127.0.0.1 --save "" --appendonly no
start simulator "$java" -Xmx256m -cp "$classpath" io.bactrian.Bactrian simulator \
  --region us-east-1:$EAST --region us-west-2:$WEST --control-port $CONTROL --latency 5ms
await "http://127.0.0.1:$CONTROL/regions"
for port in $FIRST $SECOND; do
  AWS_BEARER_TOKEN_BEDROCK=bench start "gateway-$port" "$java" "${jvm[@]}" \
    -Dbactrian.http.host=127.0.0.1 -Dbactrian.http.port=$port -Dcamel.management.port=$((port + 1)) \
    -Dbactrian.bedrock.mode=aws -Dbactrian.http.health-and-metrics=true -Dbactrian.admin.public=true \
    -Dbactrian.state.store=redis -Dbactrian.redis.uri=redis://127.0.0.1:$REDIS \
    -Dbactrian.region.us-east-1.endpoint=http://127.0.0.1:$EAST \
    -Dbactrian.region.us-west-2.endpoint=http://127.0.0.1:$WEST \
    -cp "$classpath" io.bactrian.Bactrian
  await "http://127.0.0.1:$port/health"
done

state_is() { # port state
  curl -s --max-time 2 "http://127.0.0.1:$1/circuit-breakers" | grep -q "\"name\":\"us-east-1/claude-haiku\",\"state\":\"$2\""
}
chat() {
  curl -s -o /dev/null --max-time 20 "http://127.0.0.1:$FIRST/chat" -H 'Content-Type: application/json' \
    -d '{"content":"Is anybody there?"}'
}
now() { date +%s%3N; }
within() { # seconds condition...
  local until=$(($(now) + $1 * 1000))
  shift
  until "$@"; do
    if [ "$(now)" -gt $until ]; then
      echo "not within time: $*: $(curl -s "http://127.0.0.1:$FIRST/circuit-breakers")" >&2
      exit 1
    fi
  done
}
first_opens() {
  chat
  state_is $FIRST open
}

echo "$("$java" -version 2>&1 | head -1), $(nproc) cores"
for round in $(seq "$ROUNDS"); do
  curl -sf -o /dev/null -X POST "http://127.0.0.1:$CONTROL/faults" \
    -d '{"kind":"service-unavailable","region":"us-east-1"}' -H 'Content-Type: application/json'
  within 60 first_opens
  began=$(now)
  within 60 state_is $SECOND half_open
  took=$(($(now) - began))
  echo "round $round: $took ms"
  echo "$took" >>"$work/times"
  curl -sf -o /dev/null -X DELETE "http://127.0.0.1:$CONTROL/faults"
  for port in $FIRST $SECOND; do
    curl -sf -o /dev/null -X POST "http://127.0.0.1:$port/circuit-breakers/us-east-1/claude-haiku/reset"
    within 60 state_is $port closed
  done
done
sort -n "$work/times" | awk '{t[NR] = $1} END {printf "median %d ms, slowest %d ms   (goal: at most 1000 ms)\n", t[int((NR + 1) / 2)], t[NR]; exit t[NR] > 1000}'
