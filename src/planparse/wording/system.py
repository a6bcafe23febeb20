"""Why the system refused something, in the language of the reader: it tells us in English only."""

import errno

from planparse.wording.catalogue import Catalogue
from planparse.wording.message import Message


class SystemReason(Message):
    """What the system says of an error: its own words in English, ours in another language.

    >>> str(SystemReason(errno.ENOENT, "No such file or directory"))
    'No such file or directory'
    >>> SystemReason(errno.ENOENT, "No such file or directory").say(Catalogue("vi"))
    'không có tệp hoặc thư mục này'
    """

    def __init__(self, number: int, told: str) -> None:
        super().__init__(f"system.{errno.errorcode.get(number, '')}")
        self.told = told

    def say(self, catalogue: Catalogue) -> str:
        """The reason; in the words of the system where the catalogue has none."""
        return self.told if catalogue.language == "en" or not catalogue.has(self.key) else catalogue.say(self.key)


def name_reason(exc: OSError) -> SystemReason | str:
    """Why the system refused something, to be said in a message."""
    if exc.errno is None or not exc.strerror:
        return str(exc)
    return SystemReason(exc.errno, exc.strerror)
