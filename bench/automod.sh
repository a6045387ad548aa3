#!/usr/bin/env bash
# What automatic moderation costs for one message; prints rows for RESULTS.md.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build -c Release --nologo -v q bench/Guildhall.RuleBench
exec bench/Guildhall.RuleBench/bin/Release/net10.0/rulebench
