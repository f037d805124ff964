"""The papers of a kit: plain text, DOCX, quotes, figures as CSV, credits. Each a few kilobytes."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run

from releases.authoring.languages import direction

from .flow import Paragraph, credit_line, paragraphs, quote

_DOCX_STYLES = {
    "title": "Title", "lead": "Subtitle", "heading": "Heading 1", "text": "Normal", "item": "List Bullet",
    "quote": "Quote", "question": "Heading 2", "small": "Caption",
}  # fmt: skip
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "|", "%")
_COLUMNS = (
    "statistic",
    "value",
    "unit",
    "qualifier",
    "nature",
    "period_from",
    "period_until",
    "as_of",
    "source",
    "display",
    "id",
)


def plain_text(content: dict[str, Any]) -> bytes:
    lines = []
    for paragraph in paragraphs(content):
        mark = {"heading": "\n", "item": "- "}.get(paragraph.style, "")
        lines.append(f"{mark}{paragraph.text}")
    return ("\n\n".join(lines) + "\n").encode()


def docx(content: dict[str, Any]) -> bytes:
    """A DOCX with real headings and the language marked; right to left where the language is."""
    document: DocumentType = Document()
    language = content["language"]
    document.core_properties.title, document.core_properties.language = content["title"], language
    document.core_properties.author = ""
    for paragraph in paragraphs(content):
        _add(document, paragraph, language)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def quotes(content: dict[str, Any]) -> bytes:
    cited = [card["statement"] for card in content["cites"] if "statement" in card]
    own = [content["statement"]] if "statement" in content else []
    return "\n\n".join(quote(statement) for statement in [*own, *cited]).encode()


def figures(content: dict[str, Any]) -> bytes:
    """CSV in UTF-8 with a byte-order mark, so that spreadsheets read every script; no cell can be a formula."""
    cards = [card for card in [content, *content["cites"]] if "statistic" in card]
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(_COLUMNS)
    for card in cards:
        for row in card["statistic"]["observations"]:
            dates = {name: row[name]["date"] if row[name] else "" for name in ("period_from", "period_until", "as_of")}
            cells = {**row, **dates, "statistic": card["title"], "id": f"{card['uid']}#{row['id']}"}
            writer.writerow([_cell(str(cells[column])) for column in _COLUMNS])
    return ("\ufeff" + buffer.getvalue()).encode()


def credits_file(cards: Iterable[tuple[str, dict[str, Any]]]) -> bytes:
    """One line a file: its name in the kit and the credit it must bear."""
    return "".join(f"{name}\t{credit_line(card)}\n" for name, card in cards).encode()


def _cell(text: str) -> str:
    if not text.startswith(_FORMULA_STARTS):
        return text
    number = text.lstrip("-").replace(".", "", 1)
    return text if number.isdecimal() else f"'{text}"


def _add(document: DocumentType, paragraph: Paragraph, language: str) -> None:
    written: DocxParagraph = document.add_paragraph(style=_DOCX_STYLES[paragraph.style])
    run = written.add_run(paragraph.text)
    if direction(language) == "rtl":
        written._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))
    _mark_language(run, language)


def _mark_language(run: Run, language: str) -> None:
    mark = OxmlElement("w:lang")
    mark.set(qn("w:bidi" if direction(language) == "rtl" else "w:val"), language)
    run._r.get_or_add_rPr().append(mark)
