"""Links from the report to the source files: as short as they can be, and never anything but the name of a file."""

import os
from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import quote

_INSIDE = "!/"  # archive.zip!/member


def build_link(source_path: str, folder: Path) -> str:
    """Where a link in a report leads: relative to its folder where the file is found, else as the path was stored.

    A colon or a "//" at the start could make an address of a name (``javascript:...``, ``//host``): everything but
    letters, digits and "/" is encoded.

    Args:
        source_path: of a plan, as the database has it.
        folder: of the report.
    """
    path = source_path.split(_INSIDE, 1)[0]
    place = Path(path)
    if _exists(place):
        try:
            path = Path(os.path.relpath(place.resolve(), folder.resolve())).as_posix()
        except ValueError:  # another drive of Windows
            path = place.resolve().as_posix()
    if PurePosixPath(path).is_absolute():
        return "file://" + quote(f"/{path.lstrip('/')}")
    if PureWindowsPath(path).drive:
        return "file:///" + quote(PureWindowsPath(path).as_posix())
    return "./" + quote(path.replace("\\", "/"))


def _exists(place: Path) -> bool:
    try:
        return place.is_file()
    except (OSError, ValueError):  # a name that this system cannot have
        return False
