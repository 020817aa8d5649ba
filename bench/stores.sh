#!/usr/bin/env bash
# Measures what a store outside the process costs calls, on loopback, against a simulator that takes 50 ms: the p99 of
# /chat with the state kept nowhere, and with it in Redis and in DynamoDB Local, each of them well, frozen (it takes
# connections and never answers: SIGSTOP) and killed (SIGKILL). Prints the figures and the goals.
# Needs wrk and redis-server, which it installs with apt-get where they are missing, and a JDK 21 or newer.
#   WARM=30 SECONDS_MEASURED=20 bench/stores.sh
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=bench/common.sh
. bench/common.sh

WARM=${WARM:-30}
MEASURED=${SECONDS_MEASURED:-20}
CONNECTIONS=64
GATEWAY=18400 MANAGEMENT=18401 EAST=18601 WEST=18602 CONTROL=18600 REDIS=18630 DYNAMODB=18640
failed=0

install_missing wrk redis-server
# The build writes the class path of DynamoDB Local, native libraries among it, to a file.
mvn -q -B generate-test-resources
prepare
dynamodb_classpath=$(cat target/servers.classpath)
native=$(tr ':' '\n' <<<"$dynamodb_classpath" | grep 'libsqlite4java-.*amd64' | xargs -n1 dirname)

chat_script

simulator() {
  start simulator "$java" -Xmx256m -cp "$classpath" io.bactrian.Bactrian simulator \
    --region us-east-1:$EAST --region us-west-2:$WEST --control-port $CONTROL --latency 50ms
  await "http://127.0.0.1:$CONTROL/regions"
}

gateway() { # settings...
  AWS_BEARER_TOKEN_BEDROCK=bench AWS_ACCESS_KEY_ID=bench AWS_SECRET_ACCESS_KEY=bench \
    start gateway "$java" "${jvm[@]}" \
    -Dbactrian.http.host=127.0.0.1 -Dbactrian.http.port=$GATEWAY -Dcamel.management.port=$MANAGEMENT \
    -Dbactrian.bedrock.mode=aws -Dbactrian.http.health-and-metrics=true \
    -Dbactrian.region.us-east-1.endpoint=http://127.0.0.1:$EAST \
    -Dbactrian.region.us-west-2.endpoint=http://127.0.0.1:$WEST "$@" \
    -cp "$classpath" io.bactrian.Bactrian
  await "http://127.0.0.1:$GATEWAY/health"
  load "$WARM" >/dev/null
}

load() { # seconds
  "${batch[@]}" wrk -t1 -c$CONNECTIONS -d"$1s" --timeout 10s --latency -s "$work/chat.lua" "http://127.0.0.1:$GATEWAY/chat"
}

measure() { # label
  load "$MEASURED" >"$work/wrk.txt"
  p99=$(awk '$1 == "99%" {v = $2; if (v ~ /us$/) v /= 1000; else if (v ~ /ms$/) v += 0; else v *= 1000; printf "%.1f", v}' "$work/wrk.txt")
  errors=$(awk '/Non-2xx/ {n += $NF} /Socket errors/ {gsub(",", ""); n += $4 + $6 + $8 + $10} END {print n + 0}' "$work/wrk.txt")
  if ! grep -q '[1-9][0-9]* requests in' "$work/wrk.txt"; then
    echo "$1: nothing was answered" >&2
    exit 1
  fi
  if [ -z "${baseline:-}" ]; then
    baseline=$p99 verdict=
  elif awk -v a="$p99" -v b="$baseline" 'BEGIN {exit !(a - b < 10)}'; then
    verdict="(goal: less than 10 ms more, reached)"
  else
    verdict="(goal: less than 10 ms more, NOT REACHED)" failed=1
  fi
  [ "$errors" = 0 ] || failed=1
  printf '%-28s p99 %8s ms   errors %s   %s\n' "$1" "$p99" "$errors" "$verdict"
}

well_frozen_killed() { # name pid
  measure "$1, well"
  kill -STOP "$2"
  measure "$1, frozen"
  kill -KILL "$2"
  wait "$2" 2>/dev/null || true
  measure "$1, killed"
  stop_all
}

echo "$("$java" -version 2>&1 | head -1), ${jvm[*]}, $(nproc) cores, ${batch[*]:-default scheduling}"
simulator
gateway -Dbactrian.state.store=off
measure "no store"
stop_all

start redis redis-server --port $REDIS --bind 127.0.0.1 --save "" --appendonly no
redis_pid=$pid
simulator
gateway -Dbactrian.state.store=redis -Dbactrian.redis.uri=redis://127.0.0.1:$REDIS
well_frozen_killed "state in Redis" "$redis_pid"

start dynamodb "$java" -Xmx128m -Dsqlite4java.library.path="$native" -cp "$dynamodb_classpath" \
  com.amazonaws.services.dynamodbv2.local.main.ServerRunner -inMemory -disableTelemetry -port $DYNAMODB
dynamodb_pid=$pid
await "http://127.0.0.1:$DYNAMODB/"
table='{"TableName": "bactrian-state", "BillingMode": "PAY_PER_REQUEST",
  "AttributeDefinitions": [{"AttributeName": "namespace", "AttributeType": "S"}, {"AttributeName": "instance", "AttributeType": "S"}],
  "KeySchema": [{"AttributeName": "namespace", "KeyType": "HASH"}, {"AttributeName": "instance", "KeyType": "RANGE"}]}'
curl -sf -o /dev/null "http://127.0.0.1:$DYNAMODB/" -d "$table" \
  -H 'Content-Type: application/x-amz-json-1.0' -H 'X-Amz-Target: DynamoDB_20120810.CreateTable' \
  -H 'Authorization: AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=x'
simulator
gateway -Dbactrian.state.store=dynamodb -Dbactrian.state.dynamodb.endpoint=http://127.0.0.1:$DYNAMODB
well_frozen_killed "state in DynamoDB Local" "$dynamodb_pid"
exit $failed
