"""Files that are whole or as they were before: what is written takes its place at the end."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A hidden file beside the one that was named, which it replaces at the end; what fails leaves the old one.

    Raises:
        OSError: it cannot be written there; ``filename`` is the file that was named.
    """
    if out.exists() and not out.is_file() and not out.is_dir():  # a pipe or a device
        yield out
        return
    place = Path(os.path.realpath(out))
    part = place.with_name(f".{place.name}.part")
    try:
        yield part
        if place.exists():
            shutil.copymode(place, part)
        part.replace(place)
    except OSError as exc:
        raise OSError(exc.errno, exc.strerror or str(exc), str(out)) from exc
    finally:
        part.unlink(missing_ok=True)
