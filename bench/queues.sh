#!/usr/bin/env bash
# Kills the gateway with kill -9 at random moments while it works on the messages of a broker, starts it again each
# time, and prints what became of the messages: each must have one reply. The gateway, the broker and the simulated
# Bedrock run on this machine; the gateway and the broker as processes of their own. The same runs among the tests in a
# short form (JmsKillTest).
#   bench/queues.sh jms
#   KILLS=30 MESSAGES=1000 bench/queues.sh jms
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=bench/common.sh
. bench/common.sh

case "${1:-}" in
  jms) scenario=io.bactrian.scenario.JmsKills ;;
  *) echo "usage: bench/queues.sh jms" >&2; exit 2 ;;
esac
prepare
mvn -q -B test-compile dependency:build-classpath -Dmdep.outputFile="$work/test-classpath"
"$java" -Xmx512m -Dio.netty.noUnsafe=true -Dlog4j2.level=WARN \
  -cp "target/test-classes:target/classes:$(cat "$work/test-classpath")" \
  "$scenario" "${KILLS:-30}" "${MESSAGES:-1000}"
