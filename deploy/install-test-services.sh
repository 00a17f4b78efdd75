#!/usr/bin/env bash
# Sees to what the tests run against: Redis >= 7, PostgreSQL's server, Chromium, Node.js >= 20.19 with npm.
# Installs what is missing on Debian and Ubuntu as root; elsewhere says what is missing and exits 1.
set -euo pipefail

has() { command -v "$1" >/dev/null 2>&1; }

has_redis() {
  local major
  has redis-server || return 1
  major=$(redis-server --version | sed -n 's/.* v=\([0-9]*\)\..*/\1/p')
  [[ -n $major ]] && ((major >= 7))
}

has_postgresql() {
  has initdb && has postgres && return
  local initdb
  for initdb in /usr/lib/postgresql/*/bin/initdb; do
    [[ -x $initdb && -x ${initdb%/*}/postgres ]] && return
  done
  return 1
}

missing=() packages=()
# need <what a person calls it> <Debian's packages> <the check...>
need() {
  local what=$1 debian=$2
  shift 2
  if ! "$@"; then
    missing+=("$what")
    # shellcheck disable=SC2206
    packages+=($debian)
  fi
}

has_node() {
  local version
  has node || return 1
  version=$(node --version | tr -d v)
  [[ $(printf '%s\n' 20.19.0 "$version" | sort -V | head -n 1) == 20.19.0 ]]
}

has_chromium() { has chromium || has chromium-browser || has google-chrome; }

check() {
  missing=() packages=()
  need 'redis-server 7 or newer' redis-server has_redis
  need 'the PostgreSQL server (initdb, postgres)' postgresql has_postgresql
  need 'Chromium' chromium has_chromium
  need 'Node.js 20.19 or newer' nodejs has_node
  need 'npm' npm has npm
  ((${#missing[@]} == 0))
}

say_and_fail() {
  {
    echo "The tests need what is not here:"
    printf '  - %s\n' "${missing[@]}"
    echo "Debian, Ubuntu (as root):  apt-get install ${packages[*]}"
    echo "macOS:                     brew install redis postgresql@17 node && brew install --cask chromium"
  } >&2
  exit 1
}

check && exit 0
if ! has apt-get || [[ $(id -u) != 0 ]]; then
  say_and_fail
fi

# Packages start their services when they are installed, unless this file says no. The tests start their own.
policy=/usr/sbin/policy-rc.d
if [[ ! -e $policy ]]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
  trap 'rm -f "$policy"' EXIT
fi
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
echo "Installing for the tests: ${packages[*]}"
if ! { apt-get update && apt-get install --yes --no-install-recommends "${packages[@]}"; } </dev/null >"$log" 2>&1; then
  tail -n 30 "$log" >&2
  say_and_fail
fi
rm -f "$log"
check || say_and_fail
