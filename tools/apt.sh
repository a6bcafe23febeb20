#!/bin/sh
# Installs packages of the system (Debian, Ubuntu): apt.sh NAME "what to do by hand" PACKAGE...
# Ends with 1, and says what to do, where it cannot.
set -eu
name=$1
by_hand=$2
shift 2
if ! command -v apt-get >/dev/null 2>&1; then
    echo "$name: there is no apt-get here: $by_hand" >&2
    exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "$name: ask an administrator for the packages $*" >&2
        exit 1
    fi
    as_root=sudo
fi
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -q
$as_root apt-get install -q -y --no-install-recommends "$@"
