# shellcheck shell=bash

usage() {
  cat <<'TEXT'
./dev bench [options of bench/run.sh]

Starts a server of its own, measures, and prints a table: for each figure the wall time and the CPU per operation.
bench/RESULTS.md holds the figures of a named machine, and how they were taken.
TEXT
}

main() {
  case "${1:-}" in -h | --help) usage; return ;; esac
  [ -f bench/run.sh ] || fail "bench/run.sh is missing from this checkout."
  build_server
  GUILDHALL="$APP/guildhall" exec bash bench/run.sh "$@"
}
