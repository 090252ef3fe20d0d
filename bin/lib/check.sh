# Checks of the scripts. Sourced.
# shellcheck shell=bash

# check NAME COMMAND...: records whether the command ends with 0.
check() {
  local name="$1" start=$SECONDS
  shift
  if "$@"; then
    echo "ok $name" >>"$WIRESMITH_TEST_RESULTS"
    printf 'ok    %s (%d s)\n' "$name" $((SECONDS - start))
  else
    echo "fail $name" >>"$WIRESMITH_TEST_RESULTS"
    printf 'FAIL  %s (%d s)\n' "$name" $((SECONDS - start))
  fi
}

# missing CHECKS REMEDY: checks that this machine cannot make; a failure in CI, elsewhere said loudly.
missing() {
  local outcome=skip
  [ -z "${CI:-}" ] || outcome=fail
  echo "$outcome $1 ($2)" >>"$WIRESMITH_TEST_RESULTS"
  printf '%s  %s: NOT CHECKED. %s\n' "${outcome^^}" "$1" "$2"
}

# exits CODE COMMAND...: whether the command ends with that code; its output goes to $out and $err.
exits() {
  local wanted="$1" code=0
  shift
  "$@" >"$out" 2>"$err" || code=$?
  [ "$code" = "$wanted" ] && return 0
  echo "  exit $code instead of $wanted: $*" >&2
  tail -n 20 "$err" >&2
  return 1
}

# says PATTERN FILE: whether the file holds it.
says() {
  grep -qE -- "$1" "$2" && return 0
  echo "  '$1' is not in $2:" >&2
  head -n 20 "$2" >&2
  return 1
}

# json FILE EXPRESSION: evaluates a Python expression over the document d.
json() {
  python3 -c 'import json,sys; d=json.load(open(sys.argv[1])); print(eval(sys.argv[2]))' "$1" "$2"
}

# free_port: a port of 127.0.0.1 that nobody has now.
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# eventually SECONDS COMMAND...: whether the command succeeds in that time.
eventually() {
  local until=$((SECONDS + $1))
  shift
  until "$@" 2>/dev/null; do
    [ $SECONDS -lt $until ] || return 1
    sleep 0.2
  done
}

# serves OPTIONS...: starts a server on a free port in the background; sets $serving and $address. Its words go to $work/serve.*
serves() {
  address=""
  bin/wiresmith serve "$@" --port 0 >"$work/serve.out" 2>"$work/serve.err" &
  serving=$!
  for _ in $(seq 100); do
    address="$(grep -ohE 'http://127\.0\.0\.1:[0-9]+' "$work/serve.out")" && return 0
    sleep 0.2
  done
  return 1
}

# stops: ends the server that serves has started.
stops() {
  kill "$serving"
  wait "$serving" 2>/dev/null
}

# schedules NAME OPTIONS...: starts a scheduler on a free port in the background and waits until it has looked what is due;
# sets $daemon and $page. Its words go to $work/NAME.out.
schedules() {
  local said="$work/$1.out"
  shift
  page=""
  bin/wiresmith scheduler "$@" --port 0 >"$said" 2>&1 &
  daemon=$!
  for _ in $(seq 600); do
    page="$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$said")" && curl -sf "$page/health/ready" >/dev/null && return 0
    kill -0 "$daemon" 2>/dev/null || break
    sleep 0.2
  done
  cat "$said" >&2
  return 1
}
