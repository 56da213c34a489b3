#!/bin/sh
# Puts the packages of the given lock files, checked by their hashes, and this package into .venv.
# usage: tools/make_venv.sh LOCK...
set -eu
cd "$(dirname "$0")/.."

stop() {
    echo "$1" >&2
    exit 1
}

find_python() {
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    stop "Vel Neuro needs Python 3.11 or newer: install it, or name it with 'make setup PYTHON=/path/to/python3'."
}

# Debian and Ubuntu ship Python without ensurepip; venv then leaves a half-made folder behind.
need_ensurepip() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
    fi
    "$1" -c 'import ensurepip, venv' 2>/dev/null ||
        stop "This Python cannot make a virtual environment: install python3-venv ('sudo apt-get install python3-venv') and try again."
}

# A .venv whose Python was upgraded or removed since is made anew.
make_with_uv() {
    .venv/bin/python -c "" 2>/dev/null || uv venv --quiet --clear --python "$python" .venv
    for lock in "$@"; do
        uv pip install --quiet --python .venv/bin/python --require-hashes -r "$lock"
    done
    uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e .
}

make_with_pip() {
    need_ensurepip "$python"
    .venv/bin/python -c "import pip" 2>/dev/null || "$python" -m venv --clear .venv
    for lock in "$@"; do
        .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r "$lock"
    done
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
}

python=$(find_python)
echo "Setting up .venv from $* (this takes about a minute the first time)"
if command -v uv >/dev/null; then
    make_with_uv "$@"
else
    make_with_pip "$@"
fi
