#!/bin/sh
# Installs LibreOffice, which opens .doc, .rtf, .odt and .xls. Ends with 1, and says what to do, where it cannot.
set -eu
if command -v soffice >/dev/null 2>&1 || command -v libreoffice >/dev/null 2>&1; then
    echo "office: LibreOffice is installed"
    exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "office: no apt-get here: install LibreOffice (Writer and Calc) from libreoffice.org, or set PLANPARSE_SOFFICE" >&2
    exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "office: ask an administrator for the packages libreoffice-writer and libreoffice-calc" >&2
        exit 1
    fi
    as_root=sudo
fi
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -q
$as_root apt-get install -q -y --no-install-recommends libreoffice-writer libreoffice-calc
