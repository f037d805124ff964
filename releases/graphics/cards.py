"""Social cards of 1200 x 630 pixels: what a link to a page looks like where somebody shows it.

Ready words enter; SVG leaves, or None where the typefaces for the language are not here.
"""

import functools
import hashlib
from dataclasses import dataclass
from pathlib import Path

from . import emblem, typefaces, typesetting
from .colours import LIGHT, Colour, hexadecimal, ink_on, mixed, parse, readable
from .typesetting import Box, Setting

WIDTH_PX, HEIGHT_PX = 1200, 630
_MARGIN_PX = 72
_INNER_PX = WIDTH_PX - 2 * _MARGIN_PX
_PAPER, _PAPER_2, _INK, _INK_2 = "#fcfcfa", "#f1f5f6", "#14222b", "#4a5963"  # as the site's stylesheet has them
_STRIPE_PX, _GOLD_PX = 16, 6
_EMBLEM_PX, _HEAD_TOP_PX = 56, 58
_EYEBROW_MIDDLE_PX, _WORDS_TOP_PX = 168, 196
_BAND_TOP_PX, _FOOT_PX = 466, 572
_NAME_PX, _DATE_PX, _LABEL_PX = 28, 26, 28
_LINES, _QUOTED_LINES = 4, 6
_FIGURE_SHARE = 0.62  # of the width, at most
_BREATH_PX = 26


@dataclass(frozen=True)
class Colours:
    """The mission's two, as six hexadecimal digits each."""

    colour: str
    accent: str


@dataclass(frozen=True)
class Card:
    """A release. `quotation` stands in its quotation marks where it has some, and in place of the headline."""

    language: str
    mission: str
    kind: str
    headline: str
    date: str
    figure: str = ""
    figure_label: str = ""
    quotation: str = ""
    speaker: str = ""
    office: str = ""


@dataclass(frozen=True)
class Cover:
    """A page of the mission's own: the first, or a list."""

    language: str
    title: str
    subtitle: str = ""


def hand(language: str) -> str | None:
    """Names how cards in a language are drawn now: by this code, in these typefaces. None where they cannot be."""
    chosen = _hand(language)
    return (
        None
        if chosen is None
        else " ".join((_code(), *(Path(setting.face.path).name for setting in (chosen.headline, chosen.label))))
    )


def release(card: Card, colours: Colours) -> str | None:
    hand = _hand(card.language)
    if hand is None:
        return None
    brand, gold = parse(colours.colour), parse(colours.accent)
    foot, floor = _foot(card, hand, hexadecimal(readable(brand, on=LIGHT)), gold)
    top = _WORDS_TOP_PX + hand.lower_px
    box = Box(_MARGIN_PX, top, _INNER_PX, floor - top)
    above = Box(_MARGIN_PX, _EYEBROW_MIDDLE_PX - hand.label.leading * _LABEL_PX / 2, _INNER_PX, 0)
    return _svg(
        _rect(0, 0, WIDTH_PX, HEIGHT_PX, _PAPER),
        _rect(0, 0, WIDTH_PX, _STRIPE_PX, hexadecimal(brand)),
        _rect(0, _STRIPE_PX, WIDTH_PX, _GOLD_PX, hexadecimal(gold)),
        _head(card, hand, colours),
        hand.label_line(card.kind, above, size_px=_LABEL_PX, fill=hexadecimal(readable(gold, on=LIGHT))),
        _words(card, hand, box),
        foot,
    )


def cover(card: Cover, colours: Colours) -> str | None:
    hand = _hand(card.language)
    if hand is None:
        return None
    brand = parse(colours.colour)
    ink = ink_on(brand)
    box = Box(_MARGIN_PX, 236, _INNER_PX, 250)
    title = typesetting.fitted(card.title, hand.headline, box, largest_px=hand.px(80), smallest_px=30, most_lines=3)
    below = Box(_MARGIN_PX, box.y + title.height_px + 14, _INNER_PX, 0)
    return _svg(
        _rect(0, 0, WIDTH_PX, HEIGHT_PX, hexadecimal(brand)),
        _rect(0, HEIGHT_PX - 44, WIDTH_PX, 10, f"#{colours.accent}"),
        _rect(0, HEIGHT_PX - 22, WIDTH_PX, 10, hexadecimal(ink)),
        # On its own colour the emblem has no edge: its sun stands where the margin is.
        _emblem(colours, hand, side_px=180, top=44, overhang_px=36),
        typesetting.svg(title, hand.headline, box, hexadecimal(ink)),
        hand.label_line(card.subtitle, below, size_px=34, fill=hexadecimal(_softened(ink, brand))),
    )


@dataclass(frozen=True)
class _Hand:
    """How one language is set on cards; `scale` is of headlines: a line of Nastaliq is nearly twice as high.

    `lower_px` is by how much they stand lower, for the strokes that rise above such a line.
    """

    headline: Setting
    label: Setting
    scale: float
    lower_px: int = 0

    def px(self, latin_px: int) -> int:
        return round(latin_px * self.scale)

    def label_line(self, words: str, box: Box, *, size_px: int, fill: str, at_end: bool = False) -> str:
        kept = typesetting.one_line(words, self.label, size_px, box.width)
        return typesetting.line(kept, self.label, box, size_px=size_px, fill=fill, at_end=at_end)


def _hand(language: str) -> _Hand | None:
    headline, label = typefaces.for_headlines(language), typefaces.for_labels(language)
    if headline is None or label is None:
        return None
    if language == "ur":
        return _Hand(
            Setting(headline, 1.9, right_to_left=True), Setting(label, 1.9, right_to_left=True), 0.84, lower_px=12
        )
    return _Hand(Setting(headline, 1.14), Setting(label, 1.4), 1.0)


def _head(card: Card, hand: _Hand, colours: Colours) -> str:
    """Who speaks, and when."""
    top = _HEAD_TOP_PX + (_EMBLEM_PX - hand.label.leading * _NAME_PX) / 2
    date_px = hand.label.width_px(card.date, _DATE_PX)
    aside = _EMBLEM_PX + 20
    start = _MARGIN_PX if hand.label.right_to_left else _MARGIN_PX + aside
    name = Box(start, top, _INNER_PX - aside - date_px - 40, 0)
    if hand.label.right_to_left:
        name = Box(WIDTH_PX - _MARGIN_PX - aside - name.width, top, name.width, 0)
    date = Box(_MARGIN_PX, top + hand.label.leading * (_NAME_PX - _DATE_PX) / 2, _INNER_PX, 0)
    return (
        _emblem(colours, hand, side_px=_EMBLEM_PX, top=_HEAD_TOP_PX)
        + hand.label_line(card.mission, name, size_px=_NAME_PX, fill=_INK)
        + hand.label_line(card.date, date, size_px=_DATE_PX, fill=_INK_2, at_end=True)
    )


def _words(card: Card, hand: _Hand, box: Box) -> str:
    """The quotation, whole or not at all: nobody's words are cut. Else the headline."""
    if card.quotation:
        quoted = typesetting.fitted(
            card.quotation,
            hand.headline,
            box,
            largest_px=hand.px(60),
            smallest_px=hand.px(32),
            most_lines=_QUOTED_LINES,
        )
        if quoted.complete:
            return typesetting.svg(quoted, hand.headline, box, _INK)
    headline = typesetting.fitted(
        card.headline, hand.headline, box, largest_px=hand.px(76), smallest_px=hand.px(38), most_lines=_LINES
    )
    return typesetting.svg(headline, hand.headline, box, _INK)


def _foot(card: Card, hand: _Hand, brand: str, gold: Colour) -> tuple[str, float]:
    """The figure, or the speaker, in a band; and where the words above have to end."""
    if card.speaker:
        inside = _speaker(card, hand)
    elif card.figure:
        inside = _figure(card, hand, brand)
    else:
        return _rect(_MARGIN_PX, _FOOT_PX, 96, 4, hexadecimal(gold), hand=hand), _FOOT_PX - _BREATH_PX
    band = _rect(0, _BAND_TOP_PX, WIDTH_PX, HEIGHT_PX - _BAND_TOP_PX, _PAPER_2)
    rule = _rect(_MARGIN_PX, _BAND_TOP_PX, _INNER_PX, 4, hexadecimal(gold))
    return band + rule + inside, _BAND_TOP_PX - _BREATH_PX


def _figure(card: Card, hand: _Hand, brand: str) -> str:
    middle = (_BAND_TOP_PX + 4 + HEIGHT_PX) / 2
    widest = _INNER_PX * (_FIGURE_SHARE if card.figure_label else 1)
    room = Box(_MARGIN_PX, 0, widest, 150)
    figure = typesetting.fitted(
        card.figure, hand.headline, room, largest_px=hand.px(92), smallest_px=hand.px(40), most_lines=1
    )
    used = min(widest, max(hand.headline.width_px(words, figure.size_px) for words in figure.lines)) + 40
    left = _MARGIN_PX if hand.label.right_to_left else _MARGIN_PX + used
    aside = Box(left, 0, _INNER_PX - used, 120)
    label = typesetting.fitted(card.figure_label, hand.label, aside, largest_px=30, smallest_px=22, most_lines=3)
    return typesetting.svg(
        figure, hand.headline, Box(_MARGIN_PX, middle - figure.height_px / 2, _INNER_PX, 0), brand
    ) + typesetting.svg(label, hand.label, Box(aside.x, middle - label.height_px / 2, aside.width, 0), _INK_2)


def _speaker(card: Card, hand: _Hand) -> str:
    name_px, office_px = hand.px(40), _LABEL_PX
    heights = hand.headline.leading * name_px + (hand.label.leading * office_px if card.office else 0)
    top = (_BAND_TOP_PX + 4 + HEIGHT_PX - heights) / 2
    name = typesetting.one_line(card.speaker, hand.headline, name_px, _INNER_PX)
    below = Box(_MARGIN_PX, top + hand.headline.leading * name_px, _INNER_PX, 0)
    return typesetting.line(
        name, hand.headline, Box(_MARGIN_PX, top, _INNER_PX, 0), size_px=name_px, fill=_INK
    ) + hand.label_line(card.office, below, size_px=office_px, fill=_INK_2)


def _emblem(colours: Colours, hand: _Hand, *, side_px: int, top: float, overhang_px: int = 0) -> str:
    x = WIDTH_PX - _MARGIN_PX - side_px + overhang_px if hand.label.right_to_left else _MARGIN_PX - overhang_px
    drawn = emblem.svg(colours.colour, colours.accent)
    return drawn.replace("<svg ", f'<svg x="{x}" y="{top}" width="{side_px}" height="{side_px}" ', 1)


def _rect(x: float, y: float, width: float, height: float, fill: str, *, hand: _Hand | None = None) -> str:
    """With a hand, on the side on which its language begins."""
    if hand is not None and hand.label.right_to_left:
        x = WIDTH_PX - x - width
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}"/>'


def _softened(ink: Colour, ground: Colour) -> Colour:
    """Towards the ground, as long as it can be read there."""
    quarter = mixed(ink, sum(ground) / 3, 0.2)
    return quarter if ink == LIGHT else ink


@functools.cache
def _code() -> str:
    here = Path(__file__)
    sources = (here.with_name(f"{name}.py").read_bytes() for name in ("cards", "typesetting", "emblem", "colours"))
    return hashlib.sha256(b"".join(sources)).hexdigest()


def _svg(*parts: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH_PX}" height="{HEIGHT_PX}"'
        f' viewBox="0 0 {WIDTH_PX} {HEIGHT_PX}">{"".join(parts)}</svg>'
    )
