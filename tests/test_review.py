"""``planparse review``: who is let in, what is shown of a record, and what is asked of the desk. No browser here."""

import hashlib
import re
import signal
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from reading import ROOT
from reviewing import FORMULA, SCRIPT, ask, bench_of, build_database, serving

from planparse.cli.main import run
from planparse.errors import UsageError
from planparse.model.corrections import Wish
from planparse.review.bodies import LIMIT
from planparse.review.files import SourceFiles
from planparse.review.hosts import hosts_of
from planparse.review.queue import LOST, Filter, Queue
from planparse.review.session import Sessions
from planparse.review.suggestions import Suggestions
from planparse.review.workbench import Workbench
from planparse.wording.catalogue import Catalogue, Language

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
STATIC = ROOT / "src" / "planparse" / "review" / "static"
TEMPLATES = ROOT / "src" / "planparse" / "review" / "templates"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_database(tmp_path_factory.mktemp("review"))


@pytest.fixture
def bench(shared: Path) -> Workbench:
    """A database that nobody changes."""
    return bench_of(shared)


@pytest.fixture
def own(tmp_path: Path) -> Workbench:
    """A database of the test's own, to be changed."""
    return bench_of(build_database(tmp_path, ("docx/muong-khai.docx",)))


class Door:
    """The pages of a test, each on a port of its own, and browsers without a screen that visit them."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._addresses: dict[str, str] = {}

    def client(self, bench: Workbench) -> httpx.Client:
        token = bench.sessions.token
        if token not in self._addresses:
            self._addresses[token] = self._stack.enter_context(serving(bench)).partition("/?")[0]
        return self._stack.enter_context(httpx.Client(base_url=self._addresses[token], timeout=60))

    def enter(self, bench: Workbench) -> httpx.Client:
        client = self.client(bench)
        assert 303 == client.get(f"/?token={bench.sessions.token}").status_code
        return client


@pytest.fixture
def door() -> Iterator[Door]:
    with ExitStack() as stack:
        yield Door(stack)


def origin_of(client: httpx.Client) -> str:
    return str(client.base_url).rstrip("/")


def csrf(client: httpx.Client) -> dict[str, str]:
    found = re.search(r'name="csrf-token" content="([^"]+)"', client.get("/").text)
    assert found
    return {"x-csrf-token": found[1], "origin": origin_of(client)}


def record_of(bench: Workbench, name: str) -> tuple[str, str]:
    rows = ask(bench.db, "SELECT plan_id, task_id FROM tasks WHERE contains(name, ?) ORDER BY task_id", name)
    return str(rows[0][0]), str(rows[0][1])


# -- who is let in


def test_the_token_gives_a_cookie_and_leads_to_an_address_without_it(door: Door, bench: Workbench) -> None:
    answer = door.client(bench).get(f"/?token={bench.sessions.token}")
    assert (303, "/") == (answer.status_code, answer.headers["location"])
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert bench.sessions.token not in cookie


@pytest.mark.parametrize("path", ["/", "/?token=wrong", "/?token=", "/queue", "/texts", "/static/main.js", "/version"])
def test_without_token_and_cookie_nothing_is_given_out(door: Door, bench: Workbench, path: str) -> None:
    answer = door.client(bench).get(path)
    assert 403 == answer.status_code
    assert "muong-khai" not in answer.text


def test_a_cookie_that_was_made_up_opens_nothing(door: Door, bench: Workbench) -> None:
    client = door.client(bench)
    client.cookies.set(f"planparse_review_{client.base_url.port}", "made-up")
    assert 403 == client.get("/").status_code


@pytest.mark.parametrize("host", ["evil.example:{port}", "127.0.0.1:81", "evil.example", "127.0.0.1.evil.io:{port}"])
def test_another_name_of_the_server_is_not_answered(door: Door, bench: Workbench, host: str) -> None:
    client = door.enter(bench)
    headers = {"host": host.format(port=client.base_url.port)}
    assert 200 == client.get("/", headers={"host": f"localhost:{client.base_url.port}"}).status_code
    assert 403 == client.get("/", headers=headers).status_code
    assert 403 == client.get(f"/?token={bench.sessions.token}", headers=headers).status_code


def test_every_answer_tells_the_browser_to_load_and_keep_nothing(door: Door, bench: Workbench) -> None:
    client = door.enter(bench)
    for path in ("/", "/queue", "/static/main.js", "/version", "/no-such-page"):
        headers = client.get(path).headers
        assert POLICY == headers["content-security-policy"]
        assert ("nosniff", "no-referrer", "no-store") == (
            headers["x-content-type-options"],
            headers["referrer-policy"],
            headers["cache-control"],
        )
    assert "default-src 'none'" in door.client(bench).get("/").headers["content-security-policy"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"x-csrf-token": "wrong"},
        {"x-csrf-token": ""},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_another_site_can_change_nothing(door: Door, bench: Workbench, wrong: dict[str, str]) -> None:
    client = door.enter(bench)
    right = csrf(client)
    assert 403 == client.post("/name", json={"name": "x"}, headers=right | wrong).status_code
    assert 200 == client.post("/name", json={"name": "Lan"}, headers=right).status_code


def test_a_post_without_origin_or_secret_is_refused(door: Door, bench: Workbench) -> None:
    client = door.enter(bench)
    right = csrf(client)
    for missing in right:
        headers = {name: value for name, value in right.items() if name != missing}
        assert 403 == client.post("/name", json={"name": "x"}, headers=headers).status_code


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'"x"', b'{"wishes": []}', b'{"wishes": [{"kind": "set"}]}', b"\xff\xfe", b"[" * 5000],
)
def test_a_body_that_is_no_wish_is_refused(door: Door, bench: Workbench, body: bytes) -> None:
    client = door.enter(bench)
    answer = client.post("/corrections", content=body, headers=csrf(client))
    assert (400, "request") == (answer.status_code, answer.json()["kind"])


def test_half_a_letter_is_no_text(door: Door, bench: Workbench) -> None:
    client = door.enter(bench)
    answer = client.post("/undo", content=rb'{"correction_id": "\ud800"}', headers=csrf(client))
    assert (400, "request") == (answer.status_code, answer.json()["kind"])


def test_a_port_of_thousands_of_digits_is_not_ours(door: Door, bench: Workbench) -> None:
    assert 403 == door.enter(bench).get("/", headers={"host": f"127.0.0.1:{'9' * 5000}"}).status_code


@pytest.mark.parametrize("number", ["0", "-1", "1.5", "NaN", "٣", str(2**32 + 1), "9" * 5000])
def test_a_page_has_a_number_of_a_page(door: Door, bench: Workbench, number: str) -> None:
    client = door.enter(bench)
    ((plan,),) = ask(bench.db, "SELECT plan_id FROM plans WHERE media_type = 'application/pdf'")
    for path in (f"/pages/{plan}/{number}", f"/pages/{plan}/{number}/picture.png"):
        answer = client.get(path)
        assert (400, "request") == (answer.status_code, answer.json()["kind"])


def test_a_body_is_bounded_whatever_its_header_says(door: Door, bench: Workbench) -> None:
    client = door.enter(bench)

    def endless() -> Iterator[bytes]:
        for _ in range(LIMIT // 1000 + 2):
            yield b"x" * 1000

    assert 400 == client.post("/name", content=endless(), headers=csrf(client)).status_code


def test_sessions_are_bounded_and_the_oldest_goes_first() -> None:
    sessions = Sessions("Lan")
    first = sessions.open(sessions.token)
    last = [sessions.open(sessions.token) for _ in range(250)][-1]
    assert first
    assert last
    assert (None, last) == (sessions.find(first.key), sessions.find(last.key))


def test_an_address_of_any_kind_is_a_name_of_a_server_that_listens_everywhere() -> None:
    hosts = hosts_of("0.0.0.0", 80)
    assert [True, True, False] == [hosts.allows(name) for name in ("192.168.1.7:80", "[fe80::1]:80", "evil.example:80")]


# -- what is shown


def test_all_that_comes_from_documents_is_escaped(door: Door, bench: Workbench) -> None:
    client = door.enter(bench)
    _, record = record_of(bench, SCRIPT)
    for path in (f"/records/{record}", "/queue?reviewed=all&text=script", f"/records/{record.split('-')[0]}"):
        text = client.get(path).text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
        assert SCRIPT not in text
        assert "<img" not in text.replace("<img alt", "")
    assert "=HYPERLINK(&#34;http://evil.example&#34;" in client.get(f"/records/{record}").text


def test_no_page_holds_a_script_or_a_style_of_its_own(door: Door, bench: Workbench) -> None:
    client = door.enter(bench)
    _, record = record_of(bench, "")
    for path in ("/", f"/records/{record}", "/queue"):
        text = client.get(path).text
        assert [] == re.findall(r"<style|<script(?![^>]* src=)|\sstyle=|\son\w+=", text)


def test_a_record_shows_its_fields_as_printed_and_as_read(door: Door, bench: Workbench) -> None:
    client = door.enter(bench)
    (plan, record, due), *_ = ask(
        bench.db,
        "SELECT plan_id, task_id, due_on FROM tasks WHERE due_on IS NOT NULL AND page > 0 ORDER BY 1, 2",
    )
    text = client.get(f"/records/{record}").text
    assert f"{due:%d/%m/%Y}" in text
    assert f'data-plan="{plan}"' in text
    assert "<rect" in text
    assert 'class="record own"' in text


def test_a_record_that_is_not_there_is_told(door: Door, bench: Workbench) -> None:
    answer = door.enter(bench).get("/records/p0-k0001")
    assert (404, True) == (answer.status_code, "not there any more" in answer.text)


def test_the_page_of_a_pdf_is_drawn_and_a_word_file_has_none(door: Door, bench: Workbench) -> None:
    client = door.enter(bench)
    plans = dict(ask(bench.db, "SELECT media_type, plan_id FROM plans"))
    size = client.get(f"/pages/{plans['application/pdf']}/1").json()
    picture = client.get(f"/pages/{plans['application/pdf']}/1/picture.png")
    assert (595, 842) == pytest.approx((size["width"], size["height"]), abs=1)
    assert ("image/png", b"\x89PNG") == (picture.headers["content-type"], picture.content[:4])
    assert 404 == client.get(f"/pages/{plans['application/pdf']}/99").status_code
    assert 404 == client.get(f"/pages/{plans['text/plain']}/1").status_code
    assert 404 == client.get("/pages/p0/1").status_code


# -- the queue


def test_the_queue_begins_with_what_is_most_doubtful(bench: Workbench) -> None:
    items = Queue(bench.db).page(Filter(reviewed="all")).items
    grades = [item.grade for item in items]
    assert sorted(grades, reverse=True) == grades
    same = [item.confidence for item in items if item.grade == grades[-1]]
    assert sorted(same) == same


def test_the_queue_holds_every_record_once_page_after_page(bench: Workbench) -> None:
    queue, seen, after = Queue(bench.db), [], ""
    while True:
        page = queue.page(Filter(reviewed="all", copies=True), after)
        seen += [item.id for item in page.items]
        if not page.next:
            break
        after = page.next
    expected = ask(
        bench.db,
        "SELECT task_id FROM tasks UNION ALL SELECT indicator_id FROM indicators UNION ALL SELECT plan_id FROM plans "
        "UNION ALL SELECT row_id FROM source_rows WHERE kind = 'unparsed'",
    )
    assert sorted(row[0] for row in expected) == sorted(seen)


@pytest.mark.parametrize("text", ["muong khai", "Mường  Khái", "MƯỜNG KHÁI", "muong-khai.docx"])
def test_a_search_needs_no_diacritics(bench: Workbench, text: str) -> None:
    items = Queue(bench.db).page(Filter(text=text, reviewed="all")).items
    assert items
    assert {"xã Mường Khái"} == {item.commune for item in items}


@pytest.mark.parametrize("text", ["%", "_", "'", '"; DROP TABLE memory.queue; --', "\\", "\x00", "a" * 5000])
def test_a_search_for_anything_is_a_search(door: Door, bench: Workbench, text: str) -> None:
    client = door.enter(bench)
    assert 200 == client.get("/queue", params={"text": text, "after": text, "part": text, "reviewed": text}).status_code
    assert 200 == client.get("/plans", params={"q": text}).status_code
    assert 200 == client.get("/suggestions/agency", params={"q": text}).status_code


def test_filters_give_what_they_say(bench: Workbench) -> None:
    queue = Queue(bench.db)
    for doubt in queue.doubts():
        items = queue.page(Filter(doubt=doubt.value, reviewed="all", copies=True)).items
        assert items
        assert all(doubt.value in item.codes or (doubt.value == LOST and item.kind == "row") for item in items)
    for part in ("task", "indicator", "header"):
        items = queue.page(Filter(part=part, reviewed="all")).items
        assert {part} == {item.part for item in items}
    (province, *_) = queue.provinces()
    assert {province.value} == {item.province for item in queue.page(Filter(province=province.value)).items}


def test_a_plan_is_found_by_the_letters_of_its_commune(door: Door, bench: Workbench) -> None:
    found = door.enter(bench).get("/plans", params={"q": "muong"}).json()["found"]
    assert ["xã Mường Khái"] == [one["name"] for one in found]


@pytest.mark.parametrize(("typed", "first"), [("cong an xa", "Công an xã"), ("Công an", "Công an xã")])
def test_an_agency_is_found_without_diacritics(bench: Workbench, typed: str, first: str) -> None:
    names = [one.name for one in Suggestions(bench.db).suggest("agency", typed)]
    assert any(name.startswith(first[:7]) for name in names[:3])


@pytest.mark.parametrize(("language", "level"), [("vi", "xã"), ("en", "commune")])
def test_the_level_of_an_agency_is_told_in_the_language_of_the_page(
    door: Door, shared: Path, language: Language, level: str
) -> None:
    client = door.enter(bench_of(shared, language=language))
    found = client.get("/suggestions/agency", params={"q": "cong an xa"}).json()["found"]
    assert ("Công an xã", level) == (found[0]["name"], found[0]["hint"])


def test_letters_are_the_beginnings_of_words(bench: Workbench) -> None:
    assert [] == Suggestions(bench.db).suggest("agency", "rung tam")
    assert Suggestions(bench.db).suggest("agency", "tam trung")


def test_an_unknown_list_has_no_suggestions(door: Door, bench: Workbench) -> None:
    assert 400 == door.enter(bench).get("/suggestions/passwords").status_code


def test_an_empty_database_is_a_page_without_records(door: Door, tmp_path: Path) -> None:
    bench = bench_of(build_database(tmp_path, (), hostile=False))
    client = door.enter(bench)
    assert 200 == client.get("/").status_code
    assert 'data-total="0"' in client.get("/queue").text


# -- corrections


def wish_of(bench: Workbench, name: str, **given: object) -> dict[str, object]:
    plan, record = record_of(bench, name)
    return Wish.model_validate({"plan_id": plan, "record_id": record, **given}).model_dump()


def test_a_correction_is_in_the_database_and_is_shown_until_it_is_undone(door: Door, own: Workbench) -> None:
    client = door.enter(own)
    headers = csrf(client)
    client.post("/name", json={"name": "Nguyễn Thị Hoa"}, headers=headers)
    wish = wish_of(own, SCRIPT, kind="set", field="output_raw", old=FORMULA, new="Báo cáo <b>")
    made = client.post("/corrections", json={"wishes": [wish]}, headers=headers).json()
    record = str(wish["record_id"])
    shown = client.get(f"/records/{record}").text
    assert [("Báo cáo <b>", ["output_raw"])] == ask(
        own.db, "SELECT output_raw, corrected FROM tasks WHERE task_id = ?", record
    )
    assert "Báo cáo &lt;b&gt;" in shown
    assert "Before:" in shown
    assert "Nguyễn Thị Hoa" in shown
    assert 'data-reviewed="yes"' in client.get(f"/queue?plan={wish['plan_id']}&record={record}").text
    undone = client.post("/undo", json={"correction_id": made["corrections"][0]}, headers=headers)
    assert (200, record) == (undone.status_code, undone.json()["record_id"])
    assert [(FORMULA, [])] == ask(own.db, "SELECT output_raw, corrected FROM tasks WHERE task_id = ?", record)
    assert "undone by Nguyễn Thị Hoa" in client.get(f"/records/{record}").text


def test_whoever_comes_second_is_told_what_the_first_one_set(door: Door, own: Workbench) -> None:
    first, second = door.enter(own), door.enter(own)
    wish = wish_of(own, SCRIPT, kind="set", field="output_raw", old=FORMULA, new="Sổ")
    assert 200 == first.post("/corrections", json={"wishes": [wish]}, headers=csrf(first)).status_code
    answer = second.post("/corrections", json={"wishes": [wish | {"new": "Thẻ"}]}, headers=csrf(second))
    assert (409, "conflict", True) == (answer.status_code, answer.json()["kind"], "Sổ" in answer.json()["message"])


def test_a_wish_that_cannot_be_done_is_told_and_changes_nothing(door: Door, own: Workbench) -> None:
    client = door.enter(own)
    wish = wish_of(own, SCRIPT, kind="set", field="no_such_field", new="x")
    answer = client.post("/corrections", json={"wishes": [wish]}, headers=csrf(client))
    assert (422, "refused") == (answer.status_code, answer.json()["kind"])
    assert "\n" not in answer.json()["message"]
    assert [] == ask(own.db, "SELECT * FROM corrections")


def test_words_are_read_by_the_rules_while_they_are_typed(door: Door, bench: Workbench) -> None:
    client = door.enter(bench)
    wish = wish_of(bench, SCRIPT, kind="set", field="deadline", new="trước ngày 30/9/2026")
    answer = client.post("/preview", json={"wish": wish}, headers=csrf(client))
    assert ["Dated: until 30/09/2026"] == answer.json()["lines"]


def test_the_queue_follows_a_correction_without_being_made_again(own: Workbench) -> None:
    own.queue.renew()
    before = own.queue.page(Filter())
    wish = Wish.model_validate(wish_of(own, SCRIPT, kind="confirm"))
    own.desk.make([wish], by="Lan")
    after = own.queue.page(Filter())
    assert (before.total, before.reviewed + 1) == (after.total, after.reviewed)
    assert wish.record_id not in [item.id for item in after.items]
    dropped = Wish.model_validate(wish_of(own, FORMULA, kind="drop"))
    own.desk.make([dropped], by="Lan")
    assert own.queue.find(dropped.plan_id, dropped.record_id) is None


def test_a_database_that_is_gone_is_told_in_a_line(door: Door, own: Workbench) -> None:
    client = door.enter(own)
    csrf(client)
    own.db.unlink()
    answer = client.get("/queue")
    assert (503, "database") == (answer.status_code, answer.json()["kind"])
    assert "no database at" in answer.json()["message"]


# -- source files that were moved


def test_a_file_that_was_moved_is_found_by_its_name_and_its_bytes(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "deep"
    elsewhere.mkdir(parents=True)
    (elsewhere / "a.txt").write_bytes(b"another file of this name")
    (elsewhere.parent / "a.txt").write_bytes(b"the plan")
    sha256 = hashlib.sha256(b"the plan").hexdigest()
    files = SourceFiles(tmp_path / "elsewhere")
    assert b"the plan" == files.load("C:\\old\\a.txt", sha256)
    assert b"the plan" == files.load("gone/a.txt", sha256)
    with pytest.raises(UsageError, match="not there any more"):
        SourceFiles(None).load("gone/a.txt", sha256)


def test_a_member_of_an_archive_that_was_moved_is_found(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "plans.zip", "w") as archive:
        archive.writestr("xa/ke-hoach.txt", "the plan")
    sha256 = hashlib.sha256(b"the plan").hexdigest()
    assert b"the plan" == SourceFiles(tmp_path).load("gone/plans.zip!/xa/ke-hoach.txt", sha256)


# -- texts


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_text_that_a_template_or_a_script_asks_for_exists(language: str) -> None:
    texts = Catalogue("vi" if language == "vi" else "en")
    templates = "".join(path.read_text("utf-8") for path in TEMPLATES.glob("*.html"))
    asked = set(re.findall(r"""say\(["'](review\.[\w.]+\w)["']""", templates))
    scripts = "".join(path.read_text("utf-8") for path in STATIC.glob("*.js"))
    asked |= {f"review.script.{key}" for key in re.findall(r"""\bsay\(["'](\w+)["']""", scripts)}
    assert asked
    assert set() == {key for key in asked if not texts.has(key)}


def test_no_text_of_the_scripts_is_said_by_nobody() -> None:
    scripts = "".join(path.read_text("utf-8") for path in STATIC.glob("*.js"))
    texts = Catalogue("en").below("review.script")
    assert set() == {key for key in texts if f'"{key}"' not in scripts and not key.startswith("choose_")}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_speaks_both_languages(door: Door, shared: Path, language: str) -> None:
    bench = bench_of(shared, language="vi" if language == "vi" else "en")
    text = door.enter(bench).get("/").text
    assert f'<html lang="{language}">' in text
    assert ("Rà soát kế hoạch" in text) == (language == "vi")


# -- the command


def start(db: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "planparse", "review", "--db", str(db), "--no-open", *options]
    environment = {"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin", "PLANPARSE_LANG": "en"}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_signal_ends_the_page_with_the_code_of_shells(shared: Path, number: int, code: int) -> None:
    process = start(shared)
    assert process.stdout
    assert re.match(r"Review page: http://127\.0\.0\.1:\d+/\?token=\S{32}$", process.stdout.readline())
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert (code, "planparse: stopped") == (process.returncode, errors.splitlines()[-1])
    assert "Traceback" not in errors


def test_a_port_in_use_is_told_in_a_line(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        assert 2 == run(["review", "--db", str(shared), "--no-open", "--port", str(port)])
    printed = capsys.readouterr().err
    assert 1 == len(printed.splitlines())
    assert str(port) in printed


@pytest.mark.parametrize(
    "options",
    [["--db", "no.duckdb"], ["--files", "/no/such/folder"], ["--host", "no.such.host.invalid"], ["--port", "99999"]],
)
def test_a_wrong_call_is_told_in_a_line(shared: Path, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == run(["review", "--no-open", "--db", str(shared), *options])
    printed = capsys.readouterr().err
    assert "Traceback" not in printed
    assert printed.splitlines()[-1].startswith("planparse: ")


def test_an_address_that_others_reach_is_warned_about(shared: Path) -> None:
    process = start(shared, "--host", "0.0.0.0")
    assert process.stdout
    process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=60)
    assert "other machines can reach this page" in errors


def test_every_script_is_asked_for_at_once() -> None:
    page = (TEMPLATES / "page.html").read_text("utf-8")
    assert set() == {path.stem for path in STATIC.glob("*.js")} - set(re.findall(r"\w+", page))


def test_a_database_that_was_spoiled_for_a_while_is_shown_again(door: Door, own: Workbench) -> None:
    client = door.enter(own)
    assert 200 == client.get("/queue").status_code
    whole = own.db.read_bytes()
    own.db.write_bytes(b"no database at all" * 1000)
    assert 503 == client.get("/queue").status_code
    own.db.unlink()
    own.db.write_bytes(whole)
    assert 200 == client.get("/queue").status_code
