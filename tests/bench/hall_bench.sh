#!/bin/bash
# Verifications a second of one hall, beside nginx serving a file of the same size over TLS; the same clients load both.
# Usage: hall_bench.sh FOLDER_OF_PROGRAMS [CLIENTS] [SECONDS]     needs: nginx, openssl
set -euo pipefail
bin=$1 clients=${2:-8} seconds=${3:-5}
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2> /dev/null || true; wait 2> /dev/null || true; rm -rf "$work"' EXIT

"$bin/hall" serve --data "$work/hall" --listen 127.0.0.1:0 --demo > "$work/out" 2> "$work/log" &
pids+=($!)
until grep -q '^listening on ' "$work/out"; do
  kill -0 "${pids[0]}" || { cat "$work/log" >&2; exit 1; }
  sleep 0.1
done
url=$(sed 's/^listening on //' "$work/out")
"$bin/hall" device add KIOSK-01 --kind kiosk --data "$work/hall" --out "$work/kiosk" > /dev/null
"$bin/bench_hall" verify "$url" "$work/kiosk/ca.pem" "$work/kiosk/KIOSK-01.crt.pem" "$work/kiosk/KIOSK-01.key.pem" \
  20230001 hall-demo-2026 "$clients" "$seconds"
"$bin/bench_hall" fetch 'hall key set' "$url" "$work/kiosk/ca.pem" "$clients" "$seconds"

# nginx: P-256 certificate like the hall's, a file as long as a verification's answer, a port the system has free.
mkdir -p "$work/www/api/v1"
head -c 900 /dev/zero > "$work/www/api/v1/keys"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost \
  -addext subjectAltName=IP:127.0.0.1 -keyout "$work/key.pem" -out "$work/cert.pem" 2> "$work/log"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat > "$work/nginx.conf" <<CONF
daemon off; master_process off; pid $work/nginx.pid; error_log $work/nginx.log;
events {}
http {
  access_log off; client_body_temp_path $work/b; proxy_temp_path $work/p; fastcgi_temp_path $work/f;
  uwsgi_temp_path $work/u; scgi_temp_path $work/s; keepalive_requests 1000000000;
  server {
    listen 127.0.0.1:$port ssl; root $work/www;
    ssl_certificate $work/cert.pem; ssl_certificate_key $work/key.pem;
  }
}
CONF
/usr/sbin/nginx -c "$work/nginx.conf" -e "$work/nginx.log" &
pids+=($!)
until [ -e "$work/nginx.pid" ]; do sleep 0.1; done
"$bin/bench_hall" fetch 'nginx static file' "https://127.0.0.1:$port" "$work/cert.pem" "$clients" "$seconds"
