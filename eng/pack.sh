#!/usr/bin/env bash
# Builds in Release and packs all packages, with their symbols, into a folder.
#
#   usage: eng/pack.sh OUT [OPTION...]      for example: eng/pack.sh artifacts/packages --version-suffix beta.1
#
# OPTIONs go to 'dotnet pack': --no-build packs what is built; -p:ContinuousIntegrationBuild=true makes a build that does not depend on this folder's path.
set -euo pipefail
(( $# )) || { echo "usage: eng/pack.sh OUT [OPTION...]" >&2; exit 1; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
out=$(realpath -m "$1")
shift
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet pack HmmGen.sln -c Release -p:PackageOutputPath="$out" "$@"
ls "$out"/*.nupkg
