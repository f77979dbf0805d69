#!/usr/bin/env bash
# Builds, and runs the quick tests of the generator, the language and the runtime, or those of the named test projects.
# Under a minute on two idle cores, after the build.
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

outputs=$(mktemp -d)
trap 'rm -rf "$outputs"' EXIT
started=$SECONDS

# All at once, as in CI. Those of the runtime wait at times, or run one after another: the others fill the gaps.
running=()
for project in "${projects[@]}"; do
  first=()
  [[ $project == Runtime.Tests ]] || first=(nice -n 10)
  "${first[@]}" "$project/bin/Release/net10.0/HmmGen.$project" -noColor -noLogo >"$outputs/$project" 2>&1 &
  running+=($!)
done

status=0
for at in "${!projects[@]}"; do
  wait "${running[at]}" || status=1
  printf '\n== %s\n' "${projects[at]}"
  # The skipped ones come with their reasons on the next line; those of one reason are counted.
  awk '
    /\[SKIP\]$/ { getline reason; sub(/^ +/, "", reason); skipped[reason]++; next }
    /^  (Discover|Start|Finish)/ { next }
    { print }
    END { for (reason in skipped) printf "%5d skipped: %s\n", skipped[reason], reason }
  ' "$outputs/${projects[at]}"
done
printf '\nTests took %d seconds.\n' "$((SECONDS - started))"
exit "$status"
