"""Finds the page in a file that holds it with its pictures."""

import email
from email.message import Message as Mail

from planparse.errors import UnreadableError
from planparse.wording.message import Message


def find_page(data: bytes) -> tuple[bytes, str | None]:
    """The first page of the file and the encoding that the file names for it.

    Raises:
        UnreadableError: the file holds no page.
    """
    for part in email.message_from_bytes(data.lstrip()).walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            return _payload(part), part.get_content_charset()
    raise UnreadableError(Message("errors.web.no_page"))


def _payload(part: Mail) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
