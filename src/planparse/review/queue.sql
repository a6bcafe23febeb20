-- What a reviewer goes through: every task and indicator, every row that became nothing, the header of every plan.
-- Made of the plans in memory.todo, in the database in memory; the tables of the plans are those of the attached file.

-- where each record stands: a finding at such a place, or within it, is about the record
CREATE OR REPLACE TEMP TABLE places AS
SELECT r.plan_id, r.locator, coalesce(r.record_id, r.row_id) AS id
FROM source_rows r JOIN memory.todo USING (plan_id)
WHERE r.record_id IS NOT NULL OR r.kind = 'unparsed'
UNION
SELECT plan_id, locator, task_id FROM tasks JOIN memory.todo USING (plan_id)
UNION
SELECT plan_id, locator, indicator_id FROM indicators JOIN memory.todo USING (plan_id);

CREATE OR REPLACE TEMP TABLE found AS
WITH own AS (
    SELECT
        d.*,
        CASE severity WHEN 'error' THEN 3 WHEN 'warning' THEN 2 ELSE 1 END AS grade,
        string_split(locator, '/') AS steps
    FROM diagnostics d JOIN memory.todo USING (plan_id)
    WHERE NOT starts_with(code, 'correction.') -- what a reviewer has settled is no doubt
), above AS (
    -- body/table[2]/row[3]/cell[4] is within body/table[2]/row[3]
    SELECT plan_id, ordinal, grade, code,
           unnest(list_transform(range(1, len(steps) + 1), lambda n: array_to_string(steps[1:n], '/'))) AS locator
    FROM own
    WHERE locator IS NOT NULL
), at_records AS (
    SELECT plan_id, id, ordinal, grade, code FROM above JOIN places USING (plan_id, locator)
    UNION
    -- a merged cell stands outside the row of some of its records
    SELECT o.plan_id, f.record_id, o.ordinal, o.grade, o.code
    FROM own o JOIN field_sources f ON f.plan_id = o.plan_id AND f.locator = o.locator
)
SELECT * FROM at_records
UNION ALL
-- what stands at no record is about the plan
SELECT o.plan_id, o.plan_id, o.ordinal, o.grade, o.code
FROM own o ANTI JOIN at_records a ON a.plan_id = o.plan_id AND a.ordinal = o.ordinal;

CREATE OR REPLACE TEMP TABLE doubts AS
SELECT plan_id, id, max(grade) AS grade, list(DISTINCT code ORDER BY code) AS codes FROM found GROUP BY plan_id, id;

CREATE OR REPLACE TEMP TABLE unmatched AS
SELECT plan_id, record_id AS id, count(*) AS agencies
FROM assignments JOIN memory.todo USING (plan_id)
WHERE agency_code IS NULL
GROUP BY plan_id, record_id;

CREATE OR REPLACE TEMP TABLE touched AS
SELECT DISTINCT plan_id, record_id, locator FROM corrections JOIN memory.todo USING (plan_id) WHERE state = 'applied';

DELETE FROM memory.queue WHERE plan_id IN (SELECT plan_id FROM memory.todo);
DELETE FROM memory.plan WHERE plan_id IN (SELECT plan_id FROM memory.todo);

INSERT INTO memory.plan
SELECT
    p.plan_id,
    coalesce(p.commune_type || ' ' || p.commune_name, p.place_name, p.source_path),
    coalesce(p.province_name, ''),
    coalesce(p.title, p.doc_type, p.source_path),
    replace(strip_accents(lower(concat_ws(' ', p.commune_type, p.commune_name, p.place_name, p.province_name, p.title,
        p.number || '/' || p.symbol, p.source_path))), 'đ', 'd')
FROM plans p JOIN memory.todo USING (plan_id);

CREATE OR REPLACE TEMP TABLE listed AS
SELECT
    'task' AS kind, t.plan_id, t.task_id AS id, t.table_id, t.ordinal, t.label, t.name,
    concat_ws(' ', t.name, t.lead_raw, t.support_raw, t.deadline_raw) AS words,
    t.confidence, 0 AS nameless, len(t.corrected) > 0 AS corrected, t.locator
FROM tasks t JOIN memory.todo USING (plan_id)
UNION ALL
SELECT
    'indicator', i.plan_id, i.indicator_id, i.table_id, i.ordinal, i.label, i.name,
    concat_ws(' ', i.name, i.unit_raw, i.lead_raw, i.support_raw),
    i.confidence, if(i.code IS NULL, 1, 0), len(i.corrected) > 0, i.locator
FROM indicators i JOIN memory.todo USING (plan_id)
UNION ALL
SELECT
    'row', r.plan_id, r.row_id, r.table_id, r.ordinal, NULL, array_to_string(r.cells, ' | '),
    array_to_string(r.cells, ' '), 1, 0, false, r.locator
FROM source_rows r JOIN memory.todo USING (plan_id)
WHERE r.kind = 'unparsed'
UNION ALL
SELECT
    'plan', p.plan_id, p.plan_id, NULL, 0, NULL, coalesce(p.title, p.doc_type, p.source_path),
    '', 1, 0, len(p.corrected) > 0, NULL
FROM plans p JOIN memory.todo USING (plan_id);

-- texts are kept once: communes copy each other, and a table of a thousand rows names ten agencies
INSERT INTO memory.texts
SELECT (SELECT coalesce(max(text_no), 0) FROM memory.texts) + row_number() OVER (), words, NULL
FROM (SELECT DISTINCT words FROM listed) ANTI JOIN memory.texts USING (words);

INSERT INTO memory.queue
SELECT
    -- the gravest finding first, then what was read least surely, then what matched nothing, then lost rows
    (3 - coalesce(d.grade, 0)) * 10_000_000
        + CAST(round(l.confidence * 1000) AS INTEGER) * 1000
        + 99 - least(99, coalesce(u.agencies, 0) + l.nameless)
        + if(l.kind = 'row', 500, 0) + if(l.kind = 'plan', 600, 0) AS rank,
    l.plan_id,
    coalesce(s.ordinal, 0) * 100_000 + l.ordinal AS place,
    l.id,
    l.kind,
    CASE WHEN l.kind = 'plan' THEN 'header' WHEN s.kind IS NULL THEN 'text' ELSE s.kind END,
    l.label,
    left(l.name, 200),
    x.text_no,
    coalesce(d.grade, 0),
    l.confidence,
    coalesce(d.codes, []),
    l.corrected OR c.plan_id IS NOT NULL,
    p.same_plan_as IS NULL AND p.replaced_by IS NULL
FROM listed l
JOIN plans p ON p.plan_id = l.plan_id
JOIN memory.texts x USING (words)
LEFT JOIN source_tables s ON s.plan_id = l.plan_id AND s.table_id = l.table_id
LEFT JOIN doubts d ON d.plan_id = l.plan_id AND d.id = l.id
LEFT JOIN unmatched u ON u.plan_id = l.plan_id AND u.id = l.id
LEFT JOIN (SELECT DISTINCT plan_id, locator FROM touched) c ON c.plan_id = l.plan_id AND c.locator = l.locator;

DROP TABLE places; DROP TABLE found; DROP TABLE doubts; DROP TABLE unmatched; DROP TABLE touched; DROP TABLE listed;
