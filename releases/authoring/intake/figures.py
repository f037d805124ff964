"""Figures: numbers that state something, each once, with what it counts as far as the sentence says."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ..checks.labels import labels
from ..checks.measuring import DURATIONS, is_said, numbers_of, unit, values
from ..checks.numbers import Number
from ..checks.passages import sentence_at
from .document import Paragraph
from .grammar import told
from .languages import GRAMMARS
from .proposal import Span
from .units import Unit, is_next, units

_DIGITS, _PLACES = 22, Decimal("0.00000001")
_LONGEST_NAME = 90
_FURTHEST, _FURTHEST_VERB, _NEAR = 6, 30, 60
_STOPS = {
    "en": told(
        "of in on at from to for with by and or but that who which hailing were was is are have has had will "
        "would this these across during over as than exercised attended visited took participated since worth "
        "per each annually"
    ),
    "ru": told("в на из от до для при с со к у за и или но что который которые было были будет составил по"),
    "kk": told("және мен бен пен болды келді қатысты үшін"),
    "ur": told("نے کا کی کے کو سے میں پر اور تک تھا تھے تھی ہے ہیں"),
}
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|amounts?|amounted|stands?|stood|reached|reaches|remained|remains|rose|grew|fell"
    r"|totall?ed|exceeds?|exceeded|came|made|increased|decreased|hit|accounted|accounts|will|would|should"
    r"|to\s+(?:achieve|reach))\b"
    r"|\b(?:составил\w*|составляет|достиг\w*|превысил\w*|вырос\w*|равен|равна|был[аои]?|увеличил\w*|сократил\w*)\b",
    re.IGNORECASE,
)
_LEADS = re.compile(r"\bthat\s|[:;]\s|\bчто\s|\sکہ\s", re.IGNORECASE)
_ARTICLE = re.compile(r"\A(?:the|a|an|our|his|her|their|its|this|that|total)\s+", re.IGNORECASE)

# Numbers by which something is found, beside those that the checks know.
_NAMED_BY = re.compile(
    r"\b(?:account|hotline|line|extension|ext|code|licence|license|passport|flight|article|resolution|order"
    r"|decree|case|lot"
    r"|сч[её]т\w*|телефон\w*|код\w*|приказ\w*|указ\w*|стать\w+)\.?\s*(?:no\.?|№|number)?\s*\Z",
    re.IGNORECASE,
)


@dataclass
class Figure:
    """`name` is what it measures, in the text’s own words; empty where the sentence does not tell."""

    value: Decimal
    unit: str
    qualifier: str
    nature: str
    name: str
    spans: list[Span]
    passage: str
    qualifiers: list[str] = field(default_factory=list)


def figures_of(paragraphs: Sequence[Paragraph], language: str) -> list[Figure]:
    """Each value and unit once: of its places first one that is no heading. No ranges: a figure holds one value."""
    found: dict[tuple[Decimal, str], Figure] = {}
    for paragraph in sorted(paragraphs, key=lambda one: (one.is_heading, one.index)):
        for number in numbers_of(paragraph.text, language):
            if not _counts(paragraph.text, number):
                continue
            value, measure = _value(number), unit(number)
            start, end = _with_qualifier(paragraph.text, number, language)
            span = Span(paragraph.index, start, end)
            known = found.get((value, measure))
            if known:
                known.spans.append(span)
                known.qualifiers.append(number.qualifier)
                continue
            found[value, measure] = Figure(
                value=value,
                unit=measure,
                qualifier=number.qualifier,
                nature=_nature(paragraph.text, number, language),
                name=_name(paragraph.text, number, language),
                spans=[span],
                passage=paragraph.text[start:end],
                qualifiers=[number.qualifier],
            )
    return sorted(found.values(), key=lambda one: (one.spans[0].paragraph, one.spans[0].start))


def _counts(text: str, number: Number) -> bool:
    stated = is_said(number) and number.kind != "range" and unit(number) not in DURATIONS
    # What stands near is enough, and the whole paragraph for each number would be too much.
    first = max(0, number.start - _NEAR)
    near = replace(number, start=number.start - first, end=number.end - first)
    named = labels(text[first : number.end + _NEAR], near) or _NAMED_BY.search(text[first : number.start])
    return stated and not named and _is_kept(_value(number))


def _value(number: Number) -> Decimal:
    exact = values(number)[0]
    return exact.quantize(_PLACES) if number.ratio else exact


def _is_kept(value: Decimal) -> bool:
    return abs(value) < Decimal(10) ** _DIGITS and value == value.quantize(_PLACES)


def _with_qualifier(text: str, number: Number, language: str) -> tuple[int, int]:
    """The number, with the word that qualifies it and the noun that it counts: what a person looks for."""
    start, end = number.start, number.end
    if number.qualifier != "exact":
        first = max(0, start - _NEAR)
        before = re.search(
            r"(?:\b(?:at\s+least|a\s+minimum\s+of|minimum\s+of|more\s+than|over|about|around|roughly"
            r"|approximately|some|nearly"
            r"|almost|up\s*to|at\s+most|не\s+менее|более(?:\s+чем)?|свыше|около|почти|порядка|примерно|до)\s+"
            r"|[~≈><≥≤]\s*)\Z",
            text[first:start],
            re.IGNORECASE,
        )
        start = first + before.start() if before else start
    counted = _counted(text, number, language)
    if number.unit in {"person", "1"} and counted:
        end = counted[-1].end
    return start, end


def _counted(text: str, number: Number, language: str) -> list[Unit]:
    """The noun behind a count, with its adjectives."""
    found: list[Unit] = []
    words = units(text)
    for word in words[bisect_left(words, number.end, key=lambda one: one.start) :]:
        near = (not found and not text[number.end : word.start].strip()) or (found and is_next(word))
        if not near or word.low in _STOPS[language] or len(found) >= _FURTHEST:
            break
        found.append(word)
    return found


def _nature(text: str, number: Number, language: str) -> str:
    start, _end = sentence_at(text, number.start)
    clause = re.split(r"[;:]|\bthat\b|\bчто\b|\sکہ\s", text[start : number.start])[-1]
    ahead = text[number.end : number.end + 40] if language in {"kk", "ur"} else ""
    aimed = re.search(GRAMMARS[language].aims, f"{clause} {ahead}", re.IGNORECASE)
    return "target" if aimed else "actual"


def _name(text: str, number: Number, language: str) -> str:
    """Of a count the noun; of a share or a sum what stands before the verb."""
    counted = _counted(text, number, language) if number.unit in {"person", "1"} else []
    if counted:
        words = text[counted[0].start : counted[-1].end]
    else:
        start, _end = sentence_at(text, number.start)
        clause = _LEADS.split(text[start : number.start])[-1]
        verb = _VERB.search(clause)
        if verb is None or len(clause) - verb.end() > _FURTHEST_VERB:
            return ""
        words = re.split(rf"(?<!\w)(?:{GRAMMARS[language].verbs})\s", clause[: verb.start()])[-1].rpartition(", ")[2]
    words = _ARTICLE.sub("", " ".join(words.split()).strip(" ,;:–—-"))
    return words[:1].upper() + words[1:] if 0 < len(words) <= _LONGEST_NAME else ""
