"""A database under review, and its page on a port of this machine: for the tests of the review page."""

import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
from corrections import SAMPLES, shipped, store_plans

from planparse.batch.correcting import Desk
from planparse.pipeline import parse_bytes
from planparse.review.queue import Queue
from planparse.review.server import address_of, build_server, open_socket
from planparse.review.workbench import Workbench, build_workbench
from planparse.wording.catalogue import Catalogue, Language

SCRIPT = "<script>alert(1)</script>"
FORMULA = '=HYPERLINK("http://evil.example","x")'
HOSTILE = f"""ỦY BAN NHÂN DÂN
XÃ MÃO ĐIỀN

Số: 12/KH-UBND

Mão Điền, ngày 10 tháng 02 năm 2026

KẾ HOẠCH

Chuyển đổi số {SCRIPT} xã Mão Điền năm 2026

I. NHIỆM VỤ

STT\tNhiệm vụ\tCơ quan chủ trì\tSản phẩm\tThời hạn
1\tRà soát {SCRIPT} hồ sơ\tPhòng <b onmouseover=alert(2)>Kinh tế</b>\t{FORMULA}\tkhi nào xong thì thôi
2\t{FORMULA}\t"><img src=x onerror=alert(3)>\t</script></textarea>\tQuý II/2026
3\t{"dài" * 400}\tCông an xã\tBáo cáo\tTháng 6/2026
"""
PLANS = ("pdf/phuoc-an-dong.pdf", "docx/muong-khai.docx", "text/hon-ngoc.txt")


def build_database(folder: Path, plans: Sequence[str] = PLANS, *, hostile: bool = True) -> Path:
    """Plans as files in the folder, and in a database beside them."""
    records = []
    for name in plans:
        path = Path(shutil.copy(SAMPLES / name, folder))
        records.append(parse_bytes(path.read_bytes(), str(path), shipped()))
    if hostile:
        path = folder / "hostile.txt"
        path.write_text(HOSTILE, "utf-8")
        records.append(parse_bytes(path.read_bytes(), str(path), shipped()))
    db = folder / "plans.duckdb"
    store_plans(db, *records)
    return db


def bench_of(db: Path, *, language: Language = "en", files: Path | None = None, patience: float = 0.1) -> Workbench:
    desk = Desk(db, shipped(), patience=patience)
    return build_workbench(Queue(db), desk, Catalogue(language), files=files, user="Lan")


@contextmanager
def serving(bench: Workbench) -> Iterator[str]:
    """The page, as long as the block runs; gives the address with the token."""
    opened = open_socket("127.0.0.1", 0)
    server = build_server(bench, opened, "127.0.0.1")
    thread = threading.Thread(target=server.run, kwargs={"sockets": [opened]})
    thread.start()
    try:
        yield address_of("127.0.0.1", int(opened.getsockname()[1]), bench.sessions.token)
    finally:
        server.should_exit = True
        thread.join()
        opened.close()


def ask(db: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"ATTACH '{db}' AS plans (READ_ONLY); USE plans")
        return connection.execute(sql, list(values)).fetchall()
