"""The command line: output, exit codes, and one line for every mistake."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders import diagnostic_row, indicator_row, plan_row, records, target_row, task_row
from pool_here import read_here

from planparse.batch import work
from planparse.cli import documents
from planparse.cli.app import app
from planparse.cli.main import run
from planparse.codes import CODES
from planparse.errors import UnreadableError
from planparse.model.records import Records
from planparse.store.duck import open_for_writing
from planparse.store.lines import build_plan_lines
from planparse.store.opening import list_relations

# Programs started by a test find planparse where the test does, whatever their working directory.
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def planparse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in an empty folder, with a simple parser; gives exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PLANPARSE_DB", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(work, "parse_bytes", parse)
    read_here(monkeypatch)
    monkeypatch.setattr(documents, "parse_bytes", parse)

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(arguments)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def parse(data: bytes, source_path: str, rules: Any) -> Records:
    """A parser whose findings are the words of the file."""
    words = data.decode().split()
    if "unreadable" in words:
        raise UnreadableError("no text in it")
    if "defect" in words:
        raise IndexError("list index out of range")
    plan = plan_row(words[0], source_path=source_path, issuer="UBND xã | Sông Thử")
    found = tuple(
        diagnostic_row(i, words[0], severity=CODES[code].severity, code=code, message=CODES[code].meaning, page=i)
        for i, code in enumerate(words[1:], start=1)
    )
    return records(
        plan,
        tasks=(task_row(1, words[0]),),
        indicators=(indicator_row(1, words[0], code="books.village"),),
        targets=(target_row(1, words[0], low=Decimal(80), code="books.village"),),
        diagnostics=found,
    )


def write(path: str, content: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(content)


@pytest.fixture
def database(planparse: Run) -> None:
    """plans.duckdb with one plan."""
    with open_for_writing(Path("plans.duckdb")) as store:
        store.put([build_plan_lines(parse(b"p1", "a/p1.txt", None))], [])


def test_ingest_tells_what_became_of_each_file(planparse: Run) -> None:
    """Plain lines where there is no terminal, a summary at the end, 1 when a file failed."""
    write("plans/1.txt", "p1")
    write("plans/2.txt", "unreadable")
    code, out, err = planparse("ingest", "plans", "--jobs", "1")
    assert (1, ["1/2 ok plans/1.txt (1 task, 1 indicator)", "2/2 failed plans/2.txt: no text in it"]) == (
        code,
        err.splitlines(),
    )
    assert "failed: plans/2.txt: no text in it" in out.splitlines()
    write("plans/2.txt", "p2")
    assert 0 == planparse("ingest", "plans", "--jobs", "1")[0]


def test_the_database_may_come_from_the_environment(planparse: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """PLANPARSE_DB stands in for --db."""
    monkeypatch.setenv("PLANPARSE_DB", "other.duckdb")
    write("1.txt", "p1")
    assert 0 == planparse("ingest", "1.txt")[0]
    assert Path("other.duckdb").exists()


def test_parse_prints_one_plan_in_three_forms(planparse: Run) -> None:
    """JSON and YAML hold the same; the outline is for people. Nothing is stored."""
    write("1.txt", "p1 deadline.unparsed")
    _, as_json, _ = planparse("parse", "1.txt")
    _, as_yaml, _ = planparse("parse", "1.txt", "--format", "yaml")
    _, outline, _ = planparse("parse", "1.txt", "--format", "md")
    assert json.loads(as_json) == yaml.safe_load(as_yaml)
    assert "KẾ HOẠCH Phát triển thư viện" in outline
    assert "| 1 | Tỷ lệ thôn có tủ sách 1 | % | ≥80% (2026) |" in outline
    assert [Path("1.txt")] == sorted(path.relative_to(Path.cwd()) for path in Path.cwd().iterdir())


@pytest.mark.usefixtures("database")
def test_compare_in_three_forms(planparse: Run) -> None:
    """A table for people, CSV for spreadsheets, JSON with sources for programs."""
    _, table, _ = planparse("compare")
    assert "≥80%" in table and "xã Sông Thử" in table
    assert (
        "province,commune,books.village 2026\nTỉnh Mẫu,xã Sông Thử,≥80%\n" == planparse("compare", "--format", "csv")[1]
    )
    (value,) = json.loads(planparse("compare", "--format", "json")[1])
    assert ("books.village", 2026, 80.0, "a/p1.txt") == tuple(
        value[name] for name in ("indicator_code", "year", "low", "source_path")
    )


@pytest.mark.usefixtures("database")
def test_a_wide_matrix_is_laid_out_in_several_tables(planparse: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is wider than the screen, and the commune stands at the left of each table."""
    rows = range(1, 9)
    plan = records(
        plan_row("p1"),
        indicators=tuple(indicator_row(i, code=f"field.measure_{i}") for i in rows),
        targets=tuple(target_row(i, low=Decimal(i), code=f"field.measure_{i}") for i in rows),
    )
    with open_for_writing(Path("plans.duckdb")) as store:
        store.put([build_plan_lines(plan)], [])
    _, out, _ = planparse("compare")
    assert max(map(len, out.splitlines())) <= 100
    assert [f"≥{i}%" in out for i in rows] == [True] * 8
    assert out.count("xã Sông Thử") > 1


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("form", ["csv", "json", "table", "parquet"])
def test_a_query_never_writes_over_its_database(planparse: Run, form: str) -> None:
    before = Path("plans.duckdb").read_bytes()
    code, _, told = planparse("query", "SELECT 1", "--format", form, "--out", "plans.duckdb")
    assert (2, True) == (code, "this is the database itself" in told)
    assert before == Path("plans.duckdb").read_bytes()


@pytest.mark.usefixtures("database")
def test_a_file_is_replaced_only_by_a_whole_result(planparse: Run) -> None:
    """A statement that fails leaves the file of the last one as it was; one that does not may be run again."""
    for form in ("csv", "parquet"):
        assert 0 == planparse("query", "SELECT 1 AS one", "--format", form, "--out", "kept")[0]
        kept = Path("kept").read_bytes()
        assert 1 == planparse("query", "SELECT nosuch", "--format", form, "--out", "kept")[0]
        assert kept == Path("kept").read_bytes()
        assert 0 == planparse("query", "SELECT 1 AS one", "--format", form, "--out", "kept")[0]
    assert [] == [path.name for path in Path().iterdir() if path.name.endswith(".part")]


@pytest.mark.usefixtures("database")
def test_query_in_every_form(planparse: Run) -> None:
    """The result goes to the screen, to a pipe, or to a file."""
    sql = "SELECT plan_id, recipients FROM plans"
    assert "│ p1 " in planparse("query", sql)[1]
    assert "plan_id,recipients\np1,\n" == planparse("query", sql, "--format", "csv")[1]
    assert [{"plan_id": "p1", "recipients": []}] == json.loads(planparse("query", sql, "--format", "json")[1])
    assert (0, "", "") == planparse("query", sql, "--format", "parquet", "--out", "x.parquet")
    assert b"PAR1" == Path("x.parquet").read_bytes()[:4]
    assert (0, "", "") == planparse("query", sql, "--format", "csv", "--out", "x.csv")
    assert "plan_id,recipients\np1,\n" == Path("x.csv").read_text()


@pytest.mark.usefixtures("database")
def test_a_row_too_wide_for_the_screen_is_shown_by_lines(planparse: Run) -> None:
    """A table of thirty columns would be a column of letters."""
    _, out, _ = planparse("query", "SELECT * FROM plans")
    assert "row 1" == out.splitlines()[0]
    assert ["source_path", "a/p1.txt"] == out.splitlines()[2].split()


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("form", ["csv", "parquet", "datapackage", "xlsx"])
def test_export_says_what_it_wrote(planparse: Run, form: str) -> None:
    """Each file that is named exists."""
    code, out, _ = planparse("export", "a/b", "--format", form)
    assert 0 == code
    assert all(Path(line).is_file() for line in out.splitlines())
    assert (1 if form == "xlsx" else len(list_relations()) + 1) == len(out.splitlines())  # 1: datapackage.json


@pytest.mark.usefixtures("database")
def test_eval_fails_under_the_bar(planparse: Run) -> None:
    """And where a gold file has no plan."""
    plan = {"title": "Phát triển thư viện xã năm 2026", "plan_year": 2026, "doc_type": "KẾ HOẠCH"}
    write("p1.json", json.dumps({"file": "p1.txt", "plan": plan}))
    write("p2.json", json.dumps({"file": "p2.txt", "plan": plan}))
    code, out, _ = planparse("eval", "p1.json", "--fail-under", "0.9")
    assert (1, "p1.json on a/p1.txt: mean F1") == (code, out.splitlines()[0][:28])
    assert 0 == planparse("eval", "p1.json", "--fail-under", "0.1")[0]
    code, _, err = planparse("eval", "p2.json")
    assert (1, "planparse: p2.json: no plan from p2.txt is in plans.duckdb: ingest it first\n") == (code, err)


def test_rules_check_runs_the_examples(planparse: Run) -> None:
    """The rules that come with planparse pass; a folder that is none is told."""
    code, out, _ = planparse("rules", "check")
    assert (0, "0 failed") == (code, out[out.index("0 failed") :][:8])
    code, _, err = planparse("rules", "check", "--rules", "nowhere")
    assert (1, 1) == (code, len(err.splitlines()))


MISTAKES = [
    (["ingest", "nowhere"], 2, "no such file or folder"),
    (["ingest", "empty"], 2, "no plans under"),
    (["ingest", "1.txt", "--db", "no/p.duckdb"], 2, "there is no folder no"),
    (["ingest", "1.txt", "--db", "1.txt"], 2, "not a planparse database"),
    (["ingest", "1.txt", "--rules", "nowhere"], 2, "nowhere"),
    (["ingest", "1.txt", "--jobs", "0"], 2, "--jobs"),
    (["ingest", "1.txt", "--timeout", "0"], 2, "--timeout"),
    (["ingest", "1.txt", "--memory", "100"], 2, "--memory"),
    (["ingest"], 2, "PATH"),
    (["parse", "nowhere.docx"], 2, "no such file"),
    (["parse", "empty"], 2, "folder"),
    (["parse", "2.txt"], 1, "2.txt: no text in it"),
    (["parse", "3.txt"], 1, "3.txt: unexpected IndexError"),
    (["parse", "1.txt", "--format", "xml"], 2, "'--format': 'xml' is not one of 'json', 'yaml', 'md' ("),
    (["check", "nowhere.docx"], 2, "no such file"),
    (["compare", "--db", "none.duckdb"], 2, "run planparse ingest first"),
    (["compare", "--indicator", "no.such"], 2, "no indicator 'no.such'"),
    (["query", "SELEC 1"], 1, "syntax error"),
    (["query", "DELETE FROM plans"], 1, "gives no rows"),
    (["query", "CREATE TEMP TABLE t AS SELECT 1"], 1, "gives no rows"),
    (["query", "SELECT 1; SELECT 2"], 1, "2 statements"),
    (["query", "-- a remark only"], 1, "gives no rows"),
    (["query", "ATTACH 'x.duckdb'"], 1, "gives no rows"),
    (["query", "SELECT 1", "--frmat", "csv"], 2, "--frmat"),
    (["query", "SELECT 1", "--out", "empty"], 2, "empty: this is a folder"),
    (["query", "SELECT * FROM read_text('1.txt')"], 1, "can only read the tables"),
    (["query", "SELECT 1", "--format", "parquet"], 2, "--out"),
    (["query", "SELECT 1", "--format", "parquet", "--out", "no/x.parquet"], 2, "there is no folder"),
    (["query", "COPY plans TO 'leak.csv'"], 1, "gives no rows"),
    (["export", "1.txt", "--format", "csv"], 2, "cannot make this folder"),
    (["export", "out", "--format", "ods"], 2, "ods"),
    (["export", "out"], 2, "--format"),
    (["export", "out", "--format", "csv", "--db", "none.duckdb"], 2, "run planparse ingest first"),
    (["eval", "empty"], 2, "no gold files under empty"),
    (["eval", "nowhere"], 2, "no such gold file"),
    (["eval", "1.txt"], 2, "1.txt: cannot read this gold file"),
    (["dance"], 2, "dance"),
    (["ingest", "--dance"], 2, "--dance"),
]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(("arguments", "expected", "told"), MISTAKES, ids=[" ".join(case[0]) for case in MISTAKES])
def test_a_mistake_is_one_line(planparse: Run, arguments: list[str], expected: int, told: str) -> None:
    """It says what is wrong, on stderr, and nothing goes to stdout."""
    Path("empty").mkdir()
    for name, content in (("1.txt", "p1"), ("2.txt", "unreadable"), ("3.txt", "defect")):
        write(name, content)
    code, out, err = planparse(*arguments)
    assert (expected, "", 1) == (code, out, len(err.splitlines())), err
    assert err.startswith("planparse: ") and told in err


@pytest.mark.usefixtures("database")
def test_a_statement_may_begin_with_a_remark(planparse: Run) -> None:
    """A dash at the start does not make it an option."""
    assert (0, "a\n1\n", "") == planparse("query", "-- why\nSELECT 1 AS a", "--format", "csv")


def test_no_folder_is_made_where_nothing_is_exported(planparse: Run) -> None:
    """A wrong database is found out first."""
    planparse("export", "out", "--format", "csv", "--db", "none.duckdb")
    assert not Path("out").exists()


@pytest.mark.parametrize("arguments", [[], ["rules"]])
def test_a_call_without_a_command_shows_help(planparse: Run, arguments: list[str]) -> None:
    """On several lines, as --help prints it, but on stderr and with the exit code of a wrong call."""
    code, out, err = planparse(*arguments)
    assert (2, "") == (code, out)
    assert err.startswith("Usage: planparse") and err.splitlines() == planparse(*arguments, "--help")[1].splitlines()


def test_ctrl_c_says_so(planparse: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, and the code that shells use."""

    def interrupted(*_: object) -> Records:
        raise KeyboardInterrupt

    monkeypatch.setattr(documents, "parse_bytes", interrupted)
    write("1.txt", "p1")
    assert (130, "", "planparse: stopped\n") == planparse("parse", "1.txt")


def test_a_closed_output_is_no_defect(planparse: Run) -> None:
    """``planparse ingest plan.txt >&-`` stores the plan."""
    write("1.txt", "Kế hoạch")
    command = f"'{sys.executable}' -m planparse ingest 1.txt >&-"
    done = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, text=True, env=ENVIRONMENT, check=False)
    assert (0, 1) == (done.returncode, len(done.stderr.splitlines())), done.stderr


def test_errors_of_a_plan_are_told_while_it_is_read(planparse: Run) -> None:
    """A scan is read without success: nobody should take it for a plan without tasks."""
    write("1.txt", "p1 read.empty_page")
    assert "1/1 ok 1.txt (1 task, 1 indicator, 1 error: see planparse check)\n" == planparse("ingest", "1.txt")[2]


def test_every_command_explains_itself(planparse: Run) -> None:
    """Each command and option has a help text."""
    for command in app.registered_commands:
        name = command.name or command.callback.__name__  # type: ignore[union-attr]
        code, out, _ = planparse(name, "--help")
        assert 0 == code
        assert command.callback.__doc__.split(".")[0].split(";")[0][:40] in out  # type: ignore[union-attr]


READERS = {"pdfplumber", "pyvi", "lxml", "docx", "numpy", "rapidfuzz"}
ENDS = {"duckdb", "xlsxwriter"}


@pytest.mark.parametrize(
    ("code", "heavy"),
    [
        ("from planparse.cli.main import run; run(['--help'])", {"pydantic", "psutil", "multiprocessing"}),
        ("from planparse.cli.main import run; run(['ingest', '--help'])", {"psutil", "multiprocessing"}),
        ("from planparse.cli.main import run; run(['--version'])", {"pydantic", "psutil", "multiprocessing", "yaml"}),
        ("import planparse.batch.ingest", {"pydantic", "yaml"}),  # a worker is started first
    ],
)
def test_what_must_be_quick_loads_little(code: str, heavy: set[str]) -> None:
    """Asking for help loads neither the database nor a reader; its texts are the only YAML that is read."""
    code = f"import sys; {code}; print(sorted({READERS | ENDS | heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=ENVIRONMENT)
    assert "[]" == done.stdout.splitlines()[-1]


@pytest.mark.usefixtures("database")
def test_a_reader_that_goes_away_is_no_error() -> None:
    """``planparse query ... | head`` ends without a word."""
    command = [sys.executable, "-m", "planparse", "query", "FROM range(200000)", "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert b"" == process.stderr.read()


def test_module_and_version(planparse: Run) -> None:
    """``python -m planparse --version`` is the same program."""
    done = subprocess.run(
        [sys.executable, "-m", "planparse", "--version"], capture_output=True, text=True, check=True, env=ENVIRONMENT
    )
    assert (0, done.stdout) == planparse("--version")[:2]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_file_gets_every_letter_where_the_locale_has_not_all(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "p.txt"
    file.write_text("KẾ HOẠCH\nChuyển đổi số xã Mao Điền năm 2026\n\nNgười ký được ủy quyền.\n", "utf-8")
    command = [sys.executable, "-m", "planparse", "parse", str(file), "--format", "json"]
    environment = {**ENVIRONMENT, "PYTHONIOENCODING": encoding}
    done = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert "Chuyển đổi số xã Mao Điền năm 2026" == json.loads(done.stdout)["plan"]["title"]
