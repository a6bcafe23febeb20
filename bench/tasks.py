"""The same task in several communes: keys and clusters of made-up names, as many as a province has."""

import random
import tracemalloc
from collections import Counter
from collections.abc import Iterator, Sequence

from measuring import seconds
from tables import Table, format_seconds

from planparse.link.tasks import TaskKey, TaskLink, link_task_keys
from planparse.normalise.task_names import build_task_key
from planparse.rulebook.book import RuleBook

_SIZES = (10_000, 100_000)

_OPENERS = ("", "", "Tổ chức ", "Tiếp tục ", "Triển khai thực hiện ", "Tăng cường ", "Phối hợp ", "Chủ động ")
_WORK = (
    "xây dựng kế hoạch", "ban hành quy chế", "kiểm tra", "rà soát", "tập huấn", "tuyên truyền", "số hóa", "cập nhật",
    "hướng dẫn", "hỗ trợ", "đánh giá", "khảo sát", "nâng cấp", "lắp đặt", "vận hành", "kiện toàn", "sơ kết", "tổng kết",
    "niêm yết", "bố trí kinh phí cho",
)  # fmt: skip
_OBJECTS = (
    "chuyển đổi số", "CCHC", "hồ sơ thủ tục hành chính", "dữ liệu đất đai", "dữ liệu dân cư theo Đề án 06",
    "sổ hộ tịch", "kỹ năng số", "an toàn thông tin", "chữ ký số cá nhân", "dịch vụ công trực tuyến", "Tổ CNSCĐ",
    "hạ tầng mạng 5G", "wifi miễn phí", "hệ thống truyền thanh", "sàn thương mại điện tử", "sản phẩm OCOP",
    "sở hữu trí tuệ", "sáng kiến", "phòng chống cháy nổ", "vệ sinh môi trường",
)  # fmt: skip
_WHOM = (
    "", "", "cho cán bộ, công chức", "cho người dân", "cho học sinh tiểu học", "cho học sinh THCS", "cho doanh nghiệp",
    "cho hợp tác xã", "cho hội viên phụ nữ", "cho người cao tuổi", "tại các thôn", "tại trường học", "tại trạm y tế",
    "tại nhà văn hóa", "trên môi trường điện tử",
)  # fmt: skip
_LETTERS = "abcdeghiklmnopqrstuvxyăâđêôơư"
_TAILS = ("", "", " năm 2026", " trên địa bàn xã", " trên địa bàn phường Sông Thử", " của UBND xã", " theo quy định")


def make_names(count: int, seed: int = 1) -> Iterator[str]:
    """Names of tasks: 400 kinds of work × 15 for whom × wordings × a number or a subject now and then × slips."""
    dice = random.Random(seed)
    subjects = [_made_up(dice) for _ in range(4_000)]
    for _ in range(count):
        name = f"{dice.choice(_OPENERS)}{dice.choice(_WORK)} {dice.choice(_OBJECTS)} {dice.choice(_WHOM)}"
        if dice.random() < 0.6:  # what only few plans set: most names of a province are distinct
            name += f" về {dice.choice(subjects)} {dice.choice(subjects)}"
        if dice.random() < 0.1:
            name += f" đợt {dice.randint(1, 30)}"
        name += dice.choice(_TAILS)
        yield _slip(name, dice) if dice.random() < 0.05 else name


def measure_task_clusters(rules: RuleBook) -> Table:
    """Seconds and memory for the tasks of 500 and of 5,000 plans."""
    keys: list[str | None] = []
    keyed = seconds(lambda: keys.extend(_key(name, rules) for name in make_names(_SIZES[-1])))
    return Table(
        "Task clusters",
        f"Keys take {format_seconds(keyed / len(keys))} a name, in the process that reads the plan. The clusters are"
        " found anew whenever plans changed, from the distinct keys of all tasks; memory is what that adds.",
        ("tasks", "distinct keys", "joined", "clusters found in", "peak memory"),
        tuple(_measure(keys[:size], rules) for size in _SIZES),
    )


def _measure(names: Sequence[str | None], rules: RuleBook) -> tuple[str, ...]:
    keys = [TaskKey(*item) for item in Counter(filter(None, names)).items()]
    found: list[tuple[TaskLink, ...]] = []
    spent = seconds(lambda: found.append(link_task_keys(keys, rules.task_names.apart, rules.task_terms.terms)))
    tracemalloc.start()
    link_task_keys(keys, rules.task_names.apart, rules.task_terms.terms)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return f"{len(names):,}", f"{len(keys):,}", f"{len(found[0]):,}", format_seconds(spent), f"{peak / 2**20:.0f} MB"


def _key(name: str, rules: RuleBook) -> str | None:
    return build_task_key(name, year=2026, places=("Sông Thử",), rules=rules.task_names)


def _made_up(dice: random.Random) -> str:
    return "".join(dice.choice(_LETTERS) for _ in range(dice.randint(3, 6)))


def _slip(name: str, dice: random.Random) -> str:
    """One letter misread, or its mark lost."""
    at = dice.randrange(len(name))
    marks = str.maketrans("ểổồốộệảạấậếềịỏọủụ", "êôôôôêaaââêêioouu")
    return name.translate(marks) if dice.random() < 0.1 else name[:at] + dice.choice(_LETTERS) + name[at + 1 :]
