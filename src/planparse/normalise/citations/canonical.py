"""The one form of a symbol, whatever way a clerk, a scanner or a keyboard wrote it.

What is undone: case ("QĐ-TTG"), spaces, leading zeros ("2-NQ/TW" is "02-NQ/TW"), the dot of thousands ("1.088"), a
missing sign ("57NQ/TW", "71/NQCP"), dash and slash that changed places ("71-NQ/CP"), "TƯ" for "TW", "Ð" for "Đ". Where
dash and slash go is told by the body: the Party writes "57-NQ/TW", the state "71/NQ-CP"; of a body that could be
either ("BCĐ") they stay as printed, for two documents must not become one.
"""

from typing import NamedTuple

import regex

from planparse.rulebook.citations import CitationRules
from planparse.text.unicode import fold

_SYMBOL = regex.compile(
    r"(?P<number>\d{1,2}\.\d{3}|\d+[a-zđ]?)(?:/(?P<year>(?:19|20)\d\d)(?=/|\D))?(?P<sign>[/\-]?)(?P<rest>\p{L}[\p{L}\d&]*(?:[/\-][\p{L}\d&]+)*)"
)
_SIGN = regex.compile(r"([/\-])")
_SLIPS = str.maketrans("lIO", "110")


class Symbol(NamedTuple):
    """A symbol taken apart.

    Attributes:
        text: its canonical form.
        year: the year that stands in it ("30/2020/NĐ-CP"); None where there is none.
        codes: its parts behind the number ("NQ", "TW").
    """

    text: str
    year: int | None
    codes: tuple[str, ...]


def mend_letters(text: str) -> str:
    """Letters that look like the right one and have another code: "NÐ-CP" is typed with the Icelandic letter."""
    return text.replace("Ð", "Đ").replace("ð", "đ")


def mend_number(printed: str) -> str:
    """A number in which a scanner saw letters.

    >>> mend_number("l7O3")
    '1703'
    """
    return printed.translate(_SLIPS)


def read_symbol(symbol: str, *, rules: CitationRules) -> Symbol:
    """Takes any symbol apart and writes it as it should be; what is no symbol stays as it is.

    >>> from pathlib import Path
    >>> from planparse.rulebook.citations import load_citation_rules
    >>> rules = load_citation_rules(Path("rules"))
    >>> [read_symbol(text, rules=rules).text for text in ("71-NQ/CP", "2-Ctr/BCĐTW", "749QĐ-TTG", "1.088/QĐ-UBND")]
    ['71/NQ-CP', '02-CTr/BCĐTW', '749/QĐ-TTg', '1088/QĐ-UBND']
    """
    return rules.readings.recall(_read_symbol, rules, symbol)


def _read_symbol(rules: CitationRules, symbol: str) -> Symbol:
    found = _SYMBOL.fullmatch(mend_letters("".join(symbol.split())))
    if found is None:
        return Symbol(symbol, None, ())
    signs, codes = _split(found["rest"], found["sign"], rules)
    year = int(found["year"]) if found["year"] else None
    return Symbol(_write(_number(found["number"]), year, signs, codes, rules), year, codes)


def _number(printed: str) -> str:
    digits = printed.replace(".", "").lstrip("0") or "0"
    return digits.zfill(2 if digits.isdigit() else 3)


def _split(rest: str, sign: str, rules: CitationRules) -> tuple[list[str], tuple[str, ...]]:
    """The signs before each code, and the codes in their usual spelling."""
    pieces = _SIGN.split(rest)
    signs, codes = [sign or "/", *pieces[1::2]], pieces[0::2]
    if len(codes) == 1 and fold(codes[0]) not in rules.levels.by_code:
        joined = rules.joined.fullmatch(codes[0])
        if joined:
            codes, signs = [joined["kind"], joined["body"]], [signs[0], "-"]
    return signs, tuple(_spell(code, rules) for code in codes if code)


def _spell(code: str, rules: CitationRules) -> str:
    """A code as it is written; one that nobody knows keeps its letters, in capitals."""
    folded = fold(code)
    plain = folded.rstrip("0123456789")  # the term of a parliament: QH15
    if folded in rules.spellings:
        return rules.spellings[folded]
    return rules.spellings[plain] + folded[len(plain) :] if plain in rules.spellings else code.upper()


def _write(number: str, year: int | None, signs: list[str], codes: tuple[str, ...], rules: CitationRules) -> str:
    style = _style(codes, rules)
    if year is not None or style == "state":
        return f"{number}/{f'{year}/' if year else ''}{'-'.join(codes)}"
    if style == "party":
        return f"{number}-{'-'.join(codes[:-1])}/{codes[-1]}"
    return number + "".join(sign + code for sign, code in zip(signs, codes, strict=False))


def _style(codes: tuple[str, ...], rules: CitationRules) -> str | None:
    """How the body named last writes its symbols; None where that is open, or the kind is not known."""
    if len(codes) < 2 or fold(codes[0]) not in rules.codes:
        return None
    rule = rules.levels.by_code.get(fold(codes[-1]))
    return rule.style if rule else None
