"""Safety of paths and archives: links, pipes, and archives made to do harm. Real files and real links."""

import bz2
import os
import socket
import stat
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from planparse.batch import archives, unzipping
from planparse.batch.files import find_files, reason_of
from planparse.batch.opening import LEADS_OUT, NO_FILE, Fence, open_file
from planparse.batch.patterns import expand_pattern
from planparse.batch.reading import files_to_jobs
from planparse.batch.results import Failed, Job, Skipped
from planparse.batch.source_file import load_source
from planparse.errors import UnopenedError, UnreadableError, UnsafeError, UsageError

needs_links = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system gives links to administrators only")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is also the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: str, content: str | bytes = "x") -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def link(path: str, target: str | Path) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).symlink_to(target)


def outcomes(*paths: str | Path, **options: bool) -> dict[str, object]:
    """What each file gives: its bytes, or the kind of its failure."""
    told: dict[str, object] = {}
    for item in files_to_jobs(find_files(paths, **options), frozenset()):
        match item:
            case Job(source_path=path, data=data):
                told[path] = data.decode()
            case Failed(source_path=path, reason=reason):
                told[path] = reason
            case Skipped(source_path=path):
                told[path] = "skipped"
    return told


def error_of(path: str) -> str:
    (failed,) = (item for item in files_to_jobs(find_files([path]), frozenset()) if isinstance(item, Failed))
    return failed.error


# --- links -------------------------------------------------------------------------------------------------------


@needs_links
def test_a_link_that_leads_out_is_named_and_not_followed(folder: Path) -> None:
    """Of a file and of a folder, at any level; unless asked."""
    write("secret/plan.docx", "secret")
    write("in/1.txt", "one")
    link("in/2.docx", "../secret/plan.docx")
    link("in/a/b/c", folder / "secret")
    link("in/notes", "../secret/plan.docx")  # would not be looked at if it were a file
    assert {"in/1.txt": "one", "in/2.docx": "unsafe", "in/a/b/c": "unsafe"} == outcomes("in")
    assert {"in/1.txt": "one", "in/2.docx": "secret"} == outcomes("in", follow_links=True)
    assert "--follow-links" in str(LEADS_OUT)


@needs_links
def test_a_link_that_stays_inside_is_the_same_file_once(folder: Path) -> None:
    """Under the name of the file itself, wherever the link stands; also what only a link shows."""
    write("in/b/plan.txt", "one")
    write("in/b/scan", "two")  # no ending: only the link says that it is a plan
    write("in/.store/hidden.txt", "three")
    link("in/a.txt", "b/plan.txt")
    link("in/a2.txt", "b/scan")
    link("in/a3.txt", "b/scan")
    link("in/again", "b")
    link("in/c.txt", ".store/hidden.txt")
    assert {"in/b/plan.txt": "one", "in/a2.txt": "two", "in/c.txt": "three"} == outcomes("in")
    assert {"in/b/plan.txt": "one"} == outcomes("in/b/plan.txt", "in/a.txt", "in/b")


@needs_links
def test_a_link_to_another_path_that_was_given_is_followed(folder: Path) -> None:
    write("other/plan.txt", "one")
    link("in/x.txt", "../other/plan.txt")
    link("in/y", "../other")
    assert {"other/plan.txt": "one"} == outcomes("in", "other")
    assert {"in/x.txt": "unsafe", "in/y": "unsafe"} == outcomes("in")


@needs_links
def test_what_the_user_names_may_be_a_link(folder: Path) -> None:
    write("far/plan.txt", "one")
    link("named.txt", "far/plan.txt")
    link("named", "far")
    assert {"named.txt": "one"} == outcomes("named.txt")
    assert {"named/plan.txt": "one"} == outcomes("named")
    assert {"named/plan.txt": "one"} == outcomes("named/plan.txt")


@needs_links
def test_a_named_file_must_lie_within_where_somebody_else_searched(folder: Path) -> None:
    """What ``watch`` finds in its inbox is not trusted for being named."""
    write("far/plan.txt", "one")
    write("in/plan.txt", "two")
    link("in/x.txt", "../far/plan.txt")
    found = find_files(["in/x.txt", "in/plan.txt"], within=Path("in"))
    assert [("in/x.txt", "unsafe", str(LEADS_OUT)), ("in/plan.txt", "unreadable", None)] == [
        (file.source_path, file.reason, file.problem) for file in found
    ]


@needs_links
def test_loops_of_links_end(folder: Path) -> None:
    """Also two that double their number at every level, and a link to itself."""
    write("in/plan.txt", "one")
    for name in ("a", "b"):
        link(f"in/{name}", ".")
        link(f"in/sub/{name}", "..")
    link("in/self.txt", "self.txt")
    assert {"in/plan.txt": "one", "in/self.txt": "unopened"} == outcomes("in")
    assert {"in/plan.txt": "one", "in/self.txt": "unopened"} == outcomes("in/**/*.txt")


@needs_links
def test_a_pattern_names_the_folder_before_its_first_wildcard(folder: Path) -> None:
    """What it finds below may not lead out of that."""
    write("far/plan.txt", "one")
    write("in/x/plan.txt", "two")
    link("in/x/far.txt", "../../far/plan.txt")
    link("in/y", "../far")
    assert {"in/x/plan.txt": "two", "in/x/far.txt": "unsafe"} == outcomes("in/x/*.txt")
    assert {"in/x/plan.txt": "two", "in/x/far.txt": "unsafe", "in/y/plan.txt": "unsafe"} == outcomes("in/*/*.txt")


def test_patterns_match_as_in_a_shell(folder: Path) -> None:
    for name in ("a/1.txt", "a/b/2.txt", "a/b/.3.txt", "a/.c/4.txt", "5.txt", "a/b/6.doc"):
        write(name)
    assert ["a/1.txt", "a/b/2.txt"] == [match for match, _ in expand_pattern("a/**/*.txt")]
    assert ["5.txt", "a/1.txt", "a/b/2.txt"] == [match for match, _ in expand_pattern("**/*.txt")]
    assert ["a/b/2.txt"] == [match for match, _ in expand_pattern("a/?/2.*")]
    assert ["a/b/.3.txt"] == [match for match, _ in expand_pattern("a/b/.*.txt")]
    assert [(str(folder / "a/1.txt"), str(folder / "a"))] == expand_pattern(f"{folder}/a/[12].txt")
    assert [] == expand_pattern("no wildcard")


@needs_links
def test_a_name_that_becomes_a_link_after_it_was_looked_at_leads_nowhere(folder: Path) -> None:
    """What is open counts, not what was listed: the file, or a folder above it, swapped in between."""
    write("secret/plan.txt", "secret")
    write("in/1.txt", "one")
    write("in/sub/plan.txt", "two")
    files = find_files(["in"])
    Path("in/1.txt").unlink()
    link("in/1.txt", "../secret/plan.txt")
    Path("in/sub/plan.txt").unlink()
    Path("in/sub").rmdir()
    link("in/sub", "../secret")
    found = list(files_to_jobs(files, frozenset()))
    assert [("in/1.txt", "unsafe"), ("in/sub/plan.txt", "unsafe")] == [
        (item.source_path, item.reason) for item in found if isinstance(item, Failed)
    ]


@needs_links
def test_pipes_sockets_and_devices_are_refused(folder: Path) -> None:
    """In a folder, named, and through a link; none is waited for."""
    Path("in").mkdir()
    os.mkfifo("in/1.txt")
    server = socket.socket(socket.AF_UNIX)
    server.bind("in/2.txt")
    link("in/3.txt", "1.txt")
    link("in/zero.zip", "1.txt")
    assert {"in/1.txt": "unsafe", "in/2.txt": "unsafe"} == outcomes("in")
    assert {"in/1.txt": "unsafe", "in/3.txt": "unsafe"} | {} == outcomes("in/1.txt") | outcomes("in/3.txt")
    link("null.txt", "/dev/null")
    assert {"null.txt": "unsafe"} == outcomes("null.txt")
    server.close()
    with pytest.raises(UnsafeError, match=str(NO_FILE)):
        open_file("in/1.txt")


def test_a_file_that_is_gone_is_a_line(folder: Path) -> None:
    write("in/1.txt", "one")
    files = find_files(["in"])
    Path("in/1.txt").unlink()
    (failed,) = files_to_jobs(files, frozenset())
    assert isinstance(failed, Failed) and "unopened" == failed.reason
    with pytest.raises(UnopenedError):
        open_file("in/a\0b")


def test_the_fence_goes_by_folders_not_by_letters() -> None:
    fence = Fence(["/a/in"])
    assert [True, True, False, False] == [fence.holds(path) for path in ("/a/in", "/a/in/b/c", "/a/inner", "/a")]
    assert Fence(["/"]).holds("/a/b")


@needs_links
def test_hard_links_are_read_once(folder: Path) -> None:
    write("in/1.txt", "one")
    os.link("in/1.txt", "in/2.txt")
    assert {"in/1.txt": "one", "in/2.txt": "skipped"} == outcomes("in")


def test_a_folder_of_any_depth_is_searched(folder: Path) -> None:
    """No recursion, no limit but the system's."""
    deep = folder
    for _ in range(120):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "plan.txt").write_text("x")
    assert 1 == len(find_files([folder]))


def test_many_files_take_little_memory(folder: Path) -> None:
    """Of each only its name is held."""
    Path("in").mkdir()
    for number in range(2_000):
        Path(f"in/kế hoạch số {number:05}.docx").touch()
    tracemalloc.start()
    found = find_files(["in"])
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 2_000 == len(found)
    assert held / 2_000 < 600


# --- what is looked at ---------------------------------------------------------------------------------------------


def test_what_cannot_be_opened_is_named_not_passed_over(folder: Path) -> None:
    """Archives of other programs and mails, in folders and in archives; programs and the like are passed over."""
    for name in ("a.rar", "b.7z", "c.tar.gz", "d.msg", "setup.exe", "list.db", ".x.rar"):
        write(f"in/{name}")
    with zipfile.ZipFile("in/e.zip", "w") as archive:
        archive.writestr("f.rar", "x")
        archive.writestr("g.txt", "one")
    told = outcomes("in")
    assert {"in/e.zip!/g.txt": "one"} == {path: told.pop(path) for path in list(told) if told[path] != "unreadable"}
    assert {"in/a.rar", "in/b.7z", "in/c.tar.gz", "in/d.msg", "in/e.zip!/f.rar"} == set(told)
    assert "a .rar archive is not opened: unpack it and give the folder" == error_of("in/a.rar")


def test_an_archive_without_plans_is_named(folder: Path) -> None:
    write("in/1.txt")
    for name, member in (("in/empty.zip", None), ("in/other.zip", "setup.exe")):
        with zipfile.ZipFile(name, "w") as archive:
            if member:
                archive.writestr(member, "x")
    assert {"in/1.txt": "x", "in/empty.zip": "unreadable", "in/other.zip": "unreadable"} == outcomes("in")


def test_pictures_are_plans_but_not_those_of_a_web_page(folder: Path) -> None:
    for name in ("scan.tif", "photo.JPG", "page.html", "page_files/logo.png", "page.files/image001.gif"):
        write(f"in/{name}")
    assert ["in/page.html", "in/photo.JPG", "in/scan.tif"] == [file.source_path for file in find_files(["in"])]


# --- archives ------------------------------------------------------------------------------------------------------


def make_zip(path: str, *members: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return Path(path)


def test_names_of_members_are_only_names(folder: Path) -> None:
    """They lead nowhere, whatever they are; of two with one name both are read."""
    names = ("../../a.txt", "/etc/b.txt", "C:\\c.txt", "..\\d.txt", "e.txt")
    with pytest.warns(UserWarning, match="Duplicate"):
        make_zip("a.zip", *((name, name.encode()) for name in names), ("e.txt", b"again"))
    found = [item for item in files_to_jobs(find_files(["a.zip"]), frozenset()) if isinstance(item, Job)]
    assert {*(name.encode() for name in names), b"again"} == {job.data for job in found}
    assert ["a.zip"] == [path.name for path in folder.iterdir()]


def test_a_nul_in_a_name_ends_it(folder: Path) -> None:
    make_zip("a.zip", ("plan.txtX.exe", b"one"))
    Path("a.zip").write_bytes(Path("a.zip").read_bytes().replace(b".txtX", b".txt\0"))
    assert {"a.zip!/plan.txt"} == set(outcomes("a.zip"))


def test_members_that_are_links_or_devices_are_refused(folder: Path) -> None:
    """What the bytes of a link say is a path, not a plan."""
    with zipfile.ZipFile("a.zip", "w") as archive:
        for name, mode in (("l.txt", stat.S_IFLNK), ("d.txt", stat.S_IFCHR), ("f.txt", stat.S_IFREG), ("n.txt", 0)):
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.external_attr = 3, (mode | 0o644) << 16
            archive.writestr(entry, f"/etc/{name}")
    told = outcomes("a.zip")
    assert ["unsafe", "unsafe"] == [told["a.zip!/l.txt"], told["a.zip!/d.txt"]]
    assert ["/etc/f.txt", "/etc/n.txt"] == [told["a.zip!/f.txt"], told["a.zip!/n.txt"]]


def quoted_bomb(count: int, kernel: bytes) -> bytes:
    """Members whose data begin at different places and share one end, as in "A better zip bomb": each quotes the
    local headers that follow in a stored block, and then comes to the kernel that all have in common."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data, size, check = packer.compress(kernel) + packer.flush(), len(kernel), zlib.crc32(kernel)
    plain = kernel
    entries, body = [], data
    for number in reversed(range(count)):
        name = f"{number}.txt".encode()
        header = struct.pack(
            "<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, zlib.crc32(plain), len(body), len(plain), len(name), 0
        )
        entries.append((len(header + name) + len(body), name, len(body), len(plain), zlib.crc32(plain)))
        quoted = header + name
        body = b"\0" + struct.pack("<HH", len(quoted), len(quoted) ^ 0xFFFF) + quoted + body
        plain = quoted + plain
    del size, check
    body = body[5:]  # the first member is quoted by nobody
    central = b""
    for from_end, name, packed, unpacked, crc in entries:
        central += (
            struct.pack(
                "<4s6H3L5H2L",
                b"PK\1\2",
                20,
                20,
                0,
                8,
                0,
                0,
                crc,
                packed,
                unpacked,
                len(name),
                0,
                0,
                0,
                0,
                0,
                len(body) - from_end,
            )
            + name
        )
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(central), len(body), 0)
    return body + central + end


def test_archives_whose_members_share_bytes_are_refused(folder: Path) -> None:
    """Both kinds: one stream under many names, and members that quote each other."""
    bomb = write("quoted.zip", quoted_bomb(50, b"0" * 4000))
    with zipfile.ZipFile(bomb) as archive:  # a working bomb: the library may unpack it
        assert b"0" * 4000 == archive.read("49.txt")[-4000:]
    make_zip("twice.zip", ("1.txt", b"one"), ("2.txt", b"two"))
    data = bytearray(Path("twice.zip").read_bytes())
    second = data.rindex(b"PK\1\2")
    data[second + 42 : second + 46] = bytes(4)  # points to the first member
    write("twice.zip", bytes(data))
    for name in ("quoted.zip", "twice.zip"):
        assert {name: "unsafe"} == outcomes(name)
        assert "share bytes" in error_of(name)


def test_an_archive_may_not_expand_without_bounds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A member, all members together, and archives inside archives, each within its own bound."""
    make_zip("one.zip", ("1.txt", bytes(2**22)), ("2.txt", b"two"))
    assert {"one.zip!/1.txt": "unsafe", "one.zip!/2.txt": "two"} == outcomes("one.zip")
    make_zip("inner.zip", *((f"{number}.txt", bytes(150_000)) for number in range(100)))
    make_zip("many.zip", *((f"{number}.zip", Path("inner.zip").read_bytes()) for number in range(20)))
    assert {"many.zip": "unsafe"} == outcomes("many.zip")
    monkeypatch.setattr(archives, "MAX_TOTAL", 10)
    make_zip("two.zip", ("1.txt", b"123456"), ("2.txt", b"123456"))
    assert {"two.zip": "unsafe"} == outcomes("two.zip")


def test_a_member_that_lies_about_its_size_is_not_unpacked_further(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of bzip2, which the library unpacks without an upper limit, only a little at a time."""
    with zipfile.ZipFile("a.zip", "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("1.txt", bytes(50_000_000))
    data = bytearray(Path("a.zip").read_bytes())
    for mark, at in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        place = data.index(mark) + at
        data[place : place + 4] = struct.pack("<L", 5_000)
    write("a.zip", bytes(data))
    assert len(bz2.compress(bytes(50_000_000))) < 4_096
    monkeypatch.setattr(unzipping, "_WILD_CHUNK", 16)
    assert {"a.zip!/1.txt": "unreadable"} == outcomes("a.zip")


def test_a_list_of_contents_without_end_is_not_loaded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the size of the list stands in the record of a large archive."""
    monkeypatch.setattr(unzipping, "MAX_LIST", 100)
    make_zip("a.zip", *((f"{number}.txt", b"x") for number in range(10)))
    assert {"a.zip": "unsafe"} == outcomes("a.zip")
    small = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 1, 1, 50, 0, 0)
    large = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, 10**9, 0)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, 0, 1)
    write("b.zip", large + locator + small)
    assert {"b.zip": "unsafe"} == outcomes("b.zip")


def test_an_archive_that_changes_while_it_is_read_is_a_line(folder: Path) -> None:
    make_zip("a.zip", ("1.txt", b"one"), ("2.txt", b"two"))
    files = find_files(["a.zip"])
    make_zip("a.zip", ("1.txt", b"one"))
    assert ["Job", "Failed"] == [type(item).__name__ for item in files_to_jobs(files, frozenset())]


def test_a_member_of_an_archive_inside_is_found_again(folder: Path) -> None:
    """``planparse show`` draws from it."""
    inner = make_zip("inner.zip", ("1.txt", b"one"))
    make_zip("a.zip", ("inner.zip", inner.read_bytes()))
    (job,) = files_to_jobs(find_files(["a.zip"]), frozenset())
    assert isinstance(job, Job) and "a.zip!/inner.zip!/1.txt" == job.source_path
    assert b"one" == load_source(job.source_path, job.sha256)
    with pytest.raises(UsageError, match="holds no such file"):
        load_source("a.zip!/inner.zip!/2.txt", job.sha256)


def test_each_exception_is_a_kind_of_failure() -> None:
    assert ["unopened", "unsafe", "unreadable"] == [
        reason_of(error("x")) for error in (UnopenedError, UnsafeError, UnreadableError)
    ]
