#!/bin/sh
# Reads the annotated plans as scans and prints their score. Ends with 1 when the mean of the fields or the rows of
# tasks and indicators fall below their bars.
set -eu
if [ ! -d "$SHARED/gold" ]; then
    echo "score-scan: no annotated plans in $SHARED (set SHARED to the folder that holds plans/, gold/ and tools/)" >&2
    exit 2
fi
mkdir -p "$OUT" && rm -f "$OUT"/scan.*
gold=$(ls "$SHARED"/gold/*.json | grep -vE '\.(deadlines|agencies)\.json$')
planparse ingest "$SHARED"/plans/*.scan.pdf --jobs 1 --db "$OUT/scan.duckdb" > "$OUT/scan.log"
failed=0
python "$SHARED/tools/score.py" --db "$OUT/scan.duckdb" --gold $gold ${DETAIL:+--detail} \
    --fail-under 0.92 > "$OUT/scan.score" || failed=1
cat "$OUT/scan.score"
awk '/^(tasks|indicators)\.rows / { seen++; if ($NF < 0.97) low = 1 } END { exit seen < 2 || low }' "$OUT/scan.score" ||
    { echo "score-scan: the rows of tasks or indicators are below 0.97" >&2; failed=1; }
exit $failed
