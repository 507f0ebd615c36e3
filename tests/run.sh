#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test: `release` with all tests, then `asan` (AddressSanitizer and
# UndefinedBehaviorSanitizer) with the unit tests, then every fuzz target for 20 seconds.
#
#   bash tests/run.sh             everything
#   bash tests/run.sh --quick     the release build and its tests only
#   bash tests/run.sh -R PATTERN  only tests whose names match (passed on to ctest); release only
set -euo pipefail
cd "$(dirname "$0")/.."

quick=no
filter=()
while [ $# -gt 0 ]; do
  case "$1" in
    --quick) quick=yes ;;
    -R) quick=yes; filter=(-R "${2:?-R needs a pattern}"); shift ;;
    -h|--help) sed -n '2,7p' "$0" | sed 's/^# \{0,1\}//'; exit 0 ;;
    *) echo "run.sh: unknown option $1; see --help" >&2; exit 64 ;;
  esac
  shift
done

step() { printf '\n== %s (%s s)\n' "$1" "$SECONDS"; }
jobs=$(nproc)
export TZ=Asia/Shanghai LC_ALL=C.UTF-8

step 'packages'
bash device-config/install/packages.sh build run test
# npm's own note of what it installed, older than what the lock asks for (or not there at all).
if [ ! tests/node_modules/.package-lock.json -nt tests/package-lock.json ]; then
  # Not npm ci: it wants optional native parts of every platform in the lock, which registries needn't carry.
  (cd tests && npm install --no-save --omit=optional --ignore-scripts --no-audit --no-fund --loglevel error)
fi

mkdir -p build
step 'build: release'
cmake --preset release > build/configure-release.log 2>&1 || { cat build/configure-release.log; exit 1; }
cmake --build --preset release -j "$jobs" -- --quiet

step 'test: release'
ctest --preset release -j "$jobs" "${filter[@]}"

if [ "$quick" = no ]; then
  step 'build: asan'
  cmake --preset asan > build/configure-asan.log 2>&1 || { cat build/configure-asan.log; exit 1; }
  cmake --build --preset asan -j "$jobs" -- --quiet
  step 'test: asan, unit'
  # Leaks inside fontconfig, Pango and GLib caches live as long as the process; the suppressions name them.
  LSAN_OPTIONS="suppressions=$PWD/tests/lsan.supp:print_suppressions=0" \
    UBSAN_OPTIONS=print_stacktrace=1 ctest --preset asan -j "$jobs" -L unit
  step 'fuzz: 20 s each'
  bash tests/fuzz/run.sh --seconds 20 --jobs "$jobs"
fi
step 'done'
