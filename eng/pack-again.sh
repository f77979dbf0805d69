#!/usr/bin/env bash
# Packs the sources of this tree in another folder. What comes out must be what eng/pack.sh gives here (RepeatTests compares).
#
#   usage: eng/pack-again.sh OUT [OPTION...]      OPTIONs go to eng/pack.sh
set -euo pipefail
(( $# )) || { echo "usage: eng/pack-again.sh OUT [OPTION...]" >&2; exit 1; }
out=$(realpath -m "$1")
shift
cd "$(dirname "${BASH_SOURCE[0]}")/.."

other=$(mktemp -d)/of-another-name
trap 'rm -rf "$(dirname "$other")"' EXIT
git clone --quiet --shared --no-checkout . "$other"

# The packages name the remote: the other folder has the same one, or none.
git -C "$other" remote remove origin
if url=$(git remote get-url origin 2>/dev/null); then
  git -C "$other" remote add origin "$url"
fi

# Not what is committed, but what lies here.
git ls-files -z --cached --others --exclude-standard | xargs -0 bash -c 'for file; do [[ ! -e $file ]] || printf "%s\0" "$file"; done' _ \
  | tar --create --null --files-from=- | tar --extract --directory "$other"
"$other/eng/pack.sh" "$out" "$@"
