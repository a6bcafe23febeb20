"""What a query may do: read the tables of its database. What leaves as CSV runs in no spreadsheet."""

import csv
import io
import shutil
from pathlib import Path

import duckdb
import pytest
from builders import indicator_row, plan_row, records, target_row, task_row

from planparse.cli.main import run
from planparse.errors import QueryError
from planparse.report.cells import guard_formula
from planparse.report.formats import write_csv
from planparse.report.query import run_query
from planparse.store.duck import open_for_writing
from planparse.store.lines import build_plan_lines
from planparse.store.opening import open_read_only


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a plan whose words are formulas."""
    task = task_row(1, name="=HYPERLINK(A1)", lead_raw="@SUM(A1)", output_raw="-2+3", notes_raw="- Công an xã")
    indicator = indicator_row(1, name="+cmd|' /C calc'!A0", code="books.village")
    rows = records(plan_row(commune_name="=1+1"), tasks=(task,), indicators=(indicator,), targets=(target_row(1),))
    path = tmp_path_factory.mktemp("built") / "plans.duckdb"
    with open_for_writing(path) as store:
        store.put([build_plan_lines(rows)], [])
    return path


@pytest.fixture
def db(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it in the working directory, beside a CSV file and nothing else."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANPARSE_SECRET", "secret")
    shutil.copy(built, "plans.duckdb")
    Path("leak.csv").write_text("a,b\n1,2\n")
    return Path("plans.duckdb")


def listed() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


FORBIDDEN = """
SELECT * FROM read_csv('leak.csv')
SELECT * FROM read_csv_auto('leak.csv')
FROM 'leak.csv'
SELECT * FROM 'leak.csv'
SELECT * FROM query_table('leak.csv')
SELECT * FROM sniff_csv('leak.csv')
SELECT * FROM read_text('/etc/hostname')
SELECT * FROM read_blob('leak.csv')
SELECT * FROM read_csv('/dev/stdin')
SELECT * FROM read_json('leak.csv')
SELECT * FROM read_parquet('leak.csv')
SELECT * FROM parquet_metadata('leak.csv')
SELECT * FROM glob('/etc/*')
SELECT * FROM glob('*')
SELECT * FROM read_parquet('http://127.0.0.1:9/x.parquet')
SELECT * FROM 'https://127.0.0.1:9/x.csv'
SELECT * FROM 's3://bucket/x.csv'
SELECT getenv('PLANPARSE_SECRET')
SELECT * FROM duckdb_secrets()
SELECT * FROM query('COPY plans TO ''out.csv''')
COPY plans TO 'out.csv'
COPY (SELECT 1) TO 'out.parquet'
COPY plans FROM 'leak.csv'
EXPORT DATABASE 'out'
IMPORT DATABASE 'out'
ATTACH 'other.duckdb'
ATTACH ':memory:' AS other
DETACH plans
INSTALL httpfs
LOAD httpfs
LOAD '/tmp/x.duckdb_extension'
SET enable_external_access = true
RESET enable_external_access
SET memory_limit = '1TB'
SET temp_directory = '/tmp'
SET lock_configuration = false
PRAGMA enable_external_access = true
PRAGMA enable_profiling
PRAGMA profiling_output = 'out.json'
CALL enable_logging()
CALL enable_profiling()
CREATE TABLE t (a INTEGER)
CREATE TEMP TABLE t (a INTEGER)
CREATE SECRET s (TYPE s3)
DELETE FROM plans
UPDATE plans SET title = 'x'
DROP TABLE plans
WITH gone AS (DELETE FROM plans RETURNING *) SELECT * FROM gone
SELECT 1; COPY plans TO 'out.csv'
""".strip().splitlines()


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_a_query_reaches_nothing_but_its_tables(db: Path, sql: str) -> None:
    """It fails in one line, and leaves no file."""
    before = listed()
    with open_read_only(db) as connection, pytest.raises(QueryError) as caught:
        list(run_query(connection, sql).rows)
    assert "\n" not in str(caught.value)
    assert before == listed()


@pytest.mark.parametrize("sql", [sql for sql in FORBIDDEN if "getenv" not in sql])
def test_the_connection_alone_forbids_it_too(db: Path, sql: str) -> None:
    """Were a statement to slip through the check of statements, DuckDB itself would refuse; but for what ends with
    the connection: a temporary table, a database in memory."""
    before = listed()
    with open_read_only(db) as connection:
        try:
            connection.execute(sql).fetchall()
        except duckdb.Error:
            pass
        else:
            assert "TEMP TABLE" in sql or ":memory:" in sql
    assert before == listed()


def test_variables_of_the_program_are_no_tables(db: Path) -> None:
    secret = duckdb.sql("SELECT 1 AS a")
    with open_read_only(db) as connection, pytest.raises(duckdb.Error):
        connection.execute("SELECT * FROM secret")
    assert secret is not None


def test_only_the_file_that_was_named_can_be_written(db: Path) -> None:
    with open_read_only(db, out=Path("out.parquet")) as connection:
        connection.sql("SELECT 1").write_parquet(str(Path("out.parquet").resolve()))
        for path in ("other.parquet", "leak.csv"):
            with pytest.raises(duckdb.Error):
                connection.sql("SELECT 1").write_parquet(str(Path(path).resolve()))
    assert ["leak.csv", "out.parquet", "plans.duckdb"] == listed()


def test_a_query_that_needs_too_much_memory_ends_in_a_line(db: Path) -> None:
    """It writes nothing to disk instead: that would fill the folder of the database."""
    with open_read_only(db) as connection:
        limits = "SELECT current_setting('temp_directory'), current_setting('memory_limit')"
        assert [""] == [row[0] for row in connection.execute(limits).fetchall()]

    class Greedy:
        def extract_statements(self, sql: str) -> None:
            raise duckdb.OutOfMemoryException("Out of Memory Error: could not allocate\nDatabase is launched ...")

    with pytest.raises(QueryError, match="more than half of the memory"):
        run_query(Greedy(), "SELECT 1")  # type: ignore[arg-type]


# --- spreadsheets --------------------------------------------------------------------------------------------------


def starts_formula(cell: str) -> bool:
    return cell.startswith(("=", "+", "-", "@", "\t", "\r")) and not cell.lstrip("+-").replace(".", "").isdigit()


def cells_of(text: str) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(text)) for cell in row]


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "SELECT name, lead_raw, output_raw, notes_raw FROM tasks"),
        ("query", "SELECT [name, lead_raw] AS names, {'a': name} AS pair FROM tasks"),
        ("query", "PIVOT tasks ON name USING count(*)"),
        ("compare",),
    ],
)
def test_words_of_a_plan_are_no_formulas(
    db: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """In cells, in lists, and in names of columns that come from the words of a plan."""
    assert 0 == run([*arguments, "--format", "csv"])
    cells = cells_of(capsys.readouterr().out)
    assert any("=" in cell for cell in cells)
    assert [] == [cell for cell in cells if starts_formula(cell)]


def test_an_export_holds_no_formulas(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == run(["export", "out", "--format", "csv"])
    texts = [path.read_text("utf-8-sig") for path in Path("out").glob("*.csv")]
    assert "'=HYPERLINK(A1)" in cells_of("".join(texts))
    assert [] == [cell for text in texts for cell in cells_of(text) if starts_formula(cell)]


def test_numbers_stay_numbers(db: Path) -> None:
    """Also those below zero, and those that a plan prints as text."""
    out = io.StringIO()
    with open_read_only(db) as connection:
        write_csv(run_query(connection, "SELECT -5 AS a, -0.5 AS b, '-5' AS c, '-0,5%' AS d, '-' AS e"), out)
    assert 'a,b,c,d,e\n-5,-0.5,-5,"-0,5%",-\n' == out.getvalue()


@pytest.mark.parametrize("text", ["=1", "'=1", "''-x", "@", "'a", "'", "-5", "", "- x", "\t", "+84 1"])
def test_the_guard_can_be_undone(text: str) -> None:
    """One apostrophe is taken away where a sign that starts a formula follows; no two texts become one."""
    guarded = guard_formula(text)
    undone = guarded[1:] if guarded[:1] == "'" and guard_formula(guarded) != guarded else guarded
    assert text == undone
