"""The typefaces of the site, where they have been built: their rules, and the files that a language needs first."""

import functools
from pathlib import Path

from django.contrib.staticfiles.storage import staticfiles_storage

_FOLDER = "build/fonts"
_FIRST = {
    "en": ("source-serif-4-latin-400-normal-first", "source-sans-3-latin-400-normal-first"),
    "kk": ("source-serif-4-cyrillic-400-normal", "source-serif-4-latin-400-normal-figures"),
    "ru": ("source-serif-4-cyrillic-400-normal", "source-serif-4-latin-400-normal-figures"),
    "ur": ("noto-nastaliq-urdu-arabic-400-normal-words",),
}


@functools.cache
def rules() -> str:
    """CSS that names the files beside it; "" where npm was not there to fetch them."""
    if not address("fonts.css"):
        return ""
    return Path(staticfiles_storage.path(f"{_FOLDER}/fonts.css")).read_text(encoding="utf-8")


@functools.cache
def first(language: str) -> list[str]:
    """Addresses of what every page of a language is set in: asked for later, a file would hold up the words."""
    found = (address(f"{name}.woff2") for name in _FIRST[language]) if rules() else ()
    return [path for path in found if path]


def address(name: str) -> str:
    """Of one of the files; "" where it is not."""
    path = f"{_FOLDER}/{name}"
    try:
        return staticfiles_storage.url(path) if staticfiles_storage.exists(path) else ""
    except ValueError:  # not in the manifest
        return ""
