#!/usr/bin/env bash
# Installs those packages of the named lists that are missing, and nothing else.
#
#   bash device-config/install/packages.sh LIST...       LIST: build, run, test, demo ... (packages-LIST.txt beside this script)
#   bash device-config/install/packages.sh --missing LIST...   only prints what is missing, one a line
#
# Exit status: 0 all there; 1 a package could not be installed; 64 wrong usage.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

usage() { sed -n '2,7p' "$0" | sed 's/^# \{0,1\}//'; }
only_print=no
lists=()
for argument in "$@"; do
  case "$argument" in
    -h|--help) usage; exit 0 ;;
    --missing) only_print=yes ;;
    -*) echo "packages.sh: unknown option $argument; see --help" >&2; exit 64 ;;
    *)
      [ -f "$here/packages-$argument.txt" ] || {
        echo "packages.sh: there is no list $here/packages-$argument.txt" >&2; exit 64; }
      lists+=("$here/packages-$argument.txt") ;;
  esac
done
[ ${#lists[@]} -gt 0 ] || { usage >&2; exit 64; }
command -v dpkg-query > /dev/null || {
  echo "packages.sh: this is no Debian: dpkg-query is missing. Debian 12 is what these programs are built for." >&2; exit 1; }

# A line is one package; # begins a comment.
mapfile -t wanted < <(sed 's/#.*//; s/[[:space:]]//g; /^$/d' "${lists[@]}" | sort -u)
# What another installed package provides is there too: nodejs of another source brings npm, and conflicts with Debian's.
installed() {
  dpkg-query -W -f '${db:Status-Status} ${Package}, ${Provides}\n' | sed -n 's/^installed //p' |
    tr ',' '\n' | sed 's/(.*//; s/[[:space:]]//g; /^$/d' | sort -u
}
mapfile -t missing < <(comm -23 <(printf '%s\n' "${wanted[@]}") <(installed))

if [ "$only_print" = yes ]; then
  [ ${#missing[@]} -eq 0 ] || printf '%s\n' "${missing[@]}"
  exit 0
fi
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo > /dev/null || {
    echo "packages.sh: not root, and sudo is missing. As root, run: apt-get install ${missing[*]}" >&2; exit 1; }
  as_root=(sudo)
fi
apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
    -o Dpkg::Use-Pty=0 -o Acquire::Retries=2 -o DPkg::Lock::Timeout=300 "$@"
}
refuse() {
  echo "packages.sh: could not install: ${missing[*]}" >&2
  echo "packages.sh: $1; then run this again" >&2
  exit 1
}

echo "installing ${#missing[@]} packages: ${missing[*]}"
# The lists on the machine may do; only when they don't know a package, or know one that is gone, are they renewed.
if ! apt install --no-install-recommends "${missing[@]}" > /dev/null 2>&1; then
  apt update > /dev/null || refuse 'the package lists could not be renewed: check the network and /etc/apt/sources.list'
  apt install --no-install-recommends "${missing[@]}" || refuse 'apt-get names the cause above'
fi
