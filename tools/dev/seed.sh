# shellcheck shell=bash

usage() {
  cat <<'TEXT'
./dev seed [--url URL]

Fills a running server with a believable community, through the public API: people, channels, roles, a bot, a conversation
with pictures, replies and reactions. The server is the one at http://localhost:8080 unless URL says otherwise.
TEXT
}

main() {
  local url=${GUILDHALL_URL:-http://localhost:8080}
  while [ $# -gt 0 ]; do
    case "$1" in
      -h | --help) usage; return ;;
      --url) url=${2:?"--url needs an address"}; shift ;;
      *) fail "./dev seed has no option '$1'; see ./dev seed --help" ;;
    esac
    shift
  done
  need_node
  node -e 'fetch(process.argv[1]).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))' "$url/readyz" ||
    fail "No server answers at $url; start one with ./dev up, or name another with --url."
  npm_install web
  # Bundled beside the packages that it needs.
  step "Prepare the community" npm exec --prefix web -- vite build web --ssr e2e/seed.ts --outDir node_modules/.cache/seed --logLevel warn
  GUILDHALL_URL=$url node web/node_modules/.cache/seed/seed.js
}
