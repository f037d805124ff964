"""The typefaces of the site, cut to what its four languages need: a reader waits for each byte."""

import argparse
import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from fontTools.subset import Options, Subsetter, load_font, parse_unicodes, save_font
from fontTools.ttLib import TTFont

from releases.graphics import nastaliq
from releases.graphics.outlines import simplify

# A name may end with what the part of the package's file is for: `-first`, `-figures`, `-letters`, `-words`.
_FACE = re.compile(
    r'url\("(?P<file>(?P<name>[a-z0-9-]+-normal)(?:-[a-z]+)?\.woff2)"\).*?unicode-range:\s*(?P<letters>[^;]+);',
    re.DOTALL,
)
# What joins letters and seats them (`curs` lets Nastaliq fall); fractions, small capitals, other numerals are not used.
_FEATURES = ["ccmp", "locl", "mark", "mkmk", "kern", "liga", "calt", "rlig", "init", "medi", "fina", "isol", "curs"]
_OF_WORDS, _FIRST = "-words.woff2", "-first.woff2"
_TOLERANCE, _UNITS_PER_EM = 1.0, 500  # a fortieth of a pixel at the size of a text
_LATIN = "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2212"
# Cards and maps are drawn with these, and may hold any word: no page links them.
_DRAWN = {
    "source-serif-4-latin-400-normal": _LATIN,
    "source-sans-3-latin-400-normal": _LATIN,
    "noto-nastaliq-urdu-latin-400-normal": (
        "U+0020-0040, U+005B-0060, U+007B-007E, U+00A0-00BB, U+2010-2015, U+2018-2026"
    ),
    "noto-nastaliq-urdu-arabic-400-normal": (
        "U+0600-0603, U+060C, U+0610-0614, U+061B, U+061F, U+0621-063A, U+0640-0656, U+066A-066D, U+0670, U+0679, "
        "U+067E, U+0686, U+0688, U+0691, U+0698, U+06A9, U+06AF, U+06BA, U+06BE, U+06C1-06C3, U+06CC, U+06D2-06D5, "
        "U+06F0-06F9, U+200C-200F, U+FDF2, U+FDFA"
    ),
}
_NAMES_KEPT = [0, 13, 14]  # copyright and licence: a subset must not go by the name that its makers reserve


class Command(BaseCommand):
    requires_system_checks = []  # a build step: no database, no addresses
    help = "Cuts each file of a stylesheet's @font-face rules to the letters that its unicode-range names."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("stylesheet", type=Path)
        parser.add_argument("packages", type=Path, help="where npm put the packages of @fontsource")
        parser.add_argument("folder", type=Path, help="where the files will be")

    def handle(self, *args: Any, stylesheet: Path, packages: Path, folder: Path, **options: Any) -> None:
        for face in _FACE.finditer(stylesheet.read_text(encoding="utf-8")):
            whole, file = _file(packages, face["name"]), folder / face["file"]
            if file.name.endswith(_OF_WORDS):
                latin = _file(packages, face["name"].replace("arabic", "latin"))
                to_words(whole, latin, file, face["letters"])
            else:
                cut(whole, file, face["letters"], simpler=file.name.endswith(_FIRST))
        for name, letters in _DRAWN.items():
            cut(_file(packages, name), folder / f"{name}.woff2", letters)


def _file(packages: Path, name: str) -> Path:
    found = next(packages.glob(f"*/files/{name}.woff2"), None)
    if found is None:
        raise CommandError(f"No package below {packages} has {name}.woff2. Run `make fonts`.")
    return found


def cut(whole: Path, file: Path, letters: str, *, simpler: bool = False) -> None:
    """Takes a unicode-range as CSS writes it; `simpler` has fewer points and no ligatures."""
    options = Options(
        flavor="woff2",
        hinting=False,
        layout_features=["kern"] if simpler else _FEATURES,
        name_IDs=_NAMES_KEPT,
        notdef_outline=True,
        harfbuzz_repacker=False,  # packs tighter before compression, and 14 % looser after it
    )
    font = load_font(str(whole), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=_unicodes(letters))
    subsetter.subset(font)
    if simpler:
        simplify(font, tolerance=_TOLERANCE, units_per_em=_UNITS_PER_EM)
    save_font(font, str(file), options)


def to_words(whole: Path, latin: Path, file: Path, letters: str) -> None:
    """Of Nastaliq what the listed words need; `latin` lends figures and points."""
    with TTFont(whole, lazy=False) as font, TTFont(latin, lazy=False) as other:
        for one in (font, other):
            one.cfg["fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER"] = False  # as above
        nastaliq.cut(font, other, _unicodes(letters), nastaliq.listed())
        font.flavor = "woff2"
        font.save(file)


def _unicodes(letters: str) -> list[int]:
    found: list[int] = parse_unicodes(letters.replace("U+", "").replace(",", " "))
    return found
