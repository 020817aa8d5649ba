#!/usr/bin/env bash
# Measures streams through the gateway on loopback, with -Xmx512m, against simulators with different paces:
#   1 relay rate: events/s that the bare AWS SDK client reads from a simulator, and that clients read through the gateway
#     in Bedrock's and in OpenAI's form
#   2 5,000 streams at once of one event a second
#   3 500 streams at once of 20 events a second: the time to the first content, directly and through the gateway
#   4 500 clients that read 100 bytes a second from a source without pace: how much the heap grows
# Prints the figures and the goals. Needs a JDK 21 or newer; ends what it starts.
#   WARM=30 bench/streams.sh
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=bench/common.sh
. bench/common.sh

WARM=${WARM:-30}
RELAYED=${RELAYED:-20}
GATEWAY=18400 MANAGEMENT=18401 FAST=18611 SECOND=18612 TWENTY=18613
failed=0

simulator() { # region port pace sentences
  start "simulator-$1" "$java" -Xmx512m -cp "$classpath" io.bactrian.Bactrian simulator \
    --region "$1:$2" --control-port $(($2 + 100)) --token-pace "$3" --sentences "$4"
  await "http://127.0.0.1:$(($2 + 100))/regions"
}

# The first region by order answers; which simulator that is, is switched here.
towards() { # region
  curl -sf -o /dev/null -X POST "http://127.0.0.1:$GATEWAY/test/set-region-mapping?source_region=us-east-1&target_region=$1"
}

load() { "${batch[@]}" "$java" -Xmx1g -cp "$classes" StreamLoad "$@"; }

heap_kib() {
  "$(dirname "$java")/jcmd" "$1" GC.run >/dev/null
  "$(dirname "$java")/jcmd" "$1" GC.heap_info | sed -n 's/.*used \([0-9]*\)K.*/\1/p;T;q'
}

check() { # label figure comparison goal unit
  if awk -v a="$2" -v b="$4" "BEGIN {exit !(a $3 b)}"; then verdict=reached; else verdict="NOT REACHED" failed=1; fi
  printf '%-62s %10s %-9s (goal: %s %s, %s)\n' "$1" "$2" "$5" "$3" "$4" "$verdict"
}

prepare
classes=$work/classes
"$(dirname "$java")/javac" -d "$classes" -cp "$classpath" bench/StreamLoad.java bench/SdkStreams.java
echo "$("$java" -version 2>&1 | head -1), ${jvm[*]}, $(nproc) cores, ${batch[*]:-default scheduling}"
simulator us-east-1 $FAST 0ms 200
simulator us-west-2 $SECOND 1s 3
simulator eu-west-1 $TWENTY 50ms 17
AWS_BEARER_TOKEN_BEDROCK=bench start gateway "$java" "${jvm[@]}" \
  -Dbactrian.http.host=127.0.0.1 -Dbactrian.http.port=$GATEWAY -Dcamel.management.port=$MANAGEMENT -Dbactrian.state.file="$work/state.json" \
  -Dbactrian.bedrock.mode=aws -Dbactrian.http.health-and-metrics=true -Dbactrian.test-endpoints.enabled=true \
  -Dbactrian.admin.public=true -Dbactrian.strategy=failover \
  -Dbactrian.regions=us-east-1,us-west-2,eu-west-1 \
  -Dbactrian.region.us-east-1.endpoint=http://127.0.0.1:$FAST \
  -Dbactrian.region.us-west-2.endpoint=http://127.0.0.1:$SECOND \
  -Dbactrian.region.eu-west-1.endpoint=http://127.0.0.1:$TWENTY \
  -Dbactrian.bedrock.max-connections=10000 -Dbactrian.admission.max-in-flight=10000 \
  -cp "$classpath" io.bactrian.Bactrian
gateway_pid=$pid
await "http://127.0.0.1:$GATEWAY/health"

echo "== relay rate, 8 streams at once"
bare=$(AWS_BEARER_TOKEN_BEDROCK=bench "${batch[@]}" "$java" -Xmx1g -cp "$classes:$classpath" SdkStreams "http://127.0.0.1:$FAST" 8 $((2 * RELAYED)) 2>"$work/sdk.txt")
for tokens in 10 100000; do # many short streams warm up the opening, long ones the relaying
  load bedrock "http://127.0.0.1:$GATEWAY" 8 "$WARM" 0 $tokens >/dev/null
  load openai "http://127.0.0.1:$GATEWAY" 8 "$WARM" 0 $tokens >/dev/null
done
read -r _ bedrock_errors _ bedrock_rate _ _ <<<"$(load bedrock "http://127.0.0.1:$GATEWAY" 8 $RELAYED 0 100000)"
read -r _ openai_errors _ openai_rate _ _ <<<"$(load openai "http://127.0.0.1:$GATEWAY" 8 $RELAYED 0 100000)"
printf '%-62s %10s events/s\n' "bare AWS SDK" "$bare" "gateway, Bedrock's form" "$bedrock_rate" "gateway, OpenAI's form" "$openai_rate"
check "Bedrock's form / bare SDK" "$(awk -v a="$bedrock_rate" -v b="$bare" 'BEGIN {printf "%.2f", a / b}')" ">=" 0.5 ""
check "OpenAI's form / bare SDK" "$(awk -v a="$openai_rate" -v b="$bare" 'BEGIN {printf "%.2f", a / b}')" ">=" 0.5 ""
check "errors" "$((bedrock_errors + openai_errors))" "<=" 0 ""

echo "== 5,000 streams at once, one event a second"
load bedrock "http://127.0.0.1:$SECOND" 1000 10 0 10 >/dev/null
towards us-west-2
read -r streams errors events rate first_p50 first_p99 <<<"$(load openai "http://127.0.0.1:$GATEWAY" 5000 2 0 30)"
echo "$streams streams, $events events, $rate events/s, first content p50 $first_p50 ms, p99 $first_p99 ms"
check "errors" "$errors" "<=" 0 ""
check "peak memory" "$(peak_mib "$gateway_pid")" "<=" 800 MiB

echo "== 500 streams at once, 20 events a second"
towards eu-west-1
load bedrock "http://127.0.0.1:$TWENTY" 500 10 0 10 >/dev/null
load bedrock "http://127.0.0.1:$GATEWAY" 500 2 0 100000 >/dev/null
load openai "http://127.0.0.1:$GATEWAY" 500 2 0 100000 >/dev/null
read -r _ direct_errors _ _ direct_p50 direct_p99 <<<"$(load bedrock "http://127.0.0.1:$TWENTY" 500 2 0 100000)"
echo "directly: first content p50 $direct_p50 ms, p99 $direct_p99 ms, errors $direct_errors"
for form in bedrock openai; do
  read -r streams errors events rate first_p50 first_p99 <<<"$(load $form "http://127.0.0.1:$GATEWAY" 500 2 0 100000)"
  echo "$form: $streams streams, $events events, $rate events/s, first content p50 $first_p50 ms, p99 $first_p99 ms"
  check "errors" "$errors" "<=" 0 ""
  check "added to the first content's p99" "$(awk -v a="$first_p99" -v b="$direct_p99" 'BEGIN {printf "%.1f", a - b}')" "<=" 50 ms
done

echo "== 500 clients that read 100 bytes a second"
towards us-east-1
before=$(heap_kib "$gateway_pid")
load openai "http://127.0.0.1:$GATEWAY" 500 40 100 100000 >"$work/slow.txt" &
slow_pid=$!
started+=("$slow_pid")
sleep 30
after=$(heap_kib "$gateway_pid")
wait "$slow_pid"
read -r streams errors _ _ _ _ <"$work/slow.txt"
echo "$streams streams; heap $((before / 1024)) MiB before, $((after / 1024)) MiB with all of them open"
check "errors" "$errors" "<=" 0 ""
check "growth of the heap" "$(((after - before) / 1024))" "<=" 64 MiB
check "peak memory" "$(peak_mib "$gateway_pid")" "<=" 800 MiB
exit $failed
