# shellcheck shell=bash

usage() {
  cat <<'TEXT'
./dev test [options]

Runs every test, from a fresh clone too, and sums up: the last line is "N passed, N failed".

  --fast           leave out the browser tests, the kills and the backup
  --filter TEXT    only tests whose name contains the text (unit, web and browser tests)
  --roundtrip      every message between actors goes through bytes in every test
  --crash          only the crash test, at full length: 50 times kill -9 under traffic, with its log
  --backup         only the backup test, at full length: 500 messages a second arrive meanwhile, with its log
  --verbose        show the whole log of each suite that fails

The parts: .NET test projects below tests/, the web client's unit tests, discord.js against a running server
(with every answer held against the API document when the checker is at ../shared/tools/apicheck, or where
the variable APICHECK says), compressed streams read by discord.js, oceanic.js, discord.py and plain decoders, voice bots playing to each other,
kills and a backup under traffic, and two people in a browser. Logs are in .dev/logs/.
TEXT
}

SERVER="$ROOT/src/Guildhall.Server/bin/Release/net10.0/guildhall"
APICHECK=${APICHECK:-../shared/tools/apicheck}
PASSED=0
FAILED=0
FILTER=""
IS_FAST=false
IS_VERBOSE=false

main() {
  local only_crash=false only_backup=false
  while [ $# -gt 0 ]; do
    case "$1" in
      -h | --help) usage; return ;;
      --fast) IS_FAST=true ;;
      --verbose) IS_VERBOSE=true ;;
      --crash) only_crash=true ;;
      --backup) only_backup=true ;;
      --roundtrip) export GUILDHALL_ROUNDTRIP=1 ;;
      --filter) FILTER=${2:?"--filter needs a text"}; shift ;;
      *) fail "./dev test has no option '$1'; see ./dev test --help" ;;
    esac
    shift
  done
  need_dotnet
  need_node
  need_images
  need_voice
  # A variable meant for `guildhall serve` must not reach the servers of the tests.
  unset GUILDHALL_DATA GUILDHALL_LISTEN GUILDHALL_ROLES GUILDHALL_CONFIG GUILDHALL_WEB GUILDHALL_PUBLIC_URL
  step "Build everything" dotnet build Guildhall.slnx -c Release --nologo -v quiet || { FAILED=1; finish; }
  if $only_crash; then crash 50; finish; fi
  if $only_backup; then backup 3 60000; finish; fi

  dotnet_suites
  web_suite
  if [ -z "$FILTER" ]; then suite "http-bot" count_tap node --test --test-reporter=tap examples/*/*.test.js; conformance_suite; fi
  if [ -z "$FILTER" ] && ! $IS_FAST; then crash 3; backup 1 3000; fi
  $IS_FAST || browser_suite
  finish
}

# The verdict: what CI and people read.
finish() {
  [ $((PASSED + FAILED)) -gt 0 ] || { say "Nothing ran."; FAILED=1; }
  say "$PASSED passed, $FAILED failed"
  [ "$FAILED" -eq 0 ] || exit 1
  exit 0
}

# suite NAME COUNTER COMMAND…: runs one suite into its log; COUNTER prints "passed failed skipped" from that log.
suite() {
  local name=$1 counter=$2 started=$SECONDS code=0 log passed failed skipped
  shift 2
  log="$LOGS/test-${name//[^a-zA-Z0-9.-]/-}.log"
  printf '  %-42s' "$name"
  "$@" >"$log" 2>&1 </dev/null || code=$?
  read -r passed failed skipped < <("$counter" "$log") || true
  passed=${passed:-0} failed=${failed:-0} skipped=${skipped:-0}
  # A suite that dies, or that silently runs nothing, has failed.
  if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ] && { [ -z "$FILTER" ] || [ "$passed" -gt 0 ]; }; then failed=1; fi
  if [ -z "$FILTER" ] && [ $((passed + failed + skipped)) -eq 0 ]; then failed=1; fi
  PASSED=$((PASSED + passed)) FAILED=$((FAILED + failed))
  printf '%4d s  %5d passed, %d failed' "$((SECONDS - started))" "$passed" "$failed"
  [ "$skipped" -eq 0 ] || printf ', %d SKIPPED' "$skipped"
  printf '\n'
  if [ "$failed" -gt 0 ]; then
    say "    log: ${log#"$ROOT/"}"
    if $IS_VERBOSE; then sed 's/^/    /' "$log"; else grep -vE '^\s*$' "$log" | tail -n 40 | sed 's/^/    /'; fi
  fi
}

count_xunit() {
  sed -nE 's/.*Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+), Not Run: ([0-9]+),.*/\1 \2 \3 \4 \5/p' "$1" |
    awk '{ p += $1 - $3 - $4 - $5; f += $2 + $3; s += $4 } END { print p + 0, f + 0, s + 0 }'
}

# Suites of our own end each part with a line such as "12 passed, 0 failed".
count_lines() {
  sed -nE 's/^(.*[: ])?([0-9]+) passed, ([0-9]+) failed$/\2 \3/p' "$1" | awk '{ p += $1; f += $2 } END { print p + 0, f + 0, 0 }'
}

count_json() { node "$ROOT/tools/dev/counts.mjs" "${1%.log}.json"; }

count_tap() { awk '/^# pass /{ p = $3 } /^# fail /{ f = $3 } END { print p + 0, f + 0, 0 }' "$1"; }

dotnet_suites() {
  # The tests of end-to-end encryption drive clients that others wrote.
  [ ! -f tests/voice/package.json ] || npm_install tests/voice || { FAILED=$((FAILED + 1)); return; }
  local project name arguments=(-noLogo -noColor)
  [ -z "$FILTER" ] || arguments+=(-method "*$FILTER*")
  for project in tests/*/*.csproj; do
    grep -q 'xunit.v3' "$project" || continue
    name=$(basename "$project" .csproj)
    suite "$name" count_xunit dotnet "tests/$name/bin/Release/net10.0/$name.dll" "${arguments[@]}"
  done
  # Once more on the other transport, over TLS, and with descriptor tables of the loops' own: what a client sees is the same.
  name=Guildhall.Gateway.Tests
  if [ -d "tests/$name" ]; then
    suite "$name, on Kestrel" count_xunit env GUILDHALL_GATEWAY_TRANSPORT=kestrel dotnet "tests/$name/bin/Release/net10.0/$name.dll" "${arguments[@]}"
    suite "$name, over TLS" count_xunit env GUILDHALL_GATEWAY_TLS=1 dotnet "tests/$name/bin/Release/net10.0/$name.dll" -class- '*LoopTests' "${arguments[@]}"
    suite "$name, own descriptors" count_xunit env GUILDHALL_GATEWAY_PRIVATE_DESCRIPTORS=1 dotnet "tests/$name/bin/Release/net10.0/$name.dll" "${arguments[@]}"
  fi
  # Once more as it would be between nodes: every message between actors travels as bytes. Who may do what is the same.
  name=Guildhall.Conformance
  [ -n "${GUILDHALL_ROUNDTRIP:-}" ] || [ ! -d "tests/$name" ] ||
    suite "$name, messages as bytes" count_xunit env GUILDHALL_ROUNDTRIP=1 dotnet "tests/$name/bin/Release/net10.0/$name.dll" -namespace- Guildhall.Conformance.Rights "${arguments[@]}"
}

web_suite() {
  has_web || return 0
  npm_install web || { FAILED=$((FAILED + 1)); return; }
  local arguments=(run --reporter=default --reporter=json "--outputFile.json=$LOGS/test-web.json")
  [ -z "$FILTER" ] || arguments+=(-t "$FILTER" --passWithNoTests)
  rm -f "$LOGS/test-web.json"
  suite web count_json npm exec --prefix web -- vitest --root web "${arguments[@]}"
}

conformance_suite() {
  npm_install tests/conformance-js || { FAILED=$((FAILED + 1)); return; }
  local arguments=(--server "$SERVER")
  if [ -d "$APICHECK" ] && apicheck; then
    arguments+=(--apicheck "$ROOT/.dev/shared/tools/apicheck")
  else
    say "  SKIPPED: apicheck is not at $APICHECK, so discord.js runs without the API document at its side"
  fi
  suite discord.js count_lines node tests/conformance-js/run.mjs "${arguments[@]}"
  suite "the same bot in three libraries" count_lines node tests/conformance-js/bots/run.mjs --server "$SERVER"
  if npm_install examples; then
    suite examples count_lines node tests/conformance-js/bots/examples.mjs --server "$SERVER"
  else
    FAILED=$((FAILED + 1))
  fi
  compression_suite
  if npm_install tests/voice; then
    suite "voice bots" count_lines node tests/voice/run.mjs --server "$SERVER"
  else
    FAILED=$((FAILED + 1))
  fi
  suite "a thousand sessions resume" count_lines node tests/conformance-js/resume.mjs --server "$SERVER"
  suite "a thousand sessions outlast two restarts" count_lines node tests/conformance-js/restart.mjs --server "$SERVER"
  if [ -z "${GUILDHALL_ROUNDTRIP:-}" ]; then
    suite "discord.js, messages as bytes" count_lines env GUILDHALL_ROUNDTRIP=1 node tests/conformance-js/run.mjs --server "$SERVER"
  fi
}

# Compressed streams in the hands of decoders and libraries that others wrote.
compression_suite() {
  npm_install tests/compression || { FAILED=$((FAILED + 1)); return; }
  local arguments=(--server "$SERVER")
  if need_discord_py; then
    arguments+=(--python /usr/bin/python3)
  else
    say "  SKIPPED: discord.py and Python's decoders (packages python3-discord and python3-zstandard) are not here"
  fi
  suite "compressed streams" count_lines node tests/compression/run.mjs "${arguments[@]}"
}

# The checker installs its packages beside itself, and its home may be read-only: it works in a copy.
apicheck() {
  mkdir -p .dev/shared/tools
  if [ ! -d .dev/shared/tools/apicheck/node_modules ]; then
    cp -R --no-preserve=mode "$APICHECK" .dev/shared/tools/apicheck
    cp -R --no-preserve=mode "$APICHECK/../../spec" .dev/shared/
    step "Install packages of the checker" npm ci --prefix .dev/shared/tools/apicheck --no-audit --no-fund
  fi
}

crash() {
  local cycles=$1 name="kill -9 under traffic, $1 times"
  suite "$name" count_lines node tests/crash/crash.mjs --server "$SERVER" --cycles "$cycles"
  [ "$cycles" -lt 50 ] || cat "$LOGS/test-${name//[^a-zA-Z0-9.-]/-}.log"
}

backup() {
  local rounds=$1 name="backup under traffic, $1 times"
  suite "$name" count_lines node tests/crash/backup.mjs --server "$SERVER" --rounds "$rounds" --before "$2"
  [ "$rounds" -eq 1 ] || cat "$LOGS/test-${name//[^a-zA-Z0-9.-]/-}.log"
}

browser_suite() {
  [ -f web/playwright.config.ts ] || return 0
  need_browser
  need_turn
  build_web || { FAILED=$((FAILED + 1)); return; }
  npm_install tests/voice || { FAILED=$((FAILED + 1)); return; }
  local arguments=(--reporter=list,json)
  [ -z "$FILTER" ] || arguments+=(-g "$FILTER" --pass-with-no-tests)
  rm -f "$LOGS/test-browser.json"
  # The test of calls starts the relay by itself, where coturn is installed.
  local turn_port=$((20000 + RANDOM % 10000))
  start_server --web "$ROOT/web/dist" --turn-urls "turn:127.0.0.1:$turn_port?transport=tcp" --turn-secret relayed || { FAILED=$((FAILED + 1)); return; }
  suite browser count_json env GUILDHALL_URL="$SERVER_URL" GUILDHALL_VOICE_CA="$SERVER_DATA/voice-tls/ca.pem" GUILDHALL_TURN="$turn_port:relayed" PLAYWRIGHT_JSON_OUTPUT_NAME="$LOGS/test-browser.json" \
    npm run --prefix web e2e -- "${arguments[@]}"
  stop_server
}

# start_server OPTION…: a server of the tests' own on a free port and an empty folder; SERVER_URL says where.
start_server() {
  SERVER_DATA=$(mktemp -d)
  local log="$LOGS/test-server.log" waited=0
  : >"$log"
  "$SERVER" serve --data "$SERVER_DATA" --listen http://127.0.0.1:0 --insecure-no-rate-limits --insecure-fast-passwords --overload-protection false "$@" >"$log" 2>&1 </dev/null &
  SERVER_PID=$!
  trap stop_server EXIT
  until SERVER_URL=$(sed -nE 's/^Guildhall serves (.*)$/\1/p' "$log") && [ -n "$SERVER_URL" ]; do
    waited=$((waited + 1))
    if [ "$waited" -gt 200 ] || ! kill -0 "$SERVER_PID" 2>/dev/null; then
      say "  The server of the browser tests did not start:"
      show_end "$log"
      return 1
    fi
    sleep 0.1
  done
}

stop_server() {
  [ -n "${SERVER_PID:-}" ] || return 0
  kill "$SERVER_PID" 2>/dev/null || true
  wait "$SERVER_PID" 2>/dev/null || true
  rm -rf "$SERVER_DATA"
  SERVER_PID=""
}
