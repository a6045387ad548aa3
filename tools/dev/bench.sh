# shellcheck shell=bash

usage() {
  cat <<'TEXT'
./dev bench [--list] [--quick] [--only NAME,...] [--peers] [--write] [--title TEXT] [--wsload DIR]

Starts a server of its own, measures, and prints a table: for each figure the wall time and the CPU per operation.
A run of everything is added to bench/RESULTS.md; --list names the scenarios, each a file in bench/scenarios. History
pages are asked for by wrk; the figures of the gateway by wsload, a load generator in C, where it is at
../shared/tools/wsload or where --wsload says. What is not there is left out, and said. --peers installs nginx with nchan
and ejabberd (Debian's) and measures Guildhall and them, one after the other, with the same generator.
TEXT
}

main() {
  case "${1:-}" in -h | --help) usage; return ;; esac
  [ -f bench/run.sh ] || fail "bench/run.sh is missing from this checkout."
  need_node
  case " $* " in *" --list "*) exec node bench/run.mjs --list ;; esac
  command -v wrk >/dev/null && command -v make >/dev/null && command -v cc >/dev/null ||
    step "Install wrk and a C compiler" apt_install wrk make gcc libc6-dev || true
  local arguments=()
  for argument in "$@"; do
    if [ "$argument" = --peers ]; then
      command -v ejabberdctl >/dev/null && [ -f /usr/lib/nginx/modules/ngx_nchan_module.so ] && command -v ss >/dev/null ||
        step "Install nginx with nchan and ejabberd" apt_install nginx libnginx-mod-nchan ejabberd iproute2 || fail "--peers needs Debian's packages nginx, libnginx-mod-nchan and ejabberd."
      arguments+=(--only peers)
    else
      arguments+=("$argument")
    fi
  done
  build_server
  GUILDHALL="$APP/guildhall" exec bash bench/run.sh "${arguments[@]}"
}
