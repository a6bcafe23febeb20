"""Which names in folders and archives are looked at. Which reader a file gets is told by its content alone.

Kinds that will be refused are among them, so that the summary names them with what to do: a clerk who sends a .rar
must not believe that its plans are in. What has none of these endings (programs, databases, music) is passed over.
"""

import os.path

from planparse.wording.message import Message

ARCHIVE_ENDING = ".zip"

_TEXT = frozenset({".txt", ".md", ".pdf", ".html", ".htm", ".xhtml", ".mht", ".mhtml"})
_WORD = frozenset({".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".rtf", ".odt", ".fodt", ".ott", ".wps"})
_EXCEL = frozenset({".xlsx", ".xlsm", ".xltx", ".xlsb", ".xls", ".ods", ".fods"})
_SCANS = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"})
_SLIDES = frozenset({".pptx", ".ppt", ".odp"})  # no reader, but a plan may be sent as one: the refusal says what to do
PLAN_ENDINGS = _TEXT | _WORD | _EXCEL | _SCANS | _SLIDES

# Not opened: their programs are not ours. The parts of a split archive are among them.
_OTHER_ARCHIVES = frozenset(
    {
        *(".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".tbz2", ".xz", ".txz", ".zst", ".cab", ".arj", ".lzh", ".iso"),
        *(".zipx", ".z01", ".001", ".r00"),
    }
)
_MAILS = frozenset({".msg", ".eml", ".pst"})

_WEB_PAGE_FOLDERS = ("_files", ".files", "_tệp")  # browsers and Word put the pictures of a saved page there
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".filepart", ".tmp", ".temp", ".!ut", ".opdownload")


def is_plan_name(name: str) -> bool:
    """Whether a file found in a folder may be a plan, by its name alone."""
    return not is_hidden(name) and _ending(name) in PLAN_ENDINGS


def is_archive_name(name: str) -> bool:
    """Whether it is an archive that is opened."""
    return not is_hidden(name) and _ending(name) == ARCHIVE_ENDING


def refuse_name(name: str) -> str | None:
    """Why a file is named as failed without being opened; None where it is not.

    >>> refuse_name("kế hoạch.RAR")
    'a .rar archive is not opened: unpack it and give the folder'
    """
    ending = _ending(name)
    if is_hidden(name):
        return None
    if ending in _OTHER_ARCHIVES:
        return str(Message("errors.archive.other", ending=ending))
    return str(Message("errors.file.mail")) if ending in _MAILS else None


def is_wanted(name: str) -> bool:
    """Whether anything is said of a file of this name."""
    return is_plan_name(name) or is_archive_name(name) or refuse_name(name) is not None


def is_hidden(name: str) -> bool:
    """Hidden files, and the lock files of Word and LibreOffice (``~$plan.docx``, ``.~lock.plan.odt#``)."""
    return name.startswith((".", "~$"))


def is_unfinished(name: str) -> bool:
    """Whether a program that copies or downloads gives such a name to a file that is not whole yet."""
    return is_hidden(name) or name.lower().endswith(_UNFINISHED)


def holds_no_plans(folder: str) -> bool:
    """Whether a folder of this name is passed over: hidden, or what belongs to a saved web page."""
    return folder.startswith(".") or folder.lower().endswith(_WEB_PAGE_FOLDERS)


def list_endings() -> str:
    """The endings that are read, for messages."""
    return " ".join((*sorted(PLAN_ENDINGS - _SLIDES), ARCHIVE_ENDING))


def _ending(name: str) -> str:
    return os.path.splitext(name)[1].lower()  # noqa: PTH122 - asked for every file: text, not objects
