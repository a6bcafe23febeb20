#!/bin/sh
# Installs what the browser tests need beside Python's packages: the system's Chromium (Debian, Ubuntu).
set -eu
if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then
    echo "browser: Chromium is there already"
    exit 0
fi
if ! command -v apt-get >/dev/null; then
    echo "browser: there is no apt-get here: install Chromium by hand" >&2
    exit 1
fi
sudo=
if [ "$(id -u)" -ne 0 ]; then
    sudo=sudo
    command -v sudo >/dev/null || { echo "browser: run this as root: apt-get install chromium" >&2; exit 1; }
fi
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -q
$sudo apt-get install -q -y --no-install-recommends chromium fonts-dejavu-core
