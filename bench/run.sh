#!/usr/bin/env bash
# Builds what is measured in Release and runs bench/run.mjs; arguments are passed on.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build -c Release --nologo -v q src/Guildhall.Server
dotnet build -c Release --nologo -v q bench/Guildhall.Swarm
exec node bench/run.mjs --server "dotnet src/Guildhall.Server/bin/Release/net10.0/guildhall.dll" --swarm "dotnet bench/Guildhall.Swarm/bin/Release/net10.0/swarm.dll" "$@"
