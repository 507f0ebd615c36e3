#!/usr/bin/env bash
# The whole way once: starts the hall with demonstration data and a virtual printer, opens a kiosk, prints a form and
# verifies it.
#
#   bash kiosk/demo.sh              a window when there is a display, else like --headless
#   bash kiosk/demo.sh --headless   drives the kiosk by taps, saves a picture of every screen, verifies the printed page
#
# Everything it starts ends with it, also on Ctrl-C. What it leaves, in place of what an earlier run left: build/demo/ with
# the printed PDFs and the pictures.
set -euo pipefail
cd "$(dirname "$0")/.."

headless=no
case "${1:-}" in
  '') [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || headless=yes ;;
  --headless) headless=yes ;;
  -h|--help) sed -n '2,9p' "$0" | sed 's/^# \{0,1\}//'; exit 0 ;;
  *) echo "demo.sh: unknown option $1; see --help" >&2; exit 64 ;;
esac

root=$PWD
bin=$root/build/release/bin
out=$root/build/demo
say() { printf '\033[1m%s\033[0m\n' "$*"; }

say '1/5 packages and build'
bash device-config/install/packages.sh build run demo
mkdir -p build
cmake --preset release > build/configure-release.log 2>&1 || { cat build/configure-release.log; exit 1; }
cmake --build --preset release -j "$(nproc)" --target hall hall-kiosk hall-verifier hall-provision -- --quiet

work=$(mktemp -d)
chmod 700 "$work"
pids=()
finish() {
  local status=$?
  trap - EXIT INT TERM
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$work"
  exit $status
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# first_line FILE PATTERN PID WHAT: waits until the process has written a matching line, and prints it.
first_line() {
  local line
  for _ in $(seq 600); do
    line=$(grep -m1 -- "$2" "$1" 2>/dev/null || true)
    [ -z "$line" ] || { printf '%s\n' "$line"; return; }
    kill -0 "$3" 2>/dev/null || { echo "demo.sh: $4 ended early:" >&2; cat "$1" >&2; exit 1; }
    sleep 0.1
  done
  echo "demo.sh: $4 did not get ready within a minute:" >&2
  cat "$1" >&2
  exit 1
}

say '2/5 hall with demonstration data'
"$bin/hall" serve --data "$work/hall" --listen 127.0.0.1:0 --demo > "$work/hall.out" 2> "$work/hall.log" &
pids+=($!)
url=$(first_line "$work/hall.out" '^listening on ' $! 'the hall')
url=${url#listening on }
"$bin/hall" device add KIOSK-01 --kind kiosk --data "$work/hall" --out "$work/kiosk" > /dev/null
"$bin/hall" device add DESK-01 --kind desk --office 学生工作处 --data "$work/hall" --out "$work/desk" > /dev/null

say '3/5 virtual IPP printer'
mkdir -p "$work/spool"
VIRTUAL_PRINTER_PAGE_SECONDS=0.6 bash kiosk/demo/virtual_printer.sh "$work/spool" > "$work/printer.out" 2> "$work/printer.log" &
pids+=($!)
printer=$(first_line "$work/printer.out" '^printing at ' $! 'the virtual printer')
printer=${printer#printing at }

cat > "$work/kiosk.toml" <<TOML
kind = "kiosk"
name = "KIOSK-01"
location = "演示"
state = "$work/state"
[hall]
url = "$url"
ca_file = "$work/kiosk/ca.pem"
certificate_file = "$work/kiosk/KIOSK-01.crt.pem"
key_file = "$work/kiosk/KIOSK-01.key.pem"
root_key = "$(cat "$work/kiosk/root.pub")"
[screen]
fullscreen = false
[printer]
uri = "$printer"
TOML
"$bin/hall-provision" check "$work/kiosk.toml" > /dev/null

rm -rf "$out"
mkdir -p "$out/pictures"

if [ "$headless" = no ]; then
  say '4/5 kiosk in a window: sign in as 20230001, password hall-demo-2026 (close the window to end)'
  "$bin/hall-kiosk" --config "$work/kiosk.toml" --windowed 2> "$work/kiosk.log"
else
  say '4/5 kiosk without a display, driven by taps'
  "$bin/hall-kiosk" --config "$work/kiosk.toml" --headless --script kiosk/demo/main_job.script \
    --pictures "$out/pictures" 2> "$work/kiosk.log" || { cat "$work/kiosk.log" >&2; exit 1; }
fi

shopt -s nullglob
printed=("$work"/spool/paper/*.pdf)
if [ ${#printed[@]} = 0 ]; then
  say '5/5 nothing was printed, so there is nothing to verify'
  exit 0
fi
say '5/5 verifying what was printed'
for pdf in "${printed[@]}"; do
  cp "$pdf" "$out/"
  name=$(basename "$pdf" .pdf)
  pdftoppm -r 300 -png "$pdf" "$out/$name"
  "$bin/hall-verifier" check --hall "$url" --ca "$work/desk/ca.pem" --cert "$work/desk/DESK-01.crt.pem" \
    --key "$work/desk/DESK-01.key.pem" "$out/$name"*.png
done
say "printed PDF and its pages: $out"
[ "$headless" = no ] || say "screens:                   $out/pictures"
