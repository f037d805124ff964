"""A name is spelled in one way throughout a text, also one that no register has."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from .context import Context, Registers
from .finding import Finding
from .naming import Word, lexicon, shortened, words_of
from .passages import Passage, Read, kept
from .registry import check
from .spelling import distance, sound, stem

# Shorter words are too often one letter apart; what differs at the very end is an ending.
_LEAST, _ENDING = 6, 2


@check("names.consistent", _("One name in one spelling"), severity="warning", reads=("registers", "places"))
def consistent(context: Context) -> Iterator[Finding]:
    """Jean-Paul beside Jean Paul, Gharoo beside Garoo: names that no register has, here so and there otherwise."""
    approved = _approved(context.registers)
    for text in context.texts:
        if text.language != "ur":
            yield from _slips(text, context)
    for text in context.texts:
        if text.language == "ur":
            continue
        hyphened: Mapping[str, str] = {
            _joined(pair): pair for _passage, _start, _end, pair, hyphen in _compounds(text) if hyphen
        }
        for passage, start, end, pair, hyphen in _compounds(text):
            other = hyphened.get(_joined(pair))
            if hyphen or other is None or any(_joined(pair) in name for name in approved):
                continue
            yield Finding(
                text.uid,
                text.language,
                _("“%(passage)s” stands here, and “%(other)s” elsewhere in this text."),
                _("Spell it in one way."),
                passage.at(start, end),
                pair,
                values={"passage": pair, "other": other},
                about=(other,),
            )


def _slips(text: Read, context: Context) -> Iterator[Finding]:
    """Capitals within a sentence, a letter apart: the rarer is doubted, of two that are as rare the later."""
    told = [(passage, word) for passage in text.passages for word in _capitals(passage.text)]
    times = Counter(stem(word.text, text.language) for _passage, word in told)
    first: dict[str, tuple[int, str]] = {}
    for place, (_passage, word) in enumerate(told):
        first.setdefault(stem(word.text, text.language), (place, word.text))
    known = _known(context, text.language)
    near: dict[str, list[str]] = {}
    for one in times:
        for left in shortened(one) if len(one) >= _LEAST and sound(one) not in known else ():
            near.setdefault(left, []).append(one)
    doubted = {}
    for alike in near.values():
        for one, other in ((one, other) for one in alike for other in alike if one != other):
            rarer = (times[one], -first[one][0]) < (times[other], -first[other][0])
            if rarer and _is_slip(one, other):
                doubted[one] = first[other][1]
    for passage, word in told:
        right = doubted.get(stem(word.text, text.language))
        if right:
            yield Finding(
                text.uid,
                text.language,
                _("“%(passage)s” stands here, and “%(other)s” elsewhere in this text."),
                _("Spell it in one way."),
                passage.at(word.start, word.end),
                word.text,
                values={"passage": word.text, "other": right},
                about=(right,),
            )


def _is_slip(one: str, other: str) -> bool:
    """A letter more, less or another, but not at the end, which may be one of a form."""
    if one[0] != other[0] or distance(one, other) != 1:
        return False
    return one[-_ENDING:] == other[-_ENDING:] or sound(one) == sound(other)


@kept
def _capitals(text: str) -> tuple[Word, ...]:
    """Within a sentence, where a capital is a name's."""
    return tuple(
        word
        for word in words_of(text)
        if word.text[0].isupper() and not word.text.isupper() and word.start and word.gap in {" ", "\u00a0", ", "}
    )


def _known(context: Context, language: str) -> set[str]:
    """What the checks of people, bodies and places look after."""
    register = lexicon(context.registers, language)
    names = [stem(name, language) for listed in context.places.values() for name in listed]
    return {*register.surnames, *(sound(one) for one in (*register.anchors, *names))}


def _joined(name: str) -> str:
    return " ".join(word.text.lower() for word in words_of(name))


def _compounds(text: Read) -> Iterator[tuple[Passage, int, int, str, bool]]:
    """Two words with capitals, with a hyphen or a space between."""
    for passage in text.passages:
        for start, end, hyphen in _compounds_in(passage.text):
            yield passage, start, end, passage.text[start:end], hyphen


@kept
def _compounds_in(text: str) -> tuple[tuple[int, int, bool], ...]:
    words = words_of(text)
    return tuple(
        (one.start, other.end, other.gap != " ")
        for one, other in pairwise(words)
        if other.gap in {"-", "‑", " "} and one.text[0].isupper() and other.text[0].isupper()
    )


@lru_cache(maxsize=8)
def _approved(registers: Registers) -> frozenset[str]:
    return frozenset(_joined(row.name(language)) for row in registers.rows for language in ("en", "ru", "kk"))
