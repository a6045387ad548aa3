#!/usr/bin/env bash
# Builds what is measured in Release and runs bench/run.mjs; arguments are passed on.
# GUILDHALL names a server that is built already.
set -euo pipefail
cd "$(dirname "$0")/.."
server=${GUILDHALL:-}
if [ -z "$server" ]; then
  dotnet build -c Release --nologo -v q src/Guildhall.Server
  server="src/Guildhall.Server/bin/Release/net10.0/guildhall"
fi
dotnet build -c Release --nologo -v q bench/Guildhall.Swarm
exec node --experimental-websocket bench/run.mjs --server "$server" --swarm "bench/Guildhall.Swarm/bin/Release/net10.0/swarm" "$@"
