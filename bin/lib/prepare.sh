# What this machine lacks, named or installed. Sourced by bin/demo, bin/test and bin/bench.
# shellcheck shell=bash

say() { printf '\n== %s\n' "$1" >&2; }

# need_package PACKAGE WHY: installs a Debian package as root, else prints the line that does and stops.
need_package() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "$2 is missing: installing $1" >&2
    apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$1" >&2 && return 0
  fi
  echo "$2 is missing. Install it and try again:  sudo apt-get install -y $1" >&2
  exit 1
}

# try_package PROGRAM PACKAGE: whether the program is there; as root its Debian package is installed for it.
try_package() {
  command -v "$1" >/dev/null && return 0
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  echo "$1 is missing: installing $2" >&2
  apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >&2
  command -v "$1" >/dev/null
}

has_libgomp() {
  { ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null; } | grep -q 'libgomp\.so\.1' && return 0
  compgen -G '/usr/lib/*/libgomp.so.1' >/dev/null || compgen -G '/usr/lib*/libgomp.so.1' >/dev/null
}

java_is_17_or_later() {
  command -v javac >/dev/null || return 1
  local major
  major="$(javac -version 2>&1 | sed -E 's/javac ([0-9]+).*/\1/')"
  [ "$major" -ge 17 ] && [ "$major" -lt 25 ]
}

prepare() {
  java_is_17_or_later || need_package openjdk-17-jdk-headless "A JDK from 17 to 24"
  command -v mvn >/dev/null || need_package maven "Maven"
  has_libgomp || need_package libgomp1 "The OpenMP library libgomp1, which XGBoost needs,"
}

prepare_python() {
  python3 -c 'import ensurepip, venv' 2>/dev/null || need_package python3-venv "Python 3 with venv"
}
