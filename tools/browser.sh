#!/bin/sh
# Installs what the browser tests need beside Python's packages: the system's Chromium.
set -eu
if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then
    echo "browser: Chromium is there already"
    exit 0
fi
exec sh "$(dirname "$0")/apt.sh" browser "install Chromium by hand" chromium fonts-dejavu-core
