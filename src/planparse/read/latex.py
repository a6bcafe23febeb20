"""Formulas that OCR writes in LaTeX, as the plain text that stands on the page."""

import re

_SIGNS = {
    "geq": "≥", "geqslant": "≥", "ge": "≥", "gt": ">",
    "leq": "≤", "leqslant": "≤", "le": "≤", "lt": "<",
    "times": "×", "cdot": "·", "div": "÷", "pm": "±", "approx": "≈", "sim": "~", "neq": "≠", "ne": "≠",
    "rightarrow": "→", "to": "→", "Rightarrow": "⇒", "ldots": "...", "dots": "...", "circ": "°", "bullet": "•",
    "quad": " ", "qquad": " ",
}  # fmt: skip

# Lengths are bounded so that a text full of opening marks costs no more than another.
_MATH = re.compile(
    r"\$\$(?P<block>[^$]{1,2000})\$\$|\$(?P<line>[^$\n]{1,300})\$"
    r"|\\\((?P<round>.{1,300}?)\\\)|\\\[(?P<square>.{1,300}?)\\\]"
)
# Between dollar signs there is a formula only where it looks like one: "100$ và 200$" are sums of money.
_FORMULA = re.compile(r"(?s).*\\.*|[\d\s.,%<>=+\-/^{}()≥≤×~]*\d[\d\s.,%<>=+\-/^{}()≥≤×~]*")
_SIGN = re.compile(r"\\(" + "|".join(sorted(_SIGNS, key=len, reverse=True)) + r")(?![A-Za-z])")
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_SPACE = re.compile(r"\\[,;:!\s]|(?<!\\)~(?=\d)")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*")
_ESCAPED = re.compile(r"\\([%$&#_{}])")
_GROUPING = re.compile(r"(?<!\\)[{}^_]")


def plain_formulas(text: str) -> str:
    r"""Replaces formulas, and signs written as commands outside of them, by what they print.

    >>> plain_formulas(r"Đạt $\geq 95\%$ và $0{,}8$; chi \leq 2% hết 50$ tới 70$")
    'Đạt ≥ 95% và 0,8; chi ≤ 2% hết 50$ tới 70$'
    """
    if "$" not in text and "\\" not in text:
        return text
    return _SIGN.sub(_print_sign, _MATH.sub(_print_math, text))


def _print_math(match: re.Match[str]) -> str:
    content = str(match[match.lastgroup or 0])
    return _print_formula(content) if _FORMULA.fullmatch(content) else str(match[0])


def _print_formula(formula: str) -> str:
    text = _SIGN.sub(_print_sign, _FRACTION.sub(r"\1/\2", formula))
    text = _COMMAND.sub("", _SPACE.sub(" ", text))
    return " ".join(_ESCAPED.sub(r"\1", _GROUPING.sub("", text)).split())


def _print_sign(match: re.Match[str]) -> str:
    return _SIGNS[match[1]]
