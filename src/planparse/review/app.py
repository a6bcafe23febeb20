"""The routes of the page. Each reads the request, asks the workbench, and answers; what is shown stands elsewhere."""

import threading
from collections.abc import Awaitable, Callable, Mapping
from typing import cast, get_args

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from planparse.errors import PlanparseError
from planparse.model.corrections import Wish
from planparse.review.answers import failure_answer, html_answer, json_answer
from planparse.review.bodies import BadBodyError, read_body, read_object
from planparse.review.guard import Guard
from planparse.review.hosts import Hosts
from planparse.review.pages import Templates
from planparse.review.pictures import DrawnPage
from planparse.review.previews import tell_preview
from planparse.review.queue import Filter, Named, Part, Reviewed
from planparse.review.records import find_source, show_record
from planparse.review.session import Session
from planparse.review.suggestions import Source
from planparse.review.workbench import Workbench
from planparse.store.looking import print_of

_PLANS_SHOWN = 12
_WISHES = 20  # at once: a form changes a few fields
_LONGEST = 200  # letters of a filter
_DIGITS = 6  # of the number of a page

Answer = Callable[[Request], Response]
BodyAnswer = Callable[[Session, dict[str, object]], Response]


class Routes:
    """The routes of one workbench."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._templates = Templates(bench.catalogue)
        self._previewing = threading.Lock()  # two connections to one path at once would share their locked settings

    def list_routes(self) -> list[BaseRoute]:
        """All of them."""
        return [
            Route("/", self._reading(self.shell)),
            Route("/texts", self._reading(self.texts)),
            Route("/queue", self._reading(self.queue)),
            Route("/records/{record_id}", self._reading(self.record)),
            Route("/pages/{plan_id}/{number}", self._reading(self.page)),
            Route("/pages/{plan_id}/{number}/picture.png", self._reading(self.picture)),
            Route("/suggestions/{source}", self._reading(self.suggestions)),
            Route("/plans", self._reading(self.plans)),
            Route("/version", self._reading(self.version)),
            Route("/corrections", self._changing(self.correct), methods=["POST"]),
            Route("/undo", self._changing(self.undo), methods=["POST"]),
            Route("/preview", self._changing(self.preview), methods=["POST"]),
            Route("/name", self._changing(self.rename), methods=["POST"]),
            Mount("/static", StaticFiles(packages=[("planparse.review", "static")])),
        ]

    def shell(self, request: Request) -> Response:
        """The page itself, with the choices of its filters."""
        queue = self._bench.queue
        values = {
            "session": _session(request),
            "db": self._bench.db.name,
            "provinces": queue.provinces(),
            "doubts": queue.doubts(),
            "version": _version(self._bench),
        }
        return html_answer(self._templates.render("page.html", values))

    def texts(self, request: Request) -> Response:
        """What scripts of the page say."""
        return json_answer(self._bench.catalogue.below("review.script"))

    def queue(self, request: Request) -> Response:
        """Lines of the queue, or the line of one record."""
        params = request.query_params
        if "record" in params:
            item = self._bench.queue.find(params["plan"], params["record"]) if "plan" in params else None
            values: dict[str, object] = {"page": None, "items": [item] if item else []}
        else:
            page = self._bench.queue.page(_filter(params), params.get("after", "")[:_LONGEST])
            values = {"page": page, "items": page.items}
        return html_answer(self._templates.render("queue.html", values))

    def record(self, request: Request) -> Response:
        """One record with its source, its fields and the corrections of its plan."""
        bench = self._bench
        shown = show_record(bench.db, request.path_params["record_id"], bench.suggestions.names(), bench.catalogue)
        if shown is None:
            return html_answer(self._templates.render("gone.html", {}), 404)
        return html_answer(self._templates.render("record.html", {"shown": shown}))

    def page(self, request: Request) -> Response:
        """Size of a page in points; drawing it is what takes time, and the picture is then there."""
        drawn = self._draw(request)
        return json_answer({"width": drawn.width, "height": drawn.height})

    def picture(self, request: Request) -> Response:
        """A page as a picture."""
        return Response(self._draw(request).png, media_type="image/png")

    def suggestions(self, request: Request) -> Response:
        """Agencies, indicators or communes to choose from."""
        source = request.path_params["source"]
        if source not in get_args(Source):
            raise BadBodyError
        found = self._bench.suggestions.suggest(cast(Source, source), request.query_params.get("q", "")[:_LONGEST])
        say = self._say_level if source == "agency" else str
        return json_answer({"found": [{"value": one.code, "name": one.name, "hint": say(one.hint)} for one in found]})

    def plans(self, request: Request) -> Response:
        """Plans to filter by."""
        params = request.query_params
        text, province = params.get("q", "")[:_LONGEST], params.get("province", "")[:_LONGEST]
        found = self._bench.queue.plans(text, province, _PLANS_SHOWN)
        return json_answer(
            {"found": [{"value": one.plan_id, "name": one.commune, "hint": _hint(one)} for one in found]}
        )

    def version(self, request: Request) -> Response:
        """Which database is there now."""
        return json_answer({"version": _version(self._bench)})

    def correct(self, session: Session, body: dict[str, object]) -> Response:
        """Makes corrections."""
        wishes = body.get("wishes")
        if not isinstance(wishes, list) or not 0 < len(wishes) <= _WISHES:
            raise BadBodyError
        made = self._bench.desk.make([_wish(wish) for wish in wishes], by=session.name)
        return json_answer({"corrections": [one.correction_id for one in made], "version": _version(self._bench)})

    def undo(self, session: Session, body: dict[str, object]) -> Response:
        """Undoes a correction."""
        undone = self._bench.desk.undo(_text(body, "correction_id"), by=session.name)
        values = {"plan_id": undone.plan_id, "record_id": undone.record_id, "version": _version(self._bench)}
        return json_answer(values)

    def preview(self, session: Session, body: dict[str, object]) -> Response:
        """What the rules would read from some words."""
        wish = _wish(body.get("wish"))
        with self._previewing:
            lines = self._bench.desk.preview(wish)
        names = self._bench.suggestions.names()
        return json_answer({"lines": [tell_preview(line, wish.field, names, self._bench.catalogue) for line in lines]})

    def rename(self, session: Session, body: dict[str, object]) -> Response:
        """Takes down the name of the reviewer."""
        return json_answer({"name": self._bench.sessions.rename(session, _text(body, "name")).name})

    def _say_level(self, level: str) -> str:
        key = f"values.level.{level}"
        return self._bench.catalogue.say(key) if self._bench.catalogue.has(key) else level

    def _draw(self, request: Request) -> DrawnPage:
        plan_id, number = request.path_params["plan_id"], _page_number(request.path_params["number"])
        path, sha256 = find_source(self._bench.db, plan_id)
        return self._bench.pictures.draw(path, sha256, number)

    def _reading(self, answer: Answer) -> Callable[[Request], Response]:
        """A route that changes nothing; Starlette runs it in a thread of its own."""

        def respond(request: Request) -> Response:
            try:
                return answer(request)
            except (PlanparseError, BadBodyError) as exc:
                return failure_answer(exc, self._bench.catalogue)

        return respond

    def _changing(self, answer: BodyAnswer) -> Callable[[Request], Awaitable[Response]]:
        """A route that takes a body of JSON; the guard has looked at the session and its secret already."""

        async def respond(request: Request) -> Response:
            try:
                body = read_object(await read_body(request))
                return await run_in_threadpool(answer, _session(request), body)
            except (PlanparseError, BadBodyError) as exc:
                return failure_answer(exc, self._bench.catalogue)

        return respond


def build_app(bench: Workbench, hosts: Hosts) -> ASGIApp:
    """The page with its guard before it."""
    refusal = bench.catalogue.say("review.failure.forbidden")
    return Guard(Starlette(routes=Routes(bench).list_routes()), bench.sessions, hosts, refusal)


def _session(request: Request) -> Session:
    return cast(Session, request.scope["session"])


def _version(bench: Workbench) -> str:
    return "-".join(map(str, print_of(bench.db)))


def _filter(params: Mapping[str, str]) -> Filter:
    """The filter of an address; what it does not know counts for nothing."""
    part, reviewed = params.get("part", ""), params.get("reviewed", "no")
    return Filter(
        province=params.get("province", "")[:_LONGEST],
        plan=params.get("plan", "")[:_LONGEST],
        doubt=params.get("doubt", "")[:_LONGEST],
        part=cast(Part, part if part in get_args(Part) else ""),
        text=params.get("text", "")[:_LONGEST],
        reviewed=cast(Reviewed, reviewed if reviewed in get_args(Reviewed) else "no"),
        copies=params.get("copies", "") == "1",
    )


def _wish(given: object) -> Wish:
    """A wish of the page.

    Raises:
        BadBodyError: it is none.
    """
    try:
        return Wish.model_validate(given)
    except ValueError as exc:  # what pydantic raises is one
        raise BadBodyError from exc


def _page_number(given: str) -> int:
    """A number that may be a page's: one of many digits would turn up as a small one where pages are drawn.

    Raises:
        BadBodyError: it is none.
    """
    if not (given.isascii() and given.isdecimal() and len(given) <= _DIGITS and int(given)):
        raise BadBodyError
    return int(given)


def _text(body: Mapping[str, object], name: str) -> str:
    found = body.get(name)
    if not isinstance(found, str):
        raise BadBodyError
    return found


def _hint(plan: Named) -> str:
    return " · ".join(filter(None, (plan.province, plan.title)))
