"""DOCX and ODT as paragraphs, headings, list items and tables: of the words as they stand, with changes accepted."""

import io
import zipfile
from collections.abc import Iterator
from html import escape
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from releases.assets.sandboxed.refusing import Refused
from releases.assets.sandboxed.words import KINDS, Line, is_heading

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_MOST_SPACES = 100

Read = tuple[str, str, list[Line], list[str]]


def read(archive: zipfile.ZipFile) -> Read:
    """(`docx` or `odt`, title, lines, what was left out)."""
    names = set(archive.namelist())
    try:
        if "word/document.xml" in names:
            return _docx(archive)
        if "content.xml" in names and archive.read("mimetype").startswith(b"application/vnd.oasis.opendocument.text"):
            return _odt(archive)
    except etree.XMLSyntaxError as error:
        # libxml2 stops at 256 levels.
        raise Refused("too_deep" if "depth" in str(error) else "damaged") from None
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, NotImplementedError, OSError):
        raise Refused("damaged") from None
    raise Refused("not_taken", kinds=KINDS)


def _docx(archive: zipfile.ZipFile) -> Read:
    stream: Any = archive.fp
    stream.seek(0)
    document = docx.Document(io.BytesIO(stream.read()))
    body, left_out = document.element.body, []
    names = {style.style_id: (style.name or "") for style in document.styles}
    links = {key: relation.target_ref for key, relation in document.part.rels.items() if relation.is_external}
    lines: list[Line] = []
    for element in _outermost(body, {f"{_W}p", f"{_W}tbl"}):
        if element.tag == f"{_W}tbl":
            lines.append(("table", _docx_rows(element, links)))
            continue
        words = _docx_words(element, links)
        style = element.find(f"{_W}pPr/{_W}pStyle")
        name = names.get(style.get(f"{_W}val", "") if style is not None else "", "").lower()
        listed = element.find(f"{_W}pPr/{_W}numPr") is not None or name.startswith("list")
        lines.append((_tag(name, listed=listed, words=words), words))
    for tag, what in (
        ("del", "struck"),
        ("footnoteReference", "notes"),
        ("commentReference", "comments"),
        ("drawing", "pictures"),
    ):
        if next(body.iter(f"{_W}{tag}"), None) is not None:
            left_out.append(what)
    return "docx", "", lines, left_out


def _tag(style: str, *, listed: bool, words: str) -> str:
    if style in {"title", "heading 1"}:
        return "h1"
    if style.startswith("heading 2") or style == "subtitle":
        return "h2"
    if style.startswith("heading"):
        return "h3"
    if listed:
        return "li"
    # Most people make a heading by writing it bold.
    bold = words.startswith("<strong>") and words.endswith("</strong>") and words.count("<strong>") == 1
    return "h2" if bold and is_heading(words[8:-9]) else "p"


def _docx_rows(table: Any, links: dict[str, str]) -> list[list[str]]:
    return [
        [
            " ".join(_bare(_docx_words(one, links)) for one in cell.iter(f"{_W}p")).strip()
            for cell in row.iter(f"{_W}tc")
        ]
        for row in table.iter(f"{_W}tr")
    ]


def _docx_words(paragraph: Any, links: dict[str, str]) -> str:
    """With changes accepted; text boxes and what an old Word would show instead are left out."""
    runs: list[tuple[str, str, str]] = []
    for run in paragraph.iter(f"{_W}r"):
        around = [
            ancestor.tag
            for ancestor in run.iterancestors(
                f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback", f"{_W}txbxContent", f"{_W}p"
            )
        ]
        if around[:1] != [f"{_W}p"] or next(run.iterancestors(f"{_W}p")) is not paragraph:
            continue
        properties = run.find(f"{_W}rPr")
        marks = "".join(name for name, tag in (("strong ", "b"), ("em ", "i")) if _is_on(properties, tag))
        link = next(run.iterancestors(f"{_W}hyperlink"), None)
        address = links.get(link.get(f"{_R}id", ""), "") if link is not None else ""
        runs.append(("".join(_docx_said(run)), marks, address))
    return _written(runs)


def _docx_said(run: Any) -> Iterator[str]:
    for part in run:
        if part.tag == f"{_W}t":
            yield part.text or ""
        elif part.tag == f"{_W}tab":
            yield " "
        elif part.tag in {f"{_W}br", f"{_W}cr"}:
            yield "\n"
        elif part.tag == f"{_W}noBreakHyphen":
            yield "-"


def _is_on(properties: Any, tag: str) -> bool:
    found = properties.find(f"{_W}{tag}") if properties is not None else None
    return found is not None and found.get(f"{_W}val", "1") not in {"0", "false", "off"}


def _written(runs: list[tuple[str, str, str]]) -> str:
    """Neighbours with the same marks are one stretch: (words, marks, address)."""
    joined: list[list[str]] = []
    for words, marks, address in runs:
        if joined and (joined[-1][1:] == [marks, address] or not words.strip()):
            joined[-1][0] += words
        else:
            joined.append([words, marks, address])
    out = ""
    for words, marks, address in joined:
        said = escape(words, quote=False).replace("\n", "<br>")
        core = said.strip()
        if not core:
            out += said
            continue
        lead, tail = said[: len(said) - len(said.lstrip())], said[len(said.rstrip()) :]
        for name in marks.split():
            core = f"<{name}>{core}</{name}>"
        if address.startswith(("http://", "https://", "mailto:")):
            core = f'<a href="{escape(address)}">{core}</a>'
        out += lead + core + tail
    return " ".join(out.split(" ")).strip().removesuffix("<br>")


def _bare(words: str) -> str:
    return " ".join("".join(etree.fromstring(f"<p>{words.replace('<br>', ' ')}</p>").itertext()).split())


def _odt(archive: zipfile.ZipFile) -> Read:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    tree = etree.fromstring(archive.read("content.xml"), parser=parser)
    body = tree.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise Refused("damaged")
    styles = dict(_odt_styles(tree))
    lines: list[Line] = []
    for element in _outermost(body, {f"{_TEXT}p", f"{_TEXT}h", f"{_TABLE}table", f"{_TEXT}tracked-changes"}):
        if element.tag == f"{_TEXT}tracked-changes":
            continue
        if element.tag == f"{_TABLE}table":
            lines.append(("table", _odt_rows(element)))
            continue
        words = _written(list(_odt_runs(element, styles, "", "")))
        name = element.get(f"{_TEXT}style-name", "")
        style = styles.get(name, ("", ""))[0] or name
        listed = next(element.iterancestors(f"{_TEXT}list-item"), None) is not None
        if element.tag == f"{_TEXT}h":
            style = f"heading {element.get(f'{_TEXT}outline-level', '1')}"
        lines.append((_tag(style.lower().replace("_20_", " "), listed=listed, words=words), words))
    left_out = [
        what
        for tag, what in (
            (f"{_TEXT}deletion", "struck"),
            (f"{_TEXT}note", "notes"),
            (f"{_OFFICE}annotation", "comments"),
        )
        if next(body.iter(tag), None) is not None
    ]
    return "odt", "", lines, left_out


def _odt_styles(tree: Any) -> Iterator[tuple[str, tuple[str, str]]]:
    """(name, (the style that it is made from, marks))."""
    for style in tree.iter(f"{_STYLE}style"):
        properties = style.find(f"{_STYLE}text-properties")
        marks = ""
        if properties is not None:
            marks += "strong " if properties.get(f"{_FO}font-weight") == "bold" else ""
            marks += "em " if properties.get(f"{_FO}font-style") == "italic" else ""
        yield style.get(f"{_STYLE}name", ""), (style.get(f"{_STYLE}parent-style-name", ""), marks)


def _odt_runs(element: Any, styles: Any, marks: str, address: str) -> Iterator[tuple[str, str, str]]:
    """Recursion is bounded: libxml2 reads 256 levels."""
    if element.text:
        yield element.text.replace("\n", " "), marks, address
    for part in element:
        if part.tag == f"{_TEXT}s":
            yield " " * min(int(part.get(f"{_TEXT}c", "1")), _MOST_SPACES), marks, address
        elif part.tag == f"{_TEXT}tab":
            yield " ", marks, address
        elif part.tag == f"{_TEXT}line-break":
            yield "\n", marks, address
        elif part.tag in {f"{_TEXT}span", f"{_TEXT}a"}:
            own = styles.get(part.get(f"{_TEXT}style-name", ""), ("", ""))[1]
            yield from _odt_runs(part, styles, own or marks, part.get(f"{_XLINK}href", "") or address)
        if part.tail:
            yield part.tail.replace("\n", " "), marks, address


def _odt_rows(table: Any) -> list[list[str]]:
    return [
        [" ".join(" ".join(cell.itertext()).split()) for cell in row.iter(f"{_TABLE}table-cell")]
        for row in table.iter(f"{_TABLE}table-row")
    ]


def _outermost(root: Any, tags: set[str]) -> Iterator[Any]:
    """Elements of these names that are in no other of them, in order."""
    inside = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in tags and element is not root:
            if event == "start":
                if not inside:
                    yield element
                inside += 1
            else:
                inside -= 1
