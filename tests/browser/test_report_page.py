"""The report in a real Chromium: opened from a file with every request blocked, as officials open it from a stick."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import DESKTOP, PHONE, chromium
from builders import plan_row, records
from report_plans import FORMULA, HOSTILE, TODAY, build_database, make, three_plans

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PARTS = ("matrix", "deadlines", "agencies", "map", "citations", "quality")


class Opened:
    """A page, with what it asked the network for and what went wrong in it."""

    def __init__(self, browser: "Browser", path: Path, size: dict[str, int]) -> None:
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self.context = browser.new_context(viewport=size, offline=True)
        self.page = self.context.new_page()
        self.page.route("**/*", self._answer)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", self._hear)
        self.page.goto(path.as_uri())

    def _answer(self, route: object) -> None:
        url = route.request.url  # type: ignore[attr-defined]
        if url.startswith("file:") and url.endswith(".html"):
            route.continue_()  # type: ignore[attr-defined]
        elif not url.startswith("data:"):
            self.asked.append(url)
            route.abort()  # type: ignore[attr-defined]

    def _hear(self, message: object) -> None:
        if message.type == "error":  # type: ignore[attr-defined]
            self.wrong.append(message.text)  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser")
    path = folder / "report.html"
    path.write_text(make(three_plans(folder)).html, "utf-8")
    return path


@pytest.fixture
def opened(browser: "Browser", report: Path) -> Iterator[Opened]:
    one = Opened(browser, report, DESKTOP)
    one.page.wait_for_selector("html[data-whole]")
    yield one
    assert [] == one.asked
    assert [] == one.wrong
    assert one.page.evaluate("window.hacked === undefined")
    one.context.close()


@pytest.fixture
def page(opened: Opened) -> "Page":
    return opened.page


def see(page: "Page", part: str) -> None:
    """Scrolls to a part and waits until it is filled."""
    page.evaluate(f"document.getElementById('{part}').scrollIntoView({{behavior: 'instant'}})")
    page.wait_for_selector(f"#{part}:not([aria-busy])")


def row_names(page: "Page") -> list[str]:
    return [name.inner_text() for name in page.locator("#grid .row-name span").all()]


def search(page: "Page", text: str) -> None:
    before = page.locator("#status").inner_text()
    page.fill("#filter-query", text)
    page.wait_for_function("before => document.getElementById('status').innerText !== before", arg=before)


def test_every_part_fills_without_asking_the_network(page: "Page") -> None:
    for part in PARTS:
        see(page, part)
    page.wait_for_selector("#timeline svg")
    page.wait_for_selector("#workload svg")
    page.wait_for_selector("#map-chart canvas")
    assert 0 == page.locator("#broken:visible").count()


@pytest.mark.parametrize("part", ["agencies", "map", "quality"])
def test_a_link_leads_to_its_part_whatever_grows_above_it(page: "Page", part: str) -> None:
    page.click(f'#nav a[href="#{part}"]')
    page.wait_for_selector(f"#{part}:not([aria-busy])")
    page.wait_for_selector("#deadlines:not([aria-busy])")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    top = page.evaluate(f"document.getElementById('{part}').getBoundingClientRect().top")
    assert 0 <= top < DESKTOP["height"] / 2


def test_search_needs_no_diacritics(page: "Page") -> None:
    see(page, "matrix")
    search(page, "hai phong")
    assert ["phường Đăng Sơn", "xã Sông Thử"] == sorted(row_names(page))
    assert "2 xã × 2 chỉ tiêu" in page.locator("#matrix-count").inner_text()
    search(page, "dang ky")
    assert "3 nhiệm vụ" in page.locator("#status").inner_text()
    search(page, "hai phong, dang ky")
    assert "2 nhiệm vụ" in page.locator("#status").inner_text()
    page.click("#filter-reset")
    page.wait_for_function("document.querySelectorAll('#grid .row-name').length === 3")


def test_filters_reach_every_part(page: "Page") -> None:
    for part in PARTS:
        see(page, part)
    page.select_option("#filter-province", "Hà Nội")
    page.wait_for_function("document.getElementById('sum-communes').innerText === '1'")
    for part in ("agencies", "citations", "quality", "deadlines", "matrix"):
        see(page, part)
    page.wait_for_function("document.querySelectorAll('#plan-list tbody tr').length === 1")
    assert ["xã Sông Thử"] == row_names(page)
    assert "1" == page.locator("#tab-count-overdue").inner_text()
    assert 0 == page.locator("#shared-list tbody tr").count()
    page.select_option("#filter-agency", label="Công an xã")
    page.wait_for_function("document.getElementById('sum-tasks').innerText === '1'")
    page.select_option("#filter-agency", "")
    page.select_option("#filter-field", "kinh tế số")
    page.wait_for_function("document.getElementById('matrix-count').innerText.includes('1 chỉ tiêu')")


def test_the_matrix_is_sorted_by_name_and_by_column(page: "Page") -> None:
    see(page, "matrix")
    page.click("#grid [data-by=name]")
    assert ["phường Đăng Sơn", "xã Sông Thử", "xã Sông Thử"] == row_names(page)
    page.click("#grid .head-cell >> text=tủ sách")  # the highest first; what cannot be compared last
    assert ["phường Đăng Sơn", "xã Sông Thử", "xã Sông Thử"] == row_names(page)
    assert "descending" == page.locator("#grid .head-cell").first.get_attribute("aria-sort")
    page.click("#grid .head-cell >> text=tủ sách")
    assert ["xã Sông Thử", "phường Đăng Sơn"] == row_names(page)[:2]


def test_cells_tell_conflicts_and_what_is_missing(page: "Page") -> None:
    see(page, "matrix")
    page.hover("#grid .cell.differs")
    assert "thôn" in page.locator("#tip").inner_text()
    page.hover("#grid .cell.other")
    assert "2030" in page.locator("#tip").inner_text()
    assert 1 == page.locator("#grid .cell >> text=✎").count()


def test_a_cell_opens_the_way_back(page: "Page") -> None:
    see(page, "matrix")
    page.click("#grid .cell >> text=80,5")
    dialog = page.locator("#dialog")
    told = dialog.inner_text()
    for words in ("≥ 80,5 %", "từ 80,5% trở lên", "trang 2", "bảng 1, dòng 3", "97/KH-UBND", "15/01/2026"):
        assert words in told
    assert "planparse show p1-i1" in told
    assert "./plans/p1.pdf#page=2" == dialog.locator("a").first.get_attribute("href")
    page.keyboard.press("Escape")
    assert not dialog.is_visible()


def test_the_matrix_is_used_with_the_keyboard_alone(page: "Page") -> None:
    see(page, "matrix")
    page.focus("#grid")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert "g-1-1" == page.locator("#grid").get_attribute("aria-activedescendant")
    assert page.locator("#tip").is_visible()
    page.keyboard.press("Enter")
    assert page.locator("#dialog").is_visible()
    page.keyboard.press("Escape")
    assert "grid" == page.evaluate("document.activeElement.id")
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")  # in the head: sorts
    assert "name" in str(page.evaluate("document.querySelector('#grid .corner .on').dataset.by"))


def test_deadlines_have_their_lists_and_switch_to_quarters(page: "Page") -> None:
    see(page, "deadlines")
    page.wait_for_selector("#timeline svg")
    assert "3" == page.locator("#tab-count-overdue").inner_text()
    assert "quá" in page.locator("#deadline-list tbody tr").first.inner_text()
    page.focus("#tab-overdue")
    for count in ("6", "3", "3"):
        page.keyboard.press("ArrowRight")
        assert count == page.locator("[role=tab][aria-selected=true] b").inner_text()
    assert "Sau khi tỉnh ban hành" in page.locator("#deadline-list").inner_text()
    page.select_option("#timeline-by", "quarter")
    page.wait_for_function("document.querySelector('#timeline svg').textContent.includes('Quý II/2026')")


def test_shared_tasks_tell_how_communes_differ(page: "Page") -> None:
    see(page, "agencies")
    row = page.locator("#shared-list tbody tr").first
    assert 2 == row.locator(".badge.warn").count()  # leads and days
    row.locator("button").click()
    assert 3 == page.locator("#dialog tbody tr").count()
    page.locator("#dialog tbody button").first.click()
    assert "planparse show" in page.locator("#dialog").inner_text()


def test_words_of_plans_are_shown_as_words(page: "Page") -> None:
    for part in PARTS:
        see(page, part)
    page.click("#tab-next")
    shown = page.locator("#deadline-list").inner_text()
    assert HOSTILE in shown
    assert FORMULA in shown
    page.locator("#finding-list tbody tr", has_text="row.short").locator("button").click()
    assert HOSTILE in page.locator("#dialog").inner_text()
    page.keyboard.press("Escape")
    assert "plans/<b>hỏng</b>.pdf" in page.locator("#failed-list").inner_text()
    assert 0 == page.locator("main b:has-text('hỏng'), main img").count()


def test_findings_lead_to_their_place(page: "Page") -> None:
    see(page, "quality")
    page.locator("#finding-list tbody tr", has_text="agency.unmatched").locator("button").click()
    assert "./plans/p" in str(page.locator("#dialog tbody a").first.get_attribute("href"))
    page.locator("#dialog tbody tr").first.locator("button").click()
    assert "trang 2" in page.locator("#dialog").inner_text()


def test_the_map_has_the_islands_and_a_list_beside_it(page: "Page") -> None:
    see(page, "map")
    page.wait_for_selector("#map-chart canvas")
    label = str(page.locator("#map-chart").get_attribute("aria-label"))
    assert "Hoàng Sa" in label and "Trường Sa" in label
    assert 3 == page.locator("#map-list tbody tr").count()


def test_paper_has_a_table_and_says_what_is_cut(page: "Page") -> None:
    see(page, "matrix")
    page.emulate_media(media="print")
    page.wait_for_selector("#matrix-print table")
    assert page.locator("#matrix-print .cut").is_visible()
    assert not page.locator("#grid").is_visible()
    assert not page.locator("#filters").is_visible()
    page.emulate_media(media="screen")


def test_the_keys_for_printing_wait_for_every_part(browser: "Browser", report: Path) -> None:
    page = Opened(browser, report, DESKTOP).page
    page.wait_for_selector("html[data-whole]")
    page.evaluate(
        "window.print = () => { document.documentElement.dataset.paper = "
        "document.getElementById('quality').innerText.includes('hỏng'); }"  # a file that failed stands in the last part
    )
    page.keyboard.press("Control+p")
    page.wait_for_selector("html[data-paper=true]")


def test_a_phone_never_scrolls_sideways(browser: "Browser", report: Path) -> None:
    one = Opened(browser, report, PHONE)
    one.page.wait_for_selector("html[data-whole]")
    for part in PARTS:
        see(one.page, part)
    one.page.wait_for_selector("#map-chart canvas")
    one.page.click("#tab-recurring")  # with a word of 400 letters
    assert PHONE["width"] == one.page.evaluate("document.documentElement.scrollWidth")
    one.page.locator("#more-filters summary").click()
    assert one.page.locator("#filter-province").is_visible()
    assert [] == one.asked
    assert [] == one.wrong
    one.context.close()


def test_an_empty_report_opens(browser: "Browser", tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(make(build_database(tmp_path), language="en").html, "utf-8")
    one = Opened(browser, path, DESKTOP)
    assert one.page.locator(".empty-page").is_visible()
    assert [] == one.wrong
    one.context.close()


def test_the_day_of_the_report_is_told(page: "Page") -> None:
    assert TODAY.strftime("%d/%m/%Y") in page.locator("header").inner_text()


def test_a_plan_in_which_nothing_was_found_opens(browser: "Browser", tmp_path: Path) -> None:
    nameless = plan_row("p9", commune_code=None, commune_name=None, commune_type=None, province_name=None)
    path = tmp_path / "report.html"
    path.write_text(make(build_database(tmp_path, records(nameless))).html, "utf-8")
    one = Opened(browser, path, DESKTOP)
    one.page.wait_for_selector("html[data-whole]")
    for part in PARTS:
        see(one.page, part)
    assert one.page.locator("#matrix-empty").is_visible()
    assert one.page.locator("#timeline-empty").is_visible()
    assert "p9.docx" in one.page.locator("#plan-list").inner_text()
    assert [] == one.wrong
    one.context.close()
