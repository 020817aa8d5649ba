#!/usr/bin/env bash
# Runs the scenarios of resilience in their long form, with real durations and the shipped settings, and writes
# docs/resilience-report.md. Takes about half an hour; wants a machine that does nothing else. The same scenarios
# run in seconds each among the tests (ResilienceTest).
# With ids it runs those only, and replaces what the report says of them. REPORT names another file.
#   bench/resilience.sh
#   bench/resilience.sh R2 R9
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=bench/common.sh
. bench/common.sh

REPORT=${REPORT:-docs/resilience-report.md}
prepare
mvn -q -B test-compile dependency:build-classpath -Dmdep.outputFile="$work/test-classpath"
echo "$("$java" -version 2>&1 | head -1), $(nproc) cores"
"$java" -Xmx512m -Dgateway.flags="${jvm[*]}" -Dio.netty.noUnsafe=true -Dlog4j2.level=WARN \
  -cp "target/test-classes:target/classes:$(cat "$work/test-classpath")" \
  io.bactrian.scenario.resilience.ResilienceReport "$REPORT" "$@"
