"""Lines of words in a box: how large they can be, where they break, and the SVG that they become."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from .typefaces import Typeface

_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
# Numbers and Latin names keep their order within a line that runs from right to left.
_RUN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.,:/’'+\u2013-]|\s(?=[A-Za-z0-9]))*%?")
_FROM_LEFT, _FROM_RIGHT, _END = "\u2066", "\u2067", "\u2069"
_ELLIPSIS = "…"
_STEP_PX = 2
_WORTH_A_LINE = 0.86


@dataclass(frozen=True)
class Box:
    """Where words may stand, in pixels; `x` is its left edge."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Setting:
    """How words are set: the line's height is a multiple of the size."""

    face: Typeface
    leading: float
    right_to_left: bool = False

    @property
    def family(self) -> str:
        return f"'{self.face.name}'"

    def width_px(self, words: str, size_px: float) -> float:
        return _width(self.face, words) * size_px

    def below_top_px(self, size_px: float) -> float:
        """From the top of a line to its baseline, as a browser places it."""
        letters = self.face.ascent + self.face.descent
        return ((self.leading - letters) / 2 + self.face.ascent) * size_px


@dataclass(frozen=True)
class Block:
    """Lines at a size, and how high they are together."""

    lines: tuple[str, ...]
    size_px: float
    height_px: float
    complete: bool


def fitted(words: str, setting: Setting, box: Box, *, largest_px: int, smallest_px: int, most_lines: int) -> Block:
    """As large as the box allows; at the smallest size, what is too much is left out and `complete` is false."""
    sizes = range(largest_px, smallest_px - 1, -_STEP_PX)
    whole = [found for size_px in sizes if (found := _whole(words, setting, box, size_px, most_lines)) is not None]
    if whole:
        # A little smaller and a line less reads better than as large as can be.
        fewer = (found for found in whole if len(found.lines) < len(whole[0].lines))
        one_less = next(fewer, whole[0])
        return one_less if one_less.size_px >= whole[0].size_px * _WORTH_A_LINE else whole[0]
    room = max(1, min(most_lines, int(box.height / (setting.leading * smallest_px))))
    kept = _wrapped(words, setting, smallest_px, box.width)
    complete = len(kept) <= room
    kept = kept[:room] if complete else [*kept[: room - 1], f"{kept[room - 1]} {_ELLIPSIS}"]
    lines = [_cut(line, setting, smallest_px, box.width) for line in kept]
    return Block(
        tuple(lines), smallest_px, len(lines) * setting.leading * smallest_px, complete=complete and lines == kept
    )


def _whole(words: str, setting: Setting, box: Box, size_px: float, most_lines: int) -> Block | None:
    lines = _wrapped(words, setting, size_px, box.width)
    height = len(lines) * setting.leading * size_px
    narrow = all(setting.width_px(line, size_px) <= box.width for line in lines)
    if not narrow or len(lines) > most_lines or height > box.height:
        return None
    return Block(tuple(_balanced(words, setting, size_px, box.width)), size_px, height, complete=True)


def svg(block: Block, setting: Setting, box: Box, fill: str) -> str:
    """From the top of the box, and from the side on which its language begins."""
    top, line_px = box.y, setting.leading * block.size_px
    return "".join(
        line(words, setting, Box(box.x, top + number * line_px, box.width, line_px), size_px=block.size_px, fill=fill)
        for number, words in enumerate(block.lines)
    )


def line(words: str, setting: Setting, box: Box, *, size_px: float, fill: str, at_end: bool = False) -> str:
    """One line at the top of a box, from where the language begins; `at_end`, up to where it ends."""
    on_right = setting.right_to_left is not at_end
    x = box.x + box.width if on_right else box.x
    anchor = "end" if on_right else "start"
    return (
        f'<text x="{_short(x)}" y="{_short(box.y + setting.below_top_px(size_px))}" text-anchor="{anchor}"'
        f' font-family="{setting.family}" font-size="{_short(size_px)}" fill="{fill}">'
        f"{_marked(words, setting)}</text>"
    )


def one_line(words: str, setting: Setting, size_px: float, width: float) -> str:
    """The words, or as many of them as there is room for."""
    return _cut(" ".join(words.split()), setting, size_px, width)


def _marked(words: str, setting: Setting) -> str:
    """Escaped; the directions are in the text itself, since the library knows no other way to say them."""
    clean = _NOT_XML.sub("", words)
    if setting.right_to_left:
        clean = _FROM_RIGHT + _RUN.sub(lambda found: f"{_FROM_LEFT}{found[0]}{_END}", clean) + _END
    return escape(clean)


def _wrapped(words: str, setting: Setting, size_px: float, width: float) -> list[str]:
    """Each line takes the words that it has room for; a single word may be wider than the line."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and setting.width_px(longer, size_px) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _balanced(words: str, setting: Setting, size_px: float, width: float) -> list[str]:
    """In as few lines, about as long as one another: no last line of a single word."""
    fewest = len(_wrapped(words, setting, size_px, width))
    low, high = width / 3, width
    while high - low > size_px / 4:
        middle = (low + high) / 2
        lines = _wrapped(words, setting, size_px, middle)
        fits = len(lines) <= fewest and all(setting.width_px(line, size_px) <= middle for line in lines)
        low, high = (low, middle) if fits else (middle, high)
    return _wrapped(words, setting, size_px, high)


def _cut(line: str, setting: Setting, size_px: float, width: float) -> str:
    if setting.width_px(line, size_px) <= width:
        return line
    kept: Sequence[str] = line.removesuffix(_ELLIPSIS).split()
    while len(kept) > 1 and setting.width_px(f"{' '.join(kept)} {_ELLIPSIS}", size_px) > width:
        kept = kept[:-1]
    short = " ".join(kept)
    while len(short) > 1 and setting.width_px(f"{short}{_ELLIPSIS}", size_px) > width:
        short = short[:-1]
    return f"{short.rstrip(' ,;:–—،؛')} {_ELLIPSIS}" if len(kept) > 1 else f"{short}{_ELLIPSIS}"


@functools.lru_cache(maxsize=4096)
def _width(face: Typeface, words: str) -> float:
    return face.width(words)


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
