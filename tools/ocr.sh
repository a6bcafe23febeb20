#!/bin/sh
# Installs what OCR needs beside Python's packages: Tesseract and its model for Vietnamese.
set -eu
if command -v tesseract >/dev/null && tesseract --list-langs 2>/dev/null | grep -qx vie; then
    echo "ocr: Tesseract with Vietnamese is there already"
    exit 0
fi
if ! command -v apt-get >/dev/null; then
    echo "ocr: there is no apt-get here: install Tesseract 5 and its model for Vietnamese (vie.traineddata) by hand" >&2
    exit 1
fi
sudo=
if [ "$(id -u)" -ne 0 ]; then
    sudo=sudo
    command -v sudo >/dev/null || { echo "ocr: run this as root: apt-get install tesseract-ocr tesseract-ocr-vie" >&2; exit 1; }
fi
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -q
$sudo apt-get install -q -y --no-install-recommends tesseract-ocr tesseract-ocr-vie
