#!/bin/sh
# Reads the annotated plans in each form and prints their score; the last lines are the mean field F1 of each form.
# Ends with 1 when a form falls below its bar. A workbook holds the tables of a plan only, so its bar is on their rows.
set -eu
if [ ! -d "$SHARED/gold" ]; then
    echo "score: no annotated plans in $SHARED (set SHARED to the folder that holds plans/, gold/ and tools/)" >&2
    exit 2
fi
rm -rf "$OUT" && mkdir -p "$OUT"
gold=$(ls "$SHARED"/gold/*.json | grep -vE '\.(deadlines|agencies)\.json$')
bars="txt:0.98 word.docx:0.99 html:0.99 auto.docx:0.98 tcvn3.docx:0.98 vni.docx:0.98 pdf:0.98"
program=${PLANPARSE_SOFFICE:-$(command -v soffice || command -v libreoffice || true)}
if [ -n "$program" ]; then
    bars="$bars doc:0.98"
else
    echo "score: NO LIBREOFFICE HERE: .doc IS NOT SCORED (make office installs it)" >&2
fi
bars="$bars xlsx:0.99"

# The files NAME.FORM, where NAME holds no dot: a.scan.pdf is of the form scan.pdf, not pdf.
list_form() {
    for file in "$SHARED"/plans/*."$1"; do
        name=${file##*/}
        case ${name%."$1"} in *.*) ;; *) printf '%s\n' "$file" ;; esac
    done
}

read_form() {
    planparse ingest $(list_form "$1") --jobs 1 --db "$OUT/$1.duckdb" > "$OUT/$1.log" 2>&1
}

# Two at a time: the first of each pair in the background.
set -- $bars
while [ $# -gt 0 ]; do
    read_form "${1%%:*}" &
    if [ $# -gt 1 ]; then
        read_form "${2%%:*}" || true
        shift
    fi
    wait
    shift
done

failed=0
for bar in $bars; do
    form=${bar%%:*}
    under=${bar##*:}
    [ "$form" = xlsx ] && under=0
    echo "== $form"
    python "$SHARED/tools/score.py" --db "$OUT/$form.duckdb" --gold $gold ${DETAIL:+--detail} \
        --fail-under "$under" > "$OUT/$form.score" || failed=1
    cat "$OUT/$form.score"
done

# What comparisons rest on: the canonical values of the forms that keep every letter.
low_fields() {
    awk -v form="$1" '
        $1 ~ /^(deadlines|targets|agencies\.split|citations)$/ && $NF < 0.99 { print form, $1, $NF, "(bar 0.99)" }
        $1 == "agencies.same_body" && $NF < 0.98 { print form, $1, $NF, "(bar 0.98)" }
    ' "$OUT/$1.score"
}

echo
for form in txt word.docx html auto.docx pdf; do
    low=$(low_fields "$form")
    [ -z "$low" ] || { printf '%s\n' "$low"; failed=1; }
done
for bar in $bars; do
    form=${bar%%:*}
    if [ "$form" = xlsx ]; then
        python tools/score_rows.py "$OUT/xlsx.duckdb" "$OUT/xlsx.score" "${bar##*:}" $gold || failed=1
    else
        printf '%-10s %s (bar %s)\n' "$form" "$(tail -n 1 "$OUT/$form.score")" "${bar##*:}"
    fi
done
[ -n "$program" ] || echo "doc        NOT SCORED: no LibreOffice here (make office installs it)"
exit $failed
