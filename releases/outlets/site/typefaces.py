"""The typefaces of the site, where they have been built: their rules, and the file that a language needs first."""

import functools
from pathlib import Path

from django.contrib.staticfiles.storage import staticfiles_storage

_FOLDER = "build/fonts"
_FIRST = {
    "en": "source-serif-4-latin",
    "kk": "source-serif-4-cyrillic",
    "ru": "source-serif-4-cyrillic",
    "ur": "noto-nastaliq-urdu-arabic",
}


@functools.cache
def rules() -> str:
    """CSS that names the files beside it; "" where npm was not there to fetch them."""
    if not address("fonts.css"):
        return ""
    return Path(staticfiles_storage.path(f"{_FOLDER}/fonts.css")).read_text(encoding="utf-8")


@functools.cache
def first(language: str) -> str:
    """The address of the file that the first words of a page are set in; "" with the rules."""
    return address(f"{_FIRST[language]}-400-normal.woff2") if rules() else ""


def address(name: str) -> str:
    """Of one of the files; "" where it is not."""
    path = f"{_FOLDER}/{name}"
    try:
        return staticfiles_storage.url(path) if staticfiles_storage.exists(path) else ""
    except ValueError:  # not in the manifest
        return ""
