# shellcheck shell=bash

usage() {
  cat <<'TEXT'
./dev up [options of `guildhall serve`]

Builds the server and the web client when they have changed, and serves both at http://localhost:8080
with all data in ./data. Ctrl-C drains; a second one stops at once.

  --listen URL   another address           --data DIR   another folder
  every option:  ./dev up --serve-help
TEXT
}

main() {
  case "${1:-}" in -h | --help) usage; return ;; esac
  build_server
  if [ "${1:-}" = --serve-help ]; then exec "$APP/guildhall" serve --help; fi
  build_web
  need_images
  need_voice
  local defaults=()
  given --data "$@" || [ -n "${GUILDHALL_DATA:-}" ] || defaults+=(--data "$ROOT/data")
  given --listen "$@" || [ -n "${GUILDHALL_LISTEN:-}" ] || defaults+=(--listen http://localhost:8080)
  given --web "$@" || [ ! -d web/dist ] || defaults+=(--web "$ROOT/web/dist")
  cd "$CALLER_DIR"
  exec "$APP/guildhall" serve "${defaults[@]}" "$@"
}

# given FLAG ARGUMENT…: whether the flag is among the arguments, or a config file that may hold it.
given() {
  local flag=$1 argument
  shift
  for argument in "$@"; do
    case "$argument" in "$flag" | "$flag"=* | --config | --config=*) return 0 ;; esac
  done
  return 1
}
