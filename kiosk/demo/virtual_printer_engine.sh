#!/bin/bash
# The virtual printer's paper path: ippeveprinter starts it with a received PDF and reads its standard error. See
# virtual_printer.sh for the faults it obeys.
set -euo pipefail

received=$1
folder=$VIRTUAL_PRINTER_FOLDER
pages=$(pdfinfo "$received" | sed -n 's/^Pages: *//p')
[ -n "$pages" ] || { echo "ERROR: unreadable document" >&2; exit 1; }

fault() { [ -f "$folder/fault" ] && [ "$(cat "$folder/fault" 2>/dev/null)" = "$1" ]; }

stand() {  # stand FAULT REASON: reports the reason for as long as the fault lasts
  fault "$1" || return 0
  echo "STATE: +$2" >&2
  while fault "$1" && [ -d "$folder/spool" ]; do sleep 0.1; done  # the spool goes when the printer is switched off
  echo "STATE: -$2" >&2
}

for page in $(seq "$pages"); do
  stand "jam $page" media-jam
  stand "empty $page" media-empty
  if fault "abort $page"; then
    echo "ERROR: the document can't be printed" >&2
    exit 1
  fi
  sleep "${VIRTUAL_PRINTER_PAGE_SECONDS:-0.3}"
  [ "$page" = "$pages" ] && fault short && break
  echo "ATTR: job-impressions-completed=$page" >&2
done

# The paper appears whole, under the job's number and name.
cp "$received" "$folder/paper/.printing"
mv "$folder/paper/.printing" "$folder/paper/$(basename "$received")"
