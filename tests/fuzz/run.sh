#!/usr/bin/env bash
# Fuzzes the rooms that read what strangers made: builds the preset `fuzz`, runs every target for a while, and prints
# one line a target. What breaks a target is printed as base64; it belongs into tests/fuzz/corpus/<target> under a name
# that says what it was. What the fuzzers learn stays in build/fuzz/corpus.
#
#   bash tests/fuzz/run.sh [--seconds N | --runs N] [--jobs N] [TARGET...]
#   bash tests/fuzz/run.sh --minimise [TARGET...]    takes the least of what was learnt into tests/fuzz/corpus
#
#   --seconds N   of each target, 60 without it       --jobs N   so many targets at once, 1 without it
#   --runs N      executions of each target
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
limit=-max_total_time=60
jobs=1
minimise=no
targets=()
mapfile -t known_targets < <(sed -n 's/^ *fuzz_target(\([a-z_]*\) .*/\1/p' tests/fuzz/CMakeLists.txt)
while [ $# -gt 0 ]; do
  case "$1" in
    --seconds) limit=-max_total_time=${2:?--seconds needs a number}; shift ;;
    --runs) limit=-runs=${2:?--runs needs a number}; shift ;;
    --jobs) jobs=${2:?--jobs needs a number}; shift ;;
    --minimise) minimise=yes ;;
    -h|--help) sed -n '2,10p' "$0" | sed 's/^# \{0,1\}//'; echo; echo "TARGET: ${known_targets[*]}"; exit 0 ;;
    -*) echo "run.sh: unknown option $1; see --help" >&2; exit 64 ;;
    *) targets+=("$1") ;;
  esac
  shift
done
[ ${#targets[@]} -gt 0 ] || targets=("${known_targets[@]}")
build=build/fuzz
known=tests/fuzz/corpus
for target in "${targets[@]}"; do
  [ -d "$known/$target" ] || { echo "run.sh: no target $target; see --help" >&2; exit 64; }
done

mkdir -p "$build"
cmake --preset fuzz > "$build/configure.log" 2>&1 || { cat "$build/configure.log"; exit 1; }
cmake --build --preset fuzz -j "$(nproc)" --target "${targets[@]/#/fuzz_}" -- --quiet || exit 1

# Poppler and fontconfig keep what they allocate; a picture bomb must not need more than a desk has.
export LSAN_OPTIONS="suppressions=$PWD/tests/lsan.supp:print_suppressions=0"
export UBSAN_OPTIONS=print_stacktrace=1
export ASAN_OPTIONS=detect_stack_use_after_return=0:malloc_context_size=3:quarantine_size_mb=16

options() {  # TARGET: how large an input may be, and the words its format has
  echo -timeout=10 -rss_limit_mb=1500 -malloc_limit_mb=512 -print_final_stats=1
  case "$1" in
    image|pdf) echo -max_len=6000 ;;
    symbol) echo -max_len=1500 ;;
    pixels) echo -max_len=5200 ;;
    template|openapi) echo -max_len=4096 ;;
    *) echo -max_len=1024 ;;
  esac
  [ ! -f "tests/fuzz/$1.dict" ] || echo "-dict=tests/fuzz/$1.dict"
}

fuzz() {  # TARGET
  local target=$1 log=$build/$1.log found=$build/corpus/$1 broken=$build/broken/$1
  mkdir -p "$found" "$broken"
  # shellcheck disable=SC2046  # options are words
  if "$build/bin/fuzz_$target" $(options "$target") "$limit" "-artifact_prefix=$broken/" \
      "$found" "$known/$target" > "$log" 2>&1; then
    awk -v target="$target" '
      /cov: / { for (i = 1; i < NF; ++i) { if ($i == "cov:") cov = $(i + 1); if ($i == "ft:") ft = $(i + 1) } }
      /number_of_executed_units/ { runs = $2 } /average_exec_per_sec/ { rate = $2 } /peak_rss_mb/ { rss = $2 }
      END { printf "  %-12s %10d runs %7d/s  cov %5d  ft %6d  %4d MB\n", target, runs, rate, cov, ft, rss }' "$log"
    return
  fi
  printf '  %-12s BROKEN; the end of what it said:\n' "$target"
  tail -40 "$log"
  local input
  for input in "$broken"/*; do
    [ -f "$input" ] || continue
    printf '%s, to be had again by: base64 -d\n' "$input"
    base64 "$input"
  done
  return 1
}

# The committed inputs, and of what was learnt those that reach a new line of the program: the largest first, which reach
# deepest, up to 50 files and 64 KB in all.
minimise() {  # TARGET
  local target=$1 into=$known/$1 chosen input size files room
  chosen=$(mktemp -d)
  cp "$into"/* "$chosen/"
  # shellcheck disable=SC2046
  "$build/bin/fuzz_$target" $(options "$target") -merge=1 -use_counters=0 "$chosen" "$build/corpus/$target" \
    > "$build/$target.log" 2>&1 || { tail -5 "$build/$target.log"; return 1; }
  files=$((50 - $(find "$into" -type f | wc -l)))
  room=$((65536 - $(cat "$into"/* | wc -c)))
  for input in $(cd "$chosen" && ls -S); do
    size=$(stat -c %s "$chosen/$input")
    if [ -e "$into/$input" ] || [ "$files" -le 0 ] || [ "$size" -gt $((room / 8)) ]; then continue; fi
    cp "$chosen/$input" "$into/"
    files=$((files - 1)) room=$((room - size))
  done
  rm -r "$chosen"
  printf '  %-12s %d inputs\n' "$target" "$(find "$into" -type f | wc -l)"
}

if [ "$minimise" = yes ]; then
  for target in "${targets[@]}"; do minimise "$target" || exit 1; done
  exit
fi
rm -f "$build/failed"
for target in "${targets[@]}"; do
  while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n; done
  { fuzz "$target" || touch "$build/failed"; } &
done
wait
[ ! -e "$build/failed" ]
