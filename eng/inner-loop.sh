#!/usr/bin/env bash
# Builds, and runs the quick tests: all of them, or those of the named test projects. Under a minute of tests on two idle cores.
#
#   usage: eng/inner-loop.sh [PROJECT...]        for example: eng/inner-loop.sh Runtime.Tests
#
# What a quick run leaves out is listed at the end, with the reasons. Exit status: 0 when all passed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export HMMGEN_TESTS=quick

projects=("$@")
(( $# )) || projects=(Generators.Tests Language.Tests Runtime.Tests)

dotnet build HmmGen.sln -c Release

output=$(mktemp)
trap 'rm -f "$output"' EXIT
status=0
started=$SECONDS
for project in "${projects[@]}"; do
  program=$project/bin/Release/net10.0/HmmGen.$project
  printf '\n== %s\n' "$project"
  # The skipped ones come with their reasons on the next line; those of one reason are counted.
  "$program" -noColor -noLogo >"$output" 2>&1 || status=1
  awk '
    /\[SKIP\]$/ { getline reason; sub(/^ +/, "", reason); skipped[reason]++; next }
    /^  (Discover|Start|Finish)/ { next }
    { print }
    END { for (reason in skipped) printf "%5d skipped: %s\n", skipped[reason], reason }
  ' "$output"
done
printf '\nTests took %d seconds.\n' "$((SECONDS - started))"
exit "$status"
