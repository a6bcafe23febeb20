"""A line of running text -> the words before its labels, and the labelled values: "Đơn vị chủ trì: Phòng Kinh tế"."""

from typing import NamedTuple

import regex

from planparse.model.base import Quote
from planparse.rulebook.tasks import FieldRole, LabelSpan, TaskRules
from planparse.text.aligned import Aligned, align

MARK = regex.compile(r"\s*(?P<mark>[-–—+•*·○▪])\s*(?=\S)")
_LOOSE_END = regex.compile(r"(?:[\s;,:.(\[+•*·○▪/-]|[–—])+$")
_LOOSE_START = regex.compile(r"^[\s;,.]+")
_EVIDENCE: tuple[FieldRole, ...] = ("lead", "support", "deadline", "output")


class Value(NamedTuple):
    """What stands behind a label; "" where nothing does.

    Attributes:
        label: the words before the colon.
        fallback: the role it takes in a task that has no other value of that role.
        quotes: where its words stand; empty before its line is known.
    """

    role: FieldRole
    text: str
    label: str = ""
    fallback: FieldRole | None = None
    quotes: tuple[Quote, ...] = ()

    @property
    def is_evidence(self) -> bool:
        """It says who, with whom, by when or with what result, as labels of tasks do."""
        return self.role in _EVIDENCE or self.fallback in _EVIDENCE


class LabelledText(NamedTuple):
    """A line taken apart.

    Attributes:
        mark: its bullet, "" where it has none.
        before: the words before the first label, all of them where there is no label.
    """

    mark: str
    before: str
    values: tuple[Value, ...]

    @property
    def is_evident(self) -> bool:
        """Some label says who, when or with what result."""
        return any(value.is_evidence for value in self.values)


def read_labelled(text: str, *, rules: TaskRules) -> LabelledText:
    """Takes a line apart. A label such as "Nội dung:" at its start only names what follows.

    A line whose labels give but particulars ("Địa điểm: ...") after other words is left whole.
    """
    return rules.readings.recall(_read_labelled, rules, text)


def _read_labelled(rules: TaskRules, text: str) -> LabelledText:
    bullet = MARK.match(text)
    mark = "-" if bullet and bullet["mark"] in "–—" else bullet["mark"] if bullet else ""
    dated, aligned = _split_date(align(text[bullet.end() :] if bullet else text), rules)
    spans = [span for span in rules.find_labels(aligned) if not _is_clause(span, aligned)]
    ends = [span.start for span in spans[1:]] + [len(aligned.folded)]
    values = tuple(
        Value(
            span.rule.role,
            _trim(aligned.words(span.end, end)),
            aligned.words(span.start, span.end).rstrip(": "),
            span.rule.fallback,
        )
        for span, end in zip(spans, ends, strict=False)
    )
    start = spans[0].start if spans else len(aligned.folded)
    before = _LOOSE_END.sub("", aligned.words(0, start)) if spans else aligned.words(0, start)
    if not before and values and values[0].role == "name":
        before, values = values[0].text, values[1:]
    values = (*values, *dated)
    found = LabelledText(mark, before, values)
    return found if found.is_evident or not before else LabelledText(mark, _whole(found, aligned.printed), ())


def _split_date(text: Aligned, rules: TaskRules) -> tuple[tuple[Value, ...], Aligned]:
    """A day or month that opens the line ("Tháng 3/2026: Trồng cây"), and the text behind its colon."""
    match = rules.match("dated", text.printed)
    if match is None:
        return (), text
    return (Value("deadline", text.words(*match.span("period"))),), align(text.printed[match.end() :])


def _is_clause(span: LabelSpan, text: Aligned) -> bool:
    """Words without colon inside a sentence: "..., hoàn thành trước ngày 30/6" is a part of it, and no label."""
    before = text.folded[: span.start].rstrip()
    return span.rule.bare and bool(before) and not before.endswith(("(", ".", ";"))


def strip_end(text: str) -> str:
    """A name without the punctuation that closes its line."""
    return text.strip().rstrip("./;:, ").strip()


def _whole(found: LabelledText, printed: str) -> str:
    """The line without its bullet; without "Nội dung:" where that opened it."""
    words = " ".join(printed.split())
    return words[words.find(found.before) :] if found.before in words else words


def _trim(value: str) -> str:
    """A value without the punctuation around it; a bracket that was opened before its label is dropped."""
    value = _LOOSE_START.sub("", _LOOSE_END.sub("", value))
    while value.endswith((")", "]")) and value.count("(") + value.count("[") < value.count(")") + value.count("]"):
        value = _LOOSE_END.sub("", value[:-1])
    return value
