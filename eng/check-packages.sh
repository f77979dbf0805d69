#!/usr/bin/env bash
# Packs all packages with a version of their own and tries them as strangers do: from a feed and an empty folder, on every kind of project.
#
#   usage: eng/check-packages.sh [OPTION...] [-- TEST-OPTION...]     for example: eng/check-packages.sh --no-build
#
# OPTIONs go to eng/pack.sh, TEST-OPTIONs to 'dotnet test'. HMMGEN_TESTS chooses what is tried; a quick run looks into the packages only, a long
# one also packs in a second folder and compares.
# Exit status: 0 when all tests passed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

options=()
while (( $# )) && [[ $1 != -- ]]; do
  options+=("$1")
  shift
done
(( $# == 0 )) || shift

# A version that was never there: no cache can hold an older build of it. The caches are rid of it in the end.
# A part of an assembly's version is less than 65535.
now=$(date +%s)
version=0.$((now / 60000)).$((now % 60000))
feed=$(mktemp -d)
chmod a+rx "$feed" # also for users without privileges
second=
trap 'rm -rf "$feed" "$second" "${NUGET_PACKAGES:-$HOME/.nuget/packages}"/hmmgen*/"$version"' EXIT
started=$SECONDS

eng/pack.sh "$feed" -p:Version="$version" "${options[@]}"
if [[ ${HMMGEN_TESTS-} == long ]]; then
  second=$(mktemp -d)
  eng/pack-again.sh "$second" -p:Version="$version"
fi

status=0
HMMGEN_FEED=$feed HMMGEN_SECOND_FEED=$second dotnet test --project Packages.Tests -c Release --no-build "$@" || status=$?
printf 'The packages took %d seconds.\n' "$((SECONDS - started))"
exit "$status"
