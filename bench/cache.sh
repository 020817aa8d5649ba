#!/usr/bin/env bash
# Measures what kept answers cost and save, in one run of one gateway before the simulator and a real redis-server:
#   uncached   no kept answer is looked for, none is kept
#   L1 hit     the same question again and again
#   L2 hit     200 questions in turn, with room for one in memory
#   L2 miss    every question is a new one: memory and Redis are asked, then the target, and the answer is written
# and the last again with Redis stopped and with Redis frozen (it takes connections and answers nothing).
# Prints requests/s, p50, p99, the share of replies from a cache, and the ratio of each p50 to that of an uncached call.
# Needs redis-server, which it installs with apt-get where it is missing (or REDIS_SERVER=<path>), and a JDK 21 or newer.
#   WARM=20 SECONDS_MEASURED=10 bench/cache.sh
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=bench/common.sh
. bench/common.sh

WARM=${WARM:-20}
MEASURED=${SECONDS_MEASURED:-10}
CONNECTIONS=${CONNECTIONS:-16}
GATEWAY=18400 MANAGEMENT=18401 SIMULATOR=18601 CONTROL=18600 REDIS=18700
redis_server=${REDIS_SERVER:-redis-server}
command -v "$redis_server" >/dev/null || install_missing redis-server
prepare

load() { "${batch[@]}" "$java" -Xmx256m bench/CacheLoad.java $GATEWAY "$1" "$CONNECTIONS" "$2" "$3"; }

run=0
measure() { # label kind
  run=$((run + 1))
  read -r rate p50 p99 slowest errors cached <<<"$(load "$2" "$MEASURED" "run$run")"
  [ "$run" = 1 ] && base=$p50
  printf '%-28s %7s req/s   p50 %8s ms (%sx)   p99 %8s ms   slowest %8s ms   cached %3s%%   errors %s\n' \
    "$1" "$rate" "$p50" "$(awk "BEGIN {printf \"%.2f\", $p50 / $base}")" "$p99" "$slowest" "$cached" "$errors"
}

start redis "$redis_server" --port $REDIS --bind 127.0.0.1 --save "" --appendonly no
redis_pid=$pid
start gateway "$java" "${jvm[@]}" \
  -Dbactrian.http.host=127.0.0.1 -Dbactrian.http.port=$GATEWAY -Dcamel.management.port=$MANAGEMENT \
  -Dbactrian.simulator.first-port=$SIMULATOR -Dbactrian.simulator.control-port=$CONTROL \
  -Dbactrian.cache.mode=read-through -Dbactrian.cache.max-entries=1 -Dbactrian.redis.uri=redis://127.0.0.1:$REDIS \
  -cp "$classpath" io.bactrian.Bactrian
await http://127.0.0.1:$GATEWAY/health
load uncached "$WARM" warm >/dev/null
load rotating "$WARM" warm >/dev/null
measure uncached uncached
measure "L1 hit" same
measure "L2 hit" rotating
measure "L2 miss, Redis healthy" unique
kill -STOP "$redis_pid"
measure "L2 miss, Redis frozen" unique
kill -CONT "$redis_pid"
kill "$redis_pid"
measure "L2 miss, Redis stopped" unique
