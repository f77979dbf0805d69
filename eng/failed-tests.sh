#!/usr/bin/env bash
# Prints, for each test that failed, its name and the beginning of its message: what a reader of the last lines of a long log needs.
# Usage: eng/failed-tests.sh FOLDER, which has the results of test projects (*.trx).
set -euo pipefail

find "$1" -name '*.trx' -print0 | xargs -0 -r awk -v most=3000 '
  function plain(text) {
    gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&#xD;|\r/, "", text); gsub(/&amp;/, "\\&", text)
    return text
  }
  BEGIN { RS = "<UnitTestResult " }
  match($0, /^[^>]*outcome="(Failed|Error|Timeout|Aborted)"/) {
    name = match($0, /testName="[^"]*"/) ? substr($0, RSTART + 10, RLENGTH - 11) : "?"
    message = ""
    if (begin = index($0, "<ErrorInfo><Message>")) {
      message = substr($0, begin + 20)
      message = substr(message, 1, index(message, "</Message>") - 1)
    }
    print "failed " plain(name) "\n" plain(substr(message, 1, most)) "\n"
  }'
