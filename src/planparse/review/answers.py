"""How the routes answer: JSON, HTML, and failures as a status with one line to show."""

from collections.abc import Mapping
from typing import NamedTuple

from starlette.responses import HTMLResponse, JSONResponse, Response

from planparse.errors import ConflictError, CorrectionError, DatabaseError, PlanparseError
from planparse.review.bodies import BadBodyError
from planparse.wording.catalogue import Catalogue


class Failure(NamedTuple):
    """A status, and the kind by which the page decides what it offers to do."""

    status: int
    kind: str


def json_answer(values: Mapping[str, object], status: int = 200) -> Response:
    """Values for a script of the page."""
    return JSONResponse(dict(values), status_code=status)


def html_answer(html: str, status: int = 200) -> Response:
    """A part of the page."""
    return HTMLResponse(html, status_code=status)


def failure_answer(exc: PlanparseError | BadBodyError, catalogue: Catalogue) -> Response:
    """What went wrong, in one line, in the language of the page."""
    failure = _failure_of(exc)
    if isinstance(exc, PlanparseError):
        message = " ".join(exc.say(catalogue).split())
    else:
        message = catalogue.say("review.failure.request")
    return json_answer({"kind": failure.kind, "message": message}, failure.status)


def _failure_of(exc: PlanparseError | BadBodyError) -> Failure:
    match exc:
        case ConflictError():
            return Failure(409, "conflict")
        case CorrectionError():
            return Failure(422, "refused")
        case DatabaseError():
            return Failure(503, "database")  # an ingest holds the lock, say: to be tried again
        case BadBodyError():
            return Failure(400, "request")
        case _:
            return Failure(404, "missing")
