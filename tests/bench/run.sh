#!/usr/bin/env bash
# Prints one table of every benchmark, each beside what it is measured against. Nothing passes or fails here.
#
#   bash tests/bench/run.sh [--preset NAME] [PART...]    PART: page datacode seal forgery check batch_content reading tampering kiosk desk hall; all without
#
# BATCH_PAGES (1000) pages for batch_content.
# READING_COUNT (30) pictures a class and strength, READING_MINUTES (90) at most, for the part reading.
# A part that can't be measured on this machine says why in its line and the others go on.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
root=$PWD
preset=release
parts=()
while [ $# -gt 0 ]; do
  case "$1" in
    --preset) preset=${2:?--preset needs a name}; shift ;;
    -h|--help) sed -n '2,8p' "$0" | sed 's/^# \{0,1\}//'; exit 0 ;;
    page|datacode|seal|forgery|check|batch_content|reading|tampering|kiosk|desk|hall) parts+=("$1") ;;
    *) echo "run.sh: unknown part or option $1; see --help" >&2; exit 64 ;;
  esac
  shift
done
[ ${#parts[@]} -gt 0 ] || parts=(page datacode seal forgery check batch_content reading tampering kiosk desk hall)
bin=$root/build/$preset/bin

work=$(mktemp -d)
pids=()
finish() {
  trap - EXIT INT TERM
  for pid in "${pids[@]}"; do kill "$pid" 2> /dev/null; done
  wait 2> /dev/null
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

row() { printf '  %-52s %s\n' "$1" "$2"; }
skip() { row "$1" "not measured: $2"; }
title() { printf '\n%s\n' "$1"; }

# build TARGET...: says in one line when it can't.
build() {
  [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" > "$work/configure.log" 2>&1
  cmake --build "build/$preset" --target "$@" > "$work/build.log" 2>&1
}

# milliseconds TIMES COMMAND...: the middle one of so many runs, start of the process included.
milliseconds() {
  local times=$1 began; shift
  for _ in $(seq "$times"); do
    began=$(date +%s%N)
    "$@" > /dev/null 2>&1
    echo $(( ($(date +%s%N) - began) / 10000 ))
  done | sort -n | awk '{ all[NR] = $1 } END { printf "%.2f ms", all[int((NR + 1) / 2)] / 100 }'
}

# processor TIMES COMMAND...: the middle processor time of so many runs, start of the process included; a busy machine
# doesn't lengthen it.
processor() {
  local times=$1 TIMEFORMAT='%U %S'; shift
  for _ in $(seq "$times"); do
    { time "$@" > /dev/null 2>&1; } 2>&1
  done | awk '{ print ($1 + $2) * 1000 }' | sort -n | awk '{ all[NR] = $1 } END { printf "%.0f ms", all[int((NR + 1) / 2)] }'
}

page() {
  title 'A page as PDF'
  build bench_paper || { skip 'page p50, p99, size' 'bench_paper does not build'; return; }
  "$bin/bench_paper" "$work" > "$work/page" 2>&1 || { skip 'page p50, p99, size' "$(tail -1 "$work/page")"; return; }
  sed 's/^/  /' "$work/page"
  command -v chromium > /dev/null || { skip 'chromium print-to-pdf' 'no chromium'; return; }
  local chromium=(timeout 60 chromium --headless --no-sandbox --disable-gpu "--user-data-dir=$work/chromium"
    "--print-to-pdf=$work/chromium.pdf" "file://$root/tests/bench/form_page.html")
  local took; took=$(milliseconds 3 "${chromium[@]}")
  if [ -s "$work/chromium.pdf" ]; then
    row 'chromium print-to-pdf, the leave form' "$took, $(( $(stat -c %s "$work/chromium.pdf") / 1024 )) KB, start included"
  else
    skip 'chromium print-to-pdf' 'it wrote no PDF'
  fi
}

datacode() {
  title 'Data codes: printed, scanned at 300 dpi, read and bound by the seal beside them'
  build bench_data_code || { skip 'data codes' 'bench_data_code does not build'; return; }
  "$bin/bench_data_code" 200 2>&1 | sed 's/^/  /'
}

seal() {
  title 'Seals on one core'
  build bench_seal || { skip 'seal verify' 'bench_seal does not build'; return; }
  "$bin/bench_seal" 2>&1 | sed 's/^/  /'
}

forgery() {
  title 'Forged seals, and how many of them pass'
  build bench_forgery || { skip 'forged seals' 'bench_forgery does not build'; return; }
  "$bin/bench_forgery" 2>&1 | sed 's/^/  /'
}

# The same 300 dpi pictures for both readers; ours starts, reads the picture, finds the code and takes the token apart.
check() {
  title 'Reading a page: processor time, start of the program included'
  build bench_paper hall-verifier || { skip 'hall-verifier' "it does not build in build/$preset"; return; }
  mkdir -p "$work/pages"
  "$bin/bench_paper" "$work/pages" > /dev/null 2>&1
  rm -f "$work"/pages/*-preview.pdf  # these carry no code
  local pdf=("$work"/pages/*.pdf)
  [ -f "${pdf[0]}" ] || { skip 'page check' 'no page to read'; return; }
  pdftoppm -r 300 -png -singlefile "${pdf[0]}" "$work/page300"
  ZXingReader -format QRCode "$work/page300.png" | grep -q '^Text:.*/v#' || { skip 'page check' 'the page has no code'; return; }
  magick_or_convert "$work/page300.png" -quality 85 "$work/page300.jpg"
  for picture in page300.png page300.jpg; do
    row "hall-verifier inspect $picture" "$(processor 15 "$bin/hall-verifier" inspect "$work/$picture")"
    row "ZXingReader $picture" "$(processor 15 ZXingReader -format QRCode "$work/$picture")"
  done
  row 'hall-verifier --version: the start alone' "$(processor 15 "$bin/hall-verifier" --version)"
}
# What people print, in one PDF, read on one core: with the content compared, without, and as scans. Processor time, so
# that a busy machine doesn't lengthen it.
batch_content() {
  title 'A batch on one core: pages a second of processor time, and the most memory'
  build bench_batch hall-verifier || { skip 'batch' "it does not build in build/$preset"; return; }
  command -v pdfunite > /dev/null || { skip 'batch' 'no pdfunite'; return; }
  local at=$work/batch; mkdir -p "$at"
  "$bin/bench_batch" "$at" "${BATCH_PAGES:-1000}" 100 || { skip 'batch' 'no pages could be made'; return; }
  pdfunite "$at"/copies/*.pdf "$at/all.pdf" 2> /dev/null
  find "$at/copies" -name '*.pdf' | sort | head -75 | xargs -d '\n' sh -c 'pdfunite "$@" "$0"' "$at/hundred.pdf" 2> /dev/null
  batch "$at" hundred.pdf; batch "$at" hundred.pdf --content
  batch "$at" scans.pdf; batch "$at" scans.pdf --content
  batch "$at" all.pdf; batch "$at" all.pdf --content
}

batch() {  # FOLDER PDF [OPTION]
  local at=$1 pdf=$2; shift 2
  /usr/bin/time -f '%U %S %M' -o "$at/time" "$bin/hall-verifier" check --keys "$at/keys.cose" --root "$at/root.pub" \
    --status "$at/status.cwt" --jobs 1 --jsonl "$@" "$at/$pdf" > "$at/told" 2>&1
  row "$pdf $*" "$(tail -1 "$at/time" | awk -v pages="$(grep -c '"type":"page"' "$at/told")" \
    '{ printf "%d pages, %.1f a second, %.0f MB", pages, pages / ($1 + $2), $3 / 1024 }')"
}

magick_or_convert() { if command -v convert > /dev/null; then convert "$@"; else magick "$@"; fi; }

# Worn pages, the same files for every reader; bench_reading takes more than these (see the top of its source).
reading() {
  title 'Reading worn pages: 34 classes, three strengths'
  build bench_reading hall-verifier || { skip 'reading' "it does not build in build/$preset"; return; }
  for peer in ZXingReader zbarimg; do
    command -v "$peer" > /dev/null || { skip 'reading' "no $peer"; return; }
  done
  "$bin/bench_reading" --count "${READING_COUNT:-30}" --minutes "${READING_MINUTES:-90}" 2>&1 | sed 's/^/  /'
}

desk() {
  title 'Desk: the real hall beside it, from the paper to the verdict'
  build bench_desk hall hall-kiosk hall-verifier || { skip 'desk' 'bench_desk does not build'; return; }
  "$bin/bench_desk" 2> /dev/null | grep '^  '
}

tampering() {
  title 'Paper compared with what was issued: altered values found, clean pages suspected'
  build bench_tampering || { skip 'tampering' 'bench_tampering does not build'; return; }
  "$bin/bench_tampering" --rounds 6 2>&1 | sed 's/^/  /'
}

# ticks PID: processor time so far, in ticks of 1/100 s, of the process (proc(5): fields 14 and 15).
ticks() { awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"; }

kiosk() {
  title 'The kiosk under Xvfb, 1080x1920, no graphics card'
  build hall hall-kiosk || { skip 'kiosk' "it does not build in build/$preset"; return; }
  "$bin/hall" serve --data "$work/hall" --listen 127.0.0.1:0 --demo > "$work/hall.out" 2> "$work/hall.log" &
  pids+=($!)
  wait_for "$work/hall.out" '^listening on ' $! || { skip 'kiosk' "the hall: $(tail -1 "$work/hall.log")"; return; }
  "$bin/hall" device add KIOSK-01 --kind kiosk --data "$work/hall" --out "$work/device" > /dev/null
  Xvfb -displayfd 3 -screen 0 1080x1920x24 -nolisten tcp 3> "$work/display" 2> /dev/null &
  pids+=($!)
  wait_for "$work/display" '[0-9]' $! || { skip 'kiosk' 'no Xvfb'; return; }
  kiosk_file > "$work/kiosk.toml"
  local began; began=$(date +%s%N)
  DISPLAY=:$(cat "$work/display") "$bin/hall-kiosk" --config "$work/kiosk.toml" --windowed > "$work/kiosk.out" 2> "$work/kiosk.log" &
  local pid=$!
  pids+=("$pid")
  first_frame "$pid" "$began"
  sleep 5  # after it the first screen stands still, and what follows is idling
  kill -0 "$pid" 2> /dev/null || { skip 'kiosk RSS, idle' "it ended: $(tail -1 "$work/kiosk.log")"; return; }
  row 'RSS' "$(awk '/VmRSS/ { printf "%.0f MB", $2 / 1024 }' "/proc/$pid/status")"
  local before; before=$(ticks "$pid")
  sleep 20
  row 'idle CPU over 20 s' "$(awk -v t=$(( $(ticks "$pid") - before )) 'BEGIN { printf "%.2f %%", t / 20 }')"
}

kiosk_file() {
  cat <<TOML
kind = "kiosk"
name = "KIOSK-01"
state = "$work/state"
[hall]
url = "$(sed 's/^listening on //' "$work/hall.out")"
ca_file = "$work/device/ca.pem"
certificate_file = "$work/device/KIOSK-01.crt.pem"
key_file = "$work/device/KIOSK-01.key.pem"
root_key = "$(cat "$work/device/root.pub")"
[screen]
fullscreen = false
[printer]
uri = "ipp://127.0.0.1:9/ipp/print"
TOML
}

wait_for() {  # FILE PATTERN PID
  for _ in $(seq 300); do
    grep -q "$2" "$1" 2> /dev/null && return 0
    kill -0 "$3" 2> /dev/null || return 1
    sleep 0.1
  done
  return 1
}

# Until the screen shows something else than Xvfb's black: what a person standing there would see.
first_frame() {
  local display; display=:$(cat "$work/display")
  for _ in $(seq 300); do
    if [ "$(DISPLAY=$display import -window root -resize '1x1!' -depth 8 gray:- 2> /dev/null | od -An -tu1 | tr -d ' ')" != 0 ]; then
      row 'first frame, as seen on the screen' "$(( ($(date +%s%N) - $2) / 1000000 )) ms at most (looking takes part of it)"
      return
    fi
    kill -0 "$1" 2> /dev/null || break
  done
  skip 'first frame' "nothing was drawn: $(tail -1 "$work/kiosk.log")"
}

hall() {
  title 'Verifications of one hall, and nginx with a file of the same size, over TLS'
  build hall bench_hall || { skip 'hall' "it does not build in build/$preset"; return; }
  timeout 120 bash tests/bench/hall_bench.sh "$bin" 2>&1 | sed 's/^/  /'
}

printf '%s, %s cores, %s, preset %s\n' "$(date -u +%F)" "$(nproc)" \
  "$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -1)" "$preset"
for part in "${parts[@]}"; do "$part"; done
