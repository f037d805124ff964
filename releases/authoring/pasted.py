"""What Word, LibreOffice, Google Docs and web pages put on the clipboard, as headings, lists, links and emphasis.

The editor does the same in the browser; this is for words that come by another way. Sanitising comes after.
"""

import re
from html import escape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

_FOREIGN = re.compile(
    r"<(?:\w+:\w+|font|div|center|h1|h4|h5|h6|b|i|u|table|meta|style|link|xml)[\s>/]|\bMso|\bmso-|<!|docs-internal-guid",
    re.IGNORECASE,
)
_SILENT = {"style", "script", "head", "title", "xml", "object", "svg", "iframe"}
_BREAKS = {"p", "div", "center", "tr", "table", "section", "article"}
_KEPT = {"ul", "ol", "li", "blockquote"}
_HEADING = re.compile(r"h([1-6])\Z")
_BOLD = re.compile(r"(?<![\w-])font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_PLAIN = re.compile(r"(?<![\w-])font-weight:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_SLANTED = re.compile(r"(?<![\w-])font-style:\s*(?:italic|oblique)", re.IGNORECASE)
_LIST = re.compile(r"mso-list:\s*l\d+\s+level(\d+)", re.IGNORECASE)
_MARK = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(?:\d+|[^\W\d_]|[ivx]+)[.)]", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u00a0]+")
_BETWEEN = re.compile(r"(?<=>)\s+(?=</?(?:p|h2|h3|ul|ol|li|blockquote)\b)")


def is_foreign(html: str) -> bool:
    """Whether it bears marks that our editor would not have made."""
    return _FOREIGN.search(html) is not None


def tidied(html: str) -> str:
    """Plain HTML; our own comes back as it is."""
    if not is_foreign(html):
        return html
    reader = _Reader(has_h1=re.search(r"<h1[\s>]", html, re.IGNORECASE) is not None)
    reader.feed(html)
    reader.close()
    return _BETWEEN.sub("", reader.finished())


class _Reader(HTMLParser):
    def __init__(self, *, has_h1: bool) -> None:
        super().__init__()
        self.down = int(has_h1)
        self.out: list[str] = []
        self.stack: list[tuple[str, str]] = []  # a tag as it came, and what closes it
        self.silent = 0
        self.mark: str | None = None  # the mark that Word writes before an item
        self.lists: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self.silent += 1
        elif tag == "br":
            self.out.append("<br>")
        elif tag not in {"meta", "link", "img", "input", "hr", "col"}:
            self.stack.append((tag, self._opened(tag, given)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
            return
        if tag not in [opened for opened, _closing in self.stack]:
            return
        while self.stack:
            opened, closing = self.stack.pop()
            if closing == "mark":
                self._marked()
            elif closing:
                self.out.append(closing)
            if opened == tag:
                return

    def handle_data(self, data: str) -> None:
        if self.mark is not None:
            self.mark += data
        elif not self.silent:
            self.out.append(escape(_SPACES.sub(" ", data), quote=False))

    def finished(self) -> str:
        while self.stack:
            self.handle_endtag(self.stack[-1][0])
        self._close_lists(0)
        return "".join(self.out)

    def _opened(self, tag: str, given: dict[str, str]) -> str:
        """Writes what opens; what closes it."""
        style = given.get("style", "")
        if (level := _LIST.search(style)) and tag == "p":
            self._item(int(level[1]))
            return ""
        if tag in _BREAKS or tag in _KEPT or _HEADING.match(tag):
            self._close_lists(0)
        if heading := _HEADING.match(tag):
            name = "h2" if int(heading[1]) + self.down <= 2 else "h3"  # noqa: PLR2004  the second level
            return self._wrap(name)
        if tag in _BREAKS or tag in _KEPT:
            return self._wrap("p" if tag in _BREAKS else tag)
        if _MARK.search(style):
            self.mark = ""
            return "mark"
        if tag == "a" and (address := _address(given.get("href", ""))):
            self.out.append(f'<a href="{escape(address)}">')
            return "</a>"
        return self._emphasis(tag, style)

    def _emphasis(self, tag: str, style: str) -> str:
        bold = (tag in {"b", "strong"} or _BOLD.search(style)) and not _PLAIN.search(style)
        in_heading = any(_HEADING.match(opened) for opened, _closing in self.stack)
        names = ["strong"] if bold and not in_heading else []
        names += ["em"] if tag in {"i", "em"} or _SLANTED.search(style) else []
        self.out += [f"<{name}>" for name in names]
        return "".join(f"</{name}>" for name in reversed(names))

    def _wrap(self, name: str) -> str:
        self.out.append(f"<{name}>")
        return f"</{name}>"

    def _item(self, level: int) -> None:
        """An item as Word writes it: a paragraph with its level. Which list it is, its mark says: see `_marked`."""
        self._close_lists(level)
        if len(self.lists) == level:
            self.out.append("</li><li>")
        while len(self.lists) < level:
            self.lists.append("ul")
            self.out.append("<ul><li>")

    def _marked(self) -> None:
        mark, self.mark = self.mark or "", None
        if self.lists and self.out and self.out[-1] == "<ul><li>" and _NUMBER.match(mark):
            self.out[-1] = "<ol><li>"
            self.lists[-1] = "ol"

    def _close_lists(self, level: int) -> None:
        while len(self.lists) > level:
            self.out.append(f"</li></{self.lists.pop()}>")


def _address(href: str) -> str:
    """Without the counter that Google Docs leads links through; "" for a place in the document it came from."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return ""
    if parts.hostname == "www.google.com" and parts.path == "/url":
        return parse_qs(parts.query).get("q", [""])[0]
    return href.strip() if parts.scheme or href.startswith("/") else ""
