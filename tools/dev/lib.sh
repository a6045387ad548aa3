# What the parts of ./dev share: steps with progress and logs, the tools they need, and the builds.
# shellcheck shell=bash

LOGS="$ROOT/.dev/logs"
STAMPS="$ROOT/.dev/stamps"
APP="$ROOT/.dev/app"
mkdir -p "$LOGS" "$STAMPS"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDDISABLENODEREUSE=1
export NPM_CONFIG_UPDATE_NOTIFIER=false NPM_CONFIG_FUND=false NPM_CONFIG_AUDIT=false
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

say() { printf '%s\n' "$*"; }

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# step NAME COMMAND…: runs a command with its output in .dev/logs/NAME.log, one line on the screen, and the end of the
# log when it fails. Returns the command's exit code.
step() {
  local name=$1 log started=$SECONDS code=0
  shift
  log="$LOGS/${name//[^a-zA-Z0-9.-]/-}.log"
  printf '  %-42s' "$name"
  "$@" >"$log" 2>&1 </dev/null || code=$?
  if [ "$code" -eq 0 ]; then
    printf '%4d s\n' "$((SECONDS - started))"
  else
    printf '%4d s  failed (%s)\n' "$((SECONDS - started))" "${log#"$ROOT/"}"
    show_end "$log"
  fi
  return "$code"
}

# The lines that matter of a log: a compiler's errors when it has some, its end otherwise.
show_end() {
  local errors
  errors=$(grep -E '(: error |^error|ERR!)' "$1" | sort -u | head -n 20 || true)
  if [ -n "$errors" ]; then printf '%s\n' "$errors" | sed 's/^/    /' >&2; else tail -n 40 "$1" | sed 's/^/    /' >&2; fi
}

# fingerprint PATH…: changes when a file below the paths is added, edited or removed.
fingerprint() {
  find "$@" \( -name bin -o -name obj -o -name node_modules -o -name dist -o -name test-results \) -prune \
    -o -type f -printf '%p %s %T@\n' | LC_ALL=C sort | sha256sum
}

# is_current STAMP FINGERPRINT: whether this is what was built last. An edit during a build counts as a later one,
# since the fingerprint is taken before.
is_current() { [ "$(cat "$STAMPS/$1" 2>/dev/null)" = "$2" ]; }

set_stamp() { printf '%s\n' "$2" >"$STAMPS/$1"; }

# apt_install PACKAGE…: Debian packages, when this user may install them.
apt_install() {
  command -v apt-get >/dev/null || return 1
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || return 1
    as_root=(sudo -n)
  fi
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
}

need_dotnet() {
  if command -v dotnet >/dev/null && dotnet --list-sdks 2>/dev/null | grep -q '^1[0-9]\.'; then return; fi
  fail "Guildhall needs the .NET SDK 10. Get it from https://dotnet.microsoft.com/download/dotnet/10.0
or, into your home folder: curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0
and put ~/.dotnet on your PATH."
}

need_node() {
  command -v npm >/dev/null || step "Install Node.js" apt_install nodejs npm || true
  local version
  version=$(node --version 2>/dev/null || echo v0)
  case "$version" in
    v20.19* | v20.[2-9][0-9]* | v2[1-9].* | v[3-9][0-9].*) ;;
    *) fail "The web client is built with Node.js 20.19 or later (here: $version). Get it from https://nodejs.org." ;;
  esac
}

need_browser() {
  if ! command -v chromium >/dev/null && [ -z "${CHROMIUM:-}" ]; then
    step "Install Chromium" apt_install chromium fonts-noto-core fonts-noto-color-emoji ||
      fail "The browser tests need Chromium: install the package chromium, or name one in the variable CHROMIUM."
  fi
  export CHROMIUM=${CHROMIUM:-$(command -v chromium)}
}

# The program that resizes images; without it the server sends originals.
need_images() {
  command -v vipsthumbnail >/dev/null || step "Install libvips-tools" apt_install libvips-tools || say "  Images stay in their original size without vipsthumbnail (package libvips-tools)."
}

# libsodium, for the second of the two ways in which voice packets of bots are sealed; without it only AES-GCM is offered.
need_voice() {
  [ "$(uname)" = Linux ] || return 0
  { ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null; } | grep -q 'libsodium\.so\.23' && return
  step "Install libsodium" apt_install libsodium23 || say "  Bots are offered aead_aes256_gcm_rtpsize alone without libsodium (package libsodium23)."
}

# The relay for networks without UDP, which the test of calls starts by itself.
need_turn() {
  [ "$(uname)" = Linux ] || return 0
  command -v turnserver >/dev/null || step "Install coturn" apt_install coturn || say "  The test of calls through a relay is left out without coturn."
}

# discord.py and a zstd decoder for the system's own Python.
need_discord_py() {
  local here=(/usr/bin/python3 -c 'import discord, zstandard')
  "${here[@]}" 2>/dev/null && return
  step "Install discord.py" apt_install python3-discord python3-zstandard && "${here[@]}" 2>/dev/null
}

# npm_install FOLDER: what package-lock.json names, when it is not there already.
npm_install() {
  local folder=$1
  if [ -f "$folder/node_modules/.package-lock.json" ] && [ ! "$folder/package-lock.json" -nt "$folder/node_modules/.package-lock.json" ]; then return; fi
  need_node
  step "Install packages of $folder" npm ci --prefix "$folder" --no-audit --no-fund --prefer-offline
}

has_web() { [ -f web/package.json ]; }

build_web() {
  has_web || return 0
  local state
  state=$(fingerprint web)
  if [ -f web/dist/index.html.br ] && is_current web "$state"; then return; fi
  npm_install web
  step "Build the web client" npm run --prefix web build
  step "Compress the web client" node tools/precompress.mjs web/dist
  set_stamp web "$state"
}

SERVER_SOURCES=(src Directory.Build.props Directory.Packages.props global.json .editorconfig)

# Publishes the server into .dev/app, away from what tests build, so that a running server keeps its files.
build_server() {
  local state
  state=$(fingerprint "${SERVER_SOURCES[@]}")
  if [ -x "$APP/guildhall" ] && is_current server "$state"; then return; fi
  need_dotnet
  step "Build the server" dotnet publish src/Guildhall.Server -c Release -o "$APP" --nologo -v quiet
  set_stamp server "$state"
}
