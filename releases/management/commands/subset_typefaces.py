"""The typefaces of the site, cut to what its four languages need: bytes that a reader waits for."""

import argparse
import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from fontTools.subset import Options, Subsetter, load_font, parse_unicodes, save_font

# A name may end with what the part of the package's file is for: `-figures`, `-letters`.
_FACE = re.compile(
    r'url\("(?P<file>(?P<name>[a-z0-9-]+-normal)(?:-[a-z]+)?\.woff2)"\).*?unicode-range:\s*(?P<letters>[^;]+);',
    re.DOTALL,
)
# What joins letters and seats them (`curs` lets Nastaliq fall); fractions, small capitals, other numerals are not used.
_FEATURES = ["ccmp", "locl", "mark", "mkmk", "kern", "liga", "calt", "rlig", "init", "medi", "fina", "isol", "curs"]
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
            whole = f"{face['name']}.woff2"
            found = next(packages.glob(f"*/files/{whole}"), None)
            if found is None:
                raise CommandError(f"No package below {packages} has {whole}. Run `make fonts`.")
            cut(found, folder / face["file"], face["letters"])


def cut(whole: Path, file: Path, letters: str) -> None:
    """Takes a unicode-range as CSS writes it."""
    options = Options(
        flavor="woff2",
        hinting=False,
        layout_features=_FEATURES,
        name_IDs=_NAMES_KEPT,
        notdef_outline=True,
        harfbuzz_repacker=False,  # packs tighter before compression, and 14 % looser after it
    )
    font = load_font(str(whole), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(letters.replace("U+", "").replace(",", " ")))
    subsetter.subset(font)
    save_font(font, str(file), options)
