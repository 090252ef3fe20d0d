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
