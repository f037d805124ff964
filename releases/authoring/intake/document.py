"""What was taken in, as paragraphs with their plain words, and the language that they are in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from releases.assets.writings import Line, Writing

from ..checks.passages import plain
from ..cleaning import clean_html

_LETTERS = {
    "en": re.compile(r"[A-Za-z]"),
    "ru": re.compile(r"[\u0400-\u052f]"),
    "ur": re.compile(r"[\u0620-\u06ff]"),
}
_KAZAKH = re.compile(r"[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
# Every twelfth letter of Kazakh is one that Russian lacks; a Russian text has them in names alone.
_KAZAKH_SHARE = 30
_LONGEST = 4000
_STOP = re.compile(r"[.!?۔؟]\s")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`text` is what spans count; empty for a table, which has `rows`."""

    index: int
    tag: str
    html: str
    text: str
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def is_heading(self) -> bool:
        return self.tag in {"h1", "h2", "h3"}


def paragraphs_of(writing: Writing) -> tuple[Paragraph, ...]:
    """Of sanitised HTML; what is empty after that is left out."""
    found: list[Paragraph] = []
    for line in writing.lines:
        if line.tag == "table":
            found.append(Paragraph(len(found), "table", "", "", line.rows))
            continue
        for html in _pieces(_cleaned(line)):
            words = plain(f"<p>{html}</p>").words
            if words.strip():
                found.append(Paragraph(len(found), line.tag, html, words))
    return tuple(found)


def _pieces(html: str) -> list[str]:
    """A paragraph as it is; one longer than anybody writes in pieces, at ends of sentences and without marks."""
    if len(html) <= _LONGEST:
        return [html]
    words, pieces = plain(f"<p>{html}</p>").words, []
    while len(words) > _LONGEST:
        stops = [stop.end() for stop in _STOP.finditer(words, 0, _LONGEST)]
        cut = stops[-1] if stops else words.rfind(" ", 1, _LONGEST)
        cut = cut if cut > 0 else _LONGEST
        pieces.append(words[:cut].strip())
        words = words[cut:].lstrip()
    return [escape(piece, quote=False) for piece in [*pieces, words]]


def _cleaned(line: Line) -> str:
    return clean_html(f"<p>{line.html}</p>").removeprefix("<p>").removesuffix("</p>")


def language_of(paragraphs: Sequence[Paragraph]) -> str:
    """By letters: the script, and of Cyrillic whether it has those that Kazakh alone needs."""
    words = " ".join(paragraph.text for paragraph in paragraphs)
    counts = {language: len(letters.findall(words)) for language, letters in _LETTERS.items()}
    language = max(counts, key=lambda one: counts[one])
    if language == "ru" and len(_KAZAKH.findall(words)) * _KAZAKH_SHARE > counts["ru"]:
        return "kk"
    return language
