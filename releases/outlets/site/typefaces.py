"""The typefaces of the site, where they have been built: the stylesheet, and the file that a language needs first."""

import functools

from django.contrib.staticfiles.storage import staticfiles_storage

_FOLDER = "build/fonts"
_FIRST = {
    "en": "source-serif-4-latin",
    "kk": "source-serif-4-cyrillic",
    "ru": "source-serif-4-cyrillic",
    "ur": "noto-nastaliq-urdu-arabic",
}


@functools.cache
def stylesheet() -> str:
    """Its address; "" where npm was not there to fetch what it names."""
    return _address("fonts.css")


@functools.cache
def first(language: str) -> str:
    """The address of the file that the first words of a page are set in; "" with the stylesheet."""
    return _address(f"{_FIRST[language]}-400-normal.woff2") if stylesheet() else ""


def _address(name: str) -> str:
    path = f"{_FOLDER}/{name}"
    try:
        return staticfiles_storage.url(path) if staticfiles_storage.exists(path) else ""
    except ValueError:  # not in the manifest
        return ""
