-- Questions that people ask of a database, each with the statement that answers it: planparse query --examples.
-- A question begins with "-- name: what it asks (in Vietnamese)"; its statement goes up to the next one.

-- due: What is due in the next 30 days? (Việc nào đến hạn trong 30 ngày tới?)
SELECT due_on, days_left, commune_name, task, leads, how
FROM v_due_days
WHERE days_left BETWEEN 0 AND 30
ORDER BY due_on, commune_name, task;

-- overdue: What should be done by now? (Việc nào đã quá hạn?)
SELECT due_on, -days_left AS days_late, commune_name, task, leads
FROM v_tasks_due
WHERE days_left < 0
ORDER BY due_on, commune_name, task;

-- recurring: What comes back, how often, when next? (Việc nào làm định kỳ?)
SELECT commune_name, task, leads, deadline_raw, rrule, next_on
FROM v_recurring
ORDER BY next_on, commune_name, task;

-- province: What waits for the province? (Việc nào chờ tỉnh, thành phố?)
SELECT commune_name, task, leads, condition
FROM v_waiting
WHERE waits_for = 'province'
ORDER BY commune_name, task;

-- shared: Which tasks do several communes set, and who leads them where? (Nhiệm vụ nào nhiều xã cùng đặt?)
SELECT cluster_name, commune_name, leads, deadline_raw, due_on
FROM v_task_clusters
WHERE communes > 1
ORDER BY communes DESC, cluster_name, commune_name;

-- standing: Which communes set less than the others? (Xã nào đặt chỉ tiêu thấp hơn?)
SELECT commune_name, indicator, year, raw, median, communes
FROM v_indicator_standing
WHERE standing = 'below'
ORDER BY indicator, year, commune_name;

-- resolution: Which communes implement 57-NQ/TW, and through which city or provincial plan? (Xã nào thực hiện Nghị quyết 57-NQ/TW, qua kế hoạch nào của tỉnh?)
SELECT commune_name, relation, through
FROM v_implementations
WHERE document = '57-NQ/TW'
ORDER BY commune_name;

-- workload: Who carries the work? (Đơn vị nào làm nhiều việc nhất?)
SELECT commune_name, agency, role, tasks, indicators
FROM v_agency_workload
ORDER BY tasks DESC, commune_name, agency
LIMIT 20;

-- failed: Which files are not in, and why? (Tệp nào chưa nhập được, vì sao?)
SELECT source_path, reason, error, "at"
FROM ingests
QUALIFY row_number() OVER (PARTITION BY source_path ORDER BY "at" DESC, run_id DESC NULLS LAST) = 1 AND status = 'failed'
ORDER BY reason, source_path;
