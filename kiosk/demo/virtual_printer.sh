#!/bin/bash
# A printer that lies in a folder: ippeveprinter with a D-Bus of its own, on a free loopback port.
#
#   virtual_printer.sh FOLDER [PORT]
#
# Prints one line, `printing at ipp://localhost:PORT/ipp/print`, when it is ready, and runs until it is ended (TERM, INT).
# Printed pages come to FOLDER/paper/<job>-<name>.pdf.
# FOLDER/fault, a file of one line, is obeyed by the next page:
#   jam N     stands with media-jam before page N until the file is removed
#   empty N   the same with media-empty
#   abort N   gives the job up before page N
#   short     reports one page fewer than it printed
# VIRTUAL_PRINTER_PAGE_SECONDS is the time a page takes (0.3).
set -euo pipefail

folder=$(realpath -m "${1:?usage: virtual_printer.sh FOLDER [PORT]}")
wanted_port=${2:-0}
here=$(dirname "$(realpath "$0")")
mkdir -p "$folder/spool" "$folder/paper"
bus=
printer=

finish() {
  trap - EXIT INT TERM
  for process in $printer $bus; do kill "$process" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$folder/spool" "$folder/bus.conf"
  exit "${1:-0}"
}
trap 'finish $?' EXIT
trap 'finish 0' INT TERM

# ippeveprinter announces itself over D-Bus and won't start without one, even when told not to announce.
cat > "$folder/bus.conf" <<EOF
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:tmpdir=${TMPDIR:-/tmp}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
EOF
exec 3< <(exec dbus-daemon --config-file="$folder/bus.conf" --nofork --nopidfile --print-address 2>>"$folder/printer.log")
bus=$!
read -r -t 10 DBUS_SYSTEM_BUS_ADDRESS <&3 || { echo "virtual_printer: dbus-daemon does not start" >&2; exit 1; }
export DBUS_SYSTEM_BUS_ADDRESS VIRTUAL_PRINTER_FOLDER="$folder"

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
answers() { (exec 4<>"/dev/tcp/localhost/$1") 2>/dev/null; }

# Another program may take the port between finding it free and binding it, so it is tried again with another.
for _ in 1 2 3 4 5; do
  port=$wanted_port
  [ "$port" != 0 ] || port=$(free_port)
  ippeveprinter -r off --no-web-forms -n localhost -p "$port" -f application/pdf -d "$folder/spool" \
    -c "$here/virtual_printer_engine.sh" "Virtual Printer" </dev/null >>"$folder/printer.log" 2>&1 &
  printer=$!
  for _ in $(seq 100); do
    kill -0 "$printer" 2>/dev/null || break
    if answers "$port"; then
      echo "printing at ipp://localhost:$port/ipp/print"
      wait "$printer" || true
      exit 0
    fi
    sleep 0.05
  done
  kill "$printer" 2>/dev/null || true
done
echo "virtual_printer: ippeveprinter does not start; see $folder/printer.log" >&2
exit 1
