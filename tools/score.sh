#!/bin/sh
# Reads the annotated plans in each form and prints their score; the last lines are the mean field F1 of each form.
# Ends with 1 when a form falls below its bar.
set -eu
if [ ! -d "$SHARED/gold" ]; then
    echo "score: no annotated plans in $SHARED (set SHARED to the folder that holds plans/, gold/ and tools/)" >&2
    exit 2
fi
rm -rf "$OUT" && mkdir -p "$OUT"
gold=$(ls "$SHARED"/gold/*.json | grep -vE '\.(deadlines|agencies)\.json$')
for form in txt word.docx pdf; do
    planparse ingest "$SHARED"/plans/*."$form" --jobs 1 --db "$OUT/$form.duckdb" > "$OUT/$form.log" &
done
wait
failed=0
for bar in txt:0.98 word.docx:0.97 pdf:0.95; do
    form=${bar%%:*}
    echo "== $form"
    python "$SHARED/tools/score.py" --db "$OUT/$form.duckdb" --gold $gold ${DETAIL:+--detail} \
        --fail-under "${bar##*:}" > "$OUT/$form.score" || failed=1
    cat "$OUT/$form.score"
done
echo
for form in txt word.docx pdf; do
    printf '%-10s %s\n' "$form" "$(tail -n 1 "$OUT/$form.score")"
done
exit $failed
