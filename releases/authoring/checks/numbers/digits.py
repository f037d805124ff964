"""Digits with what parts them: 1 234,5 and 1,234.5, 1'234, 12,34,567, ۱٬۲۳۴٫۵, by the habit of the language."""

from decimal import Decimal

from .number import EXACT
from .tokens import Tokens, ascii_digits

MARKS = frozenset(".,'’٫٬·")
_SPACES = frozenset(" \u00a0\u202f\u2009\u2007\u2008")
_GROUPS_ONLY = frozenset(" '٬")
# Fractions that are one sign.
VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8)}
# No figure has more groups than this; what does is a list or a code.
_MOST_PARTS = 14
LONGEST = 40


def read_digits(
    tokens: Tokens, index: int, *, decimal: str, scaled: frozenset[str]
) -> tuple[Decimal, int, bool] | None:
    """(value, index of the token after it, ambiguous), or None for a run of digits too long to be a figure.

    `decimal` is the language's mark, `scaled` its words for thousand, million and so on: before them 2.125 is no 2,125.
    """
    parts, marks = _cluster(tokens, index)
    if len(parts[0]) > LONGEST:
        return None
    if index >= tokens.apart:
        after = index + 2 * len(parts) - 1 - marks.count(" ")
        read = _interpret(parts, marks, decimal=decimal, scale=tokens.word(after) in scaled)
        if read is not None:
            return EXACT.create_decimal(read[0]), after, read[1]
        if " " not in marks:
            tokens.apart = after
    return EXACT.create_decimal(parts[0]), index + 1, False


def _cluster(tokens: Tokens, index: int) -> tuple[list[str], list[str]]:
    """Runs of digits from `index` on, and the marks between them; a space only before three digits."""
    parts, marks = [ascii_digits(tokens.word(index))], list[str]()
    at = index + 1
    while len(parts) < _MOST_PARTS:
        mark = tokens.word(at)
        if mark in MARKS and tokens.glued(at) and tokens.digits(at + 1) and tokens.glued(at + 1):
            marks.append("'" if mark == "’" else mark)
            parts.append(ascii_digits(tokens.word(at + 1)))
            at += 2
        elif _space_joins(tokens, at, parts, marks):
            marks.append(" ")
            parts.append(ascii_digits(mark))
            at += 1
        else:
            break
    return parts, marks


def _space_joins(tokens: Tokens, at: int, parts: list[str], marks: list[str]) -> bool:
    return (
        len(tokens.word(at)) == 3  # noqa: PLR2004 (thousands)
        and tokens.digits(at)
        and tokens.gap(at) in _SPACES
        and 1 <= len(parts[0]) <= 3  # noqa: PLR2004
        and parts[0][0] != "0"
        and all(mark == " " for mark in marks)
    )


def _interpret(parts: list[str], marks: list[str], *, decimal: str, scale: bool) -> tuple[str, bool] | None:
    """(digits with a point, ambiguous), or None if the marks make no number."""
    if not marks:
        return parts[0], False
    first, last = marks[0], marks[-1]
    if len(set(marks)) == 1 and (len(marks) > 1 or first in _GROUPS_ONLY):
        return ("".join(parts), False) if _grouped(parts, first) else None
    if len(marks) == 1:
        return _one_mark(parts, first, decimal=decimal, scale=scale)
    if len(set(marks[:-1])) == 1 and last != first and last in ".,٫·" and first != "٫" and _grouped(parts[:-1], first):
        return f"{''.join(parts[:-1])}.{parts[-1]}", False
    return None


def _one_mark(parts: list[str], mark: str, *, decimal: str, scale: bool) -> tuple[str, bool]:
    whole, rest = parts
    as_decimal = f"{whole}.{rest}"
    if mark in "٫·" or len(rest) != 3 or len(whole) > 3 or whole.startswith("0"):  # noqa: PLR2004
        return as_decimal, False
    if mark == decimal:
        return as_decimal, True
    if mark == "." and scale:
        return as_decimal, True
    return whole + rest, mark == "."


def _grouped(parts: list[str], mark: str) -> bool:
    """Thousands everywhere; with commas also the groups of two of lakh and crore."""
    head, *rest = (len(part) for part in parts)
    if parts[0].startswith("0") or not rest:
        return not rest
    if all(size == 3 for size in rest):  # noqa: PLR2004
        return head <= 3  # noqa: PLR2004
    return mark in ",٬" and head <= 2 and rest[-1] == 3 and all(size == 2 for size in rest[:-1])  # noqa: PLR2004
