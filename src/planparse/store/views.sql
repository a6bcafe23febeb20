-- Views for analysts. Plans that are another copy or an earlier draft of a plan (same_plan_as is set) and plans that
-- another plan replaces (replaced_by is set) are left out of all of them but v_coverage, so that nothing is counted
-- twice: they read v_current_plans. Where the commune's name is not known, the place on the
-- date line stands in for it, and the file's path where there is none either: no plan disappears from a comparison.
-- The two that are asked most (v_indicator_matrix, v_tasks_due) join nothing but plans: tasks.leads and the columns of
-- its indicator in targets are stored for them, since joining millions of rows by their ids takes seconds.

CREATE OR REPLACE VIEW v_current_plans AS
SELECT * FROM plans WHERE same_plan_as IS NULL AND replaced_by IS NULL;
COMMENT ON VIEW v_current_plans IS 'The plans to count: no copy, no draft of an issued plan, none that another plan replaces';
COMMENT ON COLUMN v_current_plans.plan_id IS 'Stable id, derived from the bytes of the file';
COMMENT ON COLUMN v_current_plans.source_path IS 'The file as it was given to ingest; a member of an archive is archive.zip!/member';
COMMENT ON COLUMN v_current_plans.source_sha256 IS 'SHA-256 of the file, in hexadecimal';
COMMENT ON COLUMN v_current_plans.media_type IS 'Kind of file that the content shows, for example application/pdf';
COMMENT ON COLUMN v_current_plans.page_count IS 'Pages of the file; null where the format has none (Word, text)';
COMMENT ON COLUMN v_current_plans.text_origin IS 'native: the file holds text; ocr: the text was recognised from pictures';
COMMENT ON COLUMN v_current_plans.number IS 'Number of the document (số); null where it is left blank, as in a draft';
COMMENT ON COLUMN v_current_plans.symbol IS 'Symbol of the document (ký hiệu), the part after the slash: KH-UBND';
COMMENT ON COLUMN v_current_plans.doc_type IS 'Kind of document as printed (tên loại): KẾ HOẠCH';
COMMENT ON COLUMN v_current_plans.title IS 'What the plan is about (trích yếu), joined to one line';
COMMENT ON COLUMN v_current_plans.issuer IS 'Issuing body as printed (cơ quan ban hành)';
COMMENT ON COLUMN v_current_plans.place_name IS 'Place on the date line (địa danh)';
COMMENT ON COLUMN v_current_plans.issued_on IS 'Date of issue (ngày ban hành), only where day, month and year are all printed';
COMMENT ON COLUMN v_current_plans.issued_edtf IS 'Date of issue as far as it is printed, in EDTF: 2026-04';
COMMENT ON COLUMN v_current_plans.plan_year IS 'Year the plan is for (năm kế hoạch)';
COMMENT ON COLUMN v_current_plans.status IS 'issued, or draft (dự thảo): the number or the day is blank';
COMMENT ON COLUMN v_current_plans.commune_code IS 'Official code of the commune (mã đơn vị hành chính cấp xã); null when it is not certain';
COMMENT ON COLUMN v_current_plans.commune_name IS 'Name of the commune without its type';
COMMENT ON COLUMN v_current_plans.commune_type IS 'Type of the commune: xã, phường, đặc khu, thị trấn';
COMMENT ON COLUMN v_current_plans.province_code IS 'Official code of the province (mã tỉnh)';
COMMENT ON COLUMN v_current_plans.province_name IS 'Name of the province or city (tỉnh, thành phố)';
COMMENT ON COLUMN v_current_plans.signer_name IS 'Who signed (người ký)';
COMMENT ON COLUMN v_current_plans.signer_title IS 'Office of the signer (chức vụ)';
COMMENT ON COLUMN v_current_plans.signer_authority IS 'On whose behalf it is signed (thẩm quyền ký): TM. ỦY BAN NHÂN DÂN';
COMMENT ON COLUMN v_current_plans.recipients IS 'Recipients (nơi nhận), one entry per line';
COMMENT ON COLUMN v_current_plans.preamble IS 'Text between the title and the first section (phần căn cứ, mở đầu)';
COMMENT ON COLUMN v_current_plans.closing IS 'Text after the last section that belongs to none';
COMMENT ON COLUMN v_current_plans.corrected IS 'Columns that a reviewer has set; see corrections';
COMMENT ON COLUMN v_current_plans.same_plan_as IS 'plan_id of the better copy of this plan (another file, or the plan of which this is a draft); null for the one to use';
COMMENT ON COLUMN v_current_plans.replaced_by IS 'plan_id of the plan of the same commune that says it replaces (thay thế) this one; null while it is in force';
COMMENT ON COLUMN v_current_plans.parser_version IS 'Version of the program that read the file';
COMMENT ON COLUMN v_current_plans.rules_version IS 'Fingerprint of the rules the file was read with';
COMMENT ON COLUMN v_current_plans.ingested_at IS 'When the plan was stored, in UTC';

CREATE OR REPLACE VIEW v_indicator_matrix AS
SELECT
    p.province_name,
    coalesce(p.commune_name, p.place_name, p.source_path) AS commune_name,
    p.commune_type,
    p.commune_code,
    t.code,
    coalesce(c.name, t.code) AS indicator,
    c.field,
    t.year,
    t.comparator,
    t.low,
    t.high,
    coalesce(t.unit, t.unit_raw) AS unit,
    t.raw,
    t.aspirational,
    t.scope,
    t.indicator_name AS printed_name,
    t.plan_id,
    p.source_path,
    t.page,
    t.locator,
    t.indicator_ordinal AS ordinal,
    t.ordinal AS target_ordinal,
    t.indicator_id,
    t.unit_code,
    t.low_base,
    t.high_base,
    t.per,
    t.change,
    t.corrected
FROM targets t
JOIN v_current_plans p USING (plan_id)
LEFT JOIN indicator_catalog c ON c.code = t.code
WHERE t.code IS NOT NULL;
COMMENT ON VIEW v_indicator_matrix IS 'Commune × canonical indicator × year: one row per target value, to compare communes';
COMMENT ON COLUMN v_indicator_matrix.province_name IS 'Province or city (tỉnh, thành phố)';
COMMENT ON COLUMN v_indicator_matrix.commune_name IS 'Commune; the place on the date line or the file where it is not known';
COMMENT ON COLUMN v_indicator_matrix.commune_type IS 'xã, phường, đặc khu, thị trấn';
COMMENT ON COLUMN v_indicator_matrix.commune_code IS 'Official code of the commune';
COMMENT ON COLUMN v_indicator_matrix.code IS 'Canonical indicator (mã chỉ tiêu)';
COMMENT ON COLUMN v_indicator_matrix.indicator IS 'Its name in the catalogue';
COMMENT ON COLUMN v_indicator_matrix.field IS 'Field of work (lĩnh vực)';
COMMENT ON COLUMN v_indicator_matrix.year IS 'Year the value is for';
COMMENT ON COLUMN v_indicator_matrix.comparator IS '=, >=, >, <=, <, range, or text for a value in words';
COMMENT ON COLUMN v_indicator_matrix.low IS 'Lower bound; equal to high for =';
COMMENT ON COLUMN v_indicator_matrix.high IS 'Upper bound; equal to low for =';
COMMENT ON COLUMN v_indicator_matrix.unit IS 'Unit of the value, else of the indicator (đơn vị tính)';
COMMENT ON COLUMN v_indicator_matrix.raw IS 'The value as printed';
COMMENT ON COLUMN v_indicator_matrix.aspirational IS 'The text says phấn đấu (to strive for)';
COMMENT ON COLUMN v_indicator_matrix.scope IS 'Whom the value is for, where a cell holds several';
COMMENT ON COLUMN v_indicator_matrix.printed_name IS 'The indicator as this plan words it';
COMMENT ON COLUMN v_indicator_matrix.plan_id IS 'The plan';
COMMENT ON COLUMN v_indicator_matrix.source_path IS 'The file';
COMMENT ON COLUMN v_indicator_matrix.page IS 'Page that prints the value, counted from 1';
COMMENT ON COLUMN v_indicator_matrix.locator IS 'Where the value stands in the file';
COMMENT ON COLUMN v_indicator_matrix.ordinal IS 'Place of the indicator in its plan';
COMMENT ON COLUMN v_indicator_matrix.target_ordinal IS 'Place of the value within its indicator';
COMMENT ON COLUMN v_indicator_matrix.indicator_id IS 'The indicator; planparse show prints it with its place';
COMMENT ON COLUMN v_indicator_matrix.unit_code IS 'Canonical unit: percent, vnd, household';
COMMENT ON COLUMN v_indicator_matrix.low_base IS 'low in the base unit of unit_code: compare this across communes';
COMMENT ON COLUMN v_indicator_matrix.high_base IS 'high in the base unit of unit_code: compare this across communes';
COMMENT ON COLUMN v_indicator_matrix.per IS 'What a rate is per: thôn, năm';
COMMENT ON COLUMN v_indicator_matrix.change IS 'increase or decrease where the number is a change, else null';
COMMENT ON COLUMN v_indicator_matrix.corrected IS 'Whether a reviewer has set this value';

CREATE OR REPLACE VIEW v_indicator_standing AS
WITH measured AS (
    -- What is compared: numbers in base units, where the unit is known (1,2 tỷ đồng with 900 triệu đồng); a change by
    -- so much, and a rate per something, only with its like.
    SELECT
        *,
        concat_ws('/', province_name, commune_type, commune_name, commune_code) AS commune,
        nullif(concat_ws(' ', change, coalesce(unit_code, lower(trim(unit))), 'per ' || lower(per)), '') AS own_unit,
        coalesce(low_base, low) AS own_low,
        coalesce(high_base, high) AS own_high
    FROM v_indicator_matrix
), valued AS (
    -- One value for each commune, indicator and year: one for everybody before one for some, then the first.
    SELECT
        *,
        CASE
            WHEN comparator = 'text' THEN NULL
            WHEN comparator = 'range' THEN (own_low + own_high) / 2
            WHEN comparator IN ('<=', '<') THEN own_high
            ELSE coalesce(own_low, own_high)
        END AS value_for_standing
    FROM measured
    QUALIFY row_number() OVER (
        PARTITION BY commune, code, year ORDER BY scope IS NOT NULL, ordinal, target_ordinal, plan_id
    ) = 1
), units AS (
    -- The unit that most communes use, the catalogue's where as many use another.
    SELECT
        v.code,
        v.year,
        v.own_unit,
        coalesce(
            mode(lower(trim(v.unit))) FILTER (v.own_low IS NOT DISTINCT FROM v.low AND v.own_high IS NOT DISTINCT FROM v.high),
            v.own_unit
        ) AS common_unit
    FROM valued v
    LEFT JOIN indicator_catalog c USING (code)
    WHERE v.value_for_standing IS NOT NULL AND v.own_unit IS NOT NULL
    GROUP BY v.code, v.year, v.own_unit, c.unit
    QUALIFY row_number() OVER (
        PARTITION BY v.code, v.year ORDER BY
            count(*) DESC, bool_or(lower(trim(v.unit)) = lower(c.unit)) DESC NULLS LAST, v.own_unit
    ) = 1
), medians AS (
    SELECT v.code, v.year, u.own_unit, u.common_unit, median(v.value_for_standing) AS median, count(*) AS communes
    FROM valued v
    LEFT JOIN units u ON u.code = v.code AND u.year IS NOT DISTINCT FROM v.year
    WHERE v.value_for_standing IS NOT NULL AND coalesce(v.own_unit, u.own_unit) IS NOT DISTINCT FROM u.own_unit
    GROUP BY v.code, v.year, u.own_unit, u.common_unit
), asked AS (
    SELECT code, indicator, field, year FROM valued GROUP BY ALL
), communes_with_plans AS (
    SELECT DISTINCT
        province_name,
        coalesce(commune_name, place_name, source_path) AS commune_name,
        commune_type,
        commune_code,
        concat_ws(
            '/', province_name, commune_type, coalesce(commune_name, place_name, source_path), commune_code
        ) AS commune
    FROM v_current_plans
), years AS (
    SELECT commune, code, list(DISTINCT year ORDER BY year) AS years FROM valued GROUP BY commune, code
)
SELECT
    p.province_name,
    p.commune_name,
    p.commune_type,
    p.commune_code,
    a.code,
    a.indicator,
    a.field,
    a.year,
    v.comparator,
    v.low,
    v.high,
    v.value_for_standing,
    v.unit,
    m.common_unit,
    m.median,
    CAST(coalesce(m.communes, 0) AS INTEGER) AS communes,
    CASE
        WHEN v.code IS NULL AND y.code IS NULL THEN 'missing'
        WHEN v.code IS NULL THEN 'other_year'
        WHEN v.value_for_standing IS NULL THEN 'text'
        WHEN coalesce(v.own_unit, m.own_unit) IS DISTINCT FROM m.own_unit THEN 'unit_differs'
        WHEN v.value_for_standing > m.median THEN 'above'
        WHEN v.value_for_standing < m.median THEN 'below'
        ELSE 'same'
    END AS standing,
    CASE WHEN v.code IS NULL THEN y.years END AS other_years,
    v.raw,
    v.scope,
    v.plan_id,
    v.source_path,
    v.page,
    v.locator
FROM asked a
CROSS JOIN communes_with_plans p
LEFT JOIN valued v ON v.commune = p.commune AND v.code = a.code AND v.year IS NOT DISTINCT FROM a.year
LEFT JOIN years y ON y.commune = p.commune AND y.code = a.code
LEFT JOIN medians m ON m.code = a.code AND m.year IS NOT DISTINCT FROM a.year;
COMMENT ON VIEW v_indicator_standing IS 'Commune × canonical indicator × year that any commune sets: above or below the median, or why it cannot be compared';
COMMENT ON COLUMN v_indicator_standing.province_name IS 'Province or city (tỉnh, thành phố)';
COMMENT ON COLUMN v_indicator_standing.commune_name IS 'Commune; the place on the date line or the file where it is not known';
COMMENT ON COLUMN v_indicator_standing.commune_type IS 'xã, phường, đặc khu, thị trấn';
COMMENT ON COLUMN v_indicator_standing.commune_code IS 'Official code of the commune';
COMMENT ON COLUMN v_indicator_standing.code IS 'Canonical indicator (mã chỉ tiêu)';
COMMENT ON COLUMN v_indicator_standing.indicator IS 'Its name in the catalogue';
COMMENT ON COLUMN v_indicator_standing.field IS 'Field of work (lĩnh vực)';
COMMENT ON COLUMN v_indicator_standing.year IS 'Year that at least one commune sets a value for';
COMMENT ON COLUMN v_indicator_standing.comparator IS '=, >=, >, <=, <, range or text; null where the commune has no value for this year';
COMMENT ON COLUMN v_indicator_standing.low IS 'Lower bound of its value; of several values the one without a scope, else the first';
COMMENT ON COLUMN v_indicator_standing.high IS 'Upper bound of its value';
COMMENT ON COLUMN v_indicator_standing.value_for_standing IS 'The number that is compared, in the base unit: the lower bound, the upper one for <= and <, the middle of a range';
COMMENT ON COLUMN v_indicator_standing.unit IS 'Unit of its value (đơn vị tính)';
COMMENT ON COLUMN v_indicator_standing.common_unit IS 'Unit of the median: that of most communes for this indicator and year; the base unit where they print multiples of it';
COMMENT ON COLUMN v_indicator_standing.median IS 'Median of the communes with a number in the common unit';
COMMENT ON COLUMN v_indicator_standing.communes IS 'Number of these communes';
COMMENT ON COLUMN v_indicator_standing.standing IS 'above, same, below the median; unit_differs, text, other_year (set for other years only), missing';
COMMENT ON COLUMN v_indicator_standing.other_years IS 'Years it sets, where it sets none for this year';
COMMENT ON COLUMN v_indicator_standing.raw IS 'Its value as printed';
COMMENT ON COLUMN v_indicator_standing.scope IS 'Whom the value is for, where a cell holds several';
COMMENT ON COLUMN v_indicator_standing.plan_id IS 'The plan that sets it';
COMMENT ON COLUMN v_indicator_standing.source_path IS 'The file';
COMMENT ON COLUMN v_indicator_standing.page IS 'Page that prints the value, counted from 1';
COMMENT ON COLUMN v_indicator_standing.locator IS 'Where the value stands in the file';

CREATE OR REPLACE VIEW v_tasks_due AS
SELECT
    p.province_name,
    coalesce(p.commune_name, p.place_name, p.source_path) AS commune_name,
    t.name AS task,
    t.leads,
    t.due_on,
    CAST(t.due_on - current_date AS INTEGER) AS days_left,
    t.deadline_kind,
    t.deadline_raw,
    t.task_id,
    t.plan_id,
    p.source_path,
    t.page,
    t.locator,
    t.corrected
FROM tasks t
JOIN v_current_plans p USING (plan_id);
COMMENT ON VIEW v_tasks_due IS 'Every task (nhiệm vụ) with who leads it, when it is due and how many days are left';
COMMENT ON COLUMN v_tasks_due.province_name IS 'Province or city (tỉnh, thành phố)';
COMMENT ON COLUMN v_tasks_due.commune_name IS 'Commune; the place on the date line or the file where it is not known';
COMMENT ON COLUMN v_tasks_due.task IS 'What is to be done (tên nhiệm vụ)';
COMMENT ON COLUMN v_tasks_due.leads IS 'Lead agencies (đơn vị chủ trì): canonical name, else as printed';
COMMENT ON COLUMN v_tasks_due.due_on IS 'Last day of the deadline; null when it names no day';
COMMENT ON COLUMN v_tasks_due.days_left IS 'Days from today; negative when overdue (quá hạn)';
COMMENT ON COLUMN v_tasks_due.deadline_kind IS 'dated, ongoing, recurring, conditional, unspecified, unparsed';
COMMENT ON COLUMN v_tasks_due.deadline_raw IS 'The deadline as printed (thời hạn)';
COMMENT ON COLUMN v_tasks_due.task_id IS 'The task';
COMMENT ON COLUMN v_tasks_due.plan_id IS 'The plan';
COMMENT ON COLUMN v_tasks_due.source_path IS 'The file';
COMMENT ON COLUMN v_tasks_due.page IS 'Page, counted from 1';
COMMENT ON COLUMN v_tasks_due.locator IS 'Where in the file';
COMMENT ON COLUMN v_tasks_due.corrected IS 'Fields that a reviewer has set or confirmed';

CREATE OR REPLACE VIEW v_due_days AS
WITH days AS (
    SELECT plan_id, task_id, ordinal AS deadline_ordinal, end_on AS due_on, 'dated' AS how, page, locator
    FROM deadlines
    WHERE end_on IS NOT NULL
    UNION ALL
    SELECT plan_id, task_id, deadline_ordinal, due_on, 'recurring', page, locator
    FROM occurrences
)
SELECT
    t.province_name,
    t.commune_name,
    t.task,
    t.leads,
    d.due_on,
    CAST(d.due_on - current_date AS INTEGER) AS days_left,
    d.how,
    t.deadline_raw,
    d.task_id,
    d.plan_id,
    t.source_path,
    d.page,
    d.locator
FROM days d
JOIN v_tasks_due t USING (plan_id, task_id)
QUALIFY row_number() OVER (PARTITION BY d.plan_id, d.task_id, d.due_on ORDER BY d.how, d.deadline_ordinal) = 1;
COMMENT ON VIEW v_due_days IS 'Every day on which a task (nhiệm vụ) is due: the end of each dated part of its deadline, and each time that it comes back';
COMMENT ON COLUMN v_due_days.province_name IS 'Province or city (tỉnh, thành phố)';
COMMENT ON COLUMN v_due_days.commune_name IS 'Commune; the place on the date line or the file where it is not known';
COMMENT ON COLUMN v_due_days.task IS 'What is to be done (tên nhiệm vụ)';
COMMENT ON COLUMN v_due_days.leads IS 'Lead agencies (đơn vị chủ trì): canonical name, else as printed';
COMMENT ON COLUMN v_due_days.due_on IS 'The day';
COMMENT ON COLUMN v_due_days.days_left IS 'Days from today; negative when it is past';
COMMENT ON COLUMN v_due_days.how IS 'dated: the deadline names the day; recurring: the task comes back on it';
COMMENT ON COLUMN v_due_days.deadline_raw IS 'The whole deadline as printed (thời hạn)';
COMMENT ON COLUMN v_due_days.task_id IS 'The task';
COMMENT ON COLUMN v_due_days.plan_id IS 'The plan';
COMMENT ON COLUMN v_due_days.source_path IS 'The file';
COMMENT ON COLUMN v_due_days.page IS 'Page, counted from 1';
COMMENT ON COLUMN v_due_days.locator IS 'Where in the file';

CREATE OR REPLACE VIEW v_recurring AS
SELECT
    t.province_name,
    t.commune_name,
    t.task,
    t.leads,
    d.rrule,
    (SELECT min(o.due_on) FROM occurrences o
     WHERE o.plan_id = d.plan_id AND o.task_id = d.task_id AND o.deadline_ordinal = d.ordinal
       AND o.due_on >= current_date) AS next_on,
    d.raw,
    t.deadline_raw,
    d.task_id,
    d.plan_id,
    t.source_path,
    d.page,
    d.locator
FROM deadlines d
JOIN v_tasks_due t USING (plan_id, task_id)
WHERE d.kind = 'recurring';
COMMENT ON VIEW v_recurring IS 'Every task (nhiệm vụ) that comes back, how often, and when it is due next';
COMMENT ON COLUMN v_recurring.province_name IS 'Province or city (tỉnh, thành phố)';
COMMENT ON COLUMN v_recurring.commune_name IS 'Commune; the place on the date line or the file where it is not known';
COMMENT ON COLUMN v_recurring.task IS 'What is to be done (tên nhiệm vụ)';
COMMENT ON COLUMN v_recurring.leads IS 'Lead agencies (đơn vị chủ trì): canonical name, else as printed';
COMMENT ON COLUMN v_recurring.rrule IS 'How often (RFC 5545): FREQ=MONTHLY;INTERVAL=3 is every quarter';
COMMENT ON COLUMN v_recurring.next_on IS 'The next day of the plan''s year on which it is due; null when there is none';
COMMENT ON COLUMN v_recurring.raw IS 'The recurring part as printed';
COMMENT ON COLUMN v_recurring.deadline_raw IS 'The whole deadline as printed (thời hạn)';
COMMENT ON COLUMN v_recurring.task_id IS 'The task';
COMMENT ON COLUMN v_recurring.plan_id IS 'The plan';
COMMENT ON COLUMN v_recurring.source_path IS 'The file';
COMMENT ON COLUMN v_recurring.page IS 'Page, counted from 1';
COMMENT ON COLUMN v_recurring.locator IS 'Where in the file';

CREATE OR REPLACE VIEW v_waiting AS
SELECT
    t.province_name,
    t.commune_name,
    t.task,
    t.leads,
    d.waits_for,
    d.condition,
    t.due_on,
    t.deadline_raw,
    d.task_id,
    d.plan_id,
    t.source_path,
    d.page,
    d.locator
FROM deadlines d
JOIN v_tasks_due t USING (plan_id, task_id)
WHERE d.kind = 'conditional';
COMMENT ON VIEW v_waiting IS 'Every task (nhiệm vụ) that waits for somebody or something before it is due';
COMMENT ON COLUMN v_waiting.province_name IS 'Province or city (tỉnh, thành phố)';
COMMENT ON COLUMN v_waiting.commune_name IS 'Commune; the place on the date line or the file where it is not known';
COMMENT ON COLUMN v_waiting.task IS 'What is to be done (tên nhiệm vụ)';
COMMENT ON COLUMN v_waiting.leads IS 'Lead agencies (đơn vị chủ trì): canonical name, else as printed';
COMMENT ON COLUMN v_waiting.waits_for IS 'central, province, commune; event (something that happens, or a term of days); null where nobody is named';
COMMENT ON COLUMN v_waiting.condition IS 'What it waits for, as printed';
COMMENT ON COLUMN v_waiting.due_on IS 'Last day of the deadline, where it names a day too';
COMMENT ON COLUMN v_waiting.deadline_raw IS 'The whole deadline as printed (thời hạn)';
COMMENT ON COLUMN v_waiting.task_id IS 'The task';
COMMENT ON COLUMN v_waiting.plan_id IS 'The plan';
COMMENT ON COLUMN v_waiting.source_path IS 'The file';
COMMENT ON COLUMN v_waiting.page IS 'Page, counted from 1';
COMMENT ON COLUMN v_waiting.locator IS 'Where in the file';

CREATE OR REPLACE VIEW task_clusters AS
SELECT
    t.task_id,
    'c' || left(md5(coalesce(l.cluster_key, t.task_key)), 12) AS cluster_id,
    coalesce(l.score, 100.0) AS score,
    coalesce(l.cluster_key, t.task_key) AS cluster_key,
    t.plan_id,
    t.page,
    t.locator
FROM tasks t
JOIN v_current_plans p USING (plan_id)
LEFT JOIN task_links l USING (task_key)
WHERE t.task_key IS NOT NULL;
COMMENT ON VIEW task_clusters IS 'One row per task (nhiệm vụ) of a current plan: the cluster of tasks that are the same; tasks without a task_key are in none';
COMMENT ON COLUMN task_clusters.task_id IS 'The task';
COMMENT ON COLUMN task_clusters.cluster_id IS 'The cluster; it stays the same from one ingest to the next while most tasks of it have the same wording';
COMMENT ON COLUMN task_clusters.score IS 'How sure it is that this is the task of the cluster: 100 the same words, 96 to 99 another order or a slip, 74 to 95 a free wording: read it before you rely on it';
COMMENT ON COLUMN task_clusters.cluster_key IS 'The words that tell this task from others, in the wording that most tasks have';
COMMENT ON COLUMN task_clusters.plan_id IS 'The plan it is in';
COMMENT ON COLUMN task_clusters.page IS 'Page, counted from 1; null where the format has none';
COMMENT ON COLUMN task_clusters.locator IS 'Where in the file';

CREATE OR REPLACE VIEW v_task_clusters AS
WITH sizes AS (
    -- from plans alone: who asks for tasks of several communes pays for the names and agencies of those only
    SELECT c.cluster_id, count(DISTINCT coalesce(p.commune_code, p.province_name || p.commune_name, p.place_name, p.source_path)) AS communes
    FROM task_clusters c
    JOIN plans p USING (plan_id)
    GROUP BY c.cluster_id
), agents AS (
    SELECT
        a.plan_id,
        a.record_id,
        coalesce(list(coalesce(g.name, a.agency_raw) ORDER BY a.ordinal) FILTER (a.role = 'lead'), []) AS leads,
        coalesce(list(coalesce(g.name, a.agency_raw) ORDER BY a.ordinal) FILTER (a.role = 'support'), []) AS supports
    FROM assignments a
    LEFT JOIN agencies g USING (agency_code)
    GROUP BY a.plan_id, a.record_id
), placed AS (
    SELECT
        s.cluster_id,
        s.communes,
        c.score,
        p.province_name,
        coalesce(p.commune_name, p.place_name, p.source_path) AS commune_name,
        p.commune_type,
        p.commune_code,
        p.plan_year,
        t.name AS task,
        coalesce(g.leads, []) AS leads,
        coalesce(g.supports, []) AS supports,
        t.deadline_raw,
        t.deadline_kind,
        t.due_on,
        t.task_id,
        t.plan_id,
        p.source_path,
        t.page,
        t.locator,
        count(*) OVER (PARTITION BY s.cluster_id, s.communes, t.name) AS n,
        -abs(length(t.name) - length(c.cluster_key)) AS off,
        -- null where there is nothing to differ
        CASE WHEN len(g.leads) > 0 THEN list_sort(g.leads) END AS named,
        coalesce(CAST(t.due_on AS VARCHAR), CASE WHEN t.deadline_kind NOT IN ('unspecified', 'unparsed') THEN t.deadline_kind END) AS term
    FROM sizes s
    JOIN task_clusters c USING (cluster_id)
    JOIN tasks t USING (plan_id, task_id)
    JOIN plans p USING (plan_id)
    LEFT JOIN agents g ON g.plan_id = t.plan_id AND g.record_id = t.task_id
)
SELECT
    cluster_id,
    -- of names as frequent, the one as long as the key: no abbreviations, and nothing that goes without saying
    arg_max(task, (n, score, off, task)) OVER (PARTITION BY cluster_id, communes) AS cluster_name,
    communes,
    coalesce(min(named) OVER year < max(named) OVER year, false) AS lead_differs,
    coalesce(min(term) OVER year < max(term) OVER year, false) AS due_differs,
    placed.* EXCLUDE (cluster_id, communes, n, off, named, term)
FROM placed
WINDOW year AS (PARTITION BY cluster_id, communes, plan_year);
COMMENT ON VIEW v_task_clusters IS 'The same task (nhiệm vụ) in several communes: one row per cluster × commune that sets it, with who leads it and by when';
COMMENT ON COLUMN v_task_clusters.cluster_id IS 'The cluster; see task_clusters';
COMMENT ON COLUMN v_task_clusters.cluster_name IS 'The wording of the task that is printed most often';
COMMENT ON COLUMN v_task_clusters.communes IS 'How many communes set this task; 1: only this one';
COMMENT ON COLUMN v_task_clusters.lead_differs IS 'Plans of the same year name different lead agencies (đơn vị chủ trì); those that name none do not count';
COMMENT ON COLUMN v_task_clusters.due_differs IS 'Plans of the same year give different days, or one a day and another none (thường xuyên); those without a deadline do not count';
COMMENT ON COLUMN v_task_clusters.score IS 'How sure it is that this is that task: 100 the same words, 96 to 99 another order or a slip, below that a free wording';
COMMENT ON COLUMN v_task_clusters.province_name IS 'Province or city (tỉnh, thành phố)';
COMMENT ON COLUMN v_task_clusters.commune_name IS 'Commune; the place on the date line or the file where it is not known';
COMMENT ON COLUMN v_task_clusters.commune_type IS 'xã, phường, đặc khu, thị trấn';
COMMENT ON COLUMN v_task_clusters.commune_code IS 'Official code of the commune';
COMMENT ON COLUMN v_task_clusters.plan_year IS 'Year the plan is for (năm kế hoạch)';
COMMENT ON COLUMN v_task_clusters.task IS 'The task as this plan words it';
COMMENT ON COLUMN v_task_clusters.leads IS 'Lead agencies (đơn vị chủ trì): canonical name, else as printed';
COMMENT ON COLUMN v_task_clusters.supports IS 'Supporting agencies (đơn vị phối hợp), likewise';
COMMENT ON COLUMN v_task_clusters.deadline_raw IS 'The deadline as printed (thời hạn)';
COMMENT ON COLUMN v_task_clusters.deadline_kind IS 'dated, ongoing, recurring, conditional, unspecified, unparsed';
COMMENT ON COLUMN v_task_clusters.due_on IS 'Last day of the deadline; null when it names no day';
COMMENT ON COLUMN v_task_clusters.task_id IS 'The task; planparse show prints it with its place';
COMMENT ON COLUMN v_task_clusters.plan_id IS 'The plan';
COMMENT ON COLUMN v_task_clusters.source_path IS 'The file';
COMMENT ON COLUMN v_task_clusters.page IS 'Page, counted from 1';
COMMENT ON COLUMN v_task_clusters.locator IS 'Where in the file';

CREATE OR REPLACE VIEW v_agency_workload AS
SELECT
    p.province_name,
    coalesce(p.commune_name, p.place_name, p.source_path) AS commune_name,
    p.commune_code,
    a.agency_code,
    coalesce(g.name, a.agency_raw) AS agency,
    g.level,
    a.role,
    count(DISTINCT t.task_id) AS tasks,
    count(DISTINCT i.indicator_id) AS indicators
FROM assignments a
JOIN v_current_plans p USING (plan_id)
LEFT JOIN agencies g USING (agency_code)
LEFT JOIN tasks t ON t.plan_id = a.plan_id AND t.task_id = a.record_id
LEFT JOIN indicators i ON i.plan_id = a.plan_id AND i.indicator_id = a.record_id
GROUP BY ALL;
COMMENT ON VIEW v_agency_workload IS 'Commune × agency × role: how many tasks and indicators it has';
COMMENT ON COLUMN v_agency_workload.province_name IS 'Province or city (tỉnh, thành phố)';
COMMENT ON COLUMN v_agency_workload.commune_name IS 'Commune; the place on the date line or the file where it is not known';
COMMENT ON COLUMN v_agency_workload.commune_code IS 'Official code of the commune';
COMMENT ON COLUMN v_agency_workload.agency_code IS 'Canonical agency; null when none matches';
COMMENT ON COLUMN v_agency_workload.agency IS 'Its canonical name, else the name as printed';
COMMENT ON COLUMN v_agency_workload.level IS 'commune, province, central or collective';
COMMENT ON COLUMN v_agency_workload.role IS 'lead (chủ trì) or support (phối hợp)';
COMMENT ON COLUMN v_agency_workload.tasks IS 'Number of tasks (nhiệm vụ)';
COMMENT ON COLUMN v_agency_workload.indicators IS 'Number of indicators (chỉ tiêu)';

CREATE OR REPLACE VIEW v_citations AS
WITH named AS (
    SELECT
        c.*,
        coalesce(p.commune_name, p.place_name, p.source_path) AS commune,
        coalesce(p.commune_code, p.province_name || p.commune_name, p.place_name, p.source_path) AS place
    FROM citations c
    JOIN v_current_plans p USING (plan_id)
)
SELECT
    if(count(c.symbol) > 0, split_part(c.document, ' ', 1), NULL) AS symbol,
    mode(c.doc_type) AS doc_type,
    coalesce(any_value(d.issued_on), mode(c.issued_on)) AS issued_on,
    count(DISTINCT c.plan_id) AS plans,
    count(DISTINCT c.place) AS communes,
    list(DISTINCT c.commune ORDER BY c.commune) AS cited_by,
    count(*) AS mentions,
    c.document,
    any_value(d.name) AS name,
    mode(c.issuer_level) AS issuer_level,
    coalesce(list(DISTINCT c.commune ORDER BY c.commune) FILTER (c.relation = 'implements'), []) AS implemented_by,
    list(DISTINCT c.symbol ORDER BY c.symbol) FILTER (c.symbol IS NOT NULL) AS spellings
FROM named c
LEFT JOIN documents d ON d.code = c.document
GROUP BY c.document;
COMMENT ON VIEW v_citations IS 'Document × communes citing it (văn bản viện dẫn)';
COMMENT ON COLUMN v_citations.symbol IS 'Number and symbol of the document (số, ký hiệu) in canonical spelling; null where no mention prints one';
COMMENT ON COLUMN v_citations.doc_type IS 'Its kind, as most mentions call it (loại văn bản)';
COMMENT ON COLUMN v_citations.issued_on IS 'Its date: of the catalogue, else as most mentions print it';
COMMENT ON COLUMN v_citations.plans IS 'Number of plans that cite it';
COMMENT ON COLUMN v_citations.communes IS 'Number of communes that cite it';
COMMENT ON COLUMN v_citations.cited_by IS 'Names of these communes';
COMMENT ON COLUMN v_citations.mentions IS 'Number of mentions';
COMMENT ON COLUMN v_citations.document IS 'One form for all spellings: 57-NQ/TW; of provinces and communes with place and year: 49/KH-UBND @31 2026';
COMMENT ON COLUMN v_citations.name IS 'What it is about, where the catalogue of documents has it';
COMMENT ON COLUMN v_citations.issuer_level IS 'central, party, province, commune, other; null where open';
COMMENT ON COLUMN v_citations.implemented_by IS 'Names of the communes whose plan says that it implements it (thực hiện)';
COMMENT ON COLUMN v_citations.spellings IS 'Its symbol in every spelling that is printed';

CREATE OR REPLACE VIEW v_implementations AS
WITH ranked AS (
    SELECT
        c.*,
        -- the strongest relation first, then the first mention
        row_number() OVER (
            PARTITION BY c.plan_id, c.document ORDER BY c.relation <> 'implements', c.ordinal
        ) AS place_in_plan
    FROM citations c
    WHERE c.relation IN ('implements', 'basis')
), carried AS (
    SELECT
        plan_id, document, symbol, doc_type, issued_on, relation, page, locator, ordinal,
        (issuer_level = 'province' OR length(issuer_place) = 2)
            AND regexp_matches(doc_type, '^(Kế hoạch|Chương trình|Nghị quyết|Đề án)') AS is_way
    FROM ranked
    WHERE place_in_plan = 1
), carriers AS (
    -- the documents of the province of which the plan says that they carry a document out
    SELECT c.plan_id, c.document, list(DISTINCT w.document) AS held
    FROM citations c
    JOIN carried w ON w.plan_id = c.plan_id AND w.document = c.carried_by AND w.is_way
    GROUP BY ALL
), followed AS (
    SELECT plan_id, document, symbol, doc_type, relation, page, locator, true AS is_direct FROM carried
    UNION ALL
    SELECT c.plan_id, c.document, c.symbol, c.doc_type, w.relation, c.page, c.locator, false AS is_direct
    FROM citations c
    JOIN carried w ON w.plan_id = c.plan_id AND w.document = c.carried_by AND w.is_way
    ANTI JOIN carried own ON own.plan_id = c.plan_id AND own.document = c.document
    QUALIFY row_number() OVER (PARTITION BY c.plan_id, c.document ORDER BY c.ordinal) = 1
), dated AS (
    SELECT plan_id, document, max(issued_on) AS issued_on FROM citations GROUP BY plan_id, document
), ways AS (
    SELECT
        w.plan_id,
        list({
            'document': w.document,
            'text': concat_ws(' ', w.doc_type, w.symbol, '(' || strftime(t.issued_on, '%d/%m/%Y') || ')')
        } ORDER BY w.ordinal) AS held
    FROM carried w
    JOIN dated t USING (plan_id, document)
    WHERE w.is_way
    GROUP BY w.plan_id
)
SELECT
    c.document,
    c.symbol,
    c.doc_type,
    coalesce(d.issued_on, t.issued_on) AS issued_on,
    d.name,
    p.province_name,
    coalesce(p.commune_name, p.place_name, p.source_path) AS commune_name,
    p.commune_code,
    c.relation,
    list_transform(
        list_filter(
            coalesce(w.held, []),
            lambda way: if(k.held IS NULL, way.document <> c.document, list_contains(k.held, way.document))
        ),
        lambda way: way.text
    ) AS through,
    c.is_direct,
    p.number AS plan_number,
    p.symbol AS plan_symbol,
    p.title AS plan_title,
    c.plan_id,
    p.source_path,
    c.page,
    c.locator
FROM followed c
JOIN v_current_plans p USING (plan_id)
JOIN dated t USING (plan_id, document)
LEFT JOIN ways w USING (plan_id)
LEFT JOIN carriers k USING (plan_id, document)
LEFT JOIN documents d ON d.code = c.document;
COMMENT ON VIEW v_implementations IS 'Document × commune that implements it or rests on it: through which city plan, and where the plan says so';
COMMENT ON COLUMN v_implementations.document IS 'The document, in the one form of all its spellings: 57-NQ/TW';
COMMENT ON COLUMN v_implementations.symbol IS 'Its symbol as this plan prints it; null where it is named without one';
COMMENT ON COLUMN v_implementations.doc_type IS 'Its kind as this plan calls it (loại văn bản)';
COMMENT ON COLUMN v_implementations.issued_on IS 'Its date: of the catalogue, else as this plan prints it';
COMMENT ON COLUMN v_implementations.name IS 'What it is about, where the catalogue of documents has it';
COMMENT ON COLUMN v_implementations.province_name IS 'Province or city (tỉnh, thành phố)';
COMMENT ON COLUMN v_implementations.commune_name IS 'Commune; the place on the date line or the file where it is not known';
COMMENT ON COLUMN v_implementations.commune_code IS 'Official code of the commune';
COMMENT ON COLUMN v_implementations.relation IS 'implements (thực hiện), else basis (căn cứ)';
COMMENT ON COLUMN v_implementations.through IS 'Plans, programmes and resolutions of the province or city, with their dates: those that carry it out, as the plan says; else all that the plan implements or rests on';
COMMENT ON COLUMN v_implementations.is_direct IS 'Whether the plan itself implements it or rests on it; false where a document in through does, as the plan says';
COMMENT ON COLUMN v_implementations.plan_number IS 'Number of the plan of the commune';
COMMENT ON COLUMN v_implementations.plan_symbol IS 'Symbol of the plan of the commune';
COMMENT ON COLUMN v_implementations.plan_title IS 'What the plan of the commune is about';
COMMENT ON COLUMN v_implementations.plan_id IS 'The plan of the commune';
COMMENT ON COLUMN v_implementations.source_path IS 'The file';
COMMENT ON COLUMN v_implementations.page IS 'Page of the mention, counted from 1';
COMMENT ON COLUMN v_implementations.locator IS 'Where the mention stands in the file';

CREATE OR REPLACE VIEW v_coverage AS
WITH r AS (
    SELECT
        plan_id,
        count(*) AS rows_read,
        count(*) FILTER (kind IN ('header', 'repeated_header')) AS headers,
        count(*) FILTER (kind = 'group') AS groups,
        count(*) FILTER (kind IN ('record', 'continuation')) AS recorded,
        count(*) FILTER (kind = 'blank') AS blank,
        count(*) FILTER (kind = 'unparsed') AS unparsed
    FROM source_rows
    GROUP BY plan_id
), t AS (
    SELECT plan_id, count(*) AS n FROM tasks GROUP BY plan_id
), i AS (
    SELECT plan_id, count(*) AS n, count(*) FILTER (code IS NULL) AS unmatched FROM indicators GROUP BY plan_id
), a AS (
    SELECT plan_id, count(*) FILTER (agency_code IS NULL) AS unmatched FROM assignments GROUP BY plan_id
), d AS (
    SELECT
        plan_id,
        count(*) FILTER (severity = 'error') AS errors,
        count(*) FILTER (severity = 'warning') AS warnings,
        count(*) FILTER (severity = 'info') AS infos
    FROM diagnostics
    GROUP BY plan_id
)
SELECT
    p.plan_id,
    p.source_path,
    p.commune_name,
    p.same_plan_as,
    p.replaced_by,
    coalesce(r.rows_read, 0) AS rows_read,
    coalesce(r.headers, 0) AS headers,
    coalesce(r.groups, 0) AS groups,
    coalesce(r.recorded, 0) AS recorded,
    coalesce(r.blank, 0) AS blank,
    coalesce(r.unparsed, 0) AS unparsed,
    coalesce(t.n, 0) AS tasks,
    coalesce(i.n, 0) AS indicators,
    coalesce(a.unmatched, 0) AS unmatched_agencies,
    coalesce(i.unmatched, 0) AS unmatched_indicators,
    coalesce(d.errors, 0) AS errors,
    coalesce(d.warnings, 0) AS warnings,
    coalesce(d.infos, 0) AS infos
FROM plans p
LEFT JOIN r USING (plan_id)
LEFT JOIN t USING (plan_id)
LEFT JOIN i USING (plan_id)
LEFT JOIN a USING (plan_id)
LEFT JOIN d USING (plan_id);
COMMENT ON VIEW v_coverage IS 'Per plan: what became of every table row, what matched nothing, and how many findings there are';
COMMENT ON COLUMN v_coverage.plan_id IS 'The plan';
COMMENT ON COLUMN v_coverage.source_path IS 'The file';
COMMENT ON COLUMN v_coverage.commune_name IS 'Commune (xã, phường, đặc khu)';
COMMENT ON COLUMN v_coverage.same_plan_as IS 'plan_id of the better copy of this plan; null for the one to use';
COMMENT ON COLUMN v_coverage.replaced_by IS 'plan_id of the plan that replaces this one; null while it is in force';
COMMENT ON COLUMN v_coverage.rows_read IS 'Table rows of the file; the sum of the next five';
COMMENT ON COLUMN v_coverage.headers IS 'Rows that are a header, or repeat one';
COMMENT ON COLUMN v_coverage.groups IS 'Rows that head the rows after them';
COMMENT ON COLUMN v_coverage.recorded IS 'Rows that became part of a task or an indicator';
COMMENT ON COLUMN v_coverage.blank IS 'Rows without text';
COMMENT ON COLUMN v_coverage.unparsed IS 'Rows that became nothing; diagnostics say why';
COMMENT ON COLUMN v_coverage.tasks IS 'Tasks (nhiệm vụ)';
COMMENT ON COLUMN v_coverage.indicators IS 'Indicators (chỉ tiêu)';
COMMENT ON COLUMN v_coverage.unmatched_agencies IS 'Agencies named that are not in the rules';
COMMENT ON COLUMN v_coverage.unmatched_indicators IS 'Indicators that are not in the catalogue';
COMMENT ON COLUMN v_coverage.errors IS 'Findings of severity error';
COMMENT ON COLUMN v_coverage.warnings IS 'Findings of severity warning';
COMMENT ON COLUMN v_coverage.infos IS 'Findings of severity info';
