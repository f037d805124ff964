"""An edition's content as a flow of paragraphs, for plain text and for DOCX alike: the words that outlets share."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any, Literal

from django.utils.translation import gettext as _

from releases.authoring.languages import interface_language

from . import charting, mapping

_MARKS = {"en": ("“", "”"), "kk": ("«", "»"), "ru": ("«", "»"), "ur": ("”", "“")}  # CLDR
Style = Literal["title", "lead", "heading", "text", "item", "quote", "question", "small"]
_STYLES: dict[str, Style] = {"h2": "heading", "h3": "heading", "p": "text", "li": "item", "blockquote": "text"}


@dataclass(frozen=True)
class Paragraph:
    style: Style
    text: str


@dataclass(frozen=True)
class Table:
    """Rows of one length; the first of them, and the first cell of each, may be names."""

    caption: str
    rows: list[list[str]]
    header_row: bool
    header_column: bool


Part = Paragraph | Table


def paragraphs(content: dict[str, Any]) -> Iterator[Part]:
    """Title to notes. Gettext must be in the content's language."""
    yield Paragraph("title", content["title"])
    if content["note"]:
        yield Paragraph("small", content["note"])
    yield Paragraph("lead", content["summary"])
    cards = {card["uid"]: card for card in content["cites"]}
    if "statement" in content:
        yield from _quote(content["statement"])
    if "statistic" in content:
        yield from (Paragraph("item", figure_line(content, row)) for row in content["statistic"]["observations"])
    if "media" in content:
        yield from _media(content)
    for block in content["body"]:
        yield from _block(block, cards)


def plain_text(content: dict[str, Any]) -> bytes:
    """The whole flow in UTF-8. Gettext must be in the content's language."""
    return ("\n\n".join(map(_written, paragraphs(content))) + "\n").encode()


def _written(part: Part) -> str:
    if isinstance(part, Table):
        return "\n".join([*filter(None, [part.caption]), *(" | ".join(row) for row in part.rows)])
    return {"heading": "\n", "item": "- "}.get(part.style, "") + part.text


def table(block: Mapping[str, Any]) -> Table:
    return Table(block["caption"], block["rows"], block["header_row"], block["header_column"])


def quote(statement: dict[str, Any]) -> str:
    """Words with who said them. Only what was said or written word for word stands in quotation marks."""
    opening, closing = ("", "") if statement["mode"] == "paraphrase" else _MARKS[interface_language()]
    words = f"{opening}{statement['words']}{closing}"
    return f"{words}\n— {attribution(statement)}"


def attribution(statement: dict[str, Any]) -> str:
    speaker = statement["speaker"]
    office = speaker["office"]["title"] if speaker["office"] else ""
    mode = {"verbatim": _("verbatim"), "paraphrase": _("paraphrase"), "written": _("written statement")}[
        statement["mode"]
    ]
    return ", ".join(part for part in (speaker["name"], office, statement["occasion"], mode) if part)


def figure_line(card: dict[str, Any], observation: dict[str, Any]) -> str:
    nature = {"actual": "", "estimate": _("estimate"), "preliminary": _("preliminary"), "target": _("target")}
    marks = [nature[observation["nature"]], observation["source"]]
    said = "; ".join(mark for mark in marks if mark)
    return f"{card['title']}: {observation['display']}" + (f" ({said})" if said else "")


def credit_line(card: dict[str, Any]) -> str:
    media = card["media"]
    terms = media["usage_terms"] or media["copyright_notice"]
    return ". ".join(part.rstrip(".") for part in (card["title"], media["credit_line"], terms) if part) + "."


def _block(block: dict[str, Any], cards: dict[str, dict[str, Any]]) -> Iterator[Part]:
    card = cards.get(block.get("cites", ""))
    if block["type"] == "text":
        yield from from_html(block["html"])
    elif block["type"] == "answer":
        mark = _("verbatim") if block["mode"] == "verbatim" else _("summary")
        yield Paragraph("question", f"{block['question']} ({mark})")
        yield from from_html(block["html"])
    elif block["type"] == "table":
        yield table(block)
    elif card is not None and block["type"] == "quote":
        yield from _quote(card["statement"])
    elif card is not None and block["type"] == "figure":
        row = next(row for row in card["statistic"]["observations"] if row["id"] == block["observation"])
        yield Paragraph("item", figure_line(card, row))
    elif card is not None and block["type"] == "chart":
        yield Paragraph("question", card["title"])
        for line in charting.lines(card, interface_language()):
            yield Paragraph("item", f"{line.label}: {line.shown}")
    elif card is not None:
        yield from _media(card)


def _media(card: dict[str, Any]) -> Iterator[Paragraph]:
    """The credit; of a drawn map also what stands on it, since no file goes with the text."""
    found = mapping.drawn(card)
    if found is not None:
        if card["media"]["alt_text"]:
            yield Paragraph("text", card["media"]["alt_text"])
        for name in [name for names in mapping.names(found) for name in names]:
            yield Paragraph("item", name)
    yield Paragraph("small", credit_line(card))


def _quote(statement: dict[str, Any]) -> Iterator[Paragraph]:
    yield Paragraph("quote", quote(statement))


class _Reader(HTMLParser):
    """Our own sanitised HTML, as paragraphs."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Paragraph] = []
        self.style: Style = "text"
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _STYLES:
            self.flush()
            self.style = _STYLES[tag]
        elif tag == "br":
            self.text += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in _STYLES:
            self.flush()

    def handle_data(self, data: str) -> None:
        self.text += data

    def flush(self) -> None:
        if self.text.strip():
            self.found.append(Paragraph(self.style, self.text.strip()))
        self.text, self.style = "", "text"


def from_html(html: str) -> list[Paragraph]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.found
