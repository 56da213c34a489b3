#!/bin/sh
# Installs the programs that the tests need and that are not Python or npm packages. Says nothing when all are there.
set -eu

missing=""

# usage: need PACKAGE PROGRAM... (any one of the programs will do)
need() {
    package=$1
    shift
    for program in "$@"; do
        if command -v "$program" >/dev/null; then
            return
        fi
    done
    missing="$missing $package"
}

need chromium chromium
need firefox-esr firefox-esr
need nodejs node
need npm npm
need gettext msgfmt
need ffmpeg ffmpeg
need mpg123 mpg123
need webkit2gtk-driver WebKitWebDriver
need xvfb Xvfb
need pulseaudio pulseaudio
need postgresql pg_ctlcluster
need khal khal
[ -n "$missing" ] || exit 0

as_root=""
[ "$(id -u)" = 0 ] || as_root=sudo
if ! command -v apt-get >/dev/null || { [ -n "$as_root" ] && ! command -v sudo >/dev/null; }; then
    echo "The tests need these programs, please install them:$missing" >&2
    exit 1
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "Installing$missing"
# shellcheck disable=SC2086  # both are lists of words
if ! { $as_root apt-get update -q &&
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing; } >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    echo "apt-get could not install$missing: see above, mend it and run this again." >&2
    exit 1
fi
