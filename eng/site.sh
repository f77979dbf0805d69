#!/usr/bin/env bash
# Builds the site: all pages and the API reference. A link that leads nowhere and a name that is not there are errors.
#
#   usage: eng/site.sh OUT [--no-build]      for example: eng/site.sh artifacts/site
#
# The reference is made from what is built in Release. --no-build says that it is built. Exit status: 0 when the site is there.
set -euo pipefail
(( $# )) || { echo "usage: eng/site.sh OUT [--no-build]" >&2; exit 1; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
out=$(realpath -m "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The output of this project has both assemblies, their documentation, and all that they reference.
built=Extensions.Tests
[[ ${2:-} == --no-build ]] || dotnet build "$built" -c Release

# DocFX takes the folder of its settings for the root of the site, so that the pages are put together there.
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -r ./*.md LICENSE eng/icon.png docs docs/site/* "$stage"
rm -r "$stage/docs/site"
printf -- '---\nredirect_url: README.html\n---\n' > "$stage/index.md"
cp -r "$built/bin/Release/net10.0" "$stage/assemblies"

dotnet tool restore
dotnet docfx "$stage/docfx.json" --warningsAsErrors

# Names that only generated code uses are hidden from editors, and from readers too.
grep -q '^- uid: HmmGen.HmmArray`1$' "$stage/site/xrefmap.yml" || { echo "The reference lacks HmmArray." >&2; exit 1; }
! grep -E '^- uid: HmmGen\.(Kernels|Generated|Planning|Memory)\.' "$stage/site/xrefmap.yml" || { echo "The reference shows names of generated code." >&2; exit 1; }
rm -rf "$out"
mkdir -p "$(dirname "$out")"
mv "$stage/site" "$out"
