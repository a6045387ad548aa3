# shellcheck shell=bash

usage() { say "./dev clean: removes what was built and installed inside the project. ./data stays."; }

main() {
  case "${1:-}" in -h | --help) usage; return ;; esac
  rm -rf .dev/app .dev/stamps .dev/logs .dev/test web/dist
  find src tests bench -depth \( -name bin -o -name obj -o -name node_modules \) -type d -prune -exec rm -rf {} + 2>/dev/null || true
  rm -rf web/node_modules
}
