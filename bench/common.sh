# What the benches share; sourced, not run. Everything that `start` starts ends with the script.
work=$(mktemp -d)
started=()

stop_all() {
  for pid in "${started[@]:-}"; do
    [ -n "$pid" ] && kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true
  done
  started=()
}
finish() {
  stop_all
  rm -rf "$work"
}
trap finish EXIT

# The newest JDK that is installed: Maven's own may be older than what the gateway needs.
newest_java() {
  local java best="" best_version=0 version
  for java in "${JAVA_HOME:-/nonexistent}/bin/java" /usr/lib/jvm/*/bin/java "$HOME"/.sdkman/candidates/java/*/bin/java; do
    [ -x "$java" ] || continue
    version=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p;q')
    if [ "${version:-0}" -gt "$best_version" ]; then best=$java best_version=$version; fi
  done
  [ "$best_version" -ge 21 ] || { echo "no JDK 21 or newer found" >&2; exit 1; }
  echo "$best"
}

batch=()
if command -v chrt >/dev/null && chrt --batch 0 true 2>/dev/null; then batch=(chrt --batch 0); fi

start() { # name command...
  local name=$1
  shift
  "${batch[@]}" "$@" >"$work/$name.log" 2>&1 &
  started+=($!)
  pid=$!
}

await() { # url
  for _ in $(seq 120); do
    curl -s -o /dev/null --max-time 2 "$1" && return
    sleep 0.5
  done
  echo "nothing answers at $1" >&2
  tail -5 "$work"/*.log >&2
  exit 1
}

peak_mib() { awk '/VmHWM/ {print int($2 / 1024)}' "/proc/$1/status"; }

# The classes, their class path and the flags that the gateway is shipped with.
prepare() {
  java=$(newest_java)
  mvn -q -B compile dependency:build-classpath -Dmdep.outputFile="$work/classpath"
  classpath=target/classes:$(cat "$work/classpath")
  read -ra jvm <<<"$(sed -n 's/.*<run.jvm.args>\(.*\)<\/run.jvm.args>.*/\1/p' pom.xml)"
}
