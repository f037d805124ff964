"""Our own typefaces, as drawing needs them: whole families in TrueType, and how wide words are in them.

The site's typefaces come from npm in pieces, compressed for browsers. Here each family is put together once and kept,
Nastaliq with the letters of other scripts.
Roboto (from PyPI) stands in for Latin and Cyrillic letters, nothing for Urdu. The system's own are never used.
"""

import functools
import hashlib
import io
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import font_roboto
import uharfbuzz as hb
from django.conf import settings
from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

from .grafting import graft
from .kept import once

SERIF, SANS, NASTALIQ, ROBOTO = "Source Serif 4", "Source Sans 3", "Noto Nastaliq Urdu", "Roboto"
_PIECES = ("arabic", "latin", "latin-ext", "cyrillic", "cyrillic-ext")
_FORM = b"2"  # another number for another way of putting families together
_FROM_RIGHT_TO_LEFT = {"R", "AL"}
_WITHOUT_DIRECTION = {"WS", "ON", "CS", "NSM", "BN"}


@dataclass(frozen=True)
class Typeface:
    """A family of one weight, regular; measures are in units of the size at which it is set."""

    name: str
    path: str
    pieces: tuple[Path, ...] = ()

    @property
    def ascent(self) -> float:
        return _loaded(self).ascent

    @property
    def descent(self) -> float:
        return _loaded(self).descent

    def width(self, words: str) -> float:
        """Of words on one line, shaped: ligatures, kerning and joined letters as they will be drawn."""
        return _loaded(self).width(words)

    def file(self) -> str:
        """The path, with the file there: put together now when it is not, which takes a second."""
        if self.pieces:
            join: Callable[[tuple[Path, ...]], TTFont] = _grafted if self.name == NASTALIQ else _merged
            once(Path(self.path), lambda: _saved(join(self.pieces), self.name))
        return self.path


def for_headlines(language: str) -> Typeface | None:
    """None where the typeface of the language's script is not here."""
    return typeface(NASTALIQ) if language == "ur" else typeface(SERIF) or typeface(ROBOTO)


def for_labels(language: str) -> Typeface | None:
    """As `for_headlines`. The sans-serif of the site has Latin letters only."""
    if language == "ur":
        return typeface(NASTALIQ)
    return (typeface(SANS) if language == "en" else None) or typeface(ROBOTO)


def families(language: str) -> list[Typeface]:
    """Those that a drawing in a language is set in, the first for letters that its own families lack."""
    # Nastaliq holds Latin letters and digits too. Alone, since no other family could lend it a letter: it draws one
    # with several glyphs, and the library gives up where two families disagree on how many there are.
    names = (NASTALIQ,) if language == "ur" else (ROBOTO, SERIF, SANS, NASTALIQ)
    return [found for name in names if (found := typeface(name))]


@functools.cache
def typeface(name: str) -> Typeface | None:
    """None where it is not here. No family is put together before it is used."""
    if name == ROBOTO:
        return Typeface(name, str(font_roboto.Roboto))
    pieces = _pieces(name)
    if not pieces:
        return None
    if name == NASTALIQ:
        pieces += _pieces(SERIF)
    digest = hashlib.sha256(b"".join([_FORM, *(path.read_bytes() for path in pieces)])).hexdigest()
    return Typeface(name, str(Path(settings.DATA_DIR) / "typefaces" / f"{_stem(name)}-{digest[:16]}.ttf"), pieces)


def _pieces(name: str) -> tuple[Path, ...]:
    folder = Path(settings.BASE_DIR) / "static" / "build" / "fonts"
    named = (folder / f"{_stem(name)}-{piece}-400-normal.woff2" for piece in _PIECES)
    return tuple(path for path in named if path.exists())


def _stem(name: str) -> str:
    return name.lower().replace(" ", "-")


def _merged(pieces: tuple[Path, ...]) -> TTFont:
    parts = []
    for piece in pieces:
        buffer = io.BytesIO()
        with TTFont(piece) as font:
            font.flavor = None
            font.save(buffer)
        buffer.seek(0)
        parts.append(buffer)
    return Merger(Options(drop_tables=["BASE", "DSIG", "MVAR", "STAT"])).merge(parts)


def _grafted(pieces: tuple[Path, ...]) -> TTFont:
    """The first piece with the glyphs that only the others have, which then go without kerning.

    To merge the rules by which Nastaliq letters join takes a quarter of a minute, and there is nothing to gain: the
    others hold Latin and Cyrillic letters.
    """
    whole = TTFont(pieces[0])
    whole.flavor = None
    for number, piece in enumerate(pieces[1:], start=1):
        with TTFont(piece) as other:
            graft(whole, other, mark=str(number))
    return whole


def _saved(font: TTFont, name: str) -> bytes:
    """The same bytes from the same pieces; under one name, whatever the pieces were called."""
    font["head"].created = font["head"].modified = 0
    font.recalcTimestamp = False
    for number, text in ((1, name), (2, "Regular"), (4, name), (6, name.replace(" ", ""))):
        font["name"].setName(text, number, 3, 1, 0x409)  # Windows, Unicode, English
    font["name"].removeNames(nameID=16)
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


class _Loaded:
    def __init__(self, path: str) -> None:
        face = hb.Face(hb.Blob.from_file_path(path))
        self._font = hb.Font(face)
        self._upem = face.upem
        extents = self._font.get_font_extents("ltr")
        self.ascent: float
        self.descent: float
        self.ascent, self.descent = extents.ascender / self._upem, -extents.descender / self._upem

    def width(self, words: str) -> float:
        units = 0.0
        for _direction, run in groupby(_directed(words), key=lambda pair: pair[1]):
            buffer = hb.Buffer()
            buffer.add_str("".join(letter for letter, _right in run))
            buffer.guess_segment_properties()
            hb.shape(self._font, buffer)
            units += sum(position.x_advance for position in buffer.glyph_positions)
        return float(units / self._upem)


def _directed(words: str) -> list[tuple[str, bool]]:
    """Each letter with whether it runs from right to left; what has no direction goes with what stands before it."""
    found, right = [], False
    for letter in words:
        kind = unicodedata.bidirectional(letter)
        if kind not in _WITHOUT_DIRECTION:
            right = kind in _FROM_RIGHT_TO_LEFT
        found.append((letter, right))
    return found


@functools.cache
def _loaded(face: Typeface) -> _Loaded:
    return _Loaded(face.file())
