#!/usr/bin/env bash
# What becomes of waiting messages when every target dies and comes back, with the embedded broker: pauses, deliveries,
# dead letters, replies, and how long it took. Prints the ledger and the goals; ends with 1 where one was missed.
#   bench/queue-outage.sh
#   MESSAGES=20000 bench/queue-outage.sh
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=bench/common.sh
. bench/common.sh

prepare
mvn -q -B test-compile dependency:build-classpath -Dmdep.outputFile="$work/test-classpath"
echo "$("$java" -version 2>&1 | head -1), $(nproc) cores"
"$java" -Xmx512m -Dio.netty.noUnsafe=true -Dlog4j2.level=WARN \
  -cp "target/test-classes:target/classes:$(cat "$work/test-classpath")" \
  io.bactrian.scenario.QueueOutage "${MESSAGES:-5000}"
