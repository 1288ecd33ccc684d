#!/bin/sh
# Sets up the clone and runs the main job.
#
#     sh packaging/linux/run.sh [--no-window] [--out DIR]
#
# With a display the window opens. Without one (or with --no-window) the same job runs without hands on the
# province's real plan and leaves the package, its documents and a PNG of every screen in DIR (default: demo-output).
set -eu
cd "$(dirname "$0")/../.."
. packaging/linux/setup.sh

out="$PWD/demo-output"
window=yes
while [ $# -gt 0 ]; do
    case "$1" in
        --no-window) window=no ;;
        --out)
            [ $# -gt 1 ] || stop "--out needs a folder."
            out="$2"
            shift
            ;;
        *) stop "unknown option '$1'. Known: --no-window, --out DIR." ;;
    esac
    shift
done

# DISPLAY may name a server that is gone, so it is asked.
display_answers() {
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] &&
        "$venv/bin/python" -c 'from PySide6.QtGui import QGuiApplication; QGuiApplication([])' >/dev/null 2>&1
}

set_up run
make_runtime_folder
if [ "$window" = yes ] && display_answers; then
    say "Opening the window"
    exec "$venv/bin/cchc-desktop"
fi
say "No display: the main job runs without hands"
QT_QPA_PLATFORM=offscreen "$venv/bin/cchc-desktop" demo --out "$out" --screens
say "The package, its documents and the PNGs of the screens are in: $out"
