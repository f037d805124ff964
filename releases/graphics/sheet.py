"""The paper that charts are drawn on: lengths that fit any screen, classes or colours, text that mirrors.

Across, a place is a share of the width, from where the reader's eye begins: 0 is the left edge, in Urdu the right one.
Down, it is in em: the drawing grows with the reader's letters. On a page both stay so (`12.5%`, `3em`) and the colours
are the stylesheet's; standing alone, for a file or a picture, they become pixels and the colours of a palette.
"""

import re
import unicodedata
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import Literal

Look = Literal["solid", "hatched", "dotted", "outlined"]
Anchor = Literal["start", "middle", "end"]

RIGHT_TO_LEFT = frozenset({"ur"})
_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
# On a page: the width in em of the narrowest telephone, which text has to fit into.
_PAGE_EM = 18.0
_WIDTH_PX, _MARGIN_PX, _EM_PX = 1200, 64, 28
# Isolates of Unicode: as the text itself runs, from right to left, from left to right, the end of each.
_ISOLATE, _RTL, _LTR, _END = "\u2068", "\u2067", "\u2066", "\u2069"
_EN_SPACE = "\u2002"
_NUMBER = re.compile(r"[-\u2212]?\d[\d.,]*%?")
_FLIPPED: dict[Anchor, Anchor] = {"start": "end", "middle": "middle", "end": "start"}
# Widths in em of letters, rather too wide than too narrow.
_ARABIC_EM, _CYRILLIC_EM, _SPACE_EM, _NARROW_EM, _WIDE_EM, _LETTER_EM = 0.64, 0.7, 0.32, 0.34, 0.95, 0.6


@dataclass(frozen=True)
class Palette:
    """Colours as CSS writes them, and the typefaces, of a drawing that stands alone."""

    ground: str = "#ffffff"
    ink: str = "#14222b"
    ink_2: str = "#4a5963"
    track: str = "#e6edf0"
    mark: str = "#00708f"
    font: str = "'Source Sans 3', Roboto, 'Noto Sans', 'Noto Nastaliq Urdu', sans-serif"


@dataclass(frozen=True)
class Subject:
    """What a drawing says of itself. `key` makes its ids unique on a page; without a palette it is for a page.

    `title_language` is that of the title, where it is another than that of all else.

    `heading` and `footing` are lines that stand above and below a drawing that stands alone.
    """

    key: str
    title: str
    description: str
    language: str
    title_language: str = ""
    palette: Palette | None = None
    heading: tuple[str, ...] = ()
    footing: tuple[str, ...] = ()


class Sheet:
    """Grows downwards: `top` is the first free place, in em, and whoever draws moves it on."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.top = 0.0
        self.mirrored = subject.language in RIGHT_TO_LEFT
        # Nastaliq slopes: its lines are half as high again.
        self.line_em = 2.1 if self.mirrored else 1.4
        self.width_em = (_WIDTH_PX - 2 * _MARGIN_PX) / _EM_PX if subject.palette else _PAGE_EM
        self._root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "lang": subject.language})
        self._root.set("aria-labelledby", f"{subject.key}-title {subject.key}-desc")
        for name, words in (("title", subject.title), ("desc", subject.description)):
            ET.SubElement(self._root, name, {"id": f"{subject.key}-{name}"}).text = _NOT_XML.sub("", words)
        if subject.title_language not in {"", subject.language}:
            self._root[0].set("lang", subject.title_language)
        self._ground = ET.SubElement(self._root, "rect", {"width": "100%", "height": "100%"})
        self._patterns()
        # Words lie over marks, whatever is drawn first.
        self._marks, self._words = ET.SubElement(self._root, "g"), ET.SubElement(self._root, "g")
        if subject.palette:
            self.top = _MARGIN_PX / _EM_PX
            self._heading()

    def rect(self, x: float, y: float, width: float, height: float, look: Look | Literal["track"]) -> None:
        """`x` and `width` are shares of the sheet's width, `y` and `height` em."""
        left = 1 - x - width if self.mirrored else x
        place = {"x": self._x(left), "y": self._y(y), "width": self._across(width), "height": self._y(height)}
        ET.SubElement(self._marks, "rect", {**self._look(look), **place})

    def line(self, start: tuple[float, float], end: tuple[float, float], look: Literal["axis", "aim", "curve"]) -> None:
        (x1, y1), (x2, y2) = start, end
        place = {"x1": self.x(x1), "y1": self._y(y1), "x2": self.x(x2), "y2": self._y(y2)}
        ET.SubElement(self._marks, "line", {**self._look(look), **place})

    def dot(self, x: float, y: float, look: Look) -> None:
        ET.SubElement(
            self._marks, "circle", {**self._look(look), "cx": self.x(x), "cy": self._y(y), "r": self._y(0.32)}
        )

    def text(
        self, x: float, y: float, *words: tuple[str, Literal["value", "label", "heading"]], anchor: Anchor = "start"
    ) -> None:
        """A line of words whose box begins at `y`; `x` is where it begins, has its middle, or ends."""
        baseline = y + self.line_em * (0.68 if self.mirrored else 0.74)
        placed = _FLIPPED[anchor] if self.mirrored and self.subject.palette else anchor
        element = ET.SubElement(
            self._words, "text", {"x": self.x(x), "y": self._y(baseline), "text-anchor": placed, **self._letters()}
        )
        for number, (part, look) in enumerate(words):
            span = ET.SubElement(element, "tspan", self._look(look))
            said = _NOT_XML.sub("", part)
            span.text = (_EN_SPACE if number else "") + (self._isolated(said) if self.mirrored else said)
        if self.mirrored and self.subject.palette:
            # A program that draws the file may not know of directions: the text itself says which it has.
            element[0].text = f"{_RTL}{element[0].text}"
            element[-1].text = f"{element[-1].text}{_END}"

    def x(self, share: float) -> str:
        return self._x(1 - share if self.mirrored else share)

    def drawn(self) -> str:
        """The SVG. Nothing can be added after that."""
        self._drop_unused_patterns()
        if self.subject.palette:
            self._footing()
            height = round((self.top + _MARGIN_PX / _EM_PX) * _EM_PX)
            self._root.attrib |= {"width": str(_WIDTH_PX), "height": str(height)}
            self._root.set("viewBox", f"0 0 {_WIDTH_PX} {height}")
            self._ground.set("fill", self.subject.palette.ground)
        else:
            self._root.attrib |= {"width": "100%", "height": self._y(self.top), "class": "chart-drawing"}
            self._root.set("direction", "rtl" if self.mirrored else "ltr")
            self._root.remove(self._ground)
        return ET.tostring(self._root, encoding="unicode")

    @staticmethod
    def _isolated(said: str) -> str:
        """Words that run as they do by themselves, and in them numbers from left to right with their sign: 54%, -25."""
        return _ISOLATE + _NUMBER.sub(f"{_LTR}\\g<0>{_END}", said) + _END

    def _heading(self) -> None:
        for number, line in enumerate(self.subject.heading):
            for part in wrapped(line, self.width_em / (1.35 if number == 0 else 1)):
                self.text(0, self.top, (part, "label" if number else "heading"))
                self.top += self.line_em * (1 if number else 1.35)
        self.top += 0.8 if self.subject.heading else 0

    def _footing(self) -> None:
        self.top += 0.6 if self.subject.footing else 0
        for line in self.subject.footing:
            for part in wrapped(line, self.width_em):
                self.text(0, self.top, (part, "label"))
                self.top += self.line_em

    def _patterns(self) -> None:
        """Looks that can be told apart without colour: strokes and dots, in the marks' own colour."""
        size = "8" if self.subject.palette is None else "14"
        self._definitions = ET.SubElement(self._root, "defs")
        for look in ("hatched", "dotted"):
            pattern = ET.SubElement(
                self._definitions,
                "pattern",
                {"id": f"{self.subject.key}-{look}", "width": size, "height": size, "patternUnits": "userSpaceOnUse"},
            )
            middle = str(int(size) / 2)
            if look == "hatched":
                pattern.set("patternTransform", "rotate(45)")
                band = {"width": middle, "height": size}
                ET.SubElement(pattern, "rect", {**self._look("solid"), **band})
            else:
                ET.SubElement(
                    pattern,
                    "circle",
                    {**self._look("solid"), "cx": middle, "cy": middle, "r": str(int(size) / 4)},
                )

    def _drop_unused_patterns(self) -> None:
        used = {element.get("fill") for element in self._marks}
        for pattern in list(self._definitions):
            if f"url(#{pattern.get('id')})" not in used:
                self._definitions.remove(pattern)
        if not len(self._definitions):
            self._root.remove(self._definitions)

    def _look(self, look: str) -> dict[str, str]:
        """A class for the stylesheet, or the attributes that it would set."""
        palette = self.subject.palette
        filled = {"fill": f"url(#{self.subject.key}-{look})"} if look in {"hatched", "dotted"} else {}
        if palette is None:
            return {"class": f"chart-{look}", **filled}
        edge = {"stroke": palette.mark, "stroke-width": "3"}
        halo = {"stroke": palette.ground, "stroke-width": "6", "paint-order": "stroke", "stroke-linejoin": "round"}
        return {
            "solid": {"fill": palette.mark},
            "hatched": {**filled, **edge},
            "dotted": {**filled, **edge},
            "outlined": {
                "fill": palette.ground,
                "stroke": palette.ink,
                "stroke-width": "3",
                "stroke-dasharray": "10 7",
            },
            "track": {"fill": palette.track},
            "axis": {"stroke": palette.ink_2, "stroke-width": "2"},
            "aim": {"stroke": palette.ink, "stroke-width": "3", "stroke-dasharray": "10 7"},
            "curve": {"stroke": palette.mark, "stroke-width": "5", "stroke-linecap": "round"},
            "value": {"fill": palette.ink, "font-weight": "600", **halo},
            "label": {"fill": palette.ink_2, **halo},
            "heading": {"fill": palette.ink, "font-weight": "600", "font-size": str(round(_EM_PX * 1.35))},
        }[look]

    def _letters(self) -> dict[str, str]:
        palette = self.subject.palette
        return {"font-family": palette.font, "font-size": str(_EM_PX)} if palette else {}

    def _x(self, share: float) -> str:
        if self.subject.palette is None:
            return _trimmed(share * 100) + "%"
        return _trimmed(_MARGIN_PX + share * (_WIDTH_PX - 2 * _MARGIN_PX))

    def _across(self, share: float) -> str:
        if self.subject.palette is None:
            return _trimmed(share * 100) + "%"
        return _trimmed(share * (_WIDTH_PX - 2 * _MARGIN_PX))

    def _y(self, em: float) -> str:
        return _trimmed(em * _EM_PX) if self.subject.palette else _trimmed(em) + "em"


def width_of(text: str) -> float:
    """About how wide a text is, in em."""
    return sum(_letter(letter) for letter in text)


def wrapped(text: str, width_em: float, *, lines: int = 3) -> list[str]:
    """The text in at most so many lines of a width; what is left over becomes an ellipsis."""
    found: list[str] = []
    for word in text.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and width_of(longer) <= width_em:
            found[-1] = longer
        else:
            found.append(word)
    if len(found) > lines:
        found = [*found[: lines - 1], f"{found[lines - 1]} …"]
    return [_cut(line, width_em) for line in found]


def _cut(line: str, width_em: float) -> str:
    if width_of(line) <= width_em:
        return line
    while line and width_of(line + "…") > width_em:
        line = line[:-1]
    return line.rstrip() + "…"


def _letter(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    if letter.isspace():
        return _SPACE_EM
    if unicodedata.bidirectional(letter) == "AL":
        return _ARABIC_EM
    if "\u0400" <= letter <= "\u052f":
        return _WIDE_EM if letter in "шщжюмШЩЖЮМ" else _CYRILLIC_EM
    if letter in ".,:;'’iljtfr|!()":
        return _NARROW_EM
    return _WIDE_EM if letter in "mwMW@%…" else _LETTER_EM


def _trimmed(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".") or "0"
