# shellcheck shell=bash

usage() { say "./dev fmt: puts every file into the house format (dotnet format; the linter's fixes in web/)."; }

main() {
  case "${1:-}" in -h | --help) usage; return ;; esac
  need_dotnet
  step "Format C#" dotnet format whitespace Guildhall.slnx
  step "Order usings" dotnet format style Guildhall.slnx --severity warn
  if has_web; then
    npm_install web
    step "Fix the web client" npm exec --prefix web -- eslint --fix web/src
  fi
}
