#!/usr/bin/env bash
# Turns a bare Debian 12 machine into a kiosk: packages, program, user, configuration, unit. Run it again after a change;
# what is done already is left alone.
#
#   sudo bash device-config/install/prepare-kiosk.sh --config-folder FOLDER [options]
#
#   --config-folder FOLDER  holds kiosk.toml, campus.toml where there is one, and the .pem files they name by paths
#                           relative to that folder; all of it is copied to /etc/hall-terminals
#   --staged FOLDER         take the program from there instead of building it here; made on another Debian 12 by
#                             DESTDIR=FOLDER cmake --install build/release --prefix /usr
#   --rotate DEGREES        the panel hangs turned: 90, 180 or 270, clockwise
#   --no-start              set everything up, but don't start the kiosk now
#   --dry-run               print every action and do none
#   -h, --help              this text
#
# Exit status: 0 done; 1 an action failed, told above; 64 wrong usage.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
target=/etc/hall-terminals

config_folder='' staged='' rotate='' start=yes dry_run=no
wrong() { printf 'prepare-kiosk.sh: %s; see --help\n' "$1" >&2; exit 64; }
while [ $# -gt 0 ]; do
  case "$1" in
    --config-folder) config_folder=${2:-}; [ -n "$config_folder" ] || wrong '--config-folder needs a folder'; shift ;;
    --staged) staged=${2:-}; [ -n "$staged" ] || wrong '--staged needs a folder'; shift ;;
    --rotate) rotate=${2:-}; [ -n "$rotate" ] || wrong '--rotate needs 90, 180 or 270'; shift ;;
    --no-start) start=no ;;
    --dry-run) dry_run=yes ;;
    -h|--help) sed -n '2,16p' "$0" | sed 's/^# \{0,1\}//'; exit 0 ;;
    *) wrong "unknown option $1" ;;
  esac
  shift
done

# Clockwise turns of the panel, as libinput wants the touch panel's coordinates turned (CalibrationMatrix).
case "$rotate" in
  '') matrix= ;;
  90) matrix='0 -1 1 1 0 0' ;;
  180) matrix='-1 0 1 0 -1 1' ;;
  270) matrix='0 1 0 -1 0 1' ;;
  *) wrong "--rotate is $rotate; allowed: 90, 180, 270" ;;
esac
[ -n "$config_folder" ] || wrong 'which configuration? --config-folder is missing'
[ -f "$config_folder/kiosk.toml" ] || wrong "there is no $config_folder/kiosk.toml"
if [ -n "$staged" ] && [ ! -x "$staged/usr/bin/hall-kiosk" ]; then wrong "there is no $staged/usr/bin/hall-kiosk"; fi

step() { printf '\n== %s\n' "$1"; }
refuse() { printf 'prepare-kiosk.sh: %s\n' "$1" >&2; exit 1; }
# act COMMAND...: does it, or tells that it would.
act() {
  printf '  '; printf '%q ' "$@"; printf '\n'
  [ "$dry_run" = yes ] || "$@"
}
# put FILE MODE OWNER:GROUP: writes standard input there; a file that is the same already isn't touched.
put() {
  local text
  text=$(cat)
  if [ -f "$1" ] && [ "$text" = "$(cat "$1")" ]; then printf '  %s is as it should be\n' "$1"; return; fi
  printf '  write %s (%s, %s)\n' "$1" "$2" "$3"
  [ "$dry_run" = no ] || return 0
  printf '%s\n' "$text" | install -D -m "$2" -o "${3%:*}" -g "${3#*:}" /dev/stdin "$1"
}

if [ "$dry_run" = no ]; then
  [ "$(id -u)" -eq 0 ] || refuse 'this changes the machine: run it as root (sudo), or with --dry-run to see what it would do'
  # shellcheck disable=SC1091
  . /etc/os-release
  [ "${ID:-} ${VERSION_ID:-}" = 'debian 12' ] || refuse "this is ${PRETTY_NAME:-no Debian}; Debian 12 is what the kiosk is built for"
  [ -d /run/systemd/system ] || refuse 'systemd does not run this machine, so it cannot become a kiosk; --dry-run shows what would be done'
fi

step 'packages'
lists=(run kiosk)
[ -n "$staged" ] || lists=(build "${lists[@]}")
act bash "$here/packages.sh" "${lists[@]}"

step 'program'
if [ -n "$staged" ]; then
  act cp -a --no-preserve=ownership "$staged/usr/." /usr/
else
  act cmake -S "$root" --preset release
  act cmake --build "$root/build/release" --target hall-kiosk hall-provision
  for program in hall-kiosk hall-provision; do
    act install -m 755 "$root/build/release/bin/$program" "/usr/bin/$program"
  done
  act install -d /usr/share/hall-terminals /usr/libexec/hall-terminals
  act cp -rT --no-preserve=ownership "$root/assets" /usr/share/hall-terminals
  act install -m 644 "$root/device-config/systemd/hall-kiosk.service" /usr/lib/systemd/system/hall-kiosk.service
  act install -m 644 "$root/device-config/systemd/hall-terminals.sysusers.conf" /usr/lib/sysusers.d/hall-terminals.conf
  act install -m 644 "$root/device-config/systemd/hall-terminals.tmpfiles.conf" /usr/lib/tmpfiles.d/hall-terminals.conf
  act install -m 755 "$root/device-config/systemd/kiosk-session" /usr/libexec/hall-terminals/kiosk-session
fi
if [ "$dry_run" = no ]; then
  missing=$(ldd /usr/bin/hall-kiosk | sed -n 's/^[[:space:]]*\([^ ]*\) => not found$/\1/p' | tr '\n' ' ')
  [ -z "$missing" ] || refuse "the program misses libraries on this machine: $missing"
fi

step 'user and folders'
act systemd-sysusers /usr/lib/sysusers.d/hall-terminals.conf
act systemd-tmpfiles --create /usr/lib/tmpfiles.d/hall-terminals.conf

step 'configuration'
for file in "$config_folder"/*.toml "$config_folder"/*.pem; do
  [ -f "$file" ] || continue
  # The private key, too, is for root and the kiosk's group alone.
  act install -m 640 -o root -g hall-kiosk "$file" "$target/$(basename "$file")"
done
campus=()
[ ! -f "$config_folder/campus.toml" ] || campus=(--campus "$target/campus.toml")
if ! act hall-provision check "${campus[@]}" "$target/kiosk.toml"; then
  refuse 'the configuration has the mistakes told above; correct them and run this again'
fi

if [ -n "$rotate" ]; then
  step "screen turned by $rotate degrees"
  put "$target/session.conf" 640 root:hall-kiosk <<< "rotate=$rotate"
  put /etc/udev/rules.d/61-hall-kiosk-touch.rules 644 root:root <<TXT
# The touch panel hangs turned with its screen.
SUBSYSTEM=="input", ENV{ID_INPUT_TOUCHSCREEN}=="1", ENV{LIBINPUT_CALIBRATION_MATRIX}="$matrix"
TXT
  act udevadm control --reload
  act udevadm trigger --subsystem-match=input
fi

step 'service'
put /etc/systemd/coredump.conf.d/hall-terminals.conf 644 root:root <<TXT
# Nothing of an applicant may land in a core dump.
[Coredump]
Storage=none
ProcessSizeMax=0
TXT
act systemctl daemon-reload
act systemctl enable seatd.service hall-kiosk.service
[ "$start" = no ] || act systemctl restart seatd.service hall-kiosk.service

if [ "$dry_run" = yes ]; then
  step 'nothing was done: this was a dry run'
else
  step 'done; the log: journalctl -u hall-kiosk'
fi
