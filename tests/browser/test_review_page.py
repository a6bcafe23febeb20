"""The review page in a real browser: open, filter, correct, undo; with keys alone; hostile text; two reviewers at once.

Every page is watched: an error on its console, a violation of its policy or a request to anywhere else fails the test.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from browsing import DESKTOP, PHONE, chromium
from reviewing import FORMULA, SCRIPT, ask, bench_of, build_database, serving

from planparse.model.corrections import Wish
from planparse.review.session import Sessions
from planparse.review.workbench import Workbench
from planparse.store.duck import open_for_writing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PATIENCE = 40_000  # milliseconds: two slow processors, shared


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_database(tmp_path_factory.mktemp("built"))


@pytest.fixture
def bench(built: Path, tmp_path: Path) -> Workbench:
    """Its reviewers are asked for their names."""
    return bench_of(Path(shutil.copy(built, tmp_path)))._replace(sessions=Sessions("Lan"))


class Visit:
    """Visits of reviewers to the page of one database."""

    def __init__(self, browser: "Browser", address: str) -> None:
        self._browser = browser
        self._address = address
        self.troubles: list[str] = []

    def open(self, filters: str = "", *, name: str = "Lan", size: dict[str, int] = DESKTOP) -> "Page":
        """A reviewer with a browser of their own, at the first record of the filtered list."""
        page = self._browser.new_context(viewport=size).new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("request", lambda request: self._look(request.url))
        page.goto(f"{self._address}#{filters}")
        page.wait_for_selector("body[data-ready]")
        page.fill("#naming input", name)
        page.press("#naming input", "Enter")
        page.wait_for_selector("#naming", state="hidden")
        return page

    def _hear(self, kind: str, text: str) -> None:
        # what a browser says of every answer that is a refusal; the page tells the reviewer
        if kind in ("error", "warning") and "Failed to load resource" not in text:
            self.troubles.append(text)

    def _look(self, url: str) -> None:
        if urlsplit(url).netloc != urlsplit(self._address).netloc:
            self.troubles.append(f"request to {url}")


@pytest.fixture
def visit(browser: "Browser", bench: Workbench) -> Iterator[Visit]:
    with ExitStack() as stack:
        found = Visit(browser, stack.enter_context(serving(bench)))
        yield found
        for context in browser.contexts:
            context.close()
        assert [] == found.troubles


def until(page: "Page", condition: str, argument: object = None) -> None:
    """Waits for a condition. Playwright's own way would evaluate strings within the page, which its policy forbids."""
    give_up = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(condition, argument):
        assert time.monotonic() < give_up, condition
        page.wait_for_timeout(50)


def shown(page: "Page") -> str:
    """The id of the record that is open."""
    page.wait_for_selector('#record:not([aria-busy="true"]) .sheet', state="attached")
    return page.get_attribute(".sheet", "data-record") or ""


def field(page: "Page", name: str) -> "Locator":
    return page.locator(f'.field[data-field="{name}"]')


def wait_for_toast(page: "Page", words: str) -> None:
    until(page, "words => document.querySelector('#toast .words').textContent === words", words)


def wait_for_change(page: "Page", before: str) -> str:
    until(
        page,
        "before => document.querySelector('#record:not([aria-busy=true]) .sheet')?.dataset.record !== before "
        "&& document.querySelector('#record:not([aria-busy=true]) .sheet')",
        before,
    )
    return shown(page)


def value(bench: Workbench, column: str, record: str) -> object:
    return ask(bench.db, f"SELECT {column} FROM tasks WHERE task_id = ?", record)[0][0]


def test_a_value_is_corrected_in_the_database_and_undone(visit: Visit, bench: Workbench) -> None:
    page = visit.open("part=task&text=phuoc-an-dong.pdf")
    record = shown(page)
    before = value(bench, "deadline_raw", record)
    field(page, "deadline_raw").get_by_role("button").click()
    page.fill(".editor textarea", "trước ngày 30/9/2026")
    page.check('.editor [value="printed"]')
    until(page, "document.querySelector('.preview').textContent.includes('until 30/09/2026')")
    page.click(".editor button.primary")
    wait_for_toast(page, "Saved.")
    field(page, "deadline_raw").locator(".badge").wait_for()
    assert "trước ngày 30/9/2026" == value(bench, "deadline_raw", record)
    assert "2026-09-30" == str(value(bench, "due_on", record))
    assert str(before) in field(page, "deadline_raw").locator("del").inner_text()
    page.wait_for_selector(f'.item[data-record="{record}"][data-reviewed]')
    page.click("#toast button")
    wait_for_toast(page, "Undone.")
    field(page, "deadline_raw").locator(".badge").wait_for(state="detached")
    assert before == value(bench, "deadline_raw", record)
    assert [("undone", "Lan", "Lan")] == ask(bench.db, "SELECT state, made_by, undone_by FROM corrections")


def test_the_page_of_a_pdf_shows_the_cells_of_the_field_that_is_edited(visit: Visit) -> None:
    page = visit.open("part=task&text=phuoc-an-dong.pdf")
    shown(page)
    until(page, "document.querySelector('.page img').naturalWidth > 0")
    row, view = page.locator("rect.row").first.bounding_box(), page.locator(".page-view").bounding_box()
    assert row
    assert view
    assert view["y"] <= row["y"] <= view["y"] + view["height"]
    field(page, "name").get_by_role("button").click()
    assert {"name"} == set(page.eval_on_selector_all("rect.lit", "found => found.map(one => one.dataset.field)"))
    width = page.locator(".page:not([hidden])").bounding_box()
    page.click('[data-zoom="in"]')
    zoomed = page.locator(".page:not([hidden])").bounding_box()
    assert width
    assert zoomed
    assert zoomed["width"] > width["width"]


@pytest.mark.parametrize(("file", "mark"), [("muong-khai.docx", "tr.own"), ("hostile.txt", "tr.own")])
def test_word_and_text_show_the_row_in_its_table(visit: Visit, file: str, mark: str) -> None:
    page = visit.open(f"part=task&reviewed=all&text={file}")
    shown(page)
    assert page.locator(f".words-view {mark}").count() >= 1
    assert page.locator(".words-view tr").count() > 2
    assert 0 == page.locator(".page-view").count()


def test_a_list_answers_letters_without_diacritics(visit: Visit, bench: Workbench) -> None:
    page = visit.open("part=task&text=phuoc-an-dong.pdf")
    record = shown(page)
    page.locator('.choice[data-field="lead"] button').first.click()
    page.keyboard.type("tram y te")
    page.wait_for_selector('.chooser [role="option"][aria-selected="true"]')
    first = page.locator('.chooser [role="option"]').first
    name = first.locator(".option-name").inner_text()
    assert name.startswith("Trạm Y tế")
    page.keyboard.press("Enter")
    wait_for_toast(page, "Saved.")
    rows = ask(
        bench.db,
        "SELECT g.name FROM assignments a JOIN agencies g USING (agency_code) "
        "WHERE a.record_id = ? AND a.role = 'lead' AND a.ordinal = 1",
        record,
    )
    assert [(name,)] == rows


def test_filters_narrow_the_list_and_can_be_cleared(visit: Visit, bench: Workbench) -> None:
    page = visit.open()
    shown(page)
    words = page.inner_text(".progress-words")
    page.keyboard.press("/")
    page.keyboard.type("muong khai")
    until(page, "before => document.querySelector('.progress-words').textContent !== before", words)
    assert {"xã Mường Khái, Sơn La"} == set(page.locator(".item-commune").all_inner_texts())
    page.click(".more summary")
    page.select_option('[name="part"]', "indicator")
    until(
        page,
        "[...document.querySelectorAll('.item')].every(one => one.dataset.kind === 'indicator') "
        "&& document.querySelector('.item')",
    )
    page.click('.more [type="reset"]')
    until(page, "before => document.querySelector('.progress-words').textContent === before", words)
    page.fill("#plan-box", "mao dien")
    page.wait_for_selector('#plan-list [role="option"]')
    page.keyboard.press("Enter")
    until(
        page,
        "[...document.querySelectorAll('.item')].every(one => one.textContent.includes('Mão Điền')) "
        "&& document.querySelector('.item')",
    )
    page.fill('[name="text"]', "no such words anywhere")
    page.wait_for_selector("#empty:not([hidden])")
    assert 0 == page.locator(".sheet").count()


def test_everything_can_be_done_with_keys(visit: Visit, bench: Workbench) -> None:
    page = visit.open("part=task&text=phuoc-an-dong.pdf")
    first = shown(page)
    page.keyboard.press("j")
    second = wait_for_change(page, first)
    page.keyboard.press("k")
    assert first == wait_for_change(page, second)
    page.keyboard.press("c")
    assert second == wait_for_change(page, first)
    wait_for_toast(page, "Confirmed.")
    assert [(first, "confirm")] == ask(bench.db, "SELECT record_id, kind FROM corrections")
    page.keyboard.press("d")
    third = wait_for_change(page, second)
    wait_for_toast(page, "Marked as not a record.")
    assert [(0,)] == ask(bench.db, "SELECT count(*) FROM tasks WHERE task_id = ?", second)
    page.keyboard.press("u")
    wait_for_toast(page, "Undone.")
    assert [(1,)] == ask(bench.db, "SELECT count(*) FROM tasks WHERE task_id = ?", second)
    assert second == wait_for_change(page, third)
    page.keyboard.press("?")
    page.wait_for_selector("#help[open]")
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    page.wait_for_selector("#help", state="hidden")
    assert second == shown(page)
    field(page, "notes_raw").get_by_role("button").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Xem lại")
    page.keyboard.press("Escape")  # leaves the text, and keeps it
    page.keyboard.press("s")
    wait_for_toast(page, "Saved.")
    assert "Xem lại" == value(bench, "notes_raw", second)
    page.keyboard.press("/")
    assert "text" == page.evaluate("document.activeElement.name")


def test_tab_leads_through_the_page_and_out_of_it(visit: Visit) -> None:
    page = visit.open("part=task&text=muong-khai.docx")
    shown(page)
    seen = []
    for _ in range(120):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.tagName + (document.activeElement.dataset.do ?? '')"))
        if seen.count("BODY"):
            break
    assert {"BUTTONconfirm", "BUTTONdrop", "BUTTONundo", "BUTTONedit"} <= set(seen)
    assert "BODY" in seen


def test_hostile_text_is_text(visit: Visit, bench: Workbench) -> None:
    page = visit.open("part=task&reviewed=all&text=hostile.txt")
    shown(page)
    names = set()
    for item in page.locator(".item").all():
        item.click()
        until(
            page,
            "id => document.querySelector('#record:not([aria-busy=true]) .sheet')?.dataset.record === id",
            item.get_attribute("data-record"),
        )
        names.add(field(page, "name").locator(".value").inner_text())
    assert any(SCRIPT in name for name in names)
    assert FORMULA in names
    assert 0 == page.locator("#record script, #record img:not([alt^='Page']), #items script, #record b").count()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.fill("[name=text]", f"{SCRIPT} hồ sơ")
    until(page, "document.querySelectorAll('.item').length === 1")


def test_nothing_scrolls_but_the_parts_of_the_page(visit: Visit) -> None:
    page = visit.open(size={"width": 1366, "height": 400})
    shown(page)
    assert page.evaluate("document.getElementById('items').scrollHeight > innerHeight")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_marks_of_direction_turn_no_words_but_their_own(visit: Visit) -> None:
    page = visit.open()
    for name in ("q", "del", "ins", "mark"):
        made = "name => getComputedStyle(document.body.appendChild(document.createElement(name))).unicodeBidi"
        assert "isolate" == page.evaluate(made, name)


def test_hostile_words_of_a_reviewer_are_words(visit: Visit, bench: Workbench) -> None:
    page = visit.open("part=task&text=muong-khai.docx", name=f"{SCRIPT}<img src=x onerror=alert(1)>")
    record = shown(page)
    field(page, "output_raw").get_by_role("button").click()
    page.fill(".editor textarea", f"</textarea>{SCRIPT}{FORMULA}")
    page.keyboard.press("Control+Enter")
    wait_for_toast(page, "Saved.")
    field(page, "output_raw").locator(".badge").wait_for()
    assert f"</textarea>{SCRIPT}{FORMULA}" == value(bench, "output_raw", record)
    page.click("#corrections summary")
    assert SCRIPT in page.inner_text(".correction .by")
    assert 0 == page.locator("#record script, #record img").count()


def test_two_reviewers_do_not_overwrite_each_other_unknowingly(visit: Visit, bench: Workbench) -> None:
    filters = "part=task&text=phuoc-an-dong.pdf"
    lan, hoa = visit.open(filters), visit.open(filters, name="Hoa")
    record = shown(lan)
    assert record == shown(hoa)
    for page, words in ((hoa, "Sổ của Hoa"), (lan, "Sổ của Lan")):
        field(page, "output_raw").get_by_role("button").click()
        page.fill(".editor textarea", words)
    hoa.keyboard.press("Control+Enter")
    wait_for_toast(hoa, "Saved.")
    lan.wait_for_selector("#notice:not([hidden])")  # the page has noticed, and has left the text alone
    assert "Sổ của Lan" == lan.input_value(".editor textarea")
    lan.focus(".editor textarea")
    lan.keyboard.press("Control+Enter")
    lan.wait_for_selector("#conflict[open]")
    assert "Sổ của Hoa" == lan.inner_text("#conflict .theirs")
    assert "Hoa" in lan.inner_text("#conflict .message")
    lan.click('[data-answer="theirs"]')
    lan.wait_for_selector(".editor", state="detached")
    assert "Sổ của Hoa" == value(bench, "output_raw", record)
    field(hoa, "output_raw").get_by_role("button").click()
    hoa.fill(".editor textarea", "Sổ chung")
    bench.desk.make([_set(bench, record, "Sổ của Hoa", "Sổ khác")], by="Minh")
    hoa.focus(".editor textarea")
    hoa.keyboard.press("Control+Enter")
    hoa.wait_for_selector("#conflict[open]")
    hoa.click('[data-answer="mine"]')
    hoa.wait_for_selector(".editor", state="detached")
    assert "Sổ chung" == value(bench, "output_raw", record)


def test_what_is_typed_is_kept_while_an_ingest_holds_the_database(visit: Visit, bench: Workbench) -> None:
    page = visit.open("part=task&text=muong-khai.docx")
    record = shown(page)
    field(page, "output_raw").get_by_role("button").click()
    page.fill(".editor textarea", "Báo cáo quý")
    with open_for_writing(bench.db):
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(".editor .problem:not([hidden])")
        assert "Báo cáo quý" == page.input_value(".editor textarea")
    page.click(".editor button.primary")
    wait_for_toast(page, "Saved.")
    assert "Báo cáo quý" == value(bench, "output_raw", record)


def test_a_database_that_is_replaced_is_shown_as_it_is_now(visit: Visit, bench: Workbench) -> None:
    page = visit.open("part=task&text=muong-khai.docx")
    record = shown(page)
    old = value(bench, "output_raw", record)
    bench.desk.make([_set(bench, record, str(old or ""), "Do máy khác ghi")], by="Minh")
    until(page, "document.querySelector('#record').textContent.includes('Do máy khác ghi')")
    assert record == shown(page)


def test_a_missing_file_shows_the_row_instead_of_the_page(visit: Visit, built: Path) -> None:
    hidden = built.with_name("phuoc-an-dong.hidden")
    built.with_name("phuoc-an-dong.pdf").rename(hidden)
    try:
        page = visit.open("part=task&text=phuoc-an-dong.pdf")
        shown(page)
        page.wait_for_selector(".missing:not([hidden])")
        assert "phuoc-an-dong.pdf" in page.inner_text(".missing")
        assert page.locator(".words-view tr.own").first.is_visible()
    finally:
        hidden.rename(built.with_name("phuoc-an-dong.pdf"))


def test_a_record_is_split_where_the_cursor_stands_and_joined_again(visit: Visit, bench: Workbench) -> None:
    page = visit.open("part=task&text=phuoc-an-dong.pdf")
    record = shown(page)
    name = str(value(bench, "name", record))
    at = name.index(" ", len(name) // 2)
    page.keyboard.press("x")
    page.wait_for_selector(".splitting")
    page.eval_on_selector(".splitting", "(text, at) => text.setSelectionRange(at, at)", at)
    page.click(".editor button.primary")
    wait_for_toast(page, "Split in two.")
    assert name[:at] == value(bench, "name", record)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("u")
    wait_for_toast(page, "Undone.")
    assert name == value(bench, "name", record)


def test_the_header_of_a_plan_is_corrected(visit: Visit, bench: Workbench) -> None:
    page = visit.open("part=header&text=muong-khai.docx")
    plan = shown(page)
    field(page, "issued_on").get_by_role("button").click()
    page.fill('.editor input[type="date"]', "2026-04-15")
    page.click(".editor button.primary")
    wait_for_toast(page, "Saved.")
    page.locator('.choice[data-field="commune_code"] button').click()
    page.keyboard.type("phuong ba dinh")
    page.wait_for_selector('.chooser [role="option"][aria-selected="true"]')
    page.keyboard.press("Enter")
    until(
        page, "document.querySelector('.choice[data-field=commune_code] .choice-name')?.textContent.includes('Ba Đình')"
    )
    rows = ask(bench.db, "SELECT CAST(issued_on AS VARCHAR), commune_name FROM plans WHERE plan_id = ?", plan)
    assert [("2026-04-15", "Ba Đình")] == rows


@pytest.mark.parametrize("filters", ["part=task&text=phuoc-an-dong.pdf", "part=task&reviewed=all&text=hostile.txt"])
def test_a_phone_shows_one_part_at_a_time_without_scrolling_sideways(
    visit: Visit, bench: Workbench, filters: str
) -> None:
    page = visit.open(filters, size=PHONE)

    def fits() -> bool:
        return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))

    assert fits()
    page.locator(".item").first.click()
    page.wait_for_selector(".fields", state="visible")
    assert fits()
    page.wait_for_selector(".actions button", state="visible")
    # measured at once: the record may be drawn anew between two questions
    heights = page.evaluate("[...document.querySelectorAll('.actions button')].map(one => one.offsetHeight)")
    assert min(height for height in heights if height) >= 40
    page.click('[data-tab="source"]')
    page.wait_for_selector(".source", state="visible")
    assert fits()
    page.click('[data-tab="record"]')
    record = shown(page)
    page.click('[data-do="confirm"]')
    wait_for_toast(page, "Confirmed.")
    assert [(record,)] == ask(bench.db, "SELECT record_id FROM corrections WHERE state = 'applied'")


def _set(bench: Workbench, record: str, old: str, new: str) -> Wish:
    plan = record.partition("-")[0]
    return Wish(plan_id=plan, record_id=record, kind="set", field="output_raw", old=old, new=new)
