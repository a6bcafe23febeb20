-- The tables of a planparse database. This file is the truth for names and types; `model/records.py` mirrors it and a
-- test compares the two. Every table and every column carries a comment of one line: read them with
--   SELECT table_name, column_name, comment FROM duckdb_columns() WHERE comment IS NOT NULL;
-- There are no indexes: loads are bulk, reads scan columns, and one writer at a time keeps `plan_id` unique by
-- deleting a plan's rows before it inserts them, in one transaction.

CREATE TABLE meta (
    product        VARCHAR NOT NULL,
    schema_version INTEGER NOT NULL,
    rules_version  VARCHAR,
    tasks_linked   VARCHAR
);
COMMENT ON TABLE meta IS 'One row that marks this file as a planparse database';
COMMENT ON COLUMN meta.product IS 'Always planparse';
COMMENT ON COLUMN meta.schema_version IS 'Version of the tables below';
COMMENT ON COLUMN meta.rules_version IS 'Fingerprint of the rules that agencies, indicator_catalog, documents and communes come from';
COMMENT ON COLUMN meta.tasks_linked IS 'Fingerprint of the tasks and rules that task_links comes from; another one means that the next ingest renews it';

CREATE TABLE plans (
    plan_id          VARCHAR NOT NULL,
    source_path      VARCHAR NOT NULL,
    source_sha256    VARCHAR NOT NULL,
    media_type       VARCHAR NOT NULL,
    page_count       INTEGER,
    text_origin      VARCHAR NOT NULL,
    number           INTEGER,
    symbol           VARCHAR,
    doc_type         VARCHAR,
    title            VARCHAR,
    issuer           VARCHAR,
    place_name       VARCHAR,
    issued_on        DATE,
    issued_edtf      VARCHAR,
    plan_year        INTEGER,
    status           VARCHAR NOT NULL,
    commune_code     VARCHAR,
    commune_name     VARCHAR,
    commune_type     VARCHAR,
    province_code    VARCHAR,
    province_name    VARCHAR,
    signer_name      VARCHAR,
    signer_title     VARCHAR,
    signer_authority VARCHAR,
    recipients       VARCHAR[] NOT NULL,
    preamble         VARCHAR,
    closing          VARCHAR,
    corrected        VARCHAR[] NOT NULL,
    same_plan_as     VARCHAR,
    replaced_by      VARCHAR,
    parser_version   VARCHAR NOT NULL,
    rules_version    VARCHAR NOT NULL,
    ingested_at      TIMESTAMP NOT NULL
);
COMMENT ON TABLE plans IS 'One row per plan (kế hoạch) read';
COMMENT ON COLUMN plans.plan_id IS 'Stable id, derived from the bytes of the file';
COMMENT ON COLUMN plans.source_path IS 'The file as it was given to ingest; a member of an archive is archive.zip!/member';
COMMENT ON COLUMN plans.source_sha256 IS 'SHA-256 of the file, in hexadecimal';
COMMENT ON COLUMN plans.media_type IS 'Kind of file that the content shows, for example application/pdf';
COMMENT ON COLUMN plans.page_count IS 'Pages of the file; null where the format has none (Word, text)';
COMMENT ON COLUMN plans.text_origin IS 'native: the file holds text; ocr: the text was recognised from pictures';
COMMENT ON COLUMN plans.number IS 'Number of the document (số); null where it is left blank, as in a draft';
COMMENT ON COLUMN plans.symbol IS 'Symbol of the document (ký hiệu), the part after the slash: KH-UBND';
COMMENT ON COLUMN plans.doc_type IS 'Kind of document as printed (tên loại): KẾ HOẠCH';
COMMENT ON COLUMN plans.title IS 'What the plan is about (trích yếu), joined to one line';
COMMENT ON COLUMN plans.issuer IS 'Issuing body as printed (cơ quan ban hành)';
COMMENT ON COLUMN plans.place_name IS 'Place on the date line (địa danh)';
COMMENT ON COLUMN plans.issued_on IS 'Date of issue (ngày ban hành), only where day, month and year are all printed';
COMMENT ON COLUMN plans.issued_edtf IS 'Date of issue as far as it is printed, in EDTF: 2026-04';
COMMENT ON COLUMN plans.plan_year IS 'Year the plan is for (năm kế hoạch)';
COMMENT ON COLUMN plans.status IS 'issued, or draft (dự thảo): the number or the day is blank';
COMMENT ON COLUMN plans.commune_code IS 'Official code of the commune (mã đơn vị hành chính cấp xã); null when it is not certain';
COMMENT ON COLUMN plans.commune_name IS 'Name of the commune without its type';
COMMENT ON COLUMN plans.commune_type IS 'Type of the commune: xã, phường, đặc khu, thị trấn';
COMMENT ON COLUMN plans.province_code IS 'Official code of the province (mã tỉnh)';
COMMENT ON COLUMN plans.province_name IS 'Name of the province or city (tỉnh, thành phố)';
COMMENT ON COLUMN plans.signer_name IS 'Who signed (người ký)';
COMMENT ON COLUMN plans.signer_title IS 'Office of the signer (chức vụ)';
COMMENT ON COLUMN plans.signer_authority IS 'On whose behalf it is signed (thẩm quyền ký): TM. ỦY BAN NHÂN DÂN';
COMMENT ON COLUMN plans.recipients IS 'Recipients (nơi nhận), one entry per line';
COMMENT ON COLUMN plans.preamble IS 'Text between the title and the first section (phần căn cứ, mở đầu)';
COMMENT ON COLUMN plans.closing IS 'Text after the last section that belongs to none';
COMMENT ON COLUMN plans.corrected IS 'Columns that a reviewer has set; see corrections';
COMMENT ON COLUMN plans.same_plan_as IS 'plan_id of the better copy of this plan (another file, or the plan of which this is a draft); null for the one to use';
COMMENT ON COLUMN plans.replaced_by IS 'plan_id of the plan of the same commune that says it replaces (thay thế) this one; null while it is in force';
COMMENT ON COLUMN plans.parser_version IS 'Version of the program that read the file';
COMMENT ON COLUMN plans.rules_version IS 'Fingerprint of the rules the file was read with';
COMMENT ON COLUMN plans.ingested_at IS 'When the plan was stored, in UTC';

CREATE TABLE sections (
    section_id VARCHAR NOT NULL,
    parent_id  VARCHAR,
    ordinal    INTEGER NOT NULL,
    level      INTEGER NOT NULL,
    label      VARCHAR NOT NULL,
    heading    VARCHAR,
    text       VARCHAR NOT NULL,
    plan_id    VARCHAR NOT NULL,
    page       INTEGER,
    bbox       DOUBLE[4],
    locator    VARCHAR NOT NULL
);
COMMENT ON TABLE sections IS 'One row per labelled heading or numbered item of the body (mục)';
COMMENT ON COLUMN sections.section_id IS 'Id of the section';
COMMENT ON COLUMN sections.parent_id IS 'section_id of the section it stands in; null at the top';
COMMENT ON COLUMN sections.ordinal IS 'Place in the order of the document';
COMMENT ON COLUMN sections.level IS 'Depth, 1 at the top';
COMMENT ON COLUMN sections.label IS 'Number or letter as printed, without the closing dot or bracket';
COMMENT ON COLUMN sections.heading IS 'Heading (tiêu đề); null for a numbered item that is running prose';
COMMENT ON COLUMN sections.text IS 'Its own text, without the text of the sections in it';
COMMENT ON COLUMN sections.plan_id IS 'The plan it is in';
COMMENT ON COLUMN sections.page IS 'Page, counted from 1; null where the format has none';
COMMENT ON COLUMN sections.bbox IS 'x0, y0, x1, y1 on the page in PDF points from the top left; null where unknown';
COMMENT ON COLUMN sections.locator IS 'Where in the file, as a path that a person can follow';

CREATE TABLE appendices (
    appendix_id     VARCHAR NOT NULL,
    ordinal         INTEGER NOT NULL,
    label           VARCHAR,
    number          INTEGER,
    title           VARCHAR NOT NULL,
    attached_to_raw VARCHAR,
    text            VARCHAR NOT NULL,
    plan_id         VARCHAR NOT NULL,
    page            INTEGER,
    bbox            DOUBLE[4],
    locator         VARCHAR NOT NULL
);
COMMENT ON TABLE appendices IS 'One row per appendix (phụ lục)';
COMMENT ON COLUMN appendices.appendix_id IS 'Id of the appendix';
COMMENT ON COLUMN appendices.ordinal IS 'Place in the order of the document';
COMMENT ON COLUMN appendices.label IS 'Its number as printed: I, 4; null where it has none';
COMMENT ON COLUMN appendices.number IS 'The value of the label';
COMMENT ON COLUMN appendices.title IS 'Title of the appendix';
COMMENT ON COLUMN appendices.attached_to_raw IS 'The line that says what it is attached to (Kèm theo Kế hoạch số ...)';
COMMENT ON COLUMN appendices.text IS 'Its prose, without its tables';
COMMENT ON COLUMN appendices.plan_id IS 'The plan it is in';
COMMENT ON COLUMN appendices.page IS 'Page, counted from 1; null where the format has none';
COMMENT ON COLUMN appendices.bbox IS 'x0, y0, x1, y1 on the page in PDF points from the top left; null where unknown';
COMMENT ON COLUMN appendices.locator IS 'Where in the file, as a path that a person can follow';

CREATE TABLE source_tables (
    table_id    VARCHAR NOT NULL,
    appendix_id VARCHAR,
    section_id  VARCHAR,
    ordinal     INTEGER NOT NULL,
    kind        VARCHAR NOT NULL,
    header      VARCHAR[] NOT NULL,
    roles       VARCHAR[] NOT NULL,
    page_first  INTEGER,
    page_last   INTEGER,
    plan_id     VARCHAR NOT NULL,
    page        INTEGER,
    bbox        DOUBLE[4],
    locator     VARCHAR NOT NULL
);
COMMENT ON TABLE source_tables IS 'One row per table (bảng), however many pages it spans';
COMMENT ON COLUMN source_tables.table_id IS 'Id of the table';
COMMENT ON COLUMN source_tables.appendix_id IS 'The appendix it stands in; null in the body';
COMMENT ON COLUMN source_tables.section_id IS 'The section it stands in; null in an appendix';
COMMENT ON COLUMN source_tables.ordinal IS 'Place in the order of the document';
COMMENT ON COLUMN source_tables.kind IS 'indicator (bảng chỉ tiêu), task (bảng nhiệm vụ) or other';
COMMENT ON COLUMN source_tables.header IS 'Header text of each column';
COMMENT ON COLUMN source_tables.roles IS 'What each column holds: ordinal, name, unit, target, lead, support, output, deadline, notes, other';
COMMENT ON COLUMN source_tables.page_first IS 'First page of the table';
COMMENT ON COLUMN source_tables.page_last IS 'Last page of the table';
COMMENT ON COLUMN source_tables.plan_id IS 'The plan it is in';
COMMENT ON COLUMN source_tables.page IS 'Page, counted from 1; null where the format has none';
COMMENT ON COLUMN source_tables.bbox IS 'x0, y0, x1, y1 on the page in PDF points from the top left; null where unknown';
COMMENT ON COLUMN source_tables.locator IS 'Where in the file, as a path that a person can follow';

CREATE TABLE source_rows (
    row_id    VARCHAR NOT NULL,
    table_id  VARCHAR NOT NULL,
    ordinal   INTEGER NOT NULL,
    cells     VARCHAR[] NOT NULL,
    kind      VARCHAR NOT NULL,
    record_id VARCHAR,
    plan_id   VARCHAR NOT NULL,
    page      INTEGER,
    bbox      DOUBLE[4],
    locator   VARCHAR NOT NULL
);
COMMENT ON TABLE source_rows IS 'One row per table row as read, before anything is joined or dropped';
COMMENT ON COLUMN source_rows.row_id IS 'Id of the row';
COMMENT ON COLUMN source_rows.table_id IS 'The table it is in';
COMMENT ON COLUMN source_rows.ordinal IS 'Place within its table';
COMMENT ON COLUMN source_rows.cells IS 'Text of each cell, left to right; empty where the cell is empty or covered';
COMMENT ON COLUMN source_rows.kind IS 'header, repeated_header, group, record, continuation, blank or unparsed';
COMMENT ON COLUMN source_rows.record_id IS 'task_id or indicator_id of the record that it became part of';
COMMENT ON COLUMN source_rows.plan_id IS 'The plan it is in';
COMMENT ON COLUMN source_rows.page IS 'Page, counted from 1; null where the format has none';
COMMENT ON COLUMN source_rows.bbox IS 'x0, y0, x1, y1 on the page in PDF points from the top left; null where unknown';
COMMENT ON COLUMN source_rows.locator IS 'Where in the file, as a path that a person can follow';

CREATE TABLE tasks (
    task_id       VARCHAR NOT NULL,
    table_id      VARCHAR,
    section_id    VARCHAR,
    ordinal       INTEGER NOT NULL,
    label         VARCHAR,
    group_path    VARCHAR[] NOT NULL,
    group_labels  VARCHAR[] NOT NULL,
    name          VARCHAR NOT NULL,
    task_key      VARCHAR,
    lead_raw      VARCHAR,
    support_raw   VARCHAR,
    output_raw    VARCHAR,
    deadline_raw  VARCHAR,
    notes_raw     VARCHAR,
    due_on        DATE,
    deadline_kind VARCHAR NOT NULL,
    leads         VARCHAR[] NOT NULL,
    confidence    DOUBLE NOT NULL,
    corrected     VARCHAR[] NOT NULL,
    plan_id       VARCHAR NOT NULL,
    page          INTEGER,
    bbox          DOUBLE[4],
    locator       VARCHAR NOT NULL
);
COMMENT ON TABLE tasks IS 'One row per task (nhiệm vụ): a row of a table, or an item of the text with who and when';
COMMENT ON COLUMN tasks.task_id IS 'Id of the task';
COMMENT ON COLUMN tasks.table_id IS 'The table it is in; null for an item of the text';
COMMENT ON COLUMN tasks.section_id IS 'The section whose text it is in; null for a row of a table';
COMMENT ON COLUMN tasks.ordinal IS 'Place in the order of the document';
COMMENT ON COLUMN tasks.label IS 'Ordinal as printed (số thứ tự)';
COMMENT ON COLUMN tasks.group_path IS 'Headings of rows or sections that it stands under, outermost first';
COMMENT ON COLUMN tasks.group_labels IS 'Labels of these headings';
COMMENT ON COLUMN tasks.name IS 'What is to be done (tên nhiệm vụ)';
COMMENT ON COLUMN tasks.task_key IS 'The words of the name that tell it from other tasks; the same words are the same task. Null: too few, too vague or too many';
COMMENT ON COLUMN tasks.lead_raw IS 'Lead agencies as printed (đơn vị chủ trì); see assignments';
COMMENT ON COLUMN tasks.support_raw IS 'Supporting agencies as printed (đơn vị phối hợp); see assignments';
COMMENT ON COLUMN tasks.output_raw IS 'Product as printed (sản phẩm, kết quả)';
COMMENT ON COLUMN tasks.deadline_raw IS 'Deadline as printed (thời hạn, thời gian hoàn thành); see deadlines';
COMMENT ON COLUMN tasks.notes_raw IS 'Notes as printed (ghi chú)';
COMMENT ON COLUMN tasks.due_on IS 'Last day of the last dated part of the deadline';
COMMENT ON COLUMN tasks.deadline_kind IS 'Kind of the first part: dated, ongoing, recurring, conditional, unspecified, unparsed';
COMMENT ON COLUMN tasks.leads IS 'Lead agencies (đơn vị chủ trì) in order: canonical name, else as printed; as in assignments, here to be read without a join';
COMMENT ON COLUMN tasks.confidence IS 'How sure the reading is, 0 to 1';
COMMENT ON COLUMN tasks.corrected IS 'Fields that a reviewer has set or confirmed; see corrections';
COMMENT ON COLUMN tasks.plan_id IS 'The plan it is in';
COMMENT ON COLUMN tasks.page IS 'Page, counted from 1; null where the format has none';
COMMENT ON COLUMN tasks.bbox IS 'x0, y0, x1, y1 on the page in PDF points from the top left; null where unknown';
COMMENT ON COLUMN tasks.locator IS 'Where in the file, as a path that a person can follow';

CREATE TABLE task_links (
    task_key    VARCHAR NOT NULL,
    cluster_key VARCHAR NOT NULL,
    score       DOUBLE NOT NULL
);
COMMENT ON TABLE task_links IS 'One row per task_key that is another wording of the task that cluster_key words (see task_clusters)';
COMMENT ON COLUMN task_links.task_key IS 'Key of tasks that are worded in another order, with a slip, or freely';
COMMENT ON COLUMN task_links.cluster_key IS 'Key of the wording that most tasks have';
COMMENT ON COLUMN task_links.score IS 'How sure it is: 96 to 99 the same words in another order or with a slip, 74 to 95 a free wording (of what is done, for whom and with what, how much is the same)';

CREATE TABLE indicators (
    indicator_id VARCHAR NOT NULL,
    table_id     VARCHAR,
    section_id   VARCHAR,
    ordinal      INTEGER NOT NULL,
    label        VARCHAR,
    group_path   VARCHAR[] NOT NULL,
    group_labels VARCHAR[] NOT NULL,
    name         VARCHAR NOT NULL,
    unit_raw     VARCHAR,
    lead_raw     VARCHAR,
    support_raw  VARCHAR,
    output_raw   VARCHAR,
    notes_raw    VARCHAR,
    code         VARCHAR,
    match_score  DOUBLE,
    confidence   DOUBLE NOT NULL,
    corrected    VARCHAR[] NOT NULL,
    plan_id      VARCHAR NOT NULL,
    page         INTEGER,
    bbox         DOUBLE[4],
    locator      VARCHAR NOT NULL
);
COMMENT ON TABLE indicators IS 'One row per indicator (chỉ tiêu): a row of a table or a sentence of the body';
COMMENT ON COLUMN indicators.indicator_id IS 'Id of the indicator';
COMMENT ON COLUMN indicators.table_id IS 'The table it is in; null for a sentence of the body';
COMMENT ON COLUMN indicators.section_id IS 'The section it is in';
COMMENT ON COLUMN indicators.ordinal IS 'Place in the order of the document';
COMMENT ON COLUMN indicators.label IS 'Ordinal as printed (số thứ tự)';
COMMENT ON COLUMN indicators.group_path IS 'Headings of the rows above that are in force, outermost first';
COMMENT ON COLUMN indicators.group_labels IS 'Labels of these headings';
COMMENT ON COLUMN indicators.name IS 'What is measured (tên chỉ tiêu)';
COMMENT ON COLUMN indicators.unit_raw IS 'Unit as printed (đơn vị tính)';
COMMENT ON COLUMN indicators.lead_raw IS 'Lead agencies as printed (đơn vị chủ trì); see assignments';
COMMENT ON COLUMN indicators.support_raw IS 'Supporting agencies as printed (đơn vị phối hợp); see assignments';
COMMENT ON COLUMN indicators.output_raw IS 'Product as printed (sản phẩm, kết quả)';
COMMENT ON COLUMN indicators.notes_raw IS 'Notes as printed (ghi chú)';
COMMENT ON COLUMN indicators.code IS 'Canonical indicator, see indicator_catalog; null when none matches';
COMMENT ON COLUMN indicators.match_score IS 'How well the name fits the canonical indicator, 0 to 100';
COMMENT ON COLUMN indicators.confidence IS 'How sure the reading is, 0 to 1';
COMMENT ON COLUMN indicators.corrected IS 'Fields that a reviewer has set or confirmed; see corrections';
COMMENT ON COLUMN indicators.plan_id IS 'The plan it is in';
COMMENT ON COLUMN indicators.page IS 'Page, counted from 1; null where the format has none';
COMMENT ON COLUMN indicators.bbox IS 'x0, y0, x1, y1 on the page in PDF points from the top left; null where unknown';
COMMENT ON COLUMN indicators.locator IS 'Where in the file, as a path that a person can follow';

CREATE TABLE targets (
    indicator_id VARCHAR NOT NULL,
    ordinal      INTEGER NOT NULL,
    raw          VARCHAR NOT NULL,
    year         INTEGER,
    comparator   VARCHAR NOT NULL,
    low          DOUBLE,
    high         DOUBLE,
    unit         VARCHAR,
    aspirational BOOLEAN NOT NULL,
    basis        VARCHAR,
    scope        VARCHAR,
    unit_code    VARCHAR,
    low_base     DOUBLE,
    high_base    DOUBLE,
    per          VARCHAR,
    change       VARCHAR,
    compared_to  VARCHAR,
    out_of       DOUBLE,
    code              VARCHAR,
    indicator_name    VARCHAR NOT NULL,
    indicator_ordinal INTEGER NOT NULL,
    unit_raw          VARCHAR,
    corrected         BOOLEAN NOT NULL,
    plan_id      VARCHAR NOT NULL,
    page         INTEGER,
    bbox         DOUBLE[4],
    locator      VARCHAR NOT NULL
);
COMMENT ON TABLE targets IS 'One row per target value of an indicator (chỉ tiêu phấn đấu): per year, and per value in a cell';
COMMENT ON COLUMN targets.indicator_id IS 'The indicator it belongs to';
COMMENT ON COLUMN targets.ordinal IS 'Place within its indicator';
COMMENT ON COLUMN targets.raw IS 'The value as printed';
COMMENT ON COLUMN targets.year IS 'Year the value is for';
COMMENT ON COLUMN targets.comparator IS '=, >=, >, <=, <, range, or text for a value in words';
COMMENT ON COLUMN targets.low IS 'Lower bound; equal to high for =';
COMMENT ON COLUMN targets.high IS 'Upper bound; equal to low for =';
COMMENT ON COLUMN targets.unit IS 'Unit of the number (đơn vị tính): %, doanh nghiệp';
COMMENT ON COLUMN targets.aspirational IS 'The text says phấn đấu (to strive for)';
COMMENT ON COLUMN targets.basis IS 'What a share is a share of: GRDP, tổng chi ngân sách';
COMMENT ON COLUMN targets.scope IS 'Whom the value is for, where a cell holds several';
COMMENT ON COLUMN targets.unit_code IS 'Canonical unit (percent, vnd, household); null where the unit is not in rules/units.yaml';
COMMENT ON COLUMN targets.low_base IS 'low in the base unit of unit_code: 1,2 tỷ đồng is 1200000000 vnd';
COMMENT ON COLUMN targets.high_base IS 'high in the base unit of unit_code';
COMMENT ON COLUMN targets.per IS 'What a rate is per: thôn of 01 mô hình/thôn, năm of 2 lần/năm';
COMMENT ON COLUMN targets.change IS 'increase (tăng 10%) or decrease (giảm 5%): the number is the change; null where it is what is reached';
COMMENT ON COLUMN targets.compared_to IS 'What a change is measured against: năm 2025, cùng kỳ';
COMMENT ON COLUMN targets.out_of IS 'How many there are in all: 5 of 3/5 tiêu chí, 25 of 100% (25/25)';
COMMENT ON COLUMN targets.code IS 'Canonical indicator (mã chỉ tiêu), as in indicators, here to be read without a join';
COMMENT ON COLUMN targets.indicator_name IS 'Name of the indicator as printed, as in indicators';
COMMENT ON COLUMN targets.indicator_ordinal IS 'Place of the indicator in its plan, as in indicators';
COMMENT ON COLUMN targets.unit_raw IS 'Unit of the indicator as printed (đơn vị tính), as in indicators';
COMMENT ON COLUMN targets.corrected IS 'Whether a reviewer has set this value';
COMMENT ON COLUMN targets.plan_id IS 'The plan it is in';
COMMENT ON COLUMN targets.page IS 'Page of the cell or the paragraph it was read from, counted from 1; null where the format has none';
COMMENT ON COLUMN targets.bbox IS 'Box of the cell or the paragraph: x0, y0, x1, y1 in PDF points from the top left; null where unknown';
COMMENT ON COLUMN targets.locator IS 'Where the cell or the paragraph is in the file, as a path that a person can follow';

CREATE TABLE deadlines (
    task_id   VARCHAR NOT NULL,
    ordinal   INTEGER NOT NULL,
    raw       VARCHAR NOT NULL,
    kind      VARCHAR NOT NULL,
    precision VARCHAR,
    start_on  DATE,
    end_on    DATE,
    edtf      VARCHAR,
    rrule     VARCHAR,
    condition VARCHAR,
    waits_for VARCHAR,
    plan_id   VARCHAR NOT NULL,
    page      INTEGER,
    bbox      DOUBLE[4],
    locator   VARCHAR NOT NULL
);
COMMENT ON TABLE deadlines IS 'One row per part of a deadline (thời hạn)';
COMMENT ON COLUMN deadlines.task_id IS 'The task it belongs to';
COMMENT ON COLUMN deadlines.ordinal IS 'Place within its task';
COMMENT ON COLUMN deadlines.raw IS 'The part as printed';
COMMENT ON COLUMN deadlines.kind IS 'dated, ongoing (thường xuyên), recurring (hàng năm), conditional (sau khi ...), unspecified, unparsed';
COMMENT ON COLUMN deadlines.precision IS 'How exact a dated part is: day, month, quarter, half_year, year, range';
COMMENT ON COLUMN deadlines.start_on IS 'First day; null where only an end is given';
COMMENT ON COLUMN deadlines.end_on IS 'Last day; null where only a beginning is given';
COMMENT ON COLUMN deadlines.edtf IS 'The period in EDTF (ISO 8601-2): quý II/2026 is 2026-34';
COMMENT ON COLUMN deadlines.rrule IS 'Rule of a recurring part (RFC 5545): FREQ=YEARLY';
COMMENT ON COLUMN deadlines.condition IS 'What a conditional part waits for';
COMMENT ON COLUMN deadlines.waits_for IS 'For whose act a conditional part waits: central, province, commune; event (something that happens, or a term of days); null where nobody is named';
COMMENT ON COLUMN deadlines.plan_id IS 'The plan it is in';
COMMENT ON COLUMN deadlines.page IS 'Page of the cell it was read from, counted from 1; null where the format has none';
COMMENT ON COLUMN deadlines.bbox IS 'Box of the cell: x0, y0, x1, y1 in PDF points from the top left; null where unknown';
COMMENT ON COLUMN deadlines.locator IS 'Where the cell is in the file, as a path that a person can follow';

CREATE TABLE occurrences (
    task_id          VARCHAR NOT NULL,
    deadline_ordinal INTEGER NOT NULL,
    due_on           DATE NOT NULL,
    plan_id          VARCHAR NOT NULL,
    page             INTEGER,
    bbox             DOUBLE[4],
    locator          VARCHAR NOT NULL
);
COMMENT ON TABLE occurrences IS 'One row per day of the plan''s year on which a recurring part of a deadline is due (kỳ hạn); none for what comes every day, nor where the plan''s year is not known';
COMMENT ON COLUMN occurrences.task_id IS 'The task that comes due';
COMMENT ON COLUMN occurrences.deadline_ordinal IS 'The part of its deadline: deadlines.ordinal';
COMMENT ON COLUMN occurrences.due_on IS 'The day; a rule without a day is due on the last day of its period: of each month, quarter or year, of the month that it names, on Sunday of each week';
COMMENT ON COLUMN occurrences.plan_id IS 'The plan it is in';
COMMENT ON COLUMN occurrences.page IS 'Page of the cell it was read from, counted from 1; null where the format has none';
COMMENT ON COLUMN occurrences.bbox IS 'Box of the cell: x0, y0, x1, y1 in PDF points from the top left; null where unknown';
COMMENT ON COLUMN occurrences.locator IS 'Where the cell is in the file, as a path that a person can follow';

CREATE TABLE assignments (
    record_id   VARCHAR NOT NULL,
    role        VARCHAR NOT NULL,
    ordinal     INTEGER NOT NULL,
    agency_raw  VARCHAR NOT NULL,
    agency_code VARCHAR,
    match_score DOUBLE,
    plan_id     VARCHAR NOT NULL,
    page        INTEGER,
    bbox        DOUBLE[4],
    locator     VARCHAR NOT NULL
);
COMMENT ON TABLE assignments IS 'One row per agency (đơn vị, cơ quan) named for a task or an indicator';
COMMENT ON COLUMN assignments.record_id IS 'task_id or indicator_id';
COMMENT ON COLUMN assignments.role IS 'lead (chủ trì) or support (phối hợp)';
COMMENT ON COLUMN assignments.ordinal IS 'Place within its record';
COMMENT ON COLUMN assignments.agency_raw IS 'Name as printed';
COMMENT ON COLUMN assignments.agency_code IS 'Canonical agency, see agencies; null when none matches';
COMMENT ON COLUMN assignments.match_score IS 'How well the name fits the canonical agency, 0 to 100';
COMMENT ON COLUMN assignments.plan_id IS 'The plan it is in';
COMMENT ON COLUMN assignments.page IS 'Page of the cell it was read from, counted from 1; null where the format has none';
COMMENT ON COLUMN assignments.bbox IS 'Box of the cell: x0, y0, x1, y1 in PDF points from the top left; null where unknown';
COMMENT ON COLUMN assignments.locator IS 'Where the cell is in the file, as a path that a person can follow';

CREATE TABLE field_sources (
    record_id VARCHAR NOT NULL,
    field     VARCHAR NOT NULL,
    ordinal   INTEGER NOT NULL,
    raw       VARCHAR NOT NULL,
    plan_id   VARCHAR NOT NULL,
    page      INTEGER,
    bbox      DOUBLE[4],
    locator   VARCHAR NOT NULL
);
COMMENT ON TABLE field_sources IS 'One row per cell (ô) that a field of a task or an indicator was read from: the way back from each value to its page';
COMMENT ON COLUMN field_sources.record_id IS 'task_id or indicator_id';
COMMENT ON COLUMN field_sources.field IS 'Column of tasks or indicators (label, name, lead_raw, deadline_raw ...), or target for the cells of targets';
COMMENT ON COLUMN field_sources.ordinal IS 'Place among the cells of the field: more than one where a page cut the row, or several columns hold the field';
COMMENT ON COLUMN field_sources.raw IS 'What the cell says; for a record of the body, the words of it that stand in this place';
COMMENT ON COLUMN field_sources.plan_id IS 'The plan it is in';
COMMENT ON COLUMN field_sources.page IS 'Page, counted from 1; null where the format has none';
COMMENT ON COLUMN field_sources.bbox IS 'Box of the cell: x0, y0, x1, y1 on the page in PDF points from the top left; null where unknown';
COMMENT ON COLUMN field_sources.locator IS 'Where the cell is in the file, as a path that a person can follow';

CREATE TABLE citations (
    ordinal    INTEGER NOT NULL,
    raw        VARCHAR NOT NULL,
    doc_type   VARCHAR,
    symbol     VARCHAR,
    issued_on  DATE,
    issuer     VARCHAR,
    relation   VARCHAR NOT NULL,
    document   VARCHAR NOT NULL,
    issuer_level VARCHAR,
    issuer_place VARCHAR,
    carried_by VARCHAR,
    section_id VARCHAR,
    record_id  VARCHAR,
    plan_id    VARCHAR NOT NULL,
    page       INTEGER,
    bbox       DOUBLE[4],
    locator    VARCHAR NOT NULL
);
COMMENT ON TABLE citations IS 'One row per mention of a legal document (văn bản viện dẫn)';
COMMENT ON COLUMN citations.ordinal IS 'Place in the order of the document';
COMMENT ON COLUMN citations.raw IS 'The mention as printed';
COMMENT ON COLUMN citations.doc_type IS 'Kind of the document (loại văn bản): Nghị quyết, Quyết định';
COMMENT ON COLUMN citations.symbol IS 'Number and symbol without spaces (số, ký hiệu): 57-NQ/TW; null for a document named without one (Luật Dữ liệu)';
COMMENT ON COLUMN citations.issued_on IS 'Its date, where printed next to the mention';
COMMENT ON COLUMN citations.issuer IS 'Who issued it, as printed';
COMMENT ON COLUMN citations.relation IS 'basis (căn cứ), implements (thực hiện), replaces (thay thế) or mentions';
COMMENT ON COLUMN citations.document IS 'One form for all spellings of a document: 57-NQ/TW, 20/2023/QH15; of provinces and communes with place and year: 49/KH-UBND @31 2026';
COMMENT ON COLUMN citations.issuer_level IS 'Tier of the body that issued it: central, party (any tier of the Party), province, commune, other; null where open';
COMMENT ON COLUMN citations.carried_by IS 'The document (as in document) that the text says carries this one out: 49/KH-UBND @31 2026 for "Kế hoạch số 49/KH-UBND ... triển khai Nghị quyết ..."';
COMMENT ON COLUMN citations.issuer_place IS 'Code of the province or commune whose body issued it; null for national bodies and where open';
COMMENT ON COLUMN citations.section_id IS 'The section that cites it';
COMMENT ON COLUMN citations.record_id IS 'The task or indicator that cites it';
COMMENT ON COLUMN citations.plan_id IS 'The plan it is in';
COMMENT ON COLUMN citations.page IS 'Page, counted from 1; null where the format has none';
COMMENT ON COLUMN citations.bbox IS 'x0, y0, x1, y1 on the page in PDF points from the top left; null where unknown';
COMMENT ON COLUMN citations.locator IS 'Where in the file, as a path that a person can follow';

CREATE TABLE footnotes (
    plan_id VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    mark    VARCHAR NOT NULL,
    text    VARCHAR NOT NULL,
    page    INTEGER,
    bbox    DOUBLE[4],
    locator VARCHAR NOT NULL
);
COMMENT ON TABLE footnotes IS 'One row per footnote or endnote (chú thích cuối trang, cuối văn bản); it is part of no other text';
COMMENT ON COLUMN footnotes.plan_id IS 'The plan it is in';
COMMENT ON COLUMN footnotes.ordinal IS 'Place in the order of the marks';
COMMENT ON COLUMN footnotes.mark IS 'Its mark as printed: 1, iv, *';
COMMENT ON COLUMN footnotes.text IS 'Its text, paragraphs on lines of their own';
COMMENT ON COLUMN footnotes.page IS 'Page, counted from 1; null where the format has none';
COMMENT ON COLUMN footnotes.bbox IS 'x0, y0, x1, y1 on the page in PDF points from the top left; null where unknown';
COMMENT ON COLUMN footnotes.locator IS 'Where its mark stands in the file (of a PDF: where it stands itself)';

CREATE TABLE digital_signatures (
    ordinal      INTEGER NOT NULL,
    signer_name  VARCHAR,
    organisation VARCHAR,
    signed_at    TIMESTAMP,
    reason       VARCHAR,
    plan_id      VARCHAR NOT NULL,
    page         INTEGER,
    bbox         DOUBLE[4],
    locator      VARCHAR NOT NULL
);
COMMENT ON TABLE digital_signatures IS 'One row per digital signature of a file (chữ ký số); what it says is told, not checked: no row claims a valid signature';
COMMENT ON COLUMN digital_signatures.ordinal IS 'Place in the order of the file';
COMMENT ON COLUMN digital_signatures.signer_name IS 'Holder of the certificate: a person, or a body whose seal it is; null where it cannot be told';
COMMENT ON COLUMN digital_signatures.organisation IS 'Bodies that the certificate names, the nearest first';
COMMENT ON COLUMN digital_signatures.signed_at IS 'Time of signing in UTC, as the signing program claims';
COMMENT ON COLUMN digital_signatures.reason IS 'Reason, in the words of the signing program';
COMMENT ON COLUMN digital_signatures.plan_id IS 'The plan it is in';
COMMENT ON COLUMN digital_signatures.page IS 'Page where its mark shows, counted from 1; null where it shows none';
COMMENT ON COLUMN digital_signatures.bbox IS 'x0, y0, x1, y1 of the mark on the page in PDF points from the top left; null where it shows none';
COMMENT ON COLUMN digital_signatures.locator IS 'Page and name of the signature field';

CREATE TABLE diagnostics (
    plan_id  VARCHAR NOT NULL,
    ordinal  INTEGER NOT NULL,
    severity VARCHAR NOT NULL,
    code     VARCHAR NOT NULL,
    message  VARCHAR NOT NULL,
    page     INTEGER,
    locator  VARCHAR
);
COMMENT ON TABLE diagnostics IS 'One row per finding about a plan: where a person should look';
COMMENT ON COLUMN diagnostics.plan_id IS 'The plan it is about';
COMMENT ON COLUMN diagnostics.ordinal IS 'Place in the list of findings';
COMMENT ON COLUMN diagnostics.severity IS 'error, warning or info';
COMMENT ON COLUMN diagnostics.code IS 'Kind of finding; planparse check explains it';
COMMENT ON COLUMN diagnostics.message IS 'What was found, with the words of the document';
COMMENT ON COLUMN diagnostics.page IS 'Page, counted from 1; null where the format has none';
COMMENT ON COLUMN diagnostics.locator IS 'Where in the file; null when it is about the whole document';

CREATE TABLE corrections (
    correction_id VARCHAR NOT NULL,
    plan_id       VARCHAR NOT NULL,
    record_id     VARCHAR NOT NULL,
    kind          VARCHAR NOT NULL,
    field         VARCHAR,
    ordinal       INTEGER,
    old           VARCHAR,
    new           VARCHAR,
    made_by       VARCHAR NOT NULL,
    made_at       TIMESTAMP NOT NULL,
    undone_by     VARCHAR,
    undone_at     TIMESTAMP,
    page          INTEGER,
    locator       VARCHAR NOT NULL,
    content_hash  VARCHAR NOT NULL,
    state         VARCHAR NOT NULL
);
COMMENT ON TABLE corrections IS 'One row per correction (đính chính) that a reviewer made; they are applied again whenever the plan is read anew';
COMMENT ON COLUMN corrections.correction_id IS 'Id of the correction; later ones of a plan sort behind earlier ones';
COMMENT ON COLUMN corrections.plan_id IS 'The plan';
COMMENT ON COLUMN corrections.record_id IS 'task_id, indicator_id, row_id or plan_id of what was corrected, as it is called now; as it was called last where it is lost';
COMMENT ON COLUMN corrections.kind IS 'set (a value), choose (an agency or indicator), drop (not a record), record (a row is one), join (with the record above), split, confirm';
COMMENT ON COLUMN corrections.field IS 'The field: a column of the record, target, deadline, lead, support; null where the whole record is meant';
COMMENT ON COLUMN corrections.ordinal IS 'Which of several values of the field (targets.ordinal, assignments.ordinal); null where there is one';
COMMENT ON COLUMN corrections.old IS 'What was there before; null where nothing was';
COMMENT ON COLUMN corrections.new IS 'What the reviewer says; null where nothing is to be there';
COMMENT ON COLUMN corrections.made_by IS 'Who made it';
COMMENT ON COLUMN corrections.made_at IS 'When, in UTC';
COMMENT ON COLUMN corrections.undone_by IS 'Who undid it; null while it holds';
COMMENT ON COLUMN corrections.undone_at IS 'When it was undone, in UTC; null while it holds';
COMMENT ON COLUMN corrections.page IS 'Page of the source row, counted from 1; null where the format has none';
COMMENT ON COLUMN corrections.locator IS 'Where the source row stands in the file';
COMMENT ON COLUMN corrections.content_hash IS 'SHA-256 of the cells of the source row: by it the row is found again when newer rules read the file; of confirm, a colon and a print of what was confirmed follow';
COMMENT ON COLUMN corrections.state IS 'applied, undone, or lost: the source row is not there any more, or what was confirmed is read otherwise now, so that nothing was changed';

CREATE TABLE parsed_rows (
    plan_id    VARCHAR NOT NULL,
    table_name VARCHAR NOT NULL,
    rows       VARCHAR NOT NULL
);
COMMENT ON TABLE parsed_rows IS 'One row per plan with corrections and table: its rows as they were read, before the corrections';
COMMENT ON COLUMN parsed_rows.plan_id IS 'The plan';
COMMENT ON COLUMN parsed_rows.table_name IS 'The table that the rows are of';
COMMENT ON COLUMN parsed_rows.rows IS 'The rows, one JSON object a line';

CREATE TABLE agencies (
    agency_code VARCHAR NOT NULL,
    name        VARCHAR NOT NULL,
    kind        VARCHAR,
    level       VARCHAR NOT NULL,
    aliases     VARCHAR[] NOT NULL,
    duty        VARCHAR
);
COMMENT ON TABLE agencies IS 'One row per canonical agency (đơn vị, cơ quan), from the rules';
COMMENT ON COLUMN agencies.agency_code IS 'Code of the agency; the same office of every commune has the same code';
COMMENT ON COLUMN agencies.name IS 'Full name';
COMMENT ON COLUMN agencies.kind IS 'Kind of body: office, police, school';
COMMENT ON COLUMN agencies.level IS 'commune (xã, and until June 2025 the district above it), province (tỉnh), central (trung ương) or collective (several bodies at once)';
COMMENT ON COLUMN agencies.aliases IS 'Other spellings and short names';
COMMENT ON COLUMN agencies.duty IS 'Field it answers for (lĩnh vực): offices of different names that do the same have the same duty; null when not known';

CREATE TABLE agency_names (
    agency_code   VARCHAR NOT NULL,
    name          VARCHAR NOT NULL,
    province_name VARCHAR,
    commune_types VARCHAR[] NOT NULL,
    valid_from    DATE,
    valid_to      DATE,
    source        VARCHAR
);
COMMENT ON TABLE agency_names IS 'One row per name of a canonical agency, with the place and the days it is used at, from the rules';
COMMENT ON COLUMN agency_names.agency_code IS 'Canonical agency, see agencies';
COMMENT ON COLUMN agency_names.name IS 'Name (tên gọi)';
COMMENT ON COLUMN agency_names.province_name IS 'The one province or city whose communes use it; null when any may';
COMMENT ON COLUMN agency_names.commune_types IS 'Kinds of commune whose office may have it (xã, phường, đặc khu); empty when any may';
COMMENT ON COLUMN agency_names.valid_from IS 'First day of its use; null when not known';
COMMENT ON COLUMN agency_names.valid_to IS 'Last day of its use; null when still in use';
COMMENT ON COLUMN agency_names.source IS 'Who gave the name';

CREATE TABLE indicator_catalog (
    code    VARCHAR NOT NULL,
    name    VARCHAR NOT NULL,
    unit    VARCHAR,
    field   VARCHAR,
    aliases VARCHAR[] NOT NULL,
    source  VARCHAR
);
COMMENT ON TABLE indicator_catalog IS 'One row per canonical indicator (chỉ tiêu), from the rules';
COMMENT ON COLUMN indicator_catalog.code IS 'Code of the indicator';
COMMENT ON COLUMN indicator_catalog.name IS 'Full name';
COMMENT ON COLUMN indicator_catalog.unit IS 'Usual unit (đơn vị tính)';
COMMENT ON COLUMN indicator_catalog.field IS 'Field of work (lĩnh vực)';
COMMENT ON COLUMN indicator_catalog.aliases IS 'Other wordings';
COMMENT ON COLUMN indicator_catalog.source IS 'Symbol of the national document that sets it (57-NQ/TW); null where it is not known';

CREATE TABLE documents (
    code      VARCHAR NOT NULL,
    name      VARCHAR NOT NULL,
    type      VARCHAR NOT NULL,
    issued_on DATE NOT NULL,
    issuer    VARCHAR NOT NULL,
    aliases   VARCHAR[] NOT NULL
);
COMMENT ON TABLE documents IS 'One row per national document of the catalogue, from rules/documents.yaml';
COMMENT ON COLUMN documents.code IS 'Canonical symbol; citations.document is it where a mention is about this document';
COMMENT ON COLUMN documents.name IS 'What it is about; of a law its name';
COMMENT ON COLUMN documents.type IS 'Kind of the document (loại văn bản)';
COMMENT ON COLUMN documents.issued_on IS 'Its date of issue';
COMMENT ON COLUMN documents.issuer IS 'Who issued it';
COMMENT ON COLUMN documents.aliases IS 'Other names and wrong spellings that are read as it';

CREATE TABLE communes (
    commune_code  VARCHAR NOT NULL,
    name          VARCHAR NOT NULL,
    type          VARCHAR NOT NULL,
    province_code VARCHAR NOT NULL,
    province_name VARCHAR NOT NULL,
    latitude      DOUBLE,
    longitude     DOUBLE
);
COMMENT ON TABLE communes IS 'One row per commune-level unit of Vietnam since 1 July 2025 (đơn vị hành chính cấp xã)';
COMMENT ON COLUMN communes.commune_code IS 'Official code';
COMMENT ON COLUMN communes.name IS 'Name without its type';
COMMENT ON COLUMN communes.type IS 'xã, phường or đặc khu';
COMMENT ON COLUMN communes.province_code IS 'Official code of the province';
COMMENT ON COLUMN communes.province_name IS 'Name of the province or city';
COMMENT ON COLUMN communes.latitude IS 'A point in it: degrees north (vĩ độ, WGS 84); null where it is not known';
COMMENT ON COLUMN communes.longitude IS 'A point in it: degrees east (kinh độ, WGS 84); null where it is not known';

CREATE TABLE ingests (
    source_path   VARCHAR NOT NULL,
    source_sha256 VARCHAR,
    status        VARCHAR NOT NULL,
    error         VARCHAR,
    seconds       DOUBLE NOT NULL,
    "at"          TIMESTAMP NOT NULL,
    run_id        VARCHAR,
    reason        VARCHAR,
    bytes         BIGINT,
    rows          INTEGER
);
COMMENT ON TABLE ingests IS 'One row per file taken in, or refused, each time ingest ran';
COMMENT ON COLUMN ingests.source_path IS 'The file as it was given';
COMMENT ON COLUMN ingests.source_sha256 IS 'SHA-256 of its bytes; null when it could not be opened';
COMMENT ON COLUMN ingests.status IS 'ok, failed, or skipped (already in, or the same bytes twice in one run)';
COMMENT ON COLUMN ingests.error IS 'Why it failed or was skipped';
COMMENT ON COLUMN ingests.seconds IS 'How long reading took';
COMMENT ON COLUMN ingests."at" IS 'When, in UTC';
COMMENT ON COLUMN ingests.run_id IS 'The run of ingest or watch that met the file; later runs sort behind earlier ones';
COMMENT ON COLUMN ingests.reason IS 'Kind of failure: unopened, unreadable, unsafe, time, memory, died, defect; of a skip: known, duplicate; null when ok';
COMMENT ON COLUMN ingests.bytes IS 'Size of the file; null when it could not be opened';
COMMENT ON COLUMN ingests.rows IS 'Rows of all tables that came from it; null unless ok';
