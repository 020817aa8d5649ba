#!/usr/bin/env bash
# Works on the messages of a broker under trouble, and prints what became of each. The gateway and the broker are
# processes of their own on this machine (with outage one), the simulated Bedrock runs beside the load.
#   jms, sqs      kills the gateway with kill -9 at random moments and starts it again each time: each message must have
#                 a reply, with JMS one. The same runs among the tests in a short form (JmsKillTest, SqsKillTest).
#   broker        the broker is killed with kill -9 under load, and started again on the same journal 30 seconds later:
#                 time to the first reply, replies, the gateway's processor time and log lines without it.
#   outage        every target dies and comes back while messages wait: pauses, deliveries, dead letters, replies.
#   interactive   p99 of calls over HTTP without messages, and while many wait and are worked off.
#   KILLS=30 MESSAGES=1000 bench/queues.sh jms
#   KILLS=30 MESSAGES=1000 bench/queues.sh sqs
#   SECONDS_OUT=30 bench/queues.sh broker
#   MESSAGES=5000 bench/queues.sh outage
#   MESSAGES=10000 bench/queues.sh interactive
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=bench/common.sh
. bench/common.sh

case "${1:-}" in
  jms) arguments=(io.bactrian.scenario.JmsKills "${KILLS:-30}" "${MESSAGES:-1000}") ;;
  sqs) arguments=(io.bactrian.scenario.SqsKills "${KILLS:-30}" "${MESSAGES:-1000}") ;;
  broker) arguments=(io.bactrian.scenario.JmsBrokerOutage "${SECONDS_OUT:-30}") ;;
  outage) arguments=(io.bactrian.scenario.QueueOutage "${MESSAGES:-5000}") ;;
  interactive) arguments=(io.bactrian.scenario.JmsInteractive "${MESSAGES:-10000}") ;;
  *) echo "usage: bench/queues.sh jms | sqs | broker | outage | interactive" >&2; exit 2 ;;
esac
prepare
mvn -q -B test-compile dependency:build-classpath -Dmdep.outputFile="$work/test-classpath"
"$java" -Xmx512m -Dio.netty.noUnsafe=true -Dlog4j2.level=WARN \
  -cp "target/test-classes:target/classes:$(cat "$work/test-classpath")" "${arguments[@]}"
