#!/usr/bin/env bash
# Measures the gateway on loopback, all in one run so that the figures can be compared:
#   1 a fake upstream directly        (nginx with a fixed Converse answer)
#   2 nginx proxy_pass before it      (the baseline: the least that any gateway costs)
#   3 the AWS SDK alone before it     (the least that a gateway built on the SDK costs: SdkAlone.java)
#   4 the gateway before it           (/chat, 64 connections, no added latency)
#   5 the gateway before a simulator that takes 1,000 ms (2,000 connections)
# Everything runs under the kernel's batch scheduling, where there is chrt: without it, on few cores, each wake-up of one
# process interrupts another, and the figures say more of the kernel than of any server.
# Each part is warmed up before it is measured, part 5 without the latency: a JVM is warm after so many calls, not after
# so much time. Prints requests/s, p50, p99, peak memory and the ratios.
# Needs wrk and nginx, which it installs with apt-get where they are missing, and a JDK 21 or newer.
#   WARM=120 SECONDS_MEASURED=20 bench/run.sh
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=bench/common.sh
. bench/common.sh

WARM=${WARM:-120}
MEASURED=${SECONDS_MEASURED:-20}
CONNECTIONS=64
SLOW_CONNECTIONS=2000
# The first second of 2,000 calls has no answers: of a short run it would be a large part.
SLOW_MEASURED=60
UPSTREAM=18510 PROXY=18520 SDK_ALONE=18530 GATEWAY=18400 MANAGEMENT=18401 SIMULATOR_EAST=18601 SIMULATOR_WEST=18602 CONTROL=18600
warm() { # url script connections threads seconds
  "${batch[@]}" wrk -t"$4" -c"$3" -d"$5s" --timeout 10s -s "$2" "$1" >/dev/null
}

measure() { # label url script connections threads seconds
  "${batch[@]}" wrk -t"$5" -c"$4" -d"$6s" --timeout 10s --latency -s "$3" "$2" >"$work/wrk.txt"
  rate=$(awk '/Requests\/sec/ {print $2}' "$work/wrk.txt")
  errors=$(awk '/Non-2xx/ {n += $NF} /Socket errors/ {gsub(",", ""); n += $4 + $6 + $8 + $10} END {print n + 0}' "$work/wrk.txt")
  p50=$(awk '$1 == "50%" {print $2}' "$work/wrk.txt")
  p99=$(awk '$1 == "99%" {print $2}' "$work/wrk.txt")
  printf '%-52s %10s req/s   p50 %9s   p99 %9s   errors %s\n' "$1" "$rate" "$p50" "$p99" "$errors"
  [ "$errors" = 0 ] || failed=1
}

fast() { # label url script
  warm "$2" "$3" $CONNECTIONS 1 "$WARM"
  measure "$1, $CONNECTIONS connections" "$2" "$3" $CONNECTIONS 1 "$MEASURED"
}

gateway() { # east-endpoint west-endpoint
  AWS_BEARER_TOKEN_BEDROCK=bench start gateway "$java" "${jvm[@]}" \
    -Dbactrian.http.host=127.0.0.1 -Dbactrian.http.port=$GATEWAY -Dcamel.management.port=$MANAGEMENT -Dbactrian.state.file="$work/state.json" \
    -Dbactrian.bedrock.mode=aws -Dbactrian.http.health-and-metrics=true \
    -Dbactrian.region.us-east-1.endpoint="$1" -Dbactrian.region.us-west-2.endpoint="$2" \
    -cp "$classpath" io.bactrian.Bactrian
  gateway_pid=$pid
  await "http://127.0.0.1:$GATEWAY/health"
}

install_missing wrk nginx=nginx-light
prepare
failed=0

chat_script
cat >"$work/converse.lua" <<'LUA'
wrk.method = "POST"
wrk.path = "/model/us.anthropic.claude-haiku-4-5-20251001-v1%3A0/converse"
wrk.body = '{"messages":[{"role":"user","content":[{"text":"What is the capital of France?"}]}],"system":[{"text":"You are a helpful AI assistant."}],"inferenceConfig":{"maxTokens":1024,"temperature":0.5}}'
wrk.headers["Content-Type"] = "application/json"
LUA
echo "$("$java" -version 2>&1 | head -1), ${jvm[*]}, $(nproc) cores, ${batch[*]:-default scheduling}, warm-up ${WARM} s, measured ${MEASURED} s"
fake_upstream $UPSTREAM $PROXY
fast "fake upstream directly" "http://127.0.0.1:$UPSTREAM" "$work/converse.lua"
fast "nginx proxy_pass" "http://127.0.0.1:$PROXY" "$work/converse.lua"
proxied=$rate
AWS_BEARER_TOKEN_BEDROCK=bench start sdk-alone "$java" "${jvm[@]}" -cp "$classpath" bench/SdkAlone.java \
  $SDK_ALONE "http://127.0.0.1:$UPSTREAM"
sdk_alone_pid=$pid
await "http://127.0.0.1:$SDK_ALONE/"
fast "the AWS SDK alone" "http://127.0.0.1:$SDK_ALONE" "$work/chat.lua"
sdk_alone=$rate
kill "$sdk_alone_pid" && wait "$sdk_alone_pid" || true
gateway "http://127.0.0.1:$UPSTREAM" "http://127.0.0.1:$UPSTREAM"
fast "gateway" "http://127.0.0.1:$GATEWAY/chat" "$work/chat.lua"
fast=$rate
fast_memory=$(peak_mib "$gateway_pid")
stop_all

start simulator "$java" -Xmx256m -cp "$classpath" io.bactrian.Bactrian simulator \
  --region us-east-1:$SIMULATOR_EAST --region us-west-2:$SIMULATOR_WEST --control-port $CONTROL
await "http://127.0.0.1:$CONTROL/regions"
gateway "http://127.0.0.1:$SIMULATOR_EAST" "http://127.0.0.1:$SIMULATOR_WEST"
warm "http://127.0.0.1:$GATEWAY/chat" "$work/chat.lua" $CONNECTIONS 1 "$WARM"
curl -sf -o /dev/null "http://127.0.0.1:$CONTROL/faults" -d '{"kind": "latency", "latencyMs": 1000}'
warm "http://127.0.0.1:$GATEWAY/chat" "$work/chat.lua" $SLOW_CONNECTIONS 2 10
measure "gateway, upstream 1000 ms, $SLOW_CONNECTIONS connections" "http://127.0.0.1:$GATEWAY/chat" "$work/chat.lua" \
  $SLOW_CONNECTIONS 2 "$SLOW_MEASURED"
slow=$rate
slow_memory=$(peak_mib "$gateway_pid")
stop_all

echo
awk -v f="$fast" -v p="$proxied" 'BEGIN {printf "gateway / nginx proxy_pass       %.3f   (goal: at least 0.25)\n", f / p}'
awk -v a="$sdk_alone" -v p="$proxied" 'BEGIN {printf "SDK alone / nginx proxy_pass     %.3f   (what no gateway on the SDK can exceed here)\n", a / p}'
awk -v f="$fast" -v a="$sdk_alone" 'BEGIN {printf "gateway / SDK alone              %.3f\n", f / a}'
awk -v s="$slow" -v c=$SLOW_CONNECTIONS 'BEGIN {printf "gateway at 1000 ms / ideal        %.3f   (goal: at least 0.90)\n", s / c}'
echo "peak memory, fast part            $fast_memory MiB   (goal: at most 800)"
echo "peak memory, slow part            $slow_memory MiB   (goal: at most 800)"
exit $failed
