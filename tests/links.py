"""Every address that a public answer names, whatever form it has: HTML, CSS, feeds, sitemaps, JSON, calendars, text."""

import html
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin

_ADDRESSES = {"href", "src", "action", "poster", "formaction", "cite", "data-suggest"}
_CANDIDATES = {"srcset", "imagesrcset"}
_IN_CSS = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_FOLD = re.compile(r"\r?\n[ \t]")  # RFC 5545, 3.1


def links(body: str, media_type: str, address: str, origin: str) -> set[str]:
    """Internal addresses as paths with their query and without their fragment; templates such as `{q}` are left out."""
    if media_type == "text/html":
        found = set(_in_html(body, origin))
    elif media_type == "text/css":
        found = set(_IN_CSS.findall(body))
    else:
        found = set(_whole(_FOLD.sub("", body), media_type, origin))
    resolved = (urldefrag(urljoin(origin + address, link.strip())).url for link in found)
    return {link.removeprefix(origin) or "/" for link in resolved if _is_inside(link, origin) and "{" not in link}


def _is_inside(link: str, origin: str) -> bool:
    return link == origin or link.startswith(f"{origin}/")


def _in_html(body: str, origin: str) -> Iterator[str]:
    reader = _Reader()
    reader.feed(body)
    yield from reader.found
    for text in reader.data:
        yield from strings(json.loads(text), origin)


def _whole(body: str, media_type: str, origin: str) -> Iterator[str]:
    """Addresses that stand whole in a text of any form."""
    if media_type.endswith("json"):
        yield from strings(json.loads(body), origin)
        return
    for link in re.findall(rf"{re.escape(origin)}[^\s\"'<>]*", body):
        yield html.unescape(link).partition('"')[0]


def strings(node: Any, origin: str) -> Iterator[str]:
    """The strings of a JSON value that begin with an origin, and the addresses in those that hold HTML."""
    if isinstance(node, dict):
        for value in node.values():
            yield from strings(value, origin)
    elif isinstance(node, list):
        for value in node:
            yield from strings(value, origin)
    elif isinstance(node, str):
        if node.startswith(origin):
            yield node
        elif "<" in node and "href=" in node:
            yield from _in_html(node, origin)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.data: list[str] = []
        self._in_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._in_data = tag == "script" and given.get("type", "").endswith("json")
        self.found |= {value for name, value in given.items() if name in _ADDRESSES}
        for name in _CANDIDATES & given.keys():
            self.found |= {part.split()[0] for part in given[name].split(",") if part.strip()}
        if tag == "meta" and given.get("content", "").startswith(("http://", "https://", "/")):
            self.found.add(given["content"])

    def handle_endtag(self, tag: str) -> None:
        self._in_data = False

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data.append(data)
