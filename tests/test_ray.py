"""A real Ray cluster of two nodes on this machine, and a real S3 server: nothing is lost, nothing is there twice."""

import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cluster_workers import read_as_told, read_little, read_when_told
from lakes import ask, contents

from planparse.batch.cluster.engine import Options, ingest_on_cluster
from planparse.batch.cluster.remote import open_storage
from planparse.batch.ingest import ingest
from planparse.batch.results import Summary
from planparse.cli.main import run
from planparse.errors import QueryError, UsageError
from planparse.report.query import run_query
from planparse.store.lake_views import LakeView
from planparse.store.opening import open_read_only

ray = pytest.importorskip("ray", reason="needs planparse[ray]")
pytest.importorskip("moto.server", reason="needs moto[server]")
s3fs = pytest.importorskip("s3fs", reason="needs planparse[s3]")

TESTS = Path(__file__).parent
SAMPLES = TESTS.parent / "samples" / "text"
NODE = {"num_cpus": 1, "object_store_memory": 80 * 2**20, "include_dashboard": False}


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What the processes of all nodes are told; and the folder in which they leave word for the tests."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    folder = tmp_path_factory.mktemp("words")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-east-1",
            "PLANPARSE_TEST_FOLDER": str(folder),
            "PYTHONPATH": os.pathsep.join((str(TESTS), os.environ.get("PYTHONPATH", ""))),
            "RAY_USAGE_STATS_ENABLED": "0",
        }.items():
            patch.setenv(name, value)
        yield folder
    server.stop()


@pytest.fixture(scope="module")
def head(environment: Path) -> Iterator[Any]:
    """A cluster of one node."""
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args=NODE)
    yield cluster
    cluster.shutdown()


@pytest.fixture
def two_nodes(head: Any) -> Iterator[Any]:
    """The cluster with a second node."""
    node = head.add_node(**NODE)
    yield node
    if node in head.list_all_nodes():
        head.remove_node(node, allow_graceful=False)


@pytest.fixture
def plans(tmp_path: Path, environment: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Plans in a folder: enough for several chunks on two nodes."""
    for word in environment.iterdir():
        word.unlink()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("planparse.batch.cluster.chunks.LEAST_FILES", 2)
    folder = tmp_path / "plans"
    folder.mkdir()
    for path in sorted(SAMPLES.glob("*.txt"), key=lambda path: path.stat().st_size)[:12]:
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def expected_of(paths: list[str]) -> dict[str, list[str]]:
    """What the local engine makes of them."""
    ingest(paths, Path("local.duckdb"), jobs=1)
    with open_read_only(Path("local.duckdb")) as local:
        return contents(local)


def found_in(db: str) -> dict[str, list[str]]:
    with open_read_only(Path(db)) as connection:
        return contents(connection)


def wait_for(holds: Callable[[], bool], seconds: float = 120.0) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


def run_on(head: Any, paths: list[str], **more: Any) -> Summary:
    options = {"read": more.pop("read", read_as_told), "file_seconds": more.pop("seconds", 300.0)}
    return ingest_on_cluster(paths, address=head.address, options=Options(**options), **more)


def test_a_node_that_is_lost_loses_nothing(head: Any, two_nodes: Any, plans: Path, environment: Path) -> None:
    """It is killed while both nodes are in the middle of a chunk; the other one does its work again."""

    def kill_one() -> None:
        wait_for(lambda: len(list(environment.glob("waits-*"))) >= 2)
        head.remove_node(two_nodes, allow_graceful=False)
        (environment / "go").touch()

    killing = threading.Thread(target=kill_one)
    killing.start()
    summary = run_on(head, ["plans"], lake="lake", db=Path("p.duckdb"), read=read_when_told)
    killing.join()
    assert (12, (), ()) == (summary.stored, summary.failed, summary.skipped)
    expected = expected_of(["plans"])
    assert expected == found_in("p.duckdb")
    with LakeView(open_storage("lake")) as view:
        assert expected == contents(view.lock())


def test_files_that_hang_or_kill_are_recorded(head: Any, two_nodes: Any, plans: Path) -> None:
    """Reasons are told, the neighbours are read; what killed a process by chance is read too."""
    (plans / "a-die.txt").write_text("die")
    (plans / "b-hang.txt").write_text("hang")
    (plans / "c-kill.txt").write_text("kill")
    (plans / "d-once.txt").write_text(f"kill once: {Path('once').absolute()}\nKẾ HOẠCH")
    summary = run_on(head, ["plans"], lake="lake", read=read_little, seconds=10.0)
    assert ["plans/a-die.txt", "plans/b-hang.txt", "plans/c-kill.txt"] == [one.source_path for one in summary.failed]
    assert 13 == summary.stored
    with LakeView(open_storage("lake")) as view:
        assert [("died",), ("time",), ("died",)] == ask(
            view.connection, "SELECT reason FROM ingests WHERE status = 'failed' ORDER BY source_path"
        )
        assert [(16, 16)] == ask(view.connection, "SELECT count(*), count(DISTINCT source_path) FROM ingests")
    again = run_on(head, ["plans/d-once.txt", "plans/con-say.txt"], lake="lake", read=read_little)
    assert (0, 2) == (again.stored, len(again.skipped))


def test_a_driver_that_is_killed_is_followed_by_another(
    head: Any, two_nodes: Any, plans: Path, environment: Path
) -> None:
    """The second run takes what is there, and does the rest; the tables are those of an undisturbed run."""
    script = (
        "import sys; from cluster_workers import read_when_told; from planparse.batch.cluster.engine import *;"
        "from planparse.batch.cluster import chunks; chunks.LEAST_FILES = 2;"
        "ingest_on_cluster(['plans'], address=sys.argv[1], lake='lake', db=Path('p.duckdb'),"
        "options=Options(read=read_when_told))"
    )
    driver = subprocess.Popen([sys.executable, "-c", script, head.address], stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: any(environment.glob("waits-*")))
        (environment / "go").touch()
        wait_for(lambda: any(Path("lake/parts").glob("*.json")))
    finally:
        driver.send_signal(signal.SIGKILL)
        driver.wait()
    summary = run_on(head, ["plans"], lake="lake", db=Path("p.duckdb"))
    assert () == summary.failed
    assert 12 == summary.stored + len(summary.skipped)
    expected, found = expected_of(["plans"]), found_in("p.duckdb")
    del expected["ingests"], found["ingests"]  # the second run skipped what the first one had read
    assert expected == found


@pytest.fixture
def bucket(environment: Path) -> Iterator[str]:
    """An empty bucket."""
    system = s3fs.S3FileSystem(use_listings_cache=False, skip_instance_cache=True)
    name = f"plans-{time.monotonic_ns()}"
    system.mkdir(name)
    yield name
    system.rm(name, recursive=True)


def test_plans_and_lake_on_s3(
    head: Any, two_nodes: Any, plans: Path, bucket: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is read from there and left there is what the local engine makes of the same files."""
    system = s3fs.S3FileSystem(use_listings_cache=False, skip_instance_cache=True)
    system.put(str(plans), f"{bucket}/in", recursive=True)
    for name in ("in/.hidden/x.txt", "in/~$1.docx", "in/a.md5", "in/z-again.txt", "in/z.zip"):
        system.pipe_file(f"{bucket}/{name}", (plans / "con-say.txt").read_bytes())
    lake = f"s3://{bucket}/lake"
    summary = run_on(head, [f"s3://{bucket}/in"], lake=lake, db=Path("p.duckdb"))
    assert [f"s3://{bucket}/in/z.zip"] == [one.source_path for one in summary.failed]
    assert [f"the same bytes as s3://{bucket}/in/con-say.txt"] == [one.reason for one in summary.skipped]
    expected, found = expected_of(["plans"]), found_in("p.duckdb")
    with LakeView(open_storage(lake)) as view:
        seen = contents(view.lock())
        assert seen == found
    for name in set(expected) - {"ingests"}:  # which has the files that are only there, too
        assert found[name] == sorted(row.replace("'plans/", f"'s3://{bucket}/in/") for row in expected[name]), name
    assert 0 == run(["query", "--lake", lake, "--format", "csv", "SELECT count(*) AS n FROM plans"])
    assert ["n", "12"] == capsys.readouterr().out.split()
    assert 0 == run(["ingest", "--engine", "ray", "--address", head.address, "--lake", lake, f"s3://{bucket}/in/*.txt"])


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('s3://{bucket}/secret.txt')",
        "SELECT * FROM read_text('lake://../secret.txt')",
        "SELECT * FROM glob('lake://*')",
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY (SELECT 1) TO 'lake://x.parquet'",
    ],
)
def test_a_query_reads_its_lake_on_s3_and_nothing_else(bucket: str, sql: str) -> None:
    """No other bucket, no other folder of its own bucket, no file of this machine; nothing is written."""
    from planparse.store.lake import mark_lake

    system = s3fs.S3FileSystem(use_listings_cache=False, skip_instance_cache=True)
    system.pipe_file(f"{bucket}/secret.txt", b"secret")
    storage = open_storage(f"s3://{bucket}/lake")
    mark_lake(storage)
    before = system.find(bucket)
    with LakeView(storage) as view:
        connection = view.lock()
        try:
            rows = list(run_query(connection, sql.format(bucket=bucket)).rows)
        except QueryError:
            rows = []
        assert [] == rows
        with pytest.raises(Exception, match=r"only read|Permission"):  # below what our own check lets through
            connection.execute("COPY (SELECT 1) TO 'lake://x.parquet'")
    assert before == system.find(bucket)


def test_machines_must_be_alike(head: Any, plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of planparse on a node is told before anything is read."""
    monkeypatch.setattr("planparse.batch.cluster.node._code", lambda: "another")
    with pytest.raises(UsageError, match="install the same versions"):
        run_on(head, ["plans"], lake="lake")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--address", "127.0.0.1:1"], "no Ray cluster answers there"),
        (["--address", "HEAD", "--lake", "ftp://x/y"], "not a place that planparse knows"),
        (["--address", "HEAD", "--lake", "s3://no-such-bucket-here/lake"], "s3://no-such-bucket-here/lake: cannot be"),
    ],
)
def test_what_is_wrong_with_a_call_is_one_line(
    head: Any, plans: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    """Nothing of Ray's own words is printed."""
    given = [argument.replace("HEAD", head.address) for argument in arguments]
    assert 2 == run(["ingest", "--engine", "ray", "plans", *given])
    lines = capfd.readouterr().err.splitlines()
    assert 1 == len(lines), lines
    assert told in lines[0]


def test_digests_are_of_the_bytes(plans: Path) -> None:
    """The fixture's plans differ: the tests above count plans."""
    assert 12 == len({hashlib.sha256(path.read_bytes()).hexdigest() for path in plans.iterdir()})
