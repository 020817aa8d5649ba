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

# Installs what is missing, each given as its command, and after a '=' its Debian package where that has another name.
install_missing() {
  local need missing=()
  for need in "$@"; do
    command -v "${need%%=*}" >/dev/null || missing+=("${need#*=}")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
  fi
}

# What wrk asks /chat.
chat_script() {
  cat >"$work/chat.lua" <<'LUA'
wrk.method = "POST"
wrk.body = '{"content":"What is the capital of France?"}'
wrk.headers["Content-Type"] = "application/json"
LUA
}

# nginx with a fixed Converse answer; where there is a second port, it proxies that to the first.
fake_upstream() { # port [proxy-port]
  local proxy=""
  if [ -n "${2:-}" ]; then
    proxy="
  upstream fake { server 127.0.0.1:$1; keepalive 256; }
  server {
    listen 127.0.0.1:$2;
    location / {
      proxy_pass http://fake;
      proxy_http_version 1.1;
      proxy_set_header Connection \"\";
    }
  }"
  fi
  cat >"$work/nginx.conf" <<NGINX
worker_processes auto;
pid $work/nginx.pid;
error_log $work/nginx-error.log;
daemon off;
events { worker_connections 8192; }
http {
  access_log off;
  keepalive_requests 10000000;
  server {
    listen 127.0.0.1:$1;
    location / {
      default_type application/json;
      add_header x-amzn-requestid 0a1b2c3d-0000-4000-8000-000000000001;
      return 200 '{"metrics":{"latencyMs":1},"output":{"message":{"content":[{"text":"The capital of France is Paris."}],"role":"assistant"}},"stopReason":"end_turn","usage":{"inputTokens":14,"outputTokens":8,"totalTokens":22}}';
    }
  }$proxy
}
NGINX
  start nginx nginx -c "$work/nginx.conf" -e "$work/nginx-start.log"
  await "http://127.0.0.1:$1/"
}
