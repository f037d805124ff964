"""The words that the Nastaliq of the pages is cut to, out of a list of many: `releases/graphics/nastaliq-words.txt`.

python -m bench.nastaliq LIST...     files of Urdu words, the most frequent first

Words are added until every one of the lists is drawn as the whole typeface draws it. The list in the repository was
found over the 22,000 most frequent words of Urdu (wordfreq 3.1.1), the names of countries, languages, currencies and
months (CLDR), and the words of the interface and of the demonstration. Takes minutes.
"""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from fontTools.ttLib import TTFont

from releases.graphics import nastaliq
from releases.graphics.pruning import drawn, glyphs_by_word, witnesses

_ROOT = Path(__file__).resolve().parent.parent
_FILES = _ROOT / "node_modules/@fontsource/noto-nastaliq-urdu/files"
_LETTERS = re.compile(r"[\u0621-\u063a\u0641-\u0652\u0670-\u06d3\u06f0-\u06f9\u200c]+")
_MOST_AT_ONCE = 400


def main(files: Sequence[str]) -> None:
    every = list(dict.fromkeys(word for file in files for word in _LETTERS.findall(Path(file).read_text("utf-8"))))
    letters = sorted({ord(letter) for word in every for letter in word})
    usual = drawn(_whole(), every)
    font = _whole()
    nastaliq.keep(font, every, letters)
    needed = witnesses(font, every) | _with_each_glyph(every)
    while True:
        font = _whole()
        nastaliq.keep(font, sorted(needed), letters)
        otherwise = [word for word, was, now in zip(every, usual, drawn(font, every), strict=True) if was != now]
        print(len(needed), "of", len(every), "words,", len(otherwise), "drawn otherwise", flush=True)
        needed |= set(otherwise[:: 1 + len(otherwise) // _MOST_AT_ONCE])
        if not otherwise:
            break
    (_ROOT / "releases/graphics/nastaliq-words.txt").write_text("\n".join(sorted(needed)) + "\n", encoding="utf-8")


def _whole() -> TTFont:
    return TTFont(_FILES / "noto-nastaliq-urdu-arabic-400-normal.woff2", lazy=False)


def _with_each_glyph(words: Sequence[str]) -> set[str]:
    """The first word that a glyph stands in, for each glyph."""
    seen, found = set[str](), set[str]()
    for word, glyphs in zip(words, glyphs_by_word(_whole(), words), strict=True):
        if not glyphs <= seen:
            seen |= glyphs
            found.add(word)
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
