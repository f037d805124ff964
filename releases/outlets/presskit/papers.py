"""The papers of a kit: DOCX, quotes, credits. Each a few kilobytes."""

import io
import re
from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run

from releases.authoring.languages import direction
from releases.outlets.flow import Paragraph, Table, credit_line, paragraphs, quote

_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_DOCX_STYLES = {
    "title": "Title", "lead": "Subtitle", "heading": "Heading 1", "text": "Normal", "item": "List Bullet",
    "quote": "Quote", "question": "Heading 2", "small": "Caption",
}  # fmt: skip


def docx(content: dict[str, Any]) -> bytes:
    """A DOCX with real headings and the language marked; right to left where the language is."""
    document: DocumentType = Document()
    language = content["language"]
    document.core_properties.title, document.core_properties.language = _written(content["title"])[:255], language
    document.core_properties.author = document.core_properties.comments = ""
    for part in paragraphs(content):
        if isinstance(part, Table):
            _add_table(document, part, language)
        else:
            _add(document, part, language)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def quotes(content: dict[str, Any]) -> bytes:
    cited = [card["statement"] for card in content["cites"] if "statement" in card]
    own = [content["statement"]] if "statement" in content else []
    return "\n\n".join(quote(statement) for statement in [*own, *cited]).encode()


def credits_file(cards: Iterable[tuple[str, dict[str, Any]]]) -> bytes:
    """One line a file: its name in the kit and the credit it must bear."""
    return "".join(f"{name}\t{' '.join(credit_line(card).split())}\n" for name, card in cards).encode()


def _written(text: str) -> str:
    """As XML 1.0 allows it: somebody may have pasted a control character."""
    return _NOT_XML.sub("", text)


def _add(document: DocumentType, paragraph: Paragraph, language: str) -> None:
    _write(document.add_paragraph(style=_DOCX_STYLES[paragraph.style]), paragraph.text, language)


def _add_table(document: DocumentType, shown: Table, language: str) -> None:
    """With the first row marked as the one that is repeated on each page, where it names the columns."""
    if shown.caption:
        _add(document, Paragraph("question", shown.caption), language)
    table = document.add_table(rows=len(shown.rows), cols=len(shown.rows[0]), style="Table Grid")
    if direction(language) == "rtl":
        table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
    if shown.header_row:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for number, (written, row) in enumerate(zip(table.rows, shown.rows, strict=True)):
        for column, (cell, text) in enumerate(zip(written.cells, row, strict=True)):
            run = _write(cell.paragraphs[0], text, language)
            run.bold = (shown.header_row and number == 0) or (shown.header_column and column == 0)


def _write(written: DocxParagraph, text: str, language: str) -> Run:
    run = written.add_run(_written(text))
    if direction(language) == "rtl":
        written._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))
    _mark_language(run, language)
    return run


def _mark_language(run: Run, language: str) -> None:
    mark = OxmlElement("w:lang")
    mark.set(qn("w:bidi" if direction(language) == "rtl" else "w:val"), language)
    run._r.get_or_add_rPr().append(mark)
