"""HTML as we keep it: the few elements that our pages style, links that lead somewhere, nothing that runs."""

import re
from urllib.parse import urlsplit

import nh3

from .pasted import tidied

EDITOR_EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "Link": True,
    "HardBreak": True,
    "History": True,
    # Every button in sight, and each of them a button: a menu that opens cannot be reached by keyboard.
    "Menu": {
        "groups": [
            {"group": "headings"},
            {"group": "lists"},
            {"group": "nodes -blockType"},
            {"group": "marks"},
            {"group": "link"},
            {"group": "history"},
        ]
    },
}

_TAGS = {"p", "h2", "h3", "strong", "em", "ul", "ol", "li", "blockquote", "a", "br", "bdi", "span"}
_ATTRIBUTES = {"a": {"href", "hreflang"}, "span": {"lang", "dir"}, "bdi": {"lang", "dir"}, "p": {"lang", "dir"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_EMPTY = re.compile(r"<(p|h2|h3)>(?:\s|&nbsp;|<br>)*</\1>\s*")


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Only full addresses with a known scheme, addresses on this site, and places on this page."""
    if name != "href":
        return value
    address = value.strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme:
        return address if parts.scheme.lower() in _SCHEMES else None
    # `//host` and `/\host` leave the site although they look as if they stayed.
    stays = not parts.netloc and not re.match(r"[\\/]{2}", address) and address[:1] in {"/", "#"}
    return address if stays and "\\" not in address else None


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes=_SCHEMES,
    link_rel="noopener",
    generic_attribute_prefixes=set(),
)


def clean_html(html: str) -> str:
    """Sanitised HTML without empty paragraphs, and without what a word processor left in it."""
    return _EMPTY.sub("", _CLEANER.clean(tidied(html))).strip()
