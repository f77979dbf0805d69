#!/usr/bin/env bash
# Builds the samples on real workloads and runs each at its small size, on the host and on a simulated device that holds a part of the data; then tests them
# with wrong options, cut files and Ctrl+C (Samples.Tests).
#
#   usage: eng/samples.sh
#
# Exit status: 0 when all results were those of plain C#.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

dotnet build Samples.Tests -c Release
for sample in VectorSearch Embeddings DataFrames; do
  for device in host simulated; do
    printf '\n== %s on %s\n' "$sample" "$device"
    "Samples/$sample/bin/Release/net10.0/HmmGen.$sample" --size small --device "$device" --budget 256KiB --baseline explicit
  done
done
printf '\n== Tests\n'
exec Samples.Tests/bin/Release/net10.0/HmmGen.Samples.Tests -noColor -noLogo
