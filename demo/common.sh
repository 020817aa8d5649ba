# What the demos share; sourced, not run.
BASE=${BASE:-http://localhost:8000}

# The first target, such as us-east-1/claude-haiku.
target() {
  curl -sf "$BASE/test/load-balancer-status" | sed -E 's/.*"endpoints":\[\{"region":"([^"]*)","model":"([^"]*)".*/\1\/\2/'
}

# The state of a target's breaker.
state() {
  curl -sf "$BASE/test/circuit-status" | tr '{' '\n' | grep -A1 -F "\"$1\":" | sed -nE 's/^"circuit_state":"([a-z_]*)".*/\1/p'
}

# The status of one call.
call() {
  curl -s -o /dev/null -w '%{http_code}' -H 'Content-Type: application/json' -d '{"content":"Still there?"}' "$BASE/chat"
}

# Ends what was switched on, and resets the target's breaker.
end_failures() { # target
  curl -s -o /dev/null -X POST "$BASE/test/disable-failures" || true
  curl -s -o /dev/null -X POST "$BASE/circuit-breakers/$1/reset" || true
}
