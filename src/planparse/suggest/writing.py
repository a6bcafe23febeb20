"""Suggestions → YAML files that a person reviews; comments say in two languages what to do."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from planparse.errors import UsageError
from planparse.suggest.proposals import Listed, Proposal, Suggestions, Value
from planparse.wording.message import Message
from planparse.wording.system import name_reason

_REVIEW = "  # review"
_HEADER = """\
# Suggested by planparse rules suggest, the most frequent first. Look at every item before you keep it:
#   - delete what is wrong; whatever says "review" was guessed: mend it, then delete that word;
#   - what is written as a comment ("# - code") needs your decision: mend it and take the "# " away, or delete it.
# Then: planparse rules check --rules {folder}   and: planparse ingest FOLDER --rules {folder}
#
# Đề xuất của planparse rules suggest, hay gặp nhất đứng trước. Hãy xem từng mục trước khi giữ lại:
#   - xóa mục sai; chỗ có chữ "review" là phỏng đoán: sửa cho đúng rồi xóa chữ đó;
#   - mục viết thành chú thích ("# - code") cần anh/chị quyết định: sửa rồi bỏ "# " ở đầu dòng, hoặc xóa đi.
# Sau đó: planparse rules check --rules {folder}   và: planparse ingest FOLDER --rules {folder}
"""
_LISTS = {
    "deadlines.yaml": (
        "lexemes",
        "Deadlines that no rule reads. Write a lexeme for those that are deadlines (see rules/deadlines.yaml).",
        "Thời hạn chưa có quy tắc nào đọc được. Viết thêm lexeme cho những chỗ đúng là thời hạn.",
    ),
    "columns.yaml": (
        "columns",
        "Column headers that no rule knows. Add the words to the pattern of a column (see rules/columns.yaml).",
        "Tiêu đề cột chưa có trong quy tắc. Thêm từ ngữ vào pattern của cột phù hợp.",
    ),
    "units.yaml": (
        "units",
        "Units of measure that no rule knows. Add those that are units (see rules/units.yaml).",
        "Đơn vị tính chưa có trong quy tắc. Thêm những đơn vị tính đúng.",
    ),
}
"""For each file of lists: where a rule is to be added, and what to do."""


def write_suggestions(suggestions: Suggestions, folder: Path, *, force: bool) -> tuple[Path, ...]:
    """Writes the files that have something in them, and gives their paths.

    Raises:
        UsageError: a file is there already and ``force`` is not given, or the folder cannot be made.
    """
    names = list(_format_files(suggestions, folder))
    if not force and (there := next((folder / name for name in names if (folder / name).exists()), None)):
        raise UsageError(Message("errors.call.file_there", path=there))
    try:
        return write_files(suggestions, folder)
    except OSError as exc:
        raise UsageError(
            Message("errors.call.no_writing_here", path=exc.filename or folder, reason=name_reason(exc))
        ) from exc


def write_files(suggestions: Suggestions, folder: Path) -> tuple[Path, ...]:
    """Writes the files, whatever stands there."""
    written = []
    for name, text in _format_files(suggestions, folder).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        written.append(path)
    return tuple(written)


def _format_files(suggestions: Suggestions, folder: Path) -> dict[str, str]:
    header = _HEADER.format(folder=folder)
    files: dict[str, str] = {}
    for name, section, proposals in (
        ("agencies.yaml", "agencies", suggestions.agencies),
        ("indicators/suggested.yaml", "indicators", suggestions.indicators),
    ):
        if proposals:
            files[name] = f"{header}\n" + "\n".join(_section(section, proposals)) + "\n"
    lists = (suggestions.deadlines, suggestions.headers, suggestions.units)
    for (name, (section, *advice)), listed in zip(_LISTS.items(), lists, strict=True):
        if listed:
            files[name] = "\n".join(_list(section, advice, listed)) + "\n"
    return files


def _section(section: str, proposals: Sequence[Proposal]) -> Iterator[str]:
    """The items under their heading; a list of which nothing is in force says so."""
    none = all(proposal.doubt for proposal in proposals)
    yield f"{section}: []  # take the [] away with the first item that you keep" if none else f"{section}:"
    for proposal in proposals:
        yield ""
        yield from _item(proposal)


def _item(proposal: Proposal) -> Iterator[str]:
    yield from (f"  # {_one_line(line)}" for line in proposal.evidence)
    if proposal.doubt:
        yield f"  # decide: {_one_line(proposal.doubt)}"
    mark = "# " if proposal.doubt else ""
    for at, (name, value) in enumerate((("code", proposal.code), *proposal.fields)):
        review = _REVIEW if name in proposal.guessed else ""
        yield f"  {mark}{'  ' if at else '- '}{name}: {_format(value)}{review}"


def _list(section: str, advice: Sequence[str], listed: Sequence[Listed]) -> Iterator[str]:
    yield from (f"# {line}" for line in advice)
    yield f"{section}: []"
    yield from (f"# {_format(item.text)}  {_one_line(item.evidence)}" for item in listed)


def _format(value: Value) -> str:
    """A value as YAML; text always in quotes, for "no" and "12:30" are no text without them."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_format, value))}]"
    return json.dumps(_one_line(value) if isinstance(value, str) else value, ensure_ascii=False)


def _one_line(text: str) -> str:
    """The text without line breaks and without the control characters that YAML forbids."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
