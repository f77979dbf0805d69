#!/usr/bin/env bash
# Makes, or finds, a Debian 13 root with PoCL 6, an OpenCL driver for ordinary CPUs, and prints its path.
#
#   usage: eng/pocl-root.sh        stdout: the root's path; stderr: what happens; not 0: it cannot be had
#
# Why a root of its own: ILGPU refuses the PoCL 3.1 of Debian 12 ("GenericAddressSpace feature is not supported") and
# works with PoCL 6. A second root leaves the machine's own packages alone. eng/in-pocl.sh runs commands in it.
#
# The root lies in ${HMMGEN_CACHE:-$HOME/.cache/hmmgen}/pocl-root. It is built beside that and moved into place as the
# last step, so a run that is cut off leaves no half root. Where it is complete and of this recipe, it is used as it is.
set -euo pipefail

# The recipe. Whatever is changed here changes the stamp below, and so a cached root is made anew.
#   ocl-icd-opencl-dev  has libOpenCL.so; the loader alone has only libOpenCL.so.1, and ILGPU would list no device
#   libicu76 … tzdata   what the .NET runtime loads
recipe=1
suite=trixie
packages=(
  pocl-opencl-icd ocl-icd-opencl-dev
  libicu76 libssl3t64 libstdc++6 libgcc-s1 zlib1g libgssapi-krb5-2 ca-certificates tzdata
)

log() { printf 'pocl-root: %s\n' "$*" >&2; }
fail() { printf 'pocl-root: ERROR: %s\n' "$*" >&2; exit 1; }

cache=${HMMGEN_CACHE:-${HOME:?HOME or HMMGEN_CACHE must be set}/.cache/hmmgen}
mkdir -p "$cache"
cache=$(realpath "$cache")
root=$cache/pocl-root
stamp="recipe $recipe: $suite ${packages[*]}"

complete() { # ROOT: has the stamp, written last, and the two libraries without which there is no device
  [[ -f $1/.hmmgen-stamp && $(<"$1/.hmmgen-stamp") == "$stamp" ]] || return 1
  compgen -G "$1/usr/lib/*/libOpenCL.so" >/dev/null || return 1
  compgen -G "$1/etc/OpenCL/vendors/pocl*.icd" >/dev/null
}

if complete "$root"; then
  log "using the root in $root"
  printf '%s\n' "$root"
  exit 0
fi

(( EUID == 0 )) || fail "no complete root in $root, and only the superuser can make one: run this as root once"
command -v apt-get >/dev/null || fail "this machine has no apt-get: the root is made with Debian's tools"

# One build at a time; who waited finds the other's root.
exec 9>"$cache/pocl-root.lock"
flock 9
if complete "$root"; then
  printf '%s\n' "$root"
  exit 0
fi

# Left by runs that were cut off. Nothing can be mounted in them (mmdebstrap and in-pocl.sh mount in name spaces of
# their own), but a deletion as root should not rely on that: --one-file-system.
rm -rf --one-file-system "$cache"/pocl-root.tmp.*

# The mirror is the one this machine's apt uses, read at run time, whatever it is: the archive labelled "Debian" with
# the component main. The label is known only once the package lists are here (images are often without them).
mirror() {
  # shellcheck disable=SC2016 # apt expands these
  apt-get indextargets --format '$(REPO_URI) $(LABEL) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null \
    | sort -u | awk '$2 == "Debian" && $3 == "main" && !n++ { print $1 }' || true # nothing found is told below
}

updated=
update() {
  [[ -n $updated ]] && return
  log "apt-get update"
  apt-get update >&2 || fail "apt-get update failed"
  updated=yes
}

mirror=$(mirror)
if [[ -z $mirror ]]; then
  update
  mirror=$(mirror)
fi
[[ -n $mirror ]] || fail "apt on this machine has no Debian archive (Label: Debian, component main) configured"

keyring=/usr/share/keyrings/debian-archive-keyring.gpg
missing=()
command -v mmdebstrap >/dev/null || missing+=(mmdebstrap)
[[ -r $keyring ]] || missing+=(debian-archive-keyring)
if (( ${#missing[@]} )); then
  update
  log "apt-get install ${missing[*]}"
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" >&2 \
    || fail "apt-get install ${missing[*]} failed"
fi

# mmdebstrap gives apt a configuration of its own. What this machine needs to reach its mirror goes along: proxies,
# certificates, time-outs, and leniency about dates for archive snapshots.
tmp=$(mktemp -d "$cache/pocl-root.tmp.XXXXXXXX")
trap 'rm -rf --one-file-system "$tmp"' EXIT
apt-config dump | grep -Ei '^Acquire::(https?|ftp|Retries|Queue-Mode|Check-(Valid-Until|Date))[: ]' >"$tmp/apt.conf" || true

log "making a Debian $suite root from the machine's own mirror"
log "packages: ${packages[*]}"
started=$SECONDS
include=$(IFS=,; printf '%s' "${packages[*]}")
# --variant=essential: no apt inside. The configuration is not kept inside: it can hold a proxy's password.
# No manuals: nobody reads them there.
chmod 755 "$tmp"
# shellcheck disable=SC2016 # the hook's own $1
mmdebstrap --mode=root --variant=essential --include="$include" --keyring="$keyring" --aptopt="$tmp/apt.conf" \
  --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
  --customize-hook='rm -f "$1/etc/apt/apt.conf.d/99mmdebstrap"' \
  "$suite" "$tmp/root" "$mirror" >&2 || fail "mmdebstrap failed; its messages are above"

printf '%s\n' "$stamp" >"$tmp/root/.hmmgen-stamp"
complete "$tmp/root" || fail "mmdebstrap succeeded, yet libOpenCL.so or PoCL's .icd file is not in the root"

if [[ -e $root ]]; then # of an older recipe
  mv "$root" "$tmp/old"
fi
mv "$tmp/root" "$root"
log "made $root in $(( SECONDS - started )) s, $(du -sxm "$root" | cut -f1) MiB"
printf '%s\n' "$root"
