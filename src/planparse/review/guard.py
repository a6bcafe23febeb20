"""What every request must pass before it is answered, and what every answer says to the browser.

1. Only names of this server are answered (see ``hosts``), and only requests of its own pages.
2. The address that was printed opens a session: a cookie, and a redirect to an address without the token.
3. Without the cookie nothing is given out; a request that changes something also names the secret of its session.
4. No answer is kept by the browser, shown within another page, or lets it load anything that is not ours.
"""

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from planparse.review.hosts import Hosts
from planparse.review.session import Session, Sessions, has_csrf

CSRF_HEADER = "x-csrf-token"
_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_READING = frozenset({"GET", "HEAD"})
_OWN_SITES = frozenset({"same-origin", "none"})


class Guard:
    """The door of the page, around the application.

    Args:
        app: what is behind it.
        sessions: who may enter.
        hosts: the names of the server.
        refusal: the words for whoever may not.
    """

    def __init__(self, app: ASGIApp, sessions: Sessions, hosts: Hosts, refusal: str) -> None:
        self._app = app
        self._sessions = sessions
        self._hosts = hosts
        self._refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or says why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = self._stop(Request(scope)) or self._app
        await answer(scope, receive, _with_headers(send))

    def _stop(self, request: Request) -> Response | None:
        """The answer to a request that goes no further; None for one that may."""
        if not self._hosts.allows(request.headers.get("host", "")):
            return self._refuse()
        if request.url.path == "/" and "token" in request.query_params:
            return self._enter(request.query_params["token"])
        session = self._sessions.find(_cookie(request.headers, self._cookie_name()))
        if session is None or not _may_ask(request, session):
            return self._refuse()
        request.scope["session"] = session
        return None

    def _enter(self, token: str) -> Response:
        session = self._sessions.open(token)
        if session is None:
            return self._refuse()
        response = RedirectResponse("/", status_code=303)
        response.set_cookie(self._cookie_name(), session.key, httponly=True, samesite="strict", path="/")
        return response

    def _refuse(self) -> Response:
        return PlainTextResponse(self._refusal, status_code=403)

    def _cookie_name(self) -> str:
        """Browsers send a cookie to every port of a host: two servers must not overwrite each other's."""
        return f"planparse_review_{self._hosts.port}"


def _may_ask(request: Request, session: Session) -> bool:
    """Whether it is a page of ours that asks."""
    if request.headers.get("sec-fetch-site", "same-origin") not in _OWN_SITES:
        return False
    if request.method in _READING:
        return True
    own = f"{request.url.scheme}://{request.headers['host']}"
    return request.headers.get("origin") == own and has_csrf(session, request.headers.get(CSRF_HEADER))


def _cookie(headers: Headers, name: str) -> str | None:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return None
    return found.value if found else None


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
        await send(message)

    return send_with_headers
