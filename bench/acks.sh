#!/usr/bin/env bash
# What it costs to remember that somebody has read a channel; prints rows for RESULTS.md.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build -c Release --nologo -v q bench/Guildhall.AckBench
exec bench/Guildhall.AckBench/bin/Release/net10.0/ackbench
