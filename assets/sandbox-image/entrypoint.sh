#!/bin/bash
# Runs below the container's init as user 1002. Starts the display server and the window manager, starts one that
# dies again at most three times, then ends, and the container with it: a half-working desktop must not look alive.
set -u

readonly run_dir=/run/airlock
readonly socket="$run_dir/display.sock"
readonly x_socket=/tmp/.X11-unix/X1
readonly most_restarts=3

export HOME=/home/display DISPLAY=:1

width=${AIRLOCK_WIDTH:-1280}
height=${AIRLOCK_HEIGHT:-800}
lease_wait=${AIRLOCK_LEASE_WAIT_SECONDS:-0}
for number in "$width" "$height" "$lease_wait"; do
  [[ $number =~ ^[0-9]{1,4}$ ]] || { echo "airlock: not a number: $number" >&2; exit 64; }
done

display_pid=0
windows_pid=0
display_restarts=0
windows_restarts=0

start_display() {
  # A server that was killed leaves its sockets and lock behind.
  rm -f "$socket" "$x_socket" /tmp/.X1-lock
  # No TCP port, no clipboard in either direction, and no client may change the size: the host trusts the geometry.
  Xtigervnc :1 -geometry "${width}x${height}" -depth 24 -desktop Airlock \
    -rfbunixpath "$socket" -rfbunixmode 0600 -rfbport -1 -nolisten tcp -SecurityTypes None \
    -AlwaysShared=1 -DisconnectClients=0 -AcceptSetDesktopSize=0 \
    -AcceptCutText=0 -SendCutText=0 -SendPrimary=0 -SetPrimary=0 \
    -FrameRate=60 -dpi 96 -s 0 -dpms &
  display_pid=$!
}

start_windows() {
  openbox --sm-disable --config-file /etc/airlock/openbox.xml &
  windows_pid=$!
}

wait_for_display() {
  local tries=0
  until [[ -S $x_socket && -S $socket ]]; do
    ((++tries > 500)) && return 1
    kill -0 "$display_pid" 2>/dev/null || return 1
    sleep 0.02
  done
}

start_desktop() {
  until start_display && wait_for_display; do
    kill -KILL "$display_pid" 2>/dev/null
    ((++display_restarts > most_restarts)) && { echo 'airlock: the display server does not start' >&2; exit 70; }
  done
  start_windows
}

# The console holds a lease (airlock-lease). One that died before it took the lease must not leave a sandbox behind.
watch_for_lease() {
  sleep "$lease_wait"
  [[ -e $run_dir/lease ]] || kill -TERM $$
}

end() {
  kill -TERM "$windows_pid" "$display_pid" 2>/dev/null
  exit 0
}
trap end TERM INT

echo $$ >"$run_dir/entrypoint.pid"
start_desktop
((lease_wait > 0)) && watch_for_lease &

while true; do
  wait -n
  if ! kill -0 "$display_pid" 2>/dev/null; then
    ((++display_restarts > most_restarts)) && { echo 'airlock: the display server keeps ending' >&2; exit 70; }
    kill -KILL "$windows_pid" 2>/dev/null
    start_desktop
  elif ! kill -0 "$windows_pid" 2>/dev/null; then
    ((++windows_restarts > most_restarts)) && { echo 'airlock: the window manager keeps ending' >&2; exit 71; }
    start_windows
  fi
done
