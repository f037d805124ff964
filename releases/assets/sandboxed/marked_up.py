"""HTML as paragraphs, headings, list items and tables, with emphasis and links; the frame of a page is left out."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from lxml import etree, html

from releases.assets.sandboxed.refusing import Refused
from releases.assets.sandboxed.words import Line

_SILENT = {
    "script", "style", "noscript", "template", "head", "title", "nav", "aside", "footer", "form", "svg", "iframe",
    "object", "button", "select", "figure",
}  # fmt: skip
_BREAKS = {
    "p", "div", "section", "article", "main", "header", "center", "blockquote", "ul", "ol", "dl", "dt", "dd", "pre",
    "tr", "td", "th", "body", "address", "hr",
}  # fmt: skip
_HEADINGS = {"h1": "h1", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
_EMPHASIS = {"b": "strong", "strong": "strong", "i": "em", "em": "em"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_DEEPEST = 200


def read(words: str) -> tuple[str, list[Line]]:
    """(title, lines). Raises Refused where it is nested deeper than anybody writes."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(words.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError, AssertionError):
        raise Refused("no_words") from None
    title = " ".join(tree.findtext(".//title", "").split())
    article = tree.findall(".//article")
    main = tree.findall(".//main")
    body = article[0] if len(article) == 1 else main[0] if main else tree.find(".//body")
    flow = _Flow()
    flow.read(body if body is not None else tree)
    return title, flow.lines


class _Flow:
    """Walks an element and writes lines; a block that begins or ends closes the line."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.line = ""
        self.tag = "p"
        self.open: list[str] = []

    def read(self, root: Any) -> None:
        """Without recursion: events of a walk, with what is silent left out."""
        depth, silent = 0, 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            name = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                depth += 1
                if depth > _DEEPEST:
                    raise Refused("too_deep")
                if silent or name in _SILENT or _is_hidden(element):
                    silent += 1
                elif name == "table" and _is_of_data(element):
                    self.close()
                    self.lines.append(("table", _rows(element)))
                    silent += 1
                else:
                    self.begin(name, element)
                    self.say(element.text)
            else:
                depth -= 1
                if silent:
                    silent -= 1
                else:
                    self.end(name)
                if not silent and element is not root:
                    self.say(element.tail)
        self.close()

    def begin(self, name: str, element: Any) -> None:
        if name in _HEADINGS or name == "li":
            self.close()
            self.tag = _HEADINGS.get(name, "li")
        elif name in _BREAKS:
            # A paragraph within an item of a list is the item.
            tag = "li" if self.tag == "li" and not self.line and name in {"p", "div"} else "p"
            self.close()
            self.tag = tag
        elif name == "br":
            if self.line.endswith("<br>"):
                self.line = self.line.removesuffix("<br>")
                self.close()
            elif self.line:
                self.line += "<br>"
        elif name in _EMPHASIS:
            self._open(_EMPHASIS[name], f"<{_EMPHASIS[name]}>")
        elif name == "a" and _ADDRESS.match(element.get("href", "").strip()):
            self._open("a", f'<a href="{escape(element.get("href").strip())}">')

    def end(self, name: str) -> None:
        if name in _HEADINGS or name == "li" or name in _BREAKS:
            self.close()
        elif (written := _EMPHASIS.get(name, name)) in self.open:
            while self.open:
                last = self.open.pop()
                self.line += f"</{last}>"
                if last == written:
                    break

    def say(self, words: str | None) -> None:
        spoken = re.sub(r"[\s\u00a0]+", " ", words or "")
        self.line += escape(spoken.lstrip() if not self.line or self.line.endswith("<br>") else spoken, quote=False)

    def close(self) -> None:
        line = re.sub(r"(?:<br>|\s)+\Z", "", self.line + "".join(f"</{name}>" for name in reversed(self.open))).strip()
        if re.sub(r"<[^>]*>", "", line).strip():
            self.lines.append((self.tag, line))
        self.line, self.tag, self.open = "", "p", []

    def _open(self, name: str, written: str) -> None:
        self.open.append(name)
        self.line += written


def _is_hidden(element: Any) -> bool:
    return (
        "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
        or _HIDDEN.search(element.get("style", "")) is not None
    )


def _is_of_data(table: Any) -> bool:
    """A table of short cells in several columns; mails are laid out with others, which are paragraphs to us."""
    if table.find(".//table") is not None or table.get("role") == "presentation":
        return False
    rows = list(table.iter("tr"))
    return len(rows) > 1 and min(len(row) for row in rows) > 1 and table.find(".//p//p") is None


def _rows(table: Any) -> list[list[str]]:
    return [list(_cells(row)) for row in table.iter("tr")]


def _cells(row: Any) -> Iterator[str]:
    for cell in row:
        yield " ".join("".join(cell.itertext()).split())
