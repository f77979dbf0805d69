#!/usr/bin/env bash
# Prints how many lines of C# there are: in each top-level folder, and in each folder of the product (Runtime, Generators), with those below it.
#
#   usage: eng/lines.sh
#
# Build outputs do not count, nor do accepted texts of the generator (*.verified.cs), which nobody writes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

lines() { # FOLDER
  find "$1" \( -name bin -o -name obj \) -prune -o -name '*.cs' ! -name '*.verified.cs' ! -name '*.received.cs' -type f -print0 \
    | xargs -0r cat | wc -l
}

total=0
printf 'Lines of C#:\n'
for folder in [!.]*/; do
  folder=${folder%/}
  count=$(lines "$folder")
  (( count > 0 )) || continue
  (( total += count )) || true
  printf '%8d  %s\n' "$count" "$folder"
  case $folder in
    Runtime | Generators)
      while IFS= read -r -d '' inner; do
        printf '%8s  %8d  %s\n' '' "$(lines "$inner")" "$inner"
      done < <(find "$folder" -mindepth 1 \( -name bin -o -name obj \) -prune -o -type d -print0 | LC_ALL=C sort -z)
      ;;
  esac
done
printf '%8d  in all\n' "$total"
