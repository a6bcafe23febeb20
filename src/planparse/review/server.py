"""Serving the page until somebody ends it."""

import errno
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from planparse.errors import StoppedError, TerminatedError, UsageError
from planparse.review.app import build_app
from planparse.review.hosts import hosts_of
from planparse.review.workbench import Workbench
from planparse.wording.message import Message

_GRACE_SECONDS = 2  # for answers under way
_CONNECTIONS = 200  # at once: a browser opens six
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class _Server(uvicorn.Server):
    """A server that leaves signals to us: uvicorn would end the process with them once more."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def open_socket(host: str, port: int) -> socket.socket:
    """Where the page will be asked for; port 0 is any that is free.

    Raises:
        UsageError: the port is in use, or there is no such address here.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        opened = socket.socket(family, socket.SOCK_STREAM)
    except OSError as exc:
        raise UsageError(Message("review.server.no_address", host=host, reason=exc.strerror or exc)) from exc
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((host, port))
        opened.listen()
    except OSError as exc:
        opened.close()
        key = "review.server.port_in_use" if exc.errno == errno.EADDRINUSE else "review.server.no_address"
        raise UsageError(Message(key, host=host, port=port, reason=exc.strerror or exc)) from exc
    return opened


def serve(bench: Workbench, opened: socket.socket, host: str, announce: Callable[[str], None]) -> None:
    """Serves the page.

    Args:
        bench: what it works with.
        opened: from ``open_socket``.
        host: as it was asked for.
        announce: is told the address, with the token.

    Raises:
        StoppedError: Ctrl-C ended it.
        TerminatedError: the system ended it.
    """
    server = build_server(bench, opened, host)
    port = int(opened.getsockname()[1])
    with _ending(server) as heard, opened:
        announce(address_of(host, port, bench.sessions.token))
        server.run(sockets=[opened])
    if signal.SIGTERM in heard:
        raise TerminatedError(Message("review.server.stopped"))
    raise StoppedError(Message("review.server.stopped"))


def build_server(bench: Workbench, opened: socket.socket, host: str) -> uvicorn.Server:
    """A server of the page, which heeds no signals: whoever runs it ends it."""
    hosts = hosts_of(host, int(opened.getsockname()[1]))
    return _Server(
        uvicorn.Config(
            build_app(bench, hosts),
            log_level="critical",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
            lifespan="off",
            limit_concurrency=_CONNECTIONS,
        )
    )


def address_of(host: str, port: int, token: str) -> str:
    """What a person opens.

    >>> address_of("::1", 80, "x")
    'http://[::1]:80/?token=x'
    """
    shown = "127.0.0.1" if host in ("0.0.0.0", "") else host
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/?token={token}"


@contextmanager
def _ending(server: uvicorn.Server) -> Iterator[list[int]]:
    """While the block runs, signals end the server; the second one at once."""
    heard: list[int] = []

    def end(number: int, frame: FrameType | None) -> None:
        server.force_exit = bool(heard)
        heard.append(number)
        server.should_exit = True

    before = [signal.signal(number, end) for number in _SIGNALS]
    try:
        yield heard
    finally:
        for number, handler in zip(_SIGNALS, before, strict=True):
            signal.signal(number, handler)
