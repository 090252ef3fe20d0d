# A server of MLflow for checks, and two published versions in it. Sourced, after check.sh; needs $W and $work.
# shellcheck shell=bash

server=""

# up DIR: starts a server over that directory and exports its address.
up() {
  : >"$work/uri"
  $W mlflow up --port 0 --dir "$1" >"$work/uri" 2>"$work/up.err" &
  server=$!
  for _ in $(seq 900); do
    [ -s "$work/uri" ] && MLFLOW_TRACKING_URI="$(cat "$work/uri")" && export MLFLOW_TRACKING_URI && return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.2
  done
  tail -n 20 "$work/up.err" >&2
  return 1
}

# down: ends it.
down() {
  [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null
  server=""
}

# published: a server whose registry has compression@1 and, as champion, compression@2, both signed by
# $world/keys/release.pem. What end-to-end-mlflow left in $WIRESMITH_TEST_MLFLOW is used again; without it two small
# trainings make one.
published() {
  world="${WIRESMITH_TEST_MLFLOW:-$work/server}"
  if [ -f "$world/mlflow.db" ]; then
    # Version 2 as if it were the last: champion and challenger, with version 1 before it.
    up "$world" && $W promote compression@1 >/dev/null && $W promote compression@2 >/dev/null &&
      $W promote compression@2 --to challenger >/dev/null
    return
  fi
  local small=(--config bin/lib/small.yaml)
  up "$world" && $W generate compression --samples 3000 --seed 7 --out "$work/lp" >/dev/null &&
    $W keys create --out "$world/keys" --name release >/dev/null && export WIRESMITH_SIGNING_KEY="$world/keys/release.key" &&
    $W run compression --telemetry "$work/lp" "${small[@]}" >/dev/null 2>"$work/publish.err" &&
    $W run compression --telemetry "$work/lp" "${small[@]}" -D training.seed=43 >/dev/null 2>>"$work/publish.err" && return 0
  tail -n 20 "$work/publish.err" >&2
  return 1
}

# stored FILE: where the server keeps that file of the champion.
stored() {
  local place
  place="$(curl -sf "$MLFLOW_TRACKING_URI/api/2.0/mlflow/registered-models/alias?name=wiresmith-compression&alias=champion" |
    python3 -c 'import json, sys
tags = json.load(sys.stdin)["model_version"]["tags"]
print(json.loads(next(tag["value"] for tag in tags if tag["key"] == "wiresmith.record"))["artifacts"])')" || return 1
  echo "$world/artifacts/$place/$1"
}

# flip FILE: changes one bit of byte 1000; again, and it is as it was.
flip() {
  python3 - "$1" <<'P'
import sys
with open(sys.argv[1], "r+b") as file:
    file.seek(1000)
    byte = file.read(1)[0]
    file.seek(1000)
    file.write(bytes([byte ^ 1]))
P
}
