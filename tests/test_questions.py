"""Ready questions of ``planparse query``: each is asked in two languages, runs, and finds what it is for."""

from pathlib import Path

import pytest

from planparse.batch.ingest import ingest
from planparse.errors import UsageError
from planparse.report.query import run_query
from planparse.report.questions import find_question, list_questions
from planparse.store.opening import open_read_only

SAMPLES = Path(__file__).parents[1] / "samples" / "text"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("questions") / "plans.duckdb"
    files = [str(SAMPLES / f"{name}.txt") for name in ("an-phu-khe", "thuong-tan-ha", "trang-dai", "binh-hoa-trung")]
    ingest(files, path, jobs=1)
    return path


def test_the_questions_that_the_readme_promises_are_there() -> None:
    names = [question.name for question in list_questions()]
    assert {"due", "recurring", "province", "shared", "standing", "resolution", "workload"} <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("question", list_questions(), ids=lambda question: question.name)
def test_a_question_is_asked_in_both_languages_and_its_statement_runs(question, db: Path) -> None:
    assert question.asks.count("?") == 2
    with open_read_only(db) as connection:
        result = run_query(connection, question.sql)
        assert result.columns
        list(result.rows)


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("recurring", ("Thượng Tân Hạ", "Ngày 25 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=25")),
        ("province", ("Bình Hòa Trung", "Sau khi Thành phố ban hành Kế hoạch")),
        ("shared", ("Lắp đặt wifi miễn phí tại nhà văn hóa các tổ dân phố", "An Phú Khê")),
        ("resolution", ("Thượng Tân Hạ", "implements", ["Kế hoạch 41/KH-UBND (20/01/2026)"])),
    ],
)
def test_what_a_question_finds(name: str, row: tuple, db: Path) -> None:
    with open_read_only(db) as connection:
        rows = list(run_query(connection, find_question(name).sql).rows)
    assert any(all(value in found for value in row) for found in rows), rows


def test_a_question_that_is_none_names_those_there_are() -> None:
    with pytest.raises(UsageError, match="due"):
        find_question("tomorrow")
