-- The tables of the queue, in memory: small, and as old as the database they were made of.
CREATE TABLE memory.seen (plan_id VARCHAR, state VARCHAR);
CREATE TABLE memory.plan (
    plan_id VARCHAR, commune VARCHAR, province VARCHAR, title VARCHAR, folded VARCHAR
);
-- folded is NULL until somebody searches
CREATE TABLE memory.texts (text_no INTEGER, words VARCHAR, folded VARCHAR);
CREATE TABLE memory.queue (
    rank INTEGER, plan_id VARCHAR, place INTEGER, id VARCHAR, kind VARCHAR, part VARCHAR, label VARCHAR, name VARCHAR,
    text_no INTEGER, grade TINYINT, confidence FLOAT, codes VARCHAR[], is_reviewed BOOLEAN, is_current BOOLEAN
);
