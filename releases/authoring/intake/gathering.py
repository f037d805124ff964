"""Who came together where and when, in a sentence that does not call the event by a name, or stands further down."""

import re
from collections.abc import Iterator, Sequence

from .bodies import behind
from .document import Paragraph
from .grammar import Grammar
from .proposal import Span
from .titles import is_body_word, run_from
from .units import Unit, is_next, units

# She spoke to reporters at …, журналистермен кездесіп: people came together, and what follows says where and when.
GATHERED = {
    "en": re.compile(
        r"\b(?:was|were)\s+(?:speaking|talking)\b|\b(?:spoke|talked|addressed|told|met\s+(?:with\s+)?)\s*(?:to\s+|the\s+)?"
        r"(?:reporters|journalists|the\s+press|the\s+media|students|guests|representatives)\b",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\b(?:открыл(?:ась|ся|ось|ись)|состоял(?:ась|ся|ось|ись)|прош(?:ла|ёл|ел|ло|ли)|провел[аи]?|пров[её]л)\b"
        r"|\b(?:встретил(?:ась|ся|ись)|выступил[аи]?|побеседовал[аи]?)\b",
        re.IGNORECASE,
    ),
    "kk": re.compile(
        r"(?<!\w)(?:кездес(?:іп|ті|кен)|жүздес(?:іп|ті|кен)|өт(?:кізді|ті|кен)|сөз сөйле(?:п|ді))(?!\w)", re.IGNORECASE
    ),
    "ur": re.compile(r"(?<!\w)(?:منعقد(?:ہ|\s+ہو\w+)|خطاب\s+کر\w*|ملاقات\s+کی)(?!\w)"),
}
# Said of the event itself, however far down: took part in the briefing, в ходе брифинга, брифингке қатысты.
NAMED_LATER = {
    "en": r"\b(?:at|during|in|of|attended|opened|told)\s+the\s+(?P<event>{events})(?!\w)",
    "ru": r"\b(?:в\s+ходе|на|участники|участие\s+в|по\s+итогам|в\s+рамках)\s+(?P<event>{events})(?!\w)",
    "kk": r"(?<!\w)(?P<event>{events})(?<=[кгқғдт][еа])\s+(?:[^.!?]{{0,90}}\s)?(?:қатыс|айтыл|сөйле|келді)",
    "ur": r"(?<!\w)(?P<event>{events})\s+(?:میں|سے|کے\s+دوران)\s+(?:[^۔]{{0,60}}\s)?(?:شرکت|خطاب|موجود)",
}
_IN_RU = frozenset({"в", "во", "на"})
# Words for a house that are written small, and have the name behind them: в пресс-центре Агентства.
_HOUSES_RU = re.compile(
    r"(?:пресс-)?(?:центр|клуб|зал|холл|офис|штаб-квартир|резиденци|здани|отел|гостиниц|галере|дворц)\w*\Z"
)
_LOCATIVE_KK = re.compile(r"(?:нда|нде|да|де|та|те)\Z")


def houses(
    paragraph: Paragraph, start: int, end: int, grammar: Grammar, names: Sequence[Span]
) -> Iterator[tuple[str, int, int]]:
    """(venue or place, its first character, the one after it) of where a sentence says that people came together."""
    found = units(paragraph.text)
    inside = [index for index, unit in enumerate(found) if start <= unit.start < end]
    for index in inside:
        span = _HOUSE[grammar.language](found, index, grammar)
        if span:
            first, past = span
            # Ильзе Брандт Карсовия Ұлттық кітапханасында: the name before it is a person’s.
            while first < past - 1 and any(
                one.start < found[first].end and found[first].start < one.end for one in names
            ):
                first += 1
            yield "venue", found[first].start, found[past - 1].end
            if grammar.language == "en":
                yield from _town(found, past, grammar)
            return


def _town(found: Sequence[Unit], past: int, grammar: Grammar) -> Iterator[tuple[str, int, int]]:
    """… in Karsa."""
    if past + 1 < len(found) and found[past].low == "in" and is_next(found[past]) and found[past + 1].is_capital:
        end = run_from(found, past + 1, grammar)
        if not any(is_body_word(unit, grammar) for unit in found[past + 1 : end]):
            yield "place", found[past + 1].start, found[end - 1].end


def _english(found: Sequence[Unit], index: int, grammar: Grammar) -> tuple[int, int] | None:
    if found[index].low not in {"at", "in"} or index + 1 >= len(found):
        return None
    first = index + 1 + (found[index + 1].low == "the")
    past = run_from(found, first, grammar) if first < len(found) else first
    body = next((at for at in range(first, past) if is_body_word(found[at], grammar)), None)
    return None if body is None else (first, behind(found, max(past, body + 1), grammar))


def _russian(found: Sequence[Unit], index: int, grammar: Grammar) -> tuple[int, int] | None:
    if found[index].low not in _IN_RU or index + 1 >= len(found) or not is_next(found[index + 1]):
        return None
    at = index + 1
    while at < len(found) and at < index + 4 and is_next(found[at]) and not _is_house(found[at], grammar):
        at += 1
    if at >= len(found) or at >= index + 4 or not is_next(found[at]):
        return None
    past = behind(found, at + 1, grammar)
    if past < len(found) and is_next(found[past]) and found[past].is_capital and is_body_word(found[past], grammar):
        past = behind(found, past + 1, grammar)
    elif past + 1 < len(found) and found[past].is_capital and is_body_word(found[past + 1], grammar):
        past = behind(found, past + 2, grammar)
    return (index + 1, past) if any(unit.is_capital for unit in found[index + 1 : past]) else None


def _is_house(unit: Unit, grammar: Grammar) -> bool:
    return is_body_word(unit, grammar) or _HOUSES_RU.match(unit.low) is not None


def _kazakh(found: Sequence[Unit], index: int, grammar: Grammar) -> tuple[int, int] | None:
    """Карсовия Ұлттық кітапханасында."""
    if not (is_body_word(found[index], grammar) and _LOCATIVE_KK.search(found[index].low)):
        return None
    first = index
    while first > 0 and is_next(found[first]) and _is_of_name(found[first - 1], grammar) and index - first < 3:  # noqa: PLR2004
        first -= 1
    return (first, index + 1) if first < index else None


def _is_of_name(unit: Unit, grammar: Grammar) -> bool:
    return unit.is_capital and unit.low not in grammar.no_names


def _urdu(found: Sequence[Unit], index: int, grammar: Grammar) -> tuple[int, int] | None:
    """زرعی یونیورسٹی کارسا میں."""
    if not is_body_word(found[index], grammar) or not index or not is_next(found[index]):
        return None
    before = found[index - 1].low not in grammar.no_names
    for past in (index + 1, index + 2):
        if past < len(found) and is_next(found[past]) and found[past].low == "میں":
            return (index - before, past)
    return None


_HOUSE = {"en": _english, "ru": _russian, "kk": _kazakh, "ur": _urdu}
