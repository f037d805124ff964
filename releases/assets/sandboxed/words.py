"""Plain text as paragraphs: what was wrapped is joined again, what stands alone and ends in no stop is a heading.

A line is `(tag, HTML)` with `p`, `h2` or `li`; of a table `("table", rows of words)`.
"""

import re
from html import escape
from typing import Any

Line = tuple[str, Any]
KINDS = "TXT, DOCX, ODT, HTML, EML"

_BULLET = re.compile(r"\s*(?:[-–—•·*▪●]|\d{1,2}[.)])\s+(?=\S)")
_ENDS = (".", "!", "?", "…", "۔", "؟", ":", ";", ",", "،", "؛", "”", "»", '"', ")")
_WRAPPED_FROM, _WRAPPED_TO = 45, 100
_LONGEST_HEADING, _FEWEST_WORDS = 120, 2


def paragraphs(text: str) -> list[Line]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n\n").replace("\u2028", "\n")
    lines: list[Line] = []
    for block in re.split(r"\n[^\S\n]*\n", text.replace("\f", "\n\n")):
        rows = [" ".join(row.split()) for row in block.split("\n") if row.strip()]
        lines += [_line(row, block) for row in _joined(rows)]
    if lines and lines[-1][0] == "h2":
        lines[-1] = ("p", lines[-1][1])  # nothing stands under it
    return lines


def is_heading(words: str) -> bool:
    """Whether a line that stands alone reads as one: short, of some words, without a stop."""
    return (
        len(words) <= _LONGEST_HEADING
        and not words.endswith(_ENDS)
        and len(words.split()) >= _FEWEST_WORDS
        and any(letter.isalpha() for letter in words)
    )


def _joined(rows: list[str]) -> list[str]:
    """Rows of a mail that were broken at one width are one paragraph; others are a paragraph each."""
    wrapped = len(rows) > 1 and all(_WRAPPED_FROM <= len(row) <= _WRAPPED_TO for row in rows[:-1])
    if wrapped and not any(_BULLET.match(row) for row in rows) and len(rows[-1]) <= _WRAPPED_TO:
        return [" ".join(rows)]
    return rows


def _line(row: str, block: str) -> Line:
    if bullet := _BULLET.match(row):
        return "li", escape(row[bullet.end() :], quote=False)
    alone = "\n" not in block.strip()
    return "h2" if alone and is_heading(row) else "p", escape(row, quote=False)
