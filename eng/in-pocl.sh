#!/usr/bin/env bash
# Runs a command where OpenCL works: in the root that eng/pocl-root.sh makes, with this machine's .NET SDK.
#
#   usage: eng/in-pocl.sh COMMAND [ARGUMENT...]        for example: eng/in-pocl.sh dotnet test --no-build
#   HMMGEN_BIND=/a:/b   further folders that the command shall see
#   HMMGEN_IN_POCL=1    is set inside
#
# Kept of the environment: DOTNET_*, NUGET_*, HMMGEN_*, POCL_*, CI, HOME and a few more (below).
#
# Inside, the SDK, the NuGet cache, this tree, the working directory, /proc, /sys, /dev, /tmp and the folders of
# HMMGEN_BIND lie under the same paths as outside and are the same files, so what was built outside runs there.
# Build outside all the same: the root has no git, and restoring may need what is not kept. Exit status: the command's.
set -euo pipefail

fail() { printf 'in-pocl: ERROR: %s\n' "$*" >&2; exit 1; }

bind() { # ROOT FOLDER: the folder, under the same path in the root
  mkdir -p "$1$2"
  mount --rbind "$2" "$1$2"
}

if [[ ${1-} != --in-namespace ]]; then
  (( $# )) || fail "usage: eng/in-pocl.sh COMMAND [ARGUMENT...]"
  (( EUID == 0 )) || fail "only the superuser can mount and chroot"
  here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
  root=$("$here/pocl-root.sh")
  # Mounts made in a name space of its own are gone with its last process, however that ends.
  exec unshare --mount --propagation private -- "$BASH" "$here/in-pocl.sh" --in-namespace "$root" "$@"
fi

root=$2
shift 2
tree=$(realpath "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/..")
cwd=$(pwd -P)

command -v dotnet >/dev/null || fail "no dotnet on the PATH"
sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")

folders=(/proc /sys /dev /tmp "$sdk" "$tree" "$cwd")
nuget=${NUGET_PACKAGES:-${HOME:+$HOME/.nuget}}
if [[ -n $nuget ]]; then
  mkdir -p "$nuget"
  folders+=("$nuget")
fi
IFS=: read -ra extra <<<"${HMMGEN_BIND-}"
folders+=("${extra[@]}")

# Outer folders first, and each once: a folder bound over another's inside would be hidden by the outer one.
real=()
for folder in "${folders[@]}"; do
  [[ -n $folder ]] || continue
  real+=("$(realpath -e "$folder")") || fail "no such folder to bind: $folder"
done
mapfile -t sorted < <(printf '%s\n' "${real[@]}" | LC_ALL=C sort -u)
bound=()
for folder in "${sorted[@]}"; do
  case $folder in
    / | /usr | /lib | /bin | /etc | /var) fail "cannot bind $folder: the root's own would be hidden" ;;
  esac
  for outer in "${bound[@]}"; do
    [[ $folder == "$outer"/* ]] && continue 2
  done
  bind "$root" "$folder"
  bound+=("$folder")
done

# Only what says how .NET and these tests run: the rest describes the machine outside (library paths, certificates).
environment=()
while IFS= read -r -d '' variable; do
  case $variable in
    DOTNET_*=* | NUGET_*=* | HMMGEN_*=* | POCL_*=* | CI=* | HOME=* | TERM=* | TMPDIR=* | TZ=* | MSBUILDDISABLENODEREUSE=*)
      environment+=("$variable")
      ;;
  esac
done < <(env -0)

# DOTNET_ROOT: what a test project's own executable looks for when the SDK is in an unusual place.
# HMMGEN_IN_POCL lets a test that needs OpenCL fail, where it would else skip for the lack of a device.
exec chroot "$root" /usr/bin/env -i --chdir="$cwd" "${environment[@]}" \
  LANG=C.UTF-8 DOTNET_ROOT="$sdk" HMMGEN_IN_POCL=1 \
  PATH="$sdk:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" "$@"
