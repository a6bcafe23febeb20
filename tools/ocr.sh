#!/bin/sh
# Installs what OCR needs beside Python's packages: Tesseract and its model for Vietnamese.
set -eu
if command -v tesseract >/dev/null && tesseract --list-langs 2>/dev/null | grep -qx vie; then
    echo "ocr: Tesseract with Vietnamese is there already"
    exit 0
fi
exec sh "$(dirname "$0")/apt.sh" ocr "install Tesseract 5 and its model for Vietnamese (vie.traineddata) by hand" \
    tesseract-ocr tesseract-ocr-vie
