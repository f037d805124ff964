"""Nastaliq for the pages: a small file that draws Urdu words, figures and points as the whole typeface does.

A word that is not in the list is drawn too, its letters joined; a dot may stand less well than it could.
"""

import functools
from collections.abc import Collection, Sequence
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from .grafting import graft
from .outlines import simplify
from .pruning import glyphs_of, prune

_WORDS = Path(__file__).with_name("nastaliq-words.txt")
_TOLERANCE, _UNITS_PER_EM = 5.0, 320  # a tenth of a pixel at the size of a text
_NEIGHBOUR = "ب"  # joins on both sides


@functools.cache
def listed() -> tuple[str, ...]:
    """Words that need between them every rule and every glyph that any word of a large dictionary needs."""
    return tuple(_WORDS.read_text(encoding="utf-8").split())


def cut(whole: TTFont, latin: TTFont, letters: Collection[int], words: Sequence[str]) -> TTFont:
    """The first font as the words need it, and with the letters that it has not from the second."""
    keep(whole, words, letters)
    graft(whole, latin, mark="latin", letters=set(letters))
    simplify(whole, tolerance=_TOLERANCE, units_per_em=_UNITS_PER_EM)
    return whole


def keep(font: TTFont, words: Sequence[str], letters: Collection[int]) -> None:
    """Nothing but the rules that the words need, each letter where another one may stand, and what these lead to."""
    of_it = sorted(set(font.getBestCmap()) & set(letters))
    words = [*words, *_joined(of_it)]
    _only(font, unicodes=of_it)
    prune(font, words)
    _only(font, unicodes=of_it, glyphs=glyphs_of(font, words), layout_closure=False)


def _joined(letters: Sequence[int]) -> list[str]:
    """Each letter alone, first, within and last."""
    near = _NEIGHBOUR
    return [
        form for letter in map(chr, letters) for form in (letter, letter + near, near + letter + near, near + letter)
    ]


def _only(font: TTFont, *, unicodes: Sequence[int], glyphs: Collection[str] = (), layout_closure: bool = True) -> None:
    """And what the rules of the font make of these, unless there is to be no closure."""
    subsetter = Subsetter(
        Options(
            layout_features=["*"],
            layout_closure=layout_closure,
            notdef_outline=True,
            hinting=False,
            name_IDs=[0, 13, 14],  # copyright and licence
        )
    )
    subsetter.populate(unicodes=unicodes, glyphs=glyphs)
    subsetter.subset(font)
