"""Runs Tesseract: many pictures at once, as loading its model for each cell of a table would take most of the time."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import regex
from lxml import html

from planparse.read.leftovers import PREFIX, remove_leftovers
from planparse.read.ocr.picture import Pixels
from planparse.read.ocr.words import OcrError, SeenWord
from planparse.text.unicode import tidy

LANGUAGE = "vie"
_PROGRAM = "tesseract"
_FOREIGN = str.maketrans("ÐðÑñ", "ĐđNn")
_DOUBLED = regex.compile(r"[ĐÐ]{2}|(?:đð|ðđ|ðð)|[Đđ]ð|ÑN|NÑ|ñn|nñ")
_NUMBERS = regex.compile(r"-?\d+(?:\.\d+)?")


def is_installed() -> bool:
    """Are Tesseract and its model for Vietnamese on this machine?"""
    if shutil.which(_PROGRAM) is None:
        return False
    found = subprocess.run([_PROGRAM, "--list-langs"], capture_output=True, text=True, check=False)
    return LANGUAGE in found.stdout.split()


def recognise(pictures: Sequence[Pixels], *, mode: int, seconds: float) -> list[tuple[SeenWord, ...]]:
    """The words of each picture.

    Args:
        pictures: grey values, dark print on light paper.
        mode: Tesseract's "page segmentation mode": 6 one block of text, 7 one line.
        seconds: how long it may take.

    Raises:
        OcrError: Tesseract failed, or took too long.
    """
    if not pictures:
        return []
    remove_leftovers()
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}ocr-") as folder:
        names = [Path(folder) / f"{index}.pgm" for index in range(len(pictures))]
        for name, pixels in zip(names, pictures, strict=True):
            cv2.imwrite(str(name), pixels)
        listing = Path(folder) / "pictures.txt"
        listing.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
        return _parse(_run(listing, mode, seconds), len(pictures))


def _run(listing: Path, mode: int, seconds: float) -> bytes:
    command = [_PROGRAM, str(listing), "stdout", "-l", LANGUAGE, "--psm", str(mode), "--dpi", "300", "hocr"]
    # Tesseract's own threads make one page hardly faster and many pages at once much slower.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False, env=environment)
    except subprocess.TimeoutExpired as exc:
        raise OcrError(f"Tesseract took more than {seconds:.0f} seconds") from exc
    except OSError as exc:
        raise OcrError(f"Tesseract could not be started: {exc}") from exc
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or [f"it ended with {done.returncode}"]
        raise OcrError(f"Tesseract failed: {tidy(lines[-1])}")
    return done.stdout


def _parse(hocr: bytes, count: int) -> list[tuple[SeenWord, ...]]:
    """The words in Tesseract's HTML, picture by picture."""
    pages = html.fromstring(hocr, parser=html.HTMLParser(encoding="utf-8")).find_class("ocr_page")
    if len(pages) != count:
        raise OcrError(f"Tesseract read {len(pages)} of {count} pictures")
    return [tuple(_read_words(page)) for page in pages]


def _read_words(page: html.HtmlElement) -> Iterator[SeenWord]:
    lines = page.xpath(
        ".//span[@class='ocr_line' or @class='ocr_header' or @class='ocr_caption' or @class='ocr_textfloat']"
    )
    for index, line in enumerate(lines):
        facts = _read_title(line)
        x0, _, _, bottom = facts["bbox"]
        slope, offset = facts.get("baseline", [0.0, 0.0])
        for word in line.find_class("ocrx_word"):
            own = _read_title(word)
            x, y, right, low = own["bbox"]
            base = bottom + offset + slope * ((x + right) / 2 - x0)
            size = facts.get("x_size", [low - y])[0]
            if text := _to_vietnamese(tidy(word.text_content()).replace(" ", "")):
                yield SeenWord(text, (x, y, right, low), base, size, index, own["x_wconf"][0] / 100)


def _to_vietnamese(text: str) -> str:
    """Letters of other languages, which look like ours, as ours; one of each where both were read.

    >>> _to_vietnamese("BCĐÐTW"), _to_vietnamese("71/ÑNQ-CP"), _to_vietnamese("ÐẢNG")
    ('BCĐTW', '71/NQ-CP', 'ĐẢNG')
    """
    return _DOUBLED.sub(lambda match: match[0].translate(_FOREIGN)[:1], text).translate(_FOREIGN)


def _read_title(element: html.HtmlElement) -> dict[str, list[float]]:
    """The properties in an element's title: "bbox 0 0 9 9; baseline 0 -3"."""
    facts = (part.split(maxsplit=1) for part in element.get("title", "").split(";"))
    return {fact[0]: [float(number) for number in _NUMBERS.findall(fact[1])] for fact in facts if len(fact) == 2}
