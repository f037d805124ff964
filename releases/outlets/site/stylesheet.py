"""The one stylesheet of the site, put together from its parts: each file more costs a phone a way there and back."""

import functools
import gzip
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import brotli
from backports import zstd
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from . import theme, typefaces

# A later part wins over an earlier one that says as much. The typefaces come from the build, `print` at the end.
PARTS = ("search", "changes", "charts", "subscribe", "site", "blocks", "map")
# What every page has; the others are written into a page only where something on it needs them.
EVERYWHERE = ("site", "blocks")
# Files of their own beside the page's styles, for drawings alone: what they say, such as container queries, checkers of
# HTML take for mistakes.
BESIDE = ("charts", "map")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FILE = re.compile(r'url\("([a-z0-9-]+\.woff2)"\)')
# Spaces that say nothing, but none of those in a string.
_LOOSE = re.compile(r"""("[^"]*"|'[^']*')|\s*([{};,])\s*|(:)\s+|\s+""")
_SELECTORS = re.compile(r"([^{};]+)\{")
_CLASS = re.compile(r"\.[a-z][\w-]*")
_ELEMENT = re.compile(r"(?<![\w.:#\[-])[a-z][a-z0-9]*")
_ARGUMENTS = re.compile(r":[a-z-]+\([^()]*\)")
_DIGEST_LENGTH = 12


def written(colour: str, accent: str, parts: Sequence[str] = PARTS) -> str:
    """In the mission's two colours, six hexadecimal digits each; `parts` in the order of PARTS."""
    return theme.stylesheet(colour, accent) + _joined(tuple(parts))


@functools.cache
def wanting(part: str) -> tuple[frozenset[str], ...]:
    """What each selector of a part needs on a page: all its classes or, without any, its elements, such as `<mark`."""
    selectors = _ARGUMENTS.sub("", ",".join(_SELECTORS.findall(_read(f"site/{part}.css")))).split(",")
    wanted = {
        frozenset(name[1:] for name in _CLASS.findall(selector))
        or frozenset(f"<{name}" for name in _ELEMENT.findall(selector))
        for selector in selectors
        if not selector.strip().startswith("@")
    }
    return tuple(wanted - {frozenset()})


@functools.lru_cache(maxsize=8)
def packed(css: bytes, coding: str) -> bytes:
    """As small as it gets: it is made once and kept by each reader."""
    if coding == "zstd":
        return zstd.compress(css, level=19)
    return brotli.compress(css) if coding == "br" else gzip.compress(css, mtime=0)


@functools.cache
def digest() -> str:
    """Of all but the colours: with them in its address, the answer may be kept for ever."""
    return hashlib.sha256(_joined(PARTS).encode()).hexdigest()[:_DIGEST_LENGTH]


@functools.cache
def _joined(parts: tuple[str, ...]) -> str:
    screen = "".join(_read(f"site/{name}.css") for name in parts)
    return _tight(f"{screen}{_faces()}@media print{{{_read('site/print.css')}}}")


def _tight(css: str) -> str:
    return _LOOSE.sub(lambda found: found[1] or found[2] or found[3] or " ", css).replace(";}", "}").strip() + "\n"


def _faces() -> str:
    """With whole addresses: this file is not where the typefaces lie. "" where they were not built."""
    rules = typefaces.rules()
    return _FILE.sub(lambda found: f'url("{typefaces.address(found[1])}")', _COMMENT.sub("", rules))


def _read(name: str) -> str:
    """A static file as it lies in the sources, else as it was collected; without its comments."""
    path = finders.find(name) or staticfiles_storage.path(name)
    return _COMMENT.sub("", Path(path).read_text(encoding="utf-8"))
