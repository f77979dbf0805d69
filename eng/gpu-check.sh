#!/usr/bin/env bash
# Checks a GPU: every kernel of the corpus in every form against the host, the digits sample, with copy and kernel times, the stress of transparent memory, and
# the runtime's tests, quick, of which some run on the GPU. The machine with the GPU needs a driver and nothing else: no .NET, no network.
#
#   eng/gpu-check.sh package [FILE]                 publish the programs, self-contained, into FILE (tar.xz)
#   eng/gpu-check.sh run [FILE] [--device DEVICE]   unpack FILE and run the checks; DEVICE is cuda, opencl or simulated
#   eng/gpu-check.sh figures [FILE]                 unpack FILE and print the benchmarks that use a GPU; they take some minutes
#   eng/gpu-check.sh [--device DEVICE]              package and run, here
#
# FILE is artifacts/gpu-check.tar.xz unless given. Exit status: 0 when every check passed.
set -euo pipefail

tree=$(dirname "$(dirname "$(realpath "${BASH_SOURCE[0]}")")")
largest=$((40 * 1024 * 1024))   # what a machine without a network is handed has to be carried there

fail() { printf 'gpu-check: ERROR: %s\n' "$*" >&2; exit 1; }

package() { # FILE
  local out
  out=$(mktemp -d)
  # One folder for all programs: they share the runtime, which is most of the size.
  for program in Runtime.Tests Benchmarks Samples/Corpus Samples/Digits Samples/Stress; do
    # Some tests look at line numbers.
    local symbols=none
    [[ $program == Runtime.Tests ]] && symbols=portable
    dotnet publish "$tree/$program" -c Release -r linux-x64 --self-contained -o "$out/gpu-check" \
      -p:DebugType=$symbols -p:SatelliteResourceLanguages=en -p:GenerateDocumentationFile=false >&2
  done
  mkdir -p "$(dirname "$1")"
  tar -C "$out" -c gpu-check | xz -T0 -9 >"$1"
  rm -rf "$out"
  local size
  size=$(stat -c %s "$1")
  printf 'gpu-check: %s has %s bytes\n' "$1" "$size" >&2
  (( size < largest )) || fail "$1 is larger than $largest bytes"
}

unpack() { # FILE FOLDER
  [[ -f $1 ]] || fail "no package at $1; make it with: eng/gpu-check.sh package"
  tar -C "$2" -xf "$1"
}

figures() { # FILE
  local out
  out=$(mktemp -d)
  unpack "$1" "$out"
  for name in launches resident in-place overlap pages; do
    printf '\n== %s\n' "$name"
    "$out/gpu-check/HmmGen.Benchmarks" "$name"
  done
  rm -rf "$out"
}

tests() { # FOLDER
  local log status=0
  log=$(mktemp)
  # The stress is a program of its own, which runs above. The model starts processes with dotnet.
  HMMGEN_TESTS=quick "$1/HmmGen.Runtime.Tests" -noColor -class- '*.StressTests' -method- '*.MemoryModelTests.Two_devices_and_the_host_*' >"$log" 2>&1 || status=$?
  grep -A 12 '\[FAIL\]' "$log" || true
  # No summary: the program ended before its last test did.
  grep 'Total:' "$log" || { tail -n 40 "$log"; status=1; }
  rm -f "$log"
  return "$status"
}

run() { # FILE DEVICE
  local out status=0
  out=$(mktemp -d)
  unpack "$1" "$out"
  printf '\n== machine\n'
  nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader 2>/dev/null || echo "no NVIDIA driver"
  printf '\n== corpus on %s\n' "$2"
  "$out/gpu-check/HmmGen.Corpus" --device "$2" || status=1
  for device in host "$2"; do
    printf '\n== digits on %s\n' "$device"
    "$out/gpu-check/HmmGen.Digits" --device "$device" --epochs 2 || status=1
  done
  printf '\n== digits on %s with 1 MiB\n' "$2"
  "$out/gpu-check/HmmGen.Digits" --device "$2" --budget 1MiB --epochs 1 || status=1
  printf '\n== host and %s writing the same pages\n' "$2"
  local stress=0
  "$out/gpu-check/HmmGen.Stress" --device "$2" --seconds 30 || stress=$?
  # 3: this machine does not let the process watch its memory; the program has said why.
  (( stress == 0 || stress == 3 )) || status=1
  printf '\n== tests of the runtime\n'
  tests "$out/gpu-check" || status=1
  rm -rf "$out"
  (( status == 0 )) && printf '\ngpu-check: passed\n' || printf '\ngpu-check: FAILED\n'
  return "$status"
}

command=both
file=$tree/artifacts/gpu-check.tar.xz
device=cuda
if [[ ${1-} == package || ${1-} == run || ${1-} == figures ]]; then
  command=$1
  shift
fi
if [[ $# -gt 0 && $1 != --* ]]; then
  file=$(realpath -m "$1")
  shift
fi
while (( $# )); do
  case $1 in
    --device) device=${2-}; shift 2 ;;
    *) fail "unknown option: $1" ;;
  esac
done

case $command in
  package) package "$file" ;;
  run) run "$file" "$device" ;;
  figures) figures "$file" ;;
  both) package "$file"; run "$file" "$device" ;;
esac
