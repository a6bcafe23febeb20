"""Who may look at the page: whoever has the address that was printed, and then the cookie that it gave.

The address holds a random token; the first visit trades it for a session of its own. Sessions live as long as the
server: nothing is written down that could be stolen later.
"""

import hmac
import secrets
import threading
from collections import OrderedDict
from typing import NamedTuple

_BYTES = 24  # 192 bits: not to be guessed
_SESSIONS = 200  # the oldest is forgotten: somebody who opens the address again and again fills no memory
_NAME = 60  # letters of a reviewer's name


class Session(NamedTuple):
    """A reviewer at a browser.

    Attributes:
        key: the value of the cookie.
        csrf: what every request that changes something must name; other sites cannot read it.
        name: under which corrections are made.
        has_chosen: whether the reviewer gave the name; else it is proposed.
    """

    key: str
    csrf: str
    name: str
    has_chosen: bool = False


class Sessions:
    """The sessions of one server. Safe in several threads.

    Args:
        user: the name that is proposed to every reviewer.
        is_settled: whether it was given on purpose: then nobody is asked, and who is somebody else changes it.
    """

    def __init__(self, user: str, *, is_settled: bool = False) -> None:
        self.token = secrets.token_urlsafe(_BYTES)
        self._user = tidy_name(user) or "?"
        self._is_settled = is_settled and self._user != "?"
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._lock = threading.Lock()

    def open(self, token: str) -> Session | None:
        """A new session, for the right token only."""
        if not _same(token, self.token):
            return None
        session = Session(secrets.token_urlsafe(_BYTES), secrets.token_urlsafe(_BYTES), self._user, self._is_settled)
        with self._lock:
            self._sessions[session.key] = session
            while len(self._sessions) > _SESSIONS:
                self._sessions.popitem(last=False)
        return session

    def find(self, key: str | None) -> Session | None:
        """The session of a cookie."""
        with self._lock:
            return self._sessions.get(key) if key else None

    def rename(self, session: Session, name: str) -> Session:
        """The session under the name that the reviewer gave."""
        renamed = session._replace(name=tidy_name(name) or session.name, has_chosen=True)
        with self._lock:
            self._sessions[session.key] = renamed
        return renamed


def tidy_name(name: str) -> str:
    r"""A name on one line, of letters that can be seen.

    >>> tidy_name(" Nguyễn\n Thị  Hoa ")
    'Nguyễn Thị Hoa'
    """
    return " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())[:_NAME].strip()


def has_csrf(session: Session, given: str | None) -> bool:
    """Whether a request names the secret of its session."""
    return _same(given or "", session.csrf)


def _same(given: str, secret: str) -> bool:
    """Compares in a time that tells nothing."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), secret.encode("utf-8"))
