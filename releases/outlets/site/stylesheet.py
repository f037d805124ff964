"""The one stylesheet of the site, put together from its parts: each file more costs a phone a way there and back."""

import functools
import hashlib
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from . import theme, typefaces

# A later part wins over an earlier one that says as much. The typefaces come from the build, `print` at the end.
PARTS = ("search", "changes", "charts", "site", "blocks", "map")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FILE = re.compile(r'url\("([a-z0-9-]+\.woff2)"\)')
_DIGEST_LENGTH = 12


def written(colour: str, accent: str) -> str:
    """In the mission's two colours, six hexadecimal digits each."""
    return theme.stylesheet(colour, accent) + _parts()


@functools.cache
def digest() -> str:
    """Of all but the colours: with them in its address, the answer may be kept for ever."""
    return hashlib.sha256(_parts().encode()).hexdigest()[:_DIGEST_LENGTH]


@functools.cache
def _parts() -> str:
    screen = "".join(_read(f"site/{name}.css") for name in PARTS)
    return f"{screen}{_faces()}@media print{{{_read('site/print.css')}}}\n"


def _faces() -> str:
    """With whole addresses: this file is not where the typefaces lie. "" where they were not built."""
    rules = typefaces.rules()
    return _FILE.sub(lambda found: f'url("{typefaces.address(found[1])}")', _COMMENT.sub("", rules))


def _read(name: str) -> str:
    """A static file as it lies in the sources, else as it was collected; without its comments."""
    path = finders.find(name) or staticfiles_storage.path(name)
    return _COMMENT.sub("", Path(path).read_text(encoding="utf-8"))
