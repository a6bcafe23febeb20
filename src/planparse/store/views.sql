-- Views for analysts. Plans that are another copy or an earlier draft of a plan (same_plan_as is set) and plans that
-- another plan replaces (replaced_by is set) are left out of all of them but v_coverage, so that nothing is counted
-- twice: they read v_current_plans. Where the commune's name is not known, the place on the
-- date line stands in for it, and the file's path where there is none either: no plan disappears from a comparison.

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
    i.code,
    coalesce(c.name, i.code) AS indicator,
    c.field,
    t.year,
    t.comparator,
    t.low,
    t.high,
    coalesce(t.unit, i.unit_raw) AS unit,
    t.raw,
    t.aspirational,
    t.scope,
    i.name AS printed_name,
    i.plan_id,
    p.source_path,
    t.page,
    t.locator,
    i.ordinal,
    t.ordinal AS target_ordinal,
    i.indicator_id
FROM targets t
JOIN indicators i USING (plan_id, indicator_id)
JOIN v_current_plans p USING (plan_id)
LEFT JOIN indicator_catalog c ON c.code = i.code
WHERE i.code IS NOT NULL;
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

CREATE OR REPLACE VIEW v_tasks_due AS
WITH leads AS (
    SELECT a.plan_id, a.record_id, list(coalesce(g.name, a.agency_raw) ORDER BY a.ordinal) AS names
    FROM assignments a
    LEFT JOIN agencies g USING (agency_code)
    WHERE a.role = 'lead'
    GROUP BY a.plan_id, a.record_id
)
SELECT
    p.province_name,
    coalesce(p.commune_name, p.place_name, p.source_path) AS commune_name,
    t.name AS task,
    coalesce(l.names, []) AS leads,
    t.due_on,
    CAST(t.due_on - current_date AS INTEGER) AS days_left,
    t.deadline_kind,
    t.deadline_raw,
    t.task_id,
    t.plan_id,
    p.source_path,
    t.page,
    t.locator
FROM tasks t
JOIN v_current_plans p USING (plan_id)
LEFT JOIN leads l ON l.plan_id = t.plan_id AND l.record_id = t.task_id;
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
        list_filter(coalesce(w.held, []), lambda way: way.document <> c.document), lambda way: way.text
    ) AS through,
    p.number AS plan_number,
    p.symbol AS plan_symbol,
    p.title AS plan_title,
    c.plan_id,
    p.source_path,
    c.page,
    c.locator
FROM carried c
JOIN v_current_plans p USING (plan_id)
JOIN dated t USING (plan_id, document)
LEFT JOIN ways w USING (plan_id)
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
COMMENT ON COLUMN v_implementations.through IS 'Plans, programmes and resolutions of the province or city that the same plan implements or rests on, with their dates';
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
