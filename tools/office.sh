#!/bin/sh
# Installs LibreOffice, which opens .doc, .rtf, .odt and .xls. Ends with 1, and says what to do, where it cannot.
set -eu
if command -v soffice >/dev/null 2>&1 || command -v libreoffice >/dev/null 2>&1; then
    echo "office: LibreOffice is installed"
    exit 0
fi
exec sh "$(dirname "$0")/apt.sh" office \
    "install LibreOffice (Writer and Calc) from libreoffice.org, or set PLANPARSE_SOFFICE" \
    libreoffice-writer libreoffice-calc
