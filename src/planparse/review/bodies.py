"""What a browser sends: JSON of a few kilobytes, and nothing larger is taken in."""

import json

from starlette.requests import Request

LIMIT = 64 * 1024
"""Bytes: the longest cell of a plan has a few thousand letters."""


class BadBodyError(Exception):
    """The body is too large, or is no JSON object."""


async def read_body(request: Request) -> bytes:
    """The body of a request.

    Raises:
        BadBodyError: it is larger than ``LIMIT``, whatever its header says.
    """
    taken = bytearray()
    async for chunk in request.stream():
        taken += chunk
        if len(taken) > LIMIT:
            raise BadBodyError
    return bytes(taken)


def read_object(body: bytes) -> dict[str, object]:
    """The JSON object in a body.

    Raises:
        BadBodyError: it is none.
    """
    try:
        found = json.loads(body)
        json.dumps(found, ensure_ascii=False).encode()  # halves of letters (\ud800) are JSON, and no text to store
    except (ValueError, RecursionError) as exc:
        raise BadBodyError from exc
    if not isinstance(found, dict):
        raise BadBodyError
    return found
