"""A content as passages of plain words, each with its place: what the checks read.

Offsets are those of the field's plain words: of a block, its paragraphs one a line, with all their spaces.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html.parser import HTMLParser
from typing import Any, ParamSpec, TypeVar, cast

from .finding import Place

_BLOCKS = frozenset({"p", "h2", "h3", "h4", "li", "blockquote"})
_SENTENCE = re.compile(r"[.!?…۔؟]+[\"'”»’)\]]*(?:\s+|\Z)")
# A stop that ends no sentence: after one letter, and after these.
_SHORTENED = re.compile(
    r"(?:(?<!/)\b\w|\b(?:mr|mrs|ms|dr|st|no|vs|approx|ca|г-н|им|см|напр))\.\s*\Z",
    re.IGNORECASE,
)


Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")
_KEPT: list[Any] = []


def kept(function: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
    """Keeps the answers to what was asked of a passage: one that has not changed is not read again."""
    cached: Any = lru_cache(maxsize=8192)(function)
    _KEPT.append(cached)
    return cast("Callable[Parameters, Answer]", cached)


def forget() -> None:
    for cached in _KEPT:
        cached.cache_clear()


@dataclass(frozen=True, slots=True)
class Passage:
    """A title, or one paragraph of a block; `offset` is where it begins in the words of its field."""

    field: str
    text: str
    tag: str = ""
    block: int | None = None
    offset: int = 0

    def at(self, start: int, end: int) -> Place:
        return Place(self.field, self.block, self.offset + start, self.offset + end)

    @property
    def whole(self) -> Place:
        return self.at(0, len(self.text))


@dataclass(frozen=True, slots=True)
class Link:
    """An anchor of a block: its address and where its words stand."""

    address: str
    place: Place
    text: str


class Read:
    """The words of one content, taken apart once. `digest` is of the whole content."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.content = content
        self.uid: str = content["uid"]
        self.language: str = content["language"]
        self.kind: str = content["kind"]

    @cached_property
    def digest(self) -> str:
        spelled = json.dumps(self.content, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(spelled.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def is_source(self) -> bool:
        return bool(self.content["language"] == self.content["source_language"])

    @cached_property
    def own(self) -> list[Passage]:
        """Title, summary, the words of a statement, the alternative text: as far as there are any."""
        fields = {name: self.content[name] for name in ("title", "summary", "note")}
        fields["words"] = self.content.get("statement", {}).get("words", "")
        fields["alt_text"] = self.content.get("media", {}).get("alt_text", "")
        return [Passage(name, text) for name, text in fields.items() if text]

    @cached_property
    def body(self) -> list[Passage]:
        found = []
        for number, block in enumerate(self.content["body"]):
            if block.get("question"):
                found.append(Passage("question", block["question"], "question", number))
            found += [
                Passage("html", text, tag, number, offset)
                for offset, text, tag in plain(block.get("html", "")).paragraphs
            ]
            if block["type"] == "table":
                found += _table(block, number)
        return found

    @cached_property
    def passages(self) -> list[Passage]:
        return [*self.own, *self.body]

    @cached_property
    def links(self) -> list[Link]:
        return [
            Link(address, Place("html", number, start, end), plain(block["html"]).words[start:end])
            for number, block in enumerate(self.content["body"])
            for address, start, end in plain(block.get("html", "")).links
        ]

    @cached_property
    def cards(self) -> dict[str, Mapping[str, Any]]:
        return {card["uid"]: card for card in self.content["cites"]}


def _table(block: Mapping[str, Any], number: int) -> list[Passage]:
    """Its caption, and each cell that is not empty: of its words, one a line."""
    found = [Passage("caption", block["caption"], "caption", number)] if block["caption"] else []
    offset = 0
    for cell in (cell for row in block["rows"] for cell in row):
        if cell.strip():
            found.append(Passage("cells", cell, "cell", number, offset))
        offset += len(cell) + 1
    return found


@dataclass(frozen=True, slots=True)
class Plain:
    """`paragraphs` are (offset, text, tag), `links` (address, start, end), both in `words`."""

    words: str
    paragraphs: tuple[tuple[int, str, str], ...]
    links: tuple[tuple[str, int, int], ...]


@kept
def plain(html: str) -> Plain:
    """Our own sanitised HTML as words: one paragraph a line, spaces as they are, a line break as a space."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return Plain("\n".join(text for _at, text, _tag in reader.found), tuple(reader.found), tuple(reader.links))


@kept
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each sentence, in order and without a gap between them."""
    found, start = [], 0
    for stop in _SENTENCE.finditer(text):
        ends_with_dot = text[stop.start()] == "."
        after = text[stop.end() : stop.end() + 1]
        if (
            ends_with_dot
            and stop.end() < len(text)
            and (after.islower() or _SHORTENED.search(text[max(0, stop.start() - 8) : stop.start() + 1]))
        ):
            continue
        found.append((start, stop.end()))
        start = stop.end()
    if start < len(text):
        found.append((start, len(text)))
    return tuple(found)


def sentence_at(text: str, place: int) -> tuple[int, int]:
    """The sentence in which a character stands."""
    return next(((start, end) for start, end in sentences(text) if start <= place < end), (0, len(text)))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str, str]] = []
        self.links: list[tuple[str, int, int]] = []
        self.text, self.tag, self.done = "", "p", 0
        self.anchor: tuple[str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.flush()
            self.tag = tag
        elif tag == "br":
            self.text += " "
        elif tag == "a":
            self.anchor = (dict(attrs).get("href") or "", self.done + len(self.text))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.anchor:
            address, start = self.anchor
            self.links.append((address, start, self.done + len(self.text)))
            self.anchor = None
        if tag in _BLOCKS:
            self.flush()

    def handle_data(self, data: str) -> None:
        self.text += data

    def flush(self) -> None:
        if self.text.strip():
            self.found.append((self.done, self.text, self.tag))
            self.done += len(self.text) + 1
        self.text, self.tag = "", "p"
