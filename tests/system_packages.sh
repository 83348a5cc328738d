#!/bin/sh
# What the tests need from the operating system: installed when we are root, otherwise named.
set -eu

has() { command -v "$1" >/dev/null 2>&1; }
may_install() { [ "$(id -u)" = 0 ] && has apt-get; }

missing=""
# The shell is Chromium at half the work; where nothing can be installed the whole browser will do.
has chromium-headless-shell || { has chromium && ! may_install; } || missing="$missing chromium-headless-shell"
has redis-server || missing="$missing redis-server"
fc-list :lang=ar 2>/dev/null | grep -q Noto || missing="$missing fontconfig fonts-noto-core"
if [ "${1:-}" = pictures ]; then # names in every script, on pictures to be looked at
    fc-list :lang=zh 2>/dev/null | grep -q . || missing="$missing fonts-noto-cjk"
fi
[ -n "$missing" ] || exit 0

if may_install; then
    echo "Installing$missing for the browser tests …"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086 # a list of words
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "ATTENTION: tests that need$missing are left out; install it (Debian: sudo apt-get install$missing) to run them." >&2
fi
