"""The forms that only an office program writes (.rtf, .odt, .doc): LibreOffice makes them from the Word files.

Their bytes differ from build to build (identifiers, times); they are committed, and built only when asked for:
``python samples/build.py --forms office``.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

_FILTERS = {"rtf": "rtf:Rich Text Format", "odt": "odt:writer8", "doc": "doc:MS Word 97"}
_SECONDS = 120


class OfficeMissingError(Exception):
    """LibreOffice cannot be found, or does not convert."""


def convert(data: bytes, ending: str) -> bytes:
    """A Word file in another format of office programs.

    Raises:
        OfficeMissingError: there is no ``soffice``, or it fails.
    """
    program = shutil.which("soffice")
    if program is None:
        raise OfficeMissingError("the office forms need LibreOffice: install it (soffice on the path)")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "plan.docx"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", _FILTERS[ending], "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
        target = source.with_suffix(f".{ending}")
        if not target.is_file():
            raise OfficeMissingError(f"LibreOffice wrote no .{ending} file")
        return target.read_bytes()
