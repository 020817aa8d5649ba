#!/usr/bin/env bash
# Measures what circuit breakers and balancer cost a call: two gateways side by side before the same fake upstream, one
# as it is shipped, one whose routes in its working directory ask the first target at once (OneTarget.java). They are
# measured in turn, ROUNDS times each, the one that begins changing; of each pair the ratio of the rates is taken, and of
# these the median. Prints the pairs and the goal.
# Needs wrk and nginx, which it installs with apt-get where they are missing, and a JDK 21 or newer.
#   WARM=45 SECONDS_MEASURED=8 ROUNDS=6 bench/overhead.sh
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=bench/common.sh
. bench/common.sh

WARM=${WARM:-45}
MEASURED=${SECONDS_MEASURED:-8}
ROUNDS=${ROUNDS:-6}
CONNECTIONS=64
UPSTREAM=18510 SHIPPED=18400 BARE=18410
root=$PWD

install_missing wrk nginx=nginx-light
prepare
classpath=$root/target/classes:$(cat "$work/classpath")

chat_script

# The routes without balancer and breakers: the target's route begins with the request, the flow asks it at once.
mkdir -p "$work/shipped" "$work/bare/routes" "$work/classes"
"${java%java}javac" -cp "$classpath" -d "$work/classes" bench/OneTarget.java
# All other steps stay as they are shipped.
awk '
  /- circuitBreaker:/ && FILENAME ~ /chat/ {
    match($0, /^ */); depth = RLENGTH; pad = substr($0, 1, depth); skipping = 1
    print pad "- bean: {id: ask, beanType: OneTarget, method: ask}"
    print pad "- to: {id: to-target, uri: \"direct:region-us-east-1-claude-haiku\"}"
    print pad "- bean: {id: answered, beanType: OneTarget, method: answered}"
    next
  }
  skipping { match($0, /^ */); if (RLENGTH > depth) next; skipping = 0 }
  { print }' routes/chat.camel.yaml >"$work/bare/routes/chat.camel.yaml"
awk '
  /- circuitBreaker:/ { match($0, /^ */); depth = RLENGTH; inside = 1; next }
  inside && /resilience4jConfiguration:|circuitBreaker: |throwExceptionWhen/ { next }
  inside && /^ *(id: (same-)?breaker|description: (This target|The same breaker).*|steps:)$/ { match($0, /^ */); if (RLENGTH == depth + 4) next }
  inside { match($0, /^ */); if (RLENGTH <= depth) inside = 0; else sub(/^      /, "") }
  { print }' routes/region.camel.yaml >"$work/bare/routes/region.camel.yaml"

gateway() { # name port
  cd "$work/$1"
  AWS_BEARER_TOKEN_BEDROCK=bench start "$1" "$java" "${jvm[@]}" \
    -Dbactrian.http.host=127.0.0.1 -Dbactrian.http.port="$2" -Dcamel.management.port=$(($2 + 1)) \
    -Dbactrian.bedrock.mode=aws -Dbactrian.http.health-and-metrics=true -Dbactrian.state.store=off \
    -Dbactrian.region.us-east-1.endpoint=http://127.0.0.1:$UPSTREAM \
    -Dbactrian.region.us-west-2.endpoint=http://127.0.0.1:$UPSTREAM \
    -cp "$work/classes:$classpath" io.bactrian.Bactrian
  cd "$root"
  await "http://127.0.0.1:$2/health"
}

rate() { # port seconds
  "${batch[@]}" wrk -t1 -c$CONNECTIONS -d"$2s" --timeout 10s -s "$work/chat.lua" "http://127.0.0.1:$1/chat" >"$work/wrk.txt"
  if grep -q 'Non-2xx\|Socket errors' "$work/wrk.txt"; then
    cat "$work/wrk.txt" >&2
    exit 1
  fi
  awk '/Requests\/sec/ {print $2}' "$work/wrk.txt"
}

echo "$("$java" -version 2>&1 | head -1), ${jvm[*]}, $(nproc) cores, ${batch[*]:-default scheduling}, warm-up ${WARM} s each, $ROUNDS pairs of ${MEASURED} s"
fake_upstream $UPSTREAM
gateway shipped $SHIPPED
gateway bare $BARE
rate $SHIPPED "$WARM" >/dev/null
rate $BARE "$WARM" >/dev/null
for round in $(seq "$ROUNDS"); do
  if [ $((round % 2)) = 1 ]; then
    with=$(rate $SHIPPED "$MEASURED") without=$(rate $BARE "$MEASURED")
  else
    without=$(rate $BARE "$MEASURED") with=$(rate $SHIPPED "$MEASURED")
  fi
  ratio=$(awk -v a="$with" -v b="$without" 'BEGIN {printf "%.3f", a / b}')
  echo "with $with req/s   without $without req/s   ratio $ratio"
  echo "$ratio" >>"$work/ratios"
done
sort -n "$work/ratios" | awk '{r[NR] = $1} END {
  m = NR % 2 ? r[(NR + 1) / 2] : (r[NR / 2] + r[NR / 2 + 1]) / 2
  printf "with breakers and balancer / without   %.3f   (goal: more than 0.90)\n", m }'
