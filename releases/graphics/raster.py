"""From SVG to PNG, by resvg: the same bytes for the same drawing and typefaces; no browser, no network."""

import hashlib
import re
from pathlib import Path

import resvg_py
from django.conf import settings

from . import typefaces
from .kept import once

# The library would follow all of these, into our own disk.
_REACHES_OUT = re.compile(
    r"<!|<\?xml-stylesheet|<(?:\w+:)?(?:image|feImage|foreignObject|script)\b|@import|href=[\"'][^#]|url\([^#)]"
)


_FROM_RIGHT_TO_LEFT = re.compile(r'<text\b[^>]*\bdirection="rtl".*?</text>', re.DOTALL)
_WORDS = re.compile(r">([^<]*[^<\s][^<]*)<")
_ANCHOR = re.compile(r'text-anchor="(start|end)"')
_OTHER_END = {"start": "end", "end": "start"}
_FOLDER = Path(settings.DATA_DIR) / "drawn"


def can_draw(language: str) -> bool:
    """Whether the typefaces for a language's script are here."""
    return bool(typefaces.families(language))


def kept_png(svg: str, *, width_px: int, language: str) -> bytes:
    """As `png`, drawn once however many ask, and kept as long as there is room."""
    families = [family.path for family in typefaces.families(language)]
    drawing = "\0".join([resvg_py.__version__, *families, str(width_px), svg])
    name = f"{hashlib.sha256(drawing.encode()).hexdigest()}.png"
    return once(
        _FOLDER / name, lambda: png(svg, width_px=width_px, language=language), limit_bytes=settings.DRAWN_BYTES
    )


def forget() -> None:
    """Throws away every picture that is kept: when words are expunged, no picture of them stays."""
    for path in _FOLDER.glob("*.png"):
        path.unlink(missing_ok=True)


def _directed(svg: str) -> str:
    """Text that runs from right to left says so in its letters: the library knows neither `direction` nor `dir`."""
    return _FROM_RIGHT_TO_LEFT.sub(lambda found: _WORDS.sub(">\u2067\\1\u2069<", _turned(found[0])), svg)


def _turned(text: str) -> str:
    """Words that begin on the right end at what the library takes for their end."""
    if 'text-anchor="' not in text:
        return text.replace("<text ", '<text text-anchor="end" ', 1)
    return _ANCHOR.sub(lambda found: f'text-anchor="{_OTHER_END[found[1]]}"', text)


def png(svg: str, *, width_px: int, language: str = "en") -> bytes:
    """A picture of a width, its height in proportion. For drawings of our own: takes no markup that others wrote.

    Raises ValueError where the drawing refers to anything outside itself, or no typeface for the language is here.
    """
    if found := _REACHES_OUT.search(svg):
        raise ValueError(f"A drawing refers to nothing outside itself, and this one has {found[0]!r}.")
    families = typefaces.families(language)
    if not families:
        raise ValueError(f"The typeface for {language!r} is not here. Run `make fonts`.")
    first = families[0].name
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=_directed(svg),
            width=width_px,
            skip_system_fonts=True,
            font_files=[family.file() for family in families],
            font_family=first,
            serif_family=first,
            sans_serif_family=first,
            cursive_family=first,
            fantasy_family=first,
            monospace_family=first,
        )
    )
