"""Which files hold one plan, and which plan replaces which."""

import datetime as dt
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.store.files import File, Replacing
from planparse.store.versions import link_files

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
TITLE = "Chuyển đổi số trên địa bàn xã Sông Thử năm 2026"
DAY = dt.date(2026, 2, 28)


def file(plan_id="p0", **given):
    defaults = {
        "place": "00001",
        "commune": "Sông Thử",
        "doc_type": "KẾ HOẠCH",
        "title": TITLE,
        "plan_year": 2026,
        "number": 97,
        "symbol": "KH-UBND",
        "issued_on": DAY,
        "status": "issued",
        "media_type": WORD,
        "text_origin": "native",
        "superseded": False,
    }
    return File(**{**defaults, "plan_id": plan_id, **given})


DRAFT = {"number": None, "issued_on": None, "status": "draft"}
SCAN = {"media_type": PDF, "text_origin": "ocr"}


def link(files, replacing=(), tasks=None):
    held = {plan_id: frozenset(names) for plan_id, names in (tasks or {}).items()}
    return link_files(files, replacing, lambda ids: {plan_id: held.get(plan_id, frozenset()) for plan_id in ids})


def copies(files, tasks=None):
    return {plan_id: one.same_plan_as for plan_id, one in link(files, tasks=tasks).items()}


# One plan in two files: True where they must be linked.
PAIRS = [
    ("Word and PDF", {}, {"media_type": PDF}, True),
    ("scan with slips in the title", {}, {**SCAN, "title": "Chuyên đồi số trên địa bàn xã Sông Thử năm 2026"}, True),
    ("one wrong letter", {}, {**SCAN, "title": "Chuyến đổi sổ trên dịa bàn xã Sông Thử năm 2026"}, True),
    ("a slip in the commune's name", {}, {**SCAN, "title": TITLE.replace("Sông", "Sống"), "issued_on": None}, True),
    ("tone on the other vowel", {"title": "Số hoá hồ sơ"}, {"title": "Số hóa hồ sơ", "media_type": PDF}, True),
    ("kinds of dash", {"title": "Văn hóa – xã hội số"}, {"title": "Văn hóa - xã hội số", "issued_on": None}, True),
    (
        "kinds of quote",
        {"title": "Phong trào “Bình dân học vụ số”"},
        {"title": 'Phong trào "Bình dân học vụ số"'},
        True,
    ),
    ("capitals", {}, {"title": TITLE.upper(), "issued_on": None}, True),
    (
        "words run together",
        {},
        {**SCAN, "title": "Chuyển đổisố trên địa bàn xã SôngThử năm 2026", "issued_on": None},
        True,
    ),
    ("with and without the commune", {}, {"title": "Chuyển đổi số năm 2026", "issued_on": None}, True),
    ("with and without the year", {}, {"title": "Chuyển đổi số", "issued_on": None}, True),
    ("draft without number", {}, DRAFT, True),
    ("draft that says so", {}, {**DRAFT, "title": f"{TITLE} (Dự thảo)"}, True),
    ("draft with a slip", {}, {**DRAFT, **SCAN, "title": "Chuyên đổi số trên địa bàn xã Sông Thử năm 2026"}, True),
    ("two drafts", DRAFT, {**DRAFT, "media_type": PDF}, True),
    ("number, symbol, day; another title", {}, {"title": "Cải cách hành chính", "plan_year": None}, True),
    ("symbol with a space", {}, {"symbol": "KH- UBND", "title": "Khác"}, True),
    ("day misread", {}, {**SCAN, "issued_on": dt.date(2026, 2, 23)}, True),
    ("number misread on a scan", {}, {**SCAN, "number": 91}, True),
    ("number misread, but no scan", {}, {"number": 91}, False),
    ("two digits misread", {}, {**SCAN, "number": 11}, False),
    ("number misread and another day", {}, {**SCAN, "number": 91, "issued_on": dt.date(2026, 3, 1)}, False),
    ("same number in two years", {}, {"plan_year": 2027, "issued_on": dt.date(2027, 2, 28)}, False),
    ("same number, plan year not read", {}, {"plan_year": None, "issued_on": dt.date(2027, 2, 28)}, False),
    ("year not read, same number and title", {}, {**SCAN, "plan_year": None, "issued_on": None}, True),
    ("year not read in a draft", DRAFT, {**DRAFT, "plan_year": None}, False),
    ("plans for 2026 and 2027", {}, {"title": TITLE.replace("2026", "2027"), "plan_year": 2027, "number": 12}, False),
    ("two plans of one day", {}, {"number": 98, "title": "Cải cách hành chính năm 2026"}, False),
    ("two drafts of one day", DRAFT, {**DRAFT, "title": "Cải cách hành chính năm 2026"}, False),
    ("an amended plan of the same title", {}, {"number": 150, "issued_on": dt.date(2026, 6, 30)}, False),
    ("amended, the title says so", {}, {"number": 150, "title": f"Điều chỉnh, bổ sung {TITLE}"}, False),
    ("draft of another plan", {}, {**DRAFT, "title": "Tuyên truyền chuyển đổi số năm 2026"}, False),
    ("quarters are digits", DRAFT, {**DRAFT, "title": "Chuyển đổi số quý 1"}, False),
    (
        "periods differ",
        {"title": "Số hóa giai đoạn 2026-2030"},
        {"title": "Số hóa giai đoạn 2026-2035", "number": 9},
        False,
    ),
    (
        "periods differ in drafts",
        {**DRAFT, "title": "Số hóa giai đoạn 2026-2030"},
        {**DRAFT, "title": "Số hóa giai đoạn 2026-2035"},
        False,
    ),
    ("another commune", {}, {"place": "00002"}, False),
    ("commune not known", {"place": None}, {"place": None}, False),
    ("another kind", {}, {"doc_type": "BÁO CÁO", "number": 3}, False),
    ("another symbol", {}, {"symbol": "KH-HĐND", "issued_on": None}, False),
    ("no title", {"title": None, "number": None}, {"title": None, "number": None}, False),
    ("a word that differs by more than a slip", DRAFT, {**DRAFT, "title": "Chuyển giao số năm 2026"}, False),
]


@pytest.mark.parametrize(("first", "second", "same"), [case[1:] for case in PAIRS], ids=[case[0] for case in PAIRS])
def test_one_plan_in_two_files(first, second, same):
    """The one is a copy of the other or both stand alone, in whatever order they come."""
    pair = [file("p0", **first), file("p1", **second)]
    found = copies(pair)
    assert same == (sorted(map(str, found.values())) != ["None", "None"])
    assert found == copies(pair[::-1])


TASKS = ("Rà soát hồ sơ", "Tập huấn cán bộ", "Lắp đặt wifi", "Mở phòng đọc")


def test_a_draft_of_another_wording_is_known_by_its_tasks():
    draft = file("p1", **{**DRAFT, "title": "Đẩy mạnh chuyển đổi số"})
    assert {"p0": None, "p1": "p0"} == copies([file(), draft], {"p0": TASKS, "p1": (*TASKS[:3], "Việc khác")})
    assert {"p0": None, "p1": None} == copies([file(), draft], {"p0": TASKS, "p1": ("Việc khác", "Việc nữa", TASKS[0])})
    assert {"p0": None, "p1": None} == copies([file(), draft])


def test_a_draft_that_fits_two_plans_goes_to_the_one_with_its_tasks_or_to_none():
    plans = [file(), file("p1", number=150, issued_on=dt.date(2026, 6, 30)), file("p2", **DRAFT)]
    assert {"p0": None, "p1": None, "p2": "p1"} == copies(plans, {"p0": TASKS[:1] * 3, "p1": TASKS, "p2": TASKS})
    assert {"p0": None, "p1": None, "p2": None} == copies(plans, {"p0": TASKS, "p1": TASKS, "p2": TASKS})


def test_a_draft_that_fits_two_plans_alike_goes_to_the_one_of_its_month():
    plans = [file(), file("p1", number=150, issued_on=dt.date(2026, 6, 30))]
    held = dict.fromkeys(("p0", "p1", "p2"), TASKS)
    assert {"p0": None, "p1": None, "p2": "p1"} == copies([*plans, file("p2", **DRAFT, printed="2026-06")], held)
    assert {"p0": None, "p1": None, "p2": None} == copies([*plans, file("p2", **DRAFT, printed="2026")], held)


def test_a_draft_does_not_join_two_plans_that_differ():
    found = copies([file(), file("p1", number=150, issued_on=dt.date(2026, 6, 30)), file("p2", **DRAFT)])
    assert {"p0": None, "p1": None} == {key: found[key] for key in ("p0", "p1")}


def replaces(plan_id, symbol="97/KH-UBND", day=DAY):
    return Replacing(plan_id, symbol, day)


def replaced(files, *replacing):
    return {plan_id: one.replaced_by for plan_id, one in link(files, replacing).items() if one.replaced_by}


LATER = file("p1", number=150, title="Chuyển đổi số (sửa đổi)", issued_on=dt.date(2026, 6, 30))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (replaces("p1"), {"p0": "p1"}),
        (replaces("p1", day=None), {"p0": "p1"}),
        (replaces("p1", day=dt.date(2026, 2, 27)), {}),
        (replaces("p1", "97/QĐ-UBND"), {}),
        (replaces("p1", "98/KH-UBND"), {}),
        (replaces("p1", "097/KH-UBND"), {"p0": "p1"}),
        (replaces("p1", "150/KH-UBND", None), {}),  # itself
        (replaces("p0", "150/KH-UBND", None), {}),  # an earlier plan cannot replace a later one
    ],
)
def test_a_plan_that_another_replaces(said, expected):
    assert expected == replaced([file(), LATER], said)


def test_every_file_of_a_plan_is_replaced_by_the_best_file_of_the_other():
    files = [file(), file("p2", media_type=PDF), LATER, LATER._replace(plan_id="p3", media_type=PDF)]
    assert {"p0": "p1", "p2": "p1"} == replaced(files, replaces("p3"))


def test_a_plan_of_another_commune_is_not_replaced():
    assert {} == replaced([file(place="00002"), LATER], replaces("p1"))


def test_a_number_that_two_years_have_is_replaced_only_where_the_date_tells():
    files = [file(), file("p2", plan_year=2025, issued_on=dt.date(2025, 2, 28)), LATER]
    assert {} == replaced(files, replaces("p1", day=None))
    assert {"p2": "p1"} == replaced(files, replaces("p1", day=dt.date(2025, 2, 28)))


def test_a_chain_leaves_its_last_plan():
    last = file("p2", number=200, title="Chuyển đổi số lần hai", issued_on=dt.date(2026, 9, 1))
    chain = [replaces("p1"), replaces("p2", "150/KH-UBND", None)]
    assert {"p0": "p1", "p1": "p2"} == replaced([file(), LATER, last], *chain)


def test_of_two_that_replace_each_other_the_later_stays():
    assert {"p0": "p1"} == replaced([file(), LATER], replaces("p1"), replaces("p0", "150/KH-UBND", None))


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_circle_without_dates_loses_not_all(order):
    files = [file(f"p{n}", number=10 + n, title=f"Việc {'abc'[n]}", issued_on=None) for n in range(3)]
    said = [replaces(f"p{n}", f"{10 + (n + 1) % 3}/KH-UBND", None) for n in order]
    assert 2 == len(replaced([files[n] for n in order], *said))


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.data())
def test_links_lead_to_files_that_stand(data):
    """Nobody points to itself or to a copy, every plan keeps one file, and the order of files does not matter."""
    drawn = st.fixed_dictionaries(
        {
            "title": st.sampled_from([TITLE, "Chuyển đổi số", "Chuyên đổi số", "Cải cách hành chính", None]),
            "number": st.sampled_from([None, 7, 97]),
            "issued_on": st.sampled_from([None, DAY, dt.date(2026, 3, 1)]),
            "text_origin": st.sampled_from(["native", "ocr"]),
            "plan_year": st.sampled_from([2026, 2027, None]),
        }
    )
    files = [file(f"p{n}", **fields) for n, fields in enumerate(data.draw(st.lists(drawn, max_size=6)))]
    said = [
        replaces(one.plan_id, f"{number}/KH-UBND", None)
        for one in files
        if (number := data.draw(st.sampled_from([None, 7, 97])))
    ]
    links = link(files, said)
    for plan_id, one in links.items():
        for target in filter(None, one):
            assert target != plan_id
            assert links[target].same_plan_as is None
    assert not files or any(one == (None, None) for one in links.values())
    assert links == link(files[::-1], said[::-1])
