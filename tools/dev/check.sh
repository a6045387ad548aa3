# shellcheck shell=bash

usage() {
  cat <<'TEXT'
./dev check

What every change must pass before review: C# format, a build with every analyzer and warnings as errors,
the tidy tests (references point down, small files, no marks of unfinished work, links that lead somewhere),
and types, lint and size of the web client.
TEXT
}

main() {
  case "${1:-}" in -h | --help) usage; return ;; esac
  local bad=0
  need_dotnet
  step "Build with analyzers" dotnet build Guildhall.slnx -c Release --nologo -v quiet || fail "./dev check: the build failed."
  step "Verify the format of C#" dotnet format whitespace Guildhall.slnx --verify-no-changes --no-restore || bad=1
  step "Tidy" dotnet tests/Guildhall.Tidy/bin/Release/net10.0/Guildhall.Tidy.dll -noLogo -noColor || bad=1
  if has_web; then
    npm_install web
    step "Types, lint and size of the web client" npm run --prefix web check || bad=1
  fi
  [ "$bad" -eq 0 ] || fail "./dev check found something to mend; ./dev fmt mends the format."
  say "All in order."
}
